import { doNotEdit, table, servicePrincipal } from "./markdown.mjs";

const code = (text) => `\`${text}\``;

/** docs/configuration.md */
export function configurationPage({
    SETTINGS,
    OWN_NAMESPACE,
    NATIVE_NAMESPACE,
    ENVIRONMENT_NAMES,
    LEFT_OUT,
}) {
    const rows = SETTINGS.map((setting) => [
        code(setting.name),
        setting.meaning + (setting.secret ? " Secret: set it with `--secret`." : ""),
        setting.native ? code(`${NATIVE_NAMESPACE}:${setting.native}`) : "–",
        setting.env.map(code).join(", ") || "–",
        setting.default === undefined ? "–" : code(setting.default),
    ]);
    const spellings = Object.entries(ENVIRONMENT_NAMES).map(([name, cloud]) => [code(name), cloud]);
    return `${doNotEdit("provider/settings/settings.ts")}

# Settings

Each setting is looked for in three places, and the first that has it wins:

1. the package's own configuration: \`pulumi config set ${OWN_NAMESPACE}:NAME VALUE\`
2. azure-native's configuration, where that provider has such a setting
3. the environment, in the order given here

An empty value counts as absent. A wrong one is refused before anything is sent, with every wrong setting in one message. A stack that is set up for \`@pulumi/azure-native\` needs nothing new, except \`oidcAudience\` in some of US Government and China (see there); what that provider reads and this package does not is [listed below](#settings-of-azure-native-that-are-none-here). A setting in the package's own name that does not exist is warned about, with the nearest one that does.

The configuration that \`pulumi destroy\` and \`pulumi refresh\` see is the one that the last \`pulumi up\` stored. So after a secret was rotated, run \`pulumi up\` once, or give secrets in the environment.

In an inline program of the Automation API the workspace's \`envVars\` reach the jobs and not the functions (\`getJob\` and its kin), which run in the program's own process: which Azure and which subscription it is must stand in the stack's configuration, which reaches both (\`stack.setConfig\`), and the functions refuse to go by \`process.env\` there; a login may stand in \`process.env\`.

${table(["setting", "meaning", "azure-native's key", "environment", "default"], rows)}

A job can name a subscription of its own: the input \`subscriptionId\` of \`Job\` comes before the setting. Where neither is given and the login is that of the Azure CLI, its subscription counts (\`az account show\`).

## Names of clouds

\`environment\` takes these, in any letter case:

${table(["name", "cloud"], spellings)}

## Examples

A service principal:

\`\`\`bash
${servicePrincipal(OWN_NAMESPACE)}
\`\`\`

The user of \`az login\` needs no setting: its subscription and its cloud are taken, unless others are set.

## Settings of azure-native that are none here

${table(
    ["azure-native's key", "environment", "not supported, because"],
    LEFT_OUT.map(({ native, env, because }) => [
        code(`${NATIVE_NAMESPACE}:${native}`),
        env === undefined ? "–" : code(env),
        because,
    ]),
)}`;
}
