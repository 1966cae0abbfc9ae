import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { startEmulator, type Emulator } from "azure-importexport-emulator";
import { importArgs } from "../unit/provider/jobInputs";
import { createStack, type Stack } from "../harness/stack";

const fixture = path.resolve(__dirname, "../fixtures/newest");
const provider = path.resolve(__dirname, "../../provider");

/**
 * The repository locks the newest versions that declare Node 20; users may have later ones. They are
 * installed once, from a lockfile of their own, into the user's cache folder.
 */
function newestPackages(): string {
    const lock = fs.readFileSync(path.join(fixture, "package-lock.json"));
    const hash = createHash("sha256").update(lock).digest("hex").slice(0, 16);
    const cache = process.env.XDG_CACHE_HOME ?? path.join(os.homedir(), ".cache");
    const folder = path.join(cache, "pulumi-azure-importexport", `newest-${hash}`);
    if (!fs.existsSync(folder)) {
        // Beside its place, so that it gets there whole or not at all.
        fs.mkdirSync(path.dirname(folder), { recursive: true });
        const unfinished = fs.mkdtempSync(`${folder}-`);
        fs.cpSync(fixture, unfinished, { recursive: true });
        execFileSync("npm", ["ci", "--no-engine-strict", "--ignore-scripts", "--no-audit"], {
            cwd: unfinished,
            stdio: "pipe",
        });
        fs.renameSync(unfinished, folder);
    }
    return path.join(folder, "node_modules");
}

/** The program's node_modules: the newest packages, and the built provider as npm would place it. */
function install(programFolder: string): void {
    const modules = path.join(programFolder, "node_modules");
    fs.rmSync(modules);
    fs.mkdirSync(modules);
    const newest = newestPackages();
    for (const name of fs.readdirSync(newest)) {
        fs.symlinkSync(path.join(newest, name), path.join(modules, name));
    }
    const copy = path.join(modules, "pulumi-azure-importexport");
    fs.cpSync(path.join(provider, "dist"), path.join(copy, "dist"), { recursive: true });
    fs.copyFileSync(path.join(provider, "package.json"), path.join(copy, "package.json"));
}

describe("the newest @pulumi/pulumi and Azure SDK", () => {
    let emulator: Emulator;
    let stack: Stack;

    beforeAll(async () => {
        emulator = await startEmulator();
        const args = structuredClone(importArgs) as { properties: { driveList: object[] } };
        args.properties.driveList = [{ ...args.properties.driveList[0], ...key }];
        stack = await createStack({
            env: emulator.env,
            program: `
                const { Job } = require("pulumi-azure-importexport");
                const { version } = require("@pulumi/pulumi/package.json");
                const job = new Job("photos", ${JSON.stringify(args)});
                exports.version = version;
                exports.state = job.state;
            `,
        });
        install(stack.programFolder);
    }, 180_000);

    afterAll(async () => {
        await stack.dispose();
        await emulator.stop();
    });

    const key = {
        bitLockerKey: "000000-111111-222222-333333-444444-555555-666666-777777",
        manifestHash: "109B21108597EF36D5785F08303F3638",
    };

    it("stand for all that the provider depends on", () => {
        const dependencies = (file: string) =>
            Object.keys(
                (JSON.parse(fs.readFileSync(file, "utf8")) as { dependencies: object })
                    .dependencies,
            );
        expect(dependencies(path.join(fixture, "package.json"))).toEqual(
            expect.arrayContaining(dependencies(path.join(provider, "package.json"))),
        );
    });

    it("go up, refresh and down", async () => {
        const up = await stack.up();
        expect(up.output).toContain('"3.270.0"');
        expect(up.output).toMatch(/state\s*: "Creating"/);
        expect(up.code).toBe(0);
        expect((await stack.refresh()).code).toBe(0);
        expect((await stack.destroy()).code).toBe(0);
        expect(emulator.requests().at(-1)).toMatchObject({ method: "DELETE", status: 200 });
    });
});
