// docs/installation-configuration.md, as Pulumi's registry shows it beside docs/_index.md.

import { doNotEdit, table, servicePrincipal } from "./markdown.mjs";

const code = (text) => `\`${text}\``;

/** @param schema the packaged provider's */
export function installationPage({ SETTINGS, OWN_NAMESPACE }, schema) {
    const server = schema.pluginDownloadURL;
    const { nodejs, python, go } = schema.language;
    const module = go.importBasePath.replace(/\/[^/]+$/, "");
    const rows = SETTINGS.map(({ name, meaning, env, secret, default: standard }) => [
        code(`${OWN_NAMESPACE}:${name}`),
        meaning + (secret ? " Secret: set it with `--secret`." : ""),
        env.map(code).join(", ") || "–",
        standard === undefined ? "–" : code(standard),
    ]);
    return `---
title: ${schema.displayName} Installation & Configuration
meta_desc: How to install the ${schema.displayName} provider of Pulumi, and how to configure its login and its settings.
layout: package
---

${doNotEdit("provider/settings/settings.ts")}

## Installation

The provider is a plugin that Node.js 20 or newer runs; it must be on PATH. The SDKs install it on first use, and so does this:

\`\`\`sh
pulumi plugin install resource ${schema.name} ${schema.version} --server ${server}
\`\`\`

The checksums of its archives stand in the release: \`sha256sum --check --ignore-missing azure-importexport-v${schema.version}-checksums.txt\`.

${table(
    ["language", "package"],
    [
        ["TypeScript, JavaScript", `${code(nodejs.packageName)} of npm`],
        ["Python", `${code(python.packageName.replaceAll("_", "-"))} of PyPI`],
        ["Go", code(module)],
        [
            "C#, Java",
            `none is published; ${code(`pulumi package add ${schema.name}@${schema.version}`)} generates one`,
        ],
        ["YAML", "none is needed"],
    ],
)}

The npm package ${code("pulumi-azure-importexport")} has the same jobs as dynamic resources, for TypeScript and JavaScript, without a plugin ([which is which](packaged-provider.md)).

## Configuration

\`\`\`sh
${servicePrincipal(OWN_NAMESPACE)}
\`\`\`

Nothing is to be set where \`az login\` was done. Each setting is looked for in the arguments of an explicit provider or the stack's configuration, then in the environment; azure-native's own configuration does not reach a plugin.

${table(["setting", "meaning", "environment", "default"], rows)}

Spellings, and what azure-native's keys mean to the npm package: [settings](configuration.md).`;
}
