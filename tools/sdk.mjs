// npm run sdk [-- LANGUAGE …] [--out FOLDER]: SDKs of the packaged provider, in sdk/LANGUAGE. They are not committed.

import fs from "node:fs/promises";
import path from "node:path";
import { parseArgs } from "node:util";
import { runQuietly } from "./childProcess.mjs";
import { runTool, say, SetupError } from "./progress.mjs";
import { generatedLanguages, sdkGenerator } from "./pulumi-sdk/generator.mjs";
import { executable, folderWith, pathFolders } from "./onPath.mjs";
import { repository, setUp } from "./setup.mjs";

const languages = ["python", "go", "nodejs", "dotnet", "java"];
const plugin = path.join(repository, "provider/dist/plugin/pulumi-resource-azure-importexport");
const schema = path.join(repository, "provider/plugin/schema.json");

const usage = `npm run sdk [-- LANGUAGE …] [--out FOLDER]

Generates SDKs of the packaged provider, each into FOLDER/LANGUAGE; default: all, into sdk.
Languages: ${languages.join(", ")}`;

await runTool(async () => {
    const { positionals: asked, values } = parseArgs({
        allowPositionals: true,
        options: { out: { type: "string", default: path.join(repository, "sdk") } },
    });
    const unknown = asked.filter((language) => !languages.includes(language));
    if (unknown.length > 0) {
        throw new SetupError(
            `No SDK is generated for ${unknown.join(", ")}. The languages: ${languages.join(", ")}.`,
        );
    }
    const cli = await setUp();
    for (const language of asked.length > 0 ? asked : languages) {
        const folder = path.join(values.out, language);
        const way = await wayFor(language, cli);
        if (!way) {
            const missing = `${language}: no SDK, since there is no pulumi-language-${language} beside the Pulumi CLI or on PATH, which generates it; the official CLI has it.`;
            if (asked.length > 0) throw new SetupError(missing);
            say(missing);
            continue;
        }
        await fs.rm(folder, { recursive: true, force: true });
        await fs.mkdir(folder, { recursive: true });
        await way(language, folder, cli);
        if (language === "go") await addGoModule(folder);
        say(`${language}: ${folder}`);
    }
}, usage);

/** How the SDK of a language is made here; undefined where it cannot be. */
async function wayFor(language, { source, binFolder }) {
    // The nodejs host of a CLI that was built here is a stand-in, and generates nothing.
    const folders = [...(source === "built" ? [] : [binFolder]), ...pathFolders()];
    if (await folderWith(executable(`pulumi-language-${language}`), folders)) return byLanguageHost;
    return generatedLanguages.includes(language) ? byOwnGenerator : undefined;
}

async function byLanguageHost(language, folder, { command, binFolder }) {
    const out = await fs.mkdtemp(`${folder}.`);
    const env = {
        ...process.env,
        PATH: [binFolder, process.env.PATH].join(path.delimiter),
        PULUMI_SKIP_UPDATE_CHECK: "true",
    };
    try {
        const args = ["package", "gen-sdk", plugin, "--language", language, "--out", out];
        await succeeds(command, args, { env });
        await fs.rm(folder, { recursive: true, force: true });
        await fs.rename(path.join(out, language), folder);
    } finally {
        await fs.rm(out, { recursive: true, force: true });
    }
}

async function byOwnGenerator(language, folder) {
    await succeeds(await sdkGenerator({ log: say }), [schema, language, folder]);
}

/** Pulumi's generator leaves that to whoever publishes the module. */
async function addGoModule(folder) {
    const { language } = JSON.parse(await fs.readFile(schema, "utf8"));
    const module = path.posix.dirname(language.go.importBasePath);
    const text = `module ${module}\n\ngo 1.25.0\n\nrequire github.com/pulumi/pulumi/sdk/v3 v3.250.0\n`;
    await fs.writeFile(path.join(folder, "go.mod"), text);
}

async function succeeds(command, args, options) {
    const { code, stdout, stderr, error } = await runQuietly(command, args, options);
    if (code === 0) return;
    throw new SetupError(
        `${path.basename(command)} failed${error ? ` (${error.message})` : ""}:\n${stdout}${stderr}`.trim(),
    );
}
