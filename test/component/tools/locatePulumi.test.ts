import fs from "node:fs";
import path from "node:path";
import { runWithTool } from "./tool";
import { useTemporaryFolder } from "./temporaryFolder";

interface Found {
    command: string;
    version: string;
    source: string;
    binFolder: string;
}

const temporary = useTemporaryFolder();

/** Puts a command on PATH that prints `version` as a Pulumi CLI does, with a language host beside it. */
function placePulumi(folder: string, version: string): string {
    temporary.writeCommand(`${folder}/pulumi-language-nodejs`, "exit 1");
    return temporary.writeCommand(`${folder}/pulumi`, `echo ${version}`);
}

/** Searches with nothing on PATH but these folders of the temporary one, and an empty cache. */
function locate(pathFolders: string[], env: NodeJS.ProcessEnv = {}) {
    const record = path.join(temporary.path, "record.json");
    return runWithTool<Found>(
        "pulumi-cli/locate.mjs",
        `const found = await tool.findPulumi({ log, allowBuild: false }); await tool.recordPulumi(found, ${JSON.stringify(record)}); return found;`,
        {
            PATH: pathFolders.map((folder) => path.join(temporary.path, folder)).join(":"),
            XDG_CACHE_HOME: path.join(temporary.path, "cache"),
            ...env,
        },
    );
}

describe("A Pulumi CLI on PATH", () => {
    it("is used when it is new enough, and is recorded for the tests", async () => {
        const command = placePulumi("bin", "v3.249.0");
        const { value, log } = await locate(["bin"]);
        const binFolder = path.dirname(command);
        expect(value).toEqual({ command, version: "3.249.0", source: "path", binFolder });
        const record = fs.readFileSync(path.join(temporary.path, "record.json"), "utf8");
        expect(JSON.parse(record)).toEqual(value);
        expect(log).toEqual([]);
    });

    it("is passed over when it is too old, with its version, and the next one is used", async () => {
        placePulumi("old", "v3.248.0");
        const command = placePulumi("new", "v3.260.1");
        const { value, log } = await locate(["old", "new"]);
        expect(value?.command).toBe(command);
        expect(log).toEqual([
            expect.stringMatching(/passed over: it is version 3\.248\.0.*3\.249\.0/),
        ]);
    });

    it("is passed over when it is the npm package, which would download a CLI for every test", async () => {
        const script = placePulumi("lib/node_modules/pulumi", "v3.265.0");
        fs.renameSync(script, path.join(path.dirname(script), "run.js"));
        fs.mkdirSync(path.join(temporary.path, "bin"));
        fs.symlinkSync(
            "../lib/node_modules/pulumi/run.js",
            path.join(temporary.path, "bin/pulumi"),
        );
        const { value, log } = await locate(["bin"]);
        expect(value).toBeUndefined();
        expect(log).toEqual([expect.stringContaining("it is the npm package")]);
    });

    it("is passed over when it does not run", async () => {
        placePulumi("bin", "v3.250.0");
        temporary.writeCommand("bin/pulumi", "exit 3");
        const { error, isSetupError, log } = await locate(["bin"]);
        expect(log).toEqual([expect.stringContaining("exit code 3")]);
        expect(error).toContain("npm run setup");
        expect(isSetupError).toBe(true);
    });

    it("is passed over when it has no language host", async () => {
        temporary.writeCommand("bin/pulumi", "echo v3.250.0");
        const { value, log } = await locate(["bin"]);
        expect(value).toBeUndefined();
        expect(log).toEqual([expect.stringContaining("pulumi-language-nodejs is neither")]);
    });

    it("is used where a link leads to it, with the folder of its language host", async () => {
        const command = placePulumi("opt/pulumi/bin", "v3.250.0");
        fs.mkdirSync(path.join(temporary.path, "bin"));
        const link = path.join(temporary.path, "bin/pulumi");
        fs.symlinkSync(command, link);
        const { value } = await locate(["bin"]);
        expect(value).toMatchObject({ command: link, binFolder: path.dirname(command) });
    });

    it("is asked for its version in a home of its own, never in the user's", async () => {
        placePulumi("bin", "v3.250.0");
        temporary.writeCommand("bin/pulumi", 'echo "$PULUMI_HOME" > "$HOME/asked"; echo v3.250.0');
        await locate(["bin"], { HOME: temporary.path });
        const home = fs.readFileSync(path.join(temporary.path, "asked"), "utf8").trim();
        expect(home).not.toBe("");
        expect(home.startsWith(path.join(temporary.path, ".pulumi"))).toBe(false);
        expect(fs.existsSync(home)).toBe(false);
    });
});

describe("AZURE_IMPORTEXPORT_PULUMI", () => {
    it("goes before PATH", async () => {
        placePulumi("bin", "v3.260.0");
        const command = placePulumi("named", "v3.250.0");
        const { value } = await locate(["bin"], { AZURE_IMPORTEXPORT_PULUMI: command });
        expect(value?.command).toBe(command);
    });

    it("is an error when it names no CLI that can be used", async () => {
        placePulumi("bin", "v3.260.0");
        const command = placePulumi("named", "v3.100.0");
        const { error, isSetupError } = await locate(["bin"], {
            AZURE_IMPORTEXPORT_PULUMI: command,
        });
        expect(error).toMatch(/AZURE_IMPORTEXPORT_PULUMI names .*: it is version 3\.100\.0/);
        expect(isSetupError).toBe(true);
    });
});

describe("The user's cache folder", () => {
    it.each([
        ["linux", { HOME: "/home/ann" }, "/home/ann/.cache/pulumi-azure-importexport"],
        ["linux", { XDG_CACHE_HOME: "/c" }, "/c/pulumi-azure-importexport"],
        ["darwin", { HOME: "/Users/ann" }, "/Users/ann/Library/Caches/pulumi-azure-importexport"],
    ])("on %s with %j is %s", async (platform, env, folder) => {
        const args = `${JSON.stringify(env)}, ${JSON.stringify(platform)}`;
        const { value } = await runWithTool(
            "pulumi-cli/cacheFolder.mjs",
            `return tool.cacheFolder(${args});`,
        );
        expect(value).toBe(folder);
    });
});
