import fs from "node:fs";
import path from "node:path";
import { runWithTool } from "./tool";
import { useTemporaryFolder } from "./temporaryFolder";

const temporary = useTemporaryFolder();

/** One step of the set-up, on a small repository of its own, with the real npm. */
function run(module: string, step: string) {
    const repository = JSON.stringify(temporary.path);
    const code = `return tool.${step}({ repository: ${repository}, log });`;
    return runWithTool(module, code, {
        PATH: [path.dirname(process.execPath), process.env.PATH].join(path.delimiter),
        HOME: temporary.path,
    });
}

describe("The Node.js version", () => {
    it.each(["18.20.4", "8.0.0"])("%s is refused with what to do", async (version) => {
        const code = `return tool.requireNode("${version}");`;
        const { error, isSetupError } = await runWithTool("setup.mjs", code);
        expect(error).toMatch(
            new RegExp(`20 or newer is needed, and this is ${version}.*nodejs.org`),
        );
        expect(isSetupError).toBe(true);
    });

    it.each(["20.0.0", "24.1.0"])("%s is accepted", async (version) => {
        const code = `return tool.requireNode("${version}");`;
        expect((await runWithTool("setup.mjs", code)).error).toBeUndefined();
    });
});

describe("Installing dependencies", () => {
    const install = () => run("dependencies.mjs", "installDependencies");
    const lock = {
        name: "small",
        lockfileVersion: 3,
        packages: {
            "": { name: "small", dependencies: { part: "file:part" } },
            "node_modules/part": { resolved: "part", link: true },
            part: { version: "1.0.0" },
        },
    };

    beforeEach(() => {
        const manifest = { name: "small", dependencies: { part: "file:part" } };
        temporary.write("package.json", JSON.stringify(manifest));
        temporary.write("part/package.json", JSON.stringify({ name: "part", version: "1.0.0" }));
        temporary.write("package-lock.json", JSON.stringify(lock));
    });

    it("is done on a fresh clone, and not a second time", async () => {
        const first = await install();
        expect(first).toEqual({ log: [expect.stringContaining("npm ci (about half a minute")] });
        expect(fs.existsSync(path.join(temporary.path, "node_modules/part/package.json"))).toBe(
            true,
        );
        expect(await install()).toEqual({ log: [] });
    });

    it("runs no script of a package", async () => {
        const scripts = { postinstall: "node -e \"require('fs').writeFileSync('ran', '')\"" };
        temporary.write(
            "part/package.json",
            JSON.stringify({ name: "part", version: "1.0.0", scripts }),
        );
        const hasInstallScript = { ...lock.packages.part, hasInstallScript: true };
        const packages = { ...lock.packages, part: hasInstallScript };
        temporary.write("package-lock.json", JSON.stringify({ ...lock, packages }));
        expect((await install()).error).toBeUndefined();
        expect(fs.existsSync(path.join(temporary.path, "part/ran"))).toBe(false);
    });

    it("reports npm's own reason when the lock file does not fit, and says so again the next time", async () => {
        temporary.write("package-lock.json", JSON.stringify({ ...lock, packages: { "": {} } }));
        const { error, isSetupError } = await install();
        expect(error).toMatch(/npm ci/);
        expect(error).toMatch(/in sync/);
        expect(isSetupError).toBe(true);
        expect((await install()).error).toBe(error);
    });

    it.each([
        ["another version", { version: "1.0.1" }, { version: "1.0.0" }, false],
        ["the same version", { version: "1.0.1" }, { version: "1.0.1" }, true],
        ["the same version with a v", { version: "1.0.1" }, { version: "v1.0.1" }, true],
        ["nothing", { version: "1.0.1" }, undefined, false],
        ["nothing for another platform", { version: "1.0.1", optional: true }, undefined, true],
    ])("compares what is locked with what is there: %s", async (_, wanted, found, same) => {
        const packages = (entry: unknown) =>
            JSON.stringify({ packages: entry ? { "node_modules/part": entry } : {} });
        const code = `return tool.isInstalled(${packages(wanted)}, ${packages(found)});`;
        expect((await runWithTool("dependencies.mjs", code)).value).toBe(same);
    });
});

describe("Compiling the packages", () => {
    const build = () => run("build.mjs", "buildPackages");
    const compiled = () => path.join(temporary.path, "part/dist/index.js");
    const compiling = [expect.stringContaining("Compiling the packages")];

    beforeEach(() => {
        const script = "mkdir -p part/dist && cp part/index.ts part/dist/index.js";
        const manifest = { name: "small", workspaces: ["part"], scripts: { build: script } };
        temporary.write("package.json", JSON.stringify(manifest));
        temporary.write("package-lock.json", "{}");
        temporary.write("tsconfig.json", "{}");
        temporary.write("part/package.json", JSON.stringify({ main: "dist/index.js" }));
        temporary.write("part/index.ts", "1");
    });

    it("is done once, and again only after a source has changed", async () => {
        expect((await build()).log).toEqual(compiling);
        expect((await build()).log).toEqual([]);
        temporary.write("part/index.ts", "2");
        expect((await build()).log).toEqual(compiling);
        expect(fs.readFileSync(compiled(), "utf8")).toBe("2");
        expect((await build()).log).toEqual([]);
    });

    it("is done again when its result is gone", async () => {
        await build();
        fs.rmSync(compiled());
        expect((await build()).log).toEqual(compiling);
        expect(fs.existsSync(compiled())).toBe(true);
    });

    it("shows the compiler's errors, and is not taken for done afterwards", async () => {
        const script = "echo 'index.ts(1,1): error TS1005'; exit 2";
        const manifest = { name: "small", workspaces: ["part"], scripts: { build: script } };
        temporary.write("package.json", JSON.stringify(manifest));
        const { error, isSetupError } = await build();
        expect(error).toContain("index.ts(1,1): error TS1005");
        expect(isSetupError).toBe(true);
        expect((await build()).error).toBe(error);
    });
});
