/** Which code runs: the installed package's, of today, and no more of it than is needed. */
import fs from "node:fs";
import path from "node:path";
import { importOrder } from "../fixtures/diskInputs";
import { importJob } from "../fixtures/jobInputs";
import { JobStack } from "../fixtures/jobStack";

const repository = path.resolve(__dirname, "../..");

let jobs: JobStack;
beforeEach(async () => {
    jobs = await JobStack.create();
});
afterEach(() => jobs.dispose());

/** Gives the program a node_modules of its own: a copy of the provider, and links to all the rest. */
function installOwnCopy(): string {
    const installed = path.join(jobs.stack.programFolder, "node_modules");
    const shared = path.join(repository, "node_modules");
    fs.unlinkSync(installed);
    fs.mkdirSync(installed);
    for (const name of fs.readdirSync(shared)) {
        if (name === "pulumi-azure-importexport" || name.startsWith(".")) continue;
        fs.symlinkSync(path.join(shared, name), path.join(installed, name));
    }
    const copy = path.join(installed, "pulumi-azure-importexport");
    for (const part of ["package.json", "dist"]) {
        fs.cpSync(path.join(repository, "provider", part), path.join(copy, part), {
            recursive: true,
        });
    }
    return copy;
}

describe("A destroy after the package was changed", () => {
    it("runs the code that is installed now, and not that of the day the job was made", async () => {
        const copy = installOwnCopy();
        const up = await jobs.deploy({ photos: importJob() });
        expect(up.output).not.toContain("the code of today");
        const before = await jobs.stack.export();

        const code = path.join(copy, "dist", "job", "delete.js");
        expect(fs.existsSync(code)).toBe(true);
        fs.appendFileSync(code, `\nconsole.log("the code of today");\n`);
        expect(await jobs.stack.export()).toEqual(before);
        const destroy = await jobs.observe(jobs.stack.destroy());
        expect(destroy.code).toBe(0);
        expect(destroy.output).toContain("the code of today");
        expect(destroy.requestsOf("photos")).toBe("GET 200, DELETE 200");
    });
});

describe("A component package that brings the provider, in a strict layout", () => {
    it("orders and destroys jobs of both services from a project that does not see the provider", async () => {
        const installed = path.join(jobs.stack.programFolder, "node_modules");
        fs.unlinkSync(installed);
        const library = path.join(jobs.stack.folder, "library");
        for (const [folder, name] of [
            [installed, "@pulumi/pulumi"],
            [path.join(library, "node_modules"), "@pulumi/pulumi"],
            [path.join(library, "node_modules"), "pulumi-azure-importexport"],
        ] as const) {
            fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
            fs.symlinkSync(path.join(repository, "node_modules", name), path.join(folder, name));
        }
        fs.symlinkSync(library, path.join(installed, "archive"));
        const dependencies = { archive: "*" };
        jobs.stack.writeFile("package.json", JSON.stringify({ main: "index.js", dependencies }));
        fs.writeFileSync(path.join(library, "package.json"), JSON.stringify({ main: "index.js" }));
        fs.writeFileSync(
            path.join(library, "index.js"),
            `const { Job, CustomerDiskJob } = require("pulumi-azure-importexport");
             exports.order = (job, order) => [new Job("job", job), new CustomerDiskJob("order", order)];`,
        );
        jobs.stack.setProgram(
            `require("archive").order(${JSON.stringify(importJob())}, ${JSON.stringify(importOrder())});`,
        );
        await jobs.stack.succeeds(["up", "--yes", "--skip-preview"]);
        expect(jobs.emulator.jobs()).toHaveLength(2);
        expect(JSON.stringify(await jobs.stack.export())).not.toContain(library);
        await jobs.stack.succeeds(["refresh", "--yes", "--skip-preview"]);
        await jobs.stack.succeeds(["destroy", "--yes", "--skip-preview"]);
        expect(jobs.emulator.jobs()).toEqual([]);
    });
});

describe("A preview without changes", () => {
    /** What the processes of a command loaded: each one's command line, and its files. */
    async function loadedBy(args: string[]) {
        const folder = fs.mkdtempSync(path.join(jobs.stack.folder, "loaded-"));
        const result = await jobs.stack.run(args, {
            NODE_OPTIONS: `--require ${path.join(repository, "test/fixtures/loadedModules.cjs")}`,
            LOADED_MODULES_FOLDER: folder,
        });
        expect(result.code).toBe(0);
        const processes = fs.readdirSync(folder).map((name) => {
            const [command = "", ...files] = fs
                .readFileSync(path.join(folder, name), "utf8")
                .split("\n");
            return { command, files };
        });
        const filesOf = (part: string) => {
            const found = processes.filter(({ command }) => command.includes(part));
            expect(found).toHaveLength(1);
            return found[0]!.files;
        };
        return { provider: filesOf("cmd/dynamic-provider"), program: filesOf("cmd/run") };
    }
    const azure = (files: string[]) =>
        files.filter((file) => /node_modules[\\/]@azure[\\/]/.test(file));
    const ours = (files: string[]) => files.filter((file) => /provider[\\/]dist[\\/]/.test(file));

    it("loads no Azure module, in the provider as in the program; an update does", async () => {
        jobs.declare({ photos: importJob() });
        const up = await loadedBy(["up", "--yes", "--skip-preview"]);
        expect(azure(up.provider).length).toBeGreaterThan(0);
        expect(azure(up.program)).toEqual([]);

        const preview = await loadedBy(["preview", "--expect-no-changes"]);
        expect(ours(preview.provider).length).toBeGreaterThan(0);
        expect(ours(preview.program).length).toBeGreaterThan(0);
        expect(azure(preview.provider)).toEqual([]);
        expect(azure(preview.program)).toEqual([]);
    });
});
