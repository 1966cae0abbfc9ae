import fs from "node:fs";
import path from "node:path";
import type { Emulator } from "azure-importexport-emulator";
import { importJob } from "../../fixtures/jobInputs";
import { startTestEmulator } from "../../fixtures/jobStack";
import { RunningCommand } from "../../harness/runningCommand";
import { createStack, type Stack } from "../../harness/stack";
import { FreshProject, packages, repository, type Workspace } from "./freshProject";

const workspaces = Object.keys(packages) as Workspace[];

let project: FreshProject;

beforeAll(async () => {
    project = await FreshProject.create();
}, 120_000);
afterAll(() => project.dispose());

function manifestOf(workspace: Workspace): Record<string, unknown> {
    const file = path.join(project.nodeModules, packages[workspace], "package.json");
    return JSON.parse(fs.readFileSync(file, "utf8")) as Record<string, unknown>;
}

describe.each(workspaces)("the package of %s", (workspace) => {
    /** What is packed beside compiled code. */
    const others: Record<Workspace, string[]> = {
        provider: ["LICENSE", "package.json"],
        emulator: ["LICENSE", "package.json", "page.html"],
        policies: ["LICENSE", "PulumiPolicy.yaml", "package.json"],
    };
    const isReadme = (file: string) => file === "README.md";
    /** The packaged provider is bundled: one file for every platform, and what Windows needs to run it. */
    const bundled = "dist/plugin/pulumi-resource-azure-importexport";
    const isBundled = (file: string) => file.replace(/\.(cmd|LEGAL\.txt)$/, "") === bundled;

    it("holds what its sources compile to, and no more than a few files beside", async () => {
        const files = await project.packedFiles(workspace);
        const compiled = files.filter((file) => file.startsWith("dist/"));
        expect(files.filter((file) => !compiled.includes(file) && !isReadme(file))).toEqual(
            others[workspace],
        );
        // The pack of policies is compiled from the repository's root, since it quotes the lifecycle table.
        const root = workspace === "policies" ? repository : path.join(repository, workspace);
        const bundle =
            workspace === "provider" ? [bundled, `${bundled}.LEGAL.txt`, `${bundled}.cmd`] : [];
        expect(compiled.filter(isBundled)).toEqual(bundle);
        const withoutSource = compiled.filter((file) => {
            if (isBundled(file)) return false;
            const source = file.replace(/^dist\//, "").replace(/(\.d\.ts|\.js)$/, ".ts");
            return !fs.existsSync(path.join(root, source));
        });
        expect(withoutSource).toEqual([]);
    });

    it("says whose it is, where it comes from and what it runs on", () => {
        expect(manifestOf(workspace)).toMatchObject({
            license: "Apache-2.0",
            engines: { node: ">=20" },
            repository: { type: "git", directory: workspace },
        });
    });

    it("is clean to publint", async () => {
        const bin = "publint/src/cli.js";
        const { code, output } = await project.tool(bin, project.tarballs[workspace], "--strict");
        expect({ code, output }).toEqual({
            code: 0,
            output: expect.stringContaining("All good!") as string,
        });
    });

    it("has right types however they are resolved, says arethetypeswrong", async () => {
        const bin = "@arethetypeswrong/cli/dist/index.js";
        const tarball = project.tarballs[workspace];
        const { code, output } = await project.tool(bin, tarball, "--format", "json");
        const { analysis } = JSON.parse(output) as { analysis: { problems: unknown[] } };
        expect({ code, problems: analysis.problems }).toEqual({ code: 0, problems: [] });
    });
});

describe("the provider's package", () => {
    it("leaves the Pulumi SDK to the program, from the oldest version that works", () => {
        const { peerDependencies, dependencies } = manifestOf("provider");
        expect(peerDependencies).toEqual({ "@pulumi/pulumi": "^3.139.0" });
        expect(Object.keys(dependencies as object)).not.toContain("@pulumi/pulumi");
        const copies = fs.existsSync(
            path.join(project.nodeModules, packages.provider, "node_modules/@pulumi"),
        );
        expect(copies).toBe(false);
    });
});

describe("a TypeScript program", () => {
    const program = `
        import * as importexport from "pulumi-azure-importexport";
        import { driveListFromJournal, Job, type JobArgs } from "pulumi-azure-importexport";
        import { ruleFor } from "pulumi-azure-importexport/lifecycle";
        import { startEmulator } from "azure-importexport-emulator";
        const args: JobArgs = {
            resourceGroupName: "rg",
            properties: { driveList: driveListFromJournal("disks.jrn") },
        };
        export const state: importexport.Job["state"] = new Job("photos", args).state;
        export const verdict: "allowed" | "satisfied" | "refused" = ruleFor("Creating", "delete").verdict;
        export const endpoint: Promise<string> = startEmulator().then((emulator) => emulator.endpoint);
        // @ts-expect-error: the types are there, and not any
        new Job("photos", { resourceGroupName: 1 });
    `;

    it.each([
        ["node16, CommonJS and ES modules", ["cts", "mts"], ["--module", "node16"]],
        ["bundler", ["ts"], ["--module", "esnext", "--moduleResolution", "bundler"]],
        ["node10, as in older Pulumi projects", ["ts"], ["--module", "commonjs"]],
    ])("compiles with module resolution %s", async (_, extensions, options) => {
        const files = extensions.map((ending) => project.write(`program.${ending}`, program));
        const strict = ["--noEmit", "--strict", "--target", "es2022", "--skipLibCheck"];
        const types = path.join(repository, "node_modules/@types");
        const nodeTypes = ["--types", "node", "--typeRoots", types];
        const bin = "typescript/bin/tsc";
        expect(await project.tool(bin, ...strict, ...nodeTypes, ...options, ...files)).toEqual({
            code: 0,
            output: "",
        });
    });
});

describe("an ES module", () => {
    it.each(workspaces)("imports every export of %s by name", async (workspace) => {
        const script = `
            import * as namespace from "${packages[workspace]}";
            import { createRequire } from "node:module";
            const required = createRequire(import.meta.url)("${packages[workspace]}");
            const missing = Object.keys(required).filter((name) => namespace[name] !== required[name]);
            console.log(JSON.stringify({ missing, count: Object.keys(required).length }));
        `;
        const { output } = await project.node(project.write("names.mjs", script));
        const { missing, count } = JSON.parse(output) as { missing: string[]; count: number };
        expect(missing).toEqual([]);
        expect(count).toBeGreaterThan(0);
    });
});

describe("the commands", () => {
    it.each([
        ["importexport-jobs", "--fail-on"],
        ["azure-importexport-emulator", "--dir"],
        ["guarded-destroy", "--policy-pack"],
    ])("%s starts as npx starts it", async (name, says) => {
        const command = path.join(project.nodeModules, ".bin", name);
        const running = new RunningCommand(command, ["--help"], {
            cwd: project.folder,
            env: { PATH: process.env.PATH },
        });
        const { code, stdout } = await running.result;
        expect(code).toBe(0);
        expect(stdout).toContain(says);
    });
});

describe("a program of the fresh project", () => {
    let emulator: Emulator;
    let stack: Stack | undefined;

    beforeAll(async () => {
        emulator = await startTestEmulator();
    });
    beforeEach(() => emulator.reset());
    afterEach(async () => {
        await stack?.dispose();
    });
    afterAll(async () => {
        await emulator.stop();
    });

    const args = JSON.stringify(importJob({ jobName: "photos" }));

    /** A stack whose node_modules are those of the fresh project: nothing of the repository is reachable. */
    async function freshStack(program: string, manifest: object = {}): Promise<Stack> {
        const env = { ...emulator.env, NODE_OPTIONS: "" }; // as users have it
        const made = await createStack({ env, program });
        const modules = path.join(made.programFolder, "node_modules");
        fs.rmSync(modules);
        fs.symlinkSync(project.nodeModules, modules, "junction");
        made.writeFile("package.json", JSON.stringify({ main: "index.js", ...manifest }));
        stack = made;
        return made;
    }

    const requests = () => emulator.requests().map(({ method, status }) => `${method} ${status}`);

    it("goes up, and down by guarded-destroy, as CommonJS", async () => {
        const made = await freshStack(`
            const { Job } = require("pulumi-azure-importexport");
            exports.state = new Job("photos", ${args}).state;
            exports.from = require.resolve("pulumi-azure-importexport");
        `);
        const up = await made.up();
        expect(up.output).toMatch(/state\s*: "Creating"/);
        expect(up.output).toContain(path.join(project.nodeModules, "pulumi-azure-importexport"));
        expect(up.code).toBe(0);
        const guarded = new RunningCommand(
            path.join(project.nodeModules, ".bin/guarded-destroy"),
            ["--stack", "dev", "--yes", "--non-interactive"],
            { cwd: made.programFolder, env: made.env },
        );
        const { code, output } = await guarded.result;
        expect({ code, output }).toMatchObject({ code: 0 });
        expect(requests().at(-1)).toBe("DELETE 200");
        expect(await made.resources()).toEqual([]);
    });

    it("goes up and down as an ES module", async () => {
        const made = await freshStack(
            `
            import { Job } from "pulumi-azure-importexport";
            export const state = new Job("photos", ${args}).state;
            `,
            { type: "module" },
        );
        const up = await made.up();
        expect(up.output).toMatch(/state\s*: "Creating"/);
        expect(up.code).toBe(0);
        expect((await made.destroy()).code).toBe(0);
        expect(requests().at(-1)).toBe("DELETE 200");
    });
});

describe("the bill of materials", () => {
    it("lists what the packages bring along, and none of the tools", async () => {
        const running = new RunningCommand("npm", ["run", "--silent", "sbom"], {
            cwd: repository,
            env: process.env,
        });
        const { code, stdout } = await running.result;
        expect(code).toBe(0);
        const { bomFormat, components } = JSON.parse(stdout) as {
            bomFormat: string;
            components: { group?: string; name: string }[];
        };
        expect(bomFormat).toBe("CycloneDX");
        const names = components.map(({ group, name }) => (group ? `${group}/${name}` : name));
        expect(names).toEqual(
            expect.arrayContaining(["@azure/core-rest-pipeline", "commander", "fastify"]),
        );
        expect(names).not.toContain("jest");
    });
});
