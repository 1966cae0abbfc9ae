import { doNotEdit, table } from "./markdown.mjs";

const code = (text) => `\`${text}\``;

/** docs/configuration.md */
export function configurationPage({
    SETTINGS,
    OWN_NAMESPACE,
    NATIVE_NAMESPACE,
    ENVIRONMENT_NAMES,
}) {
    const rows = SETTINGS.map((setting) => [
        code(setting.name),
        setting.meaning + (setting.secret ? " Secret: set it with `--secret`." : ""),
        setting.native ? code(`${NATIVE_NAMESPACE}:${setting.native}`) : "–",
        setting.env.map(code).join(", ") || "–",
        setting.default === undefined ? "–" : code(setting.default),
    ]);
    const spellings = Object.entries(ENVIRONMENT_NAMES).map(([name, cloud]) => [code(name), cloud]);
    return `${doNotEdit("provider/settings.ts")}

# Settings

Each setting is looked for in three places, and the first that has it wins:

1. the package's own configuration: \`pulumi config set ${OWN_NAMESPACE}:NAME VALUE\`
2. azure-native's configuration, where that provider has such a setting
3. the environment, in the order given here

An empty value counts as absent. A wrong one is refused before anything is sent, with every wrong setting in one message. A stack that is set up for \`@pulumi/azure-native\` needs nothing new.

The configuration that \`pulumi destroy\` and \`pulumi refresh\` see is the one that the last \`pulumi up\` stored.

${table(["setting", "meaning", "azure-native's key", "environment", "default"], rows)}

A job can name a subscription of its own: the input \`subscriptionId\` of \`Job\` comes before the setting.

## Names of clouds

\`environment\` takes these, in any letter case:

${table(["name", "cloud"], spellings)}

## Examples

A service principal:

\`\`\`bash
pulumi config set ${OWN_NAMESPACE}:subscriptionId 00000000-0000-0000-0000-000000000000
pulumi config set ${OWN_NAMESPACE}:tenantId 00000000-0000-0000-0000-000000000000
pulumi config set ${OWN_NAMESPACE}:clientId 00000000-0000-0000-0000-000000000000
pulumi config set --secret ${OWN_NAMESPACE}:clientSecret
\`\`\`

The user of \`az login\` needs no setting but the subscription.`;
}
