// npm run example -- NAME FOLDER: copies an example out, with this repository's packages in the place of published ones.

import { cp, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { npmCommand, runInForeground, runQuietly } from "./childProcess.mjs";
import { runTool, say, SetupError } from "./progress.mjs";
import { repository, setUp } from "./setup.mjs";

const examples = path.join(repository, "examples");
const workspaces = ["provider", "policies", "emulator"];

/** What is left behind of an example that was used in this repository. */
const isCopied = (file) => !/[\\/](node_modules|\.emulator|\.venv|bin)$/.test(file);

async function main([name, folder, ...more], names) {
    if (!name || !folder || more.length > 0 || name.startsWith("-")) {
        throw new SetupError(usage(names));
    }
    if (!names.includes(name)) {
        throw new SetupError(`There is no example "${name}". There are ${names.join(", ")}.`);
    }
    // npm changes to the root folder, and the folder is meant from where its user stands.
    const target = path.resolve(process.env.INIT_CWD ?? process.cwd(), folder);
    if ((await entriesOf(target)).length > 0) {
        throw new SetupError(`The folder ${target} is not empty. Give a new one.`);
    }
    await setUp({ pulumi: false });
    await cp(path.join(examples, name), target, { recursive: true, filter: isCopied });
    await leadLinksHome(name, target);
    const manifest = await ownManifest(target);
    if (manifest === undefined) {
        say(
            `Copied to ${target}. Go there; its README goes on from here, and needs no "npm install".`,
        );
        say(await inPlaceOfPublished(name));
        return 0;
    }
    await usePacked(target, manifest);
    const [npm, ...first] = npmCommand();
    const args = [...first, "install", "--no-audit", "--no-fund"];
    const code = await runInForeground(npm, args, { cwd: target, env: outsideOfNpm() });
    if (code === 0)
        say(`\nReady and installed: ${target}. Go there; its README goes on after "npm install".`);
    return code;
}

/** Makes the links of the copied README that lead out of the example's folder lead to the public repository. */
async function leadLinksHome(name, target) {
    const readme = path.join(target, "README.md");
    const manifest = JSON.parse(
        await readFile(path.join(repository, "provider/package.json"), "utf8"),
    );
    const address = manifest.repository.url.replace(/^git\+|\.git$/g, "");
    const text = await readFile(readme, "utf8");
    const absolute = text.replaceAll(/\]\((\.\.\/[^)]*)\)/g, (_, link) => {
        const inside = path.posix.join("examples", name, link);
        return `](${address}/${path.posix.extname(inside) ? "blob" : "tree"}/main/${inside})`;
    });
    await writeFile(readme, absolute);
}

/** What stands for the SDK, plugin and emulator that the README of an example without npm takes by name. */
async function inPlaceOfPublished(name) {
    const inHere = (...parts) => path.join(repository, ...parts);
    const { version } = JSON.parse(await readFile(inHere("provider/package.json"), "utf8"));
    const module = "github.com/pulumi-azure-importexport/pulumi-azure-importexport/sdk/go";
    const sdk = {
        "python-import": [
            "npm run sdk -- python                                  in this repository",
            "python3 -m venv .venv",
            `.venv/bin/pip install --quiet "${inHere("sdk/python")}"`,
        ],
        "go-import": [
            "npm run sdk -- go                                      in this repository",
            `go mod edit -replace "${module}=${inHere("sdk/go")}"`,
            "go mod tidy",
            "go build -o orders .",
        ],
    }[name];
    const plugin = inHere("provider/dist/plugin/pulumi-resource-azure-importexport");
    const lines = [
        ...sdk,
        `pulumi plugin install resource azure-importexport ${version} --file "${plugin}"`,
    ];
    return `
Its SDK is not published yet. Until it is, these are the commands of its "Install":

${lines.map((line) => `    ${line}`).join("\n")}

For "npx azure-importexport-emulator" write: node "${inHere("emulator/dist/command.js")}"`;
}

const usage = (names) =>
    `Usage: npm run example -- NAME FOLDER\n\nCopies an example into a new folder, with this repository's packages, and installs it.\nExamples: ${names.join(", ")}\n\nFor instance: npm run example -- smallest-import ../photos`;

async function exampleNames() {
    const entries = await readdir(examples, { withFileTypes: true });
    const folders = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
    // The quick start is part of this repository.
    return folders.filter((name) => name !== "quickstart").sort();
}

async function entriesOf(folder) {
    try {
        return await readdir(folder);
    } catch (error) {
        if (error.code === "ENOENT") return [];
        throw error;
    }
}

async function ownManifest(folder) {
    try {
        return JSON.parse(await readFile(path.join(folder, "package.json"), "utf8"));
    } catch (error) {
        if (error.code === "ENOENT") return undefined;
        throw error;
    }
}

/** Packs what the example uses of this repository, and installs it from files. */
async function usePacked(target, manifest) {
    const packed = path.join(target, ".packages");
    await mkdir(packed);
    const [npm, ...first] = npmCommand();
    for (const workspace of workspaces) {
        const { name, version } = JSON.parse(
            await readFile(path.join(repository, workspace, "package.json"), "utf8"),
        );
        const kind = ["dependencies", "devDependencies"].find((one) => manifest[one]?.[name]);
        if (kind === undefined) continue;
        const args = ["pack", "--workspace", workspace, "--pack-destination", packed];
        const { code, stderr } = await runQuietly(npm, [...first, ...args], { cwd: repository });
        if (code !== 0) throw new SetupError(`npm could not pack ${name}:\n${stderr}`);
        manifest[kind][name] = `file:.packages/${name}-${version}.tgz`;
    }
    await writeFile(path.join(target, "package.json"), `${JSON.stringify(manifest, null, 4)}\n`);
}

/** npm hands the folder that it runs in to the npm that it starts, which would install there. */
function outsideOfNpm() {
    const env = { ...process.env };
    delete env.npm_config_local_prefix;
    return env;
}

const names = await exampleNames();
await runTool(() => main(process.argv.slice(2), names), usage(names));
