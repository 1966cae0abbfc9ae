// The schema of the packaged provider, of what the code says.

import fs from "node:fs/promises";
import path from "node:path";
import { invoke } from "./invoke.mjs";
import { languages } from "./languages.mjs";
import { resource } from "./resource.mjs";
import { services } from "./services.mjs";
import { settingProperties } from "./settings.mjs";
import { Source } from "./source.mjs";
import { ModuleTypes } from "./types.mjs";

const name = "azure-importexport";

/** provider/plugin/schema.json. @param provider the compiled module of that name */
export async function packageSchema(repository, provider) {
    const folder = path.join(repository, "provider");
    const manifest = JSON.parse(await fs.readFile(path.join(folder, "package.json"), "utf8"));
    const table = services(provider);
    const source = new Source(
        folder,
        table.flatMap(({ module, functionsIn }) => [
            `${module}/job`,
            `${module}/jobArgs`,
            functionsIn,
        ]),
    );
    const settings = settingProperties(provider("settings/settings"));
    const home = manifest.repository.url.replace(/^git\+|\.git$/g, "");
    const schema = {
        name,
        displayName: "Azure Import/Export",
        version: manifest.version,
        description:
            "Azure Import/Export jobs and Data Box orders with disks of your own: delete cancels, waits or refuses according to where the parcel is.",
        keywords: ["pulumi", "azure", "import-export", "data-box", "category/infrastructure"],
        homepage: home,
        logoUrl: `${home.replace("github.com", "raw.githubusercontent.com")}/v${manifest.version}/docs/logo.svg`,
        license: manifest.license,
        repository: home,
        publisher: "pulumi-azure-importexport",
        pluginDownloadURL: home.replace("https://github.com/", "github://api.github.com/"),
        config: { variables: settings },
        provider: {
            description:
                "The settings of azure-importexport, for jobs that are given this provider. A setting that is left out is taken from the environment.",
            inputProperties: settings,
        },
        ...partsOf(source, table),
        language: languages(home),
    };
    return JSON.stringify(schema);
}

function partsOf(source, table) {
    const [resources, functions, types] = [{}, {}, {}];
    for (const { module, names, functionsIn, ...service } of table) {
        const known = new ModuleTypes(source, module, names);
        for (const { token, ...one } of service.resources) {
            resources[token] = resource(known, { module, ...one });
        }
        for (const [called, one] of Object.entries(service.functions)) {
            const token = `${name}:${module}:${called}`;
            functions[token] = invoke(known, { file: functionsIn, name: called, ...one });
        }
        Object.assign(types, known.types);
    }
    return { types, resources, functions };
}
