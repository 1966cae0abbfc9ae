/** The generated SDKs: what stands in them, and, at night since pip and Go fetch and build, programs by them on the real CLI. */
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import type { Emulator } from "azure-importexport-emulator";
import { accountSubscriptionId } from "../../fixtures/diskInputs";
import { jobId, packagedCustomerDiskJobs, startTestEmulator } from "../../fixtures/jobStack";
import { describeByNight } from "../../fixtures/nightly";
import { installPlugin } from "../../fixtures/yamlProgram";
import { RunningCommand, Stack } from "../../harness/stack";

jest.setTimeout(900_000);

const repository = path.resolve(__dirname, "../../..");
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "importexport-sdk-"));
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

const run = (command: string, args: string[], cwd = folder) =>
    execFileSync(command, args, { cwd, encoding: "utf8", stdio: "pipe" });
const sdk = (language: string) => {
    run(process.execPath, [path.join(repository, "tools/sdk.mjs"), language, "--out", folder]);
    return path.join(folder, language);
};

describe("The Python SDK", () => {
    it("is generated and compiles", () => {
        run("python3", ["-m", "compileall", "-q", sdk("python")]);
    });

    it("marks itself what is a key or personal data", () => {
        const module = path.join(folder, "python/pulumi_azure_importexport/databox");
        const text = fs.readFileSync(path.join(module, "customer_disk_job.py"), "utf8");
        const marked = text
            .split("\n")
            .filter((line) => /additional_secret_outputs|Output\.secret\(/.test(line))
            .map((line) => line.trim());
        expect(marked).toEqual([
            expect.stringContaining("Output.secret(deliver_to_dc_package_details)"),
            expect.stringContaining('["details", "diskSecrets", "systemData"]'),
        ]);
    });
});

/** What starts the program, once it is installed or built. */
const languages: Record<string, () => string[]> = {
    Python: () => {
        const environment = path.join(folder, "environment");
        const python = path.join(environment, "bin/python");
        run("python3", ["-m", "venv", environment]);
        run(python, ["-m", "pip", "install", "--quiet", sdk("python")]);
        return [python, path.join(__dirname, "program.py")];
    },
    Go: () => {
        const module = path.join(folder, "program");
        fs.cpSync(path.join(__dirname, "go"), module, { recursive: true });
        const replaced =
            "github.com/pulumi-azure-importexport/pulumi-azure-importexport/sdk/go=" + sdk("go");
        run("go", ["mod", "edit", "-replace", replaced], module);
        run("go", ["mod", "tidy"], module);
        run("go", ["build", "-o", "jobs", "."], module);
        return [path.join(module, "jobs")];
    },
};

describeByNight("By the generated SDKs", () => {
    describe.each(Object.entries(languages))("a program in %s", (_, install) => {
        let emulator: Emulator;
        let stack: Stack;
        let program: string[];
        beforeAll(async () => {
            program = install();
            emulator = await startTestEmulator({ subscriptionId: accountSubscriptionId });
            stack = new Stack({ program: "", env: { ...emulator.env } });
            await installPlugin(stack);
        });
        afterAll(async () => {
            await stack?.dispose();
            await emulator?.stop();
        });

        async function operation(name: "up" | "destroy", env: Record<string, string> = {}) {
            const [command = "", ...args] = [...program, name];
            const options = { cwd: stack.programFolder, env: { ...stack.env, ...env } };
            const { code, stdout, output } = await new RunningCommand(command, args, options)
                .result;
            const last = stdout.trim().split("\n").pop()!;
            return { code, output, ...(code === 0 ? (JSON.parse(last) as object) : {}) };
        }
        const id = {
            photos: () => jobId(accountSubscriptionId, "photos"),
            disks: () => jobId(accountSubscriptionId, "disks", packagedCustomerDiskJobs.namespace),
        };
        const writesTo = (name: string) =>
            emulator
                .requests()
                .filter(({ method, path }) => method !== "GET" && path.includes(`/jobs/${name}`))
                .map(({ method }) => method);

        it("makes jobs of both services, and shows no secret output", async () => {
            expect(await operation("up")).toMatchObject({
                changes: { create: 3 },
                outputs: {
                    state: "Creating",
                    status: "Created",
                    waitMinutes: 0,
                    properties: "secret",
                    details: "secret",
                },
            });
        });

        it("changes nothing where nothing is changed", async () => {
            expect(await operation("up")).toMatchObject({ changes: { same: 3 } });
        });

        it("changes what is changed", async () => {
            expect(await operation("up", { TEAM: "archive" })).toMatchObject({
                changes: { same: 1, update: 2 },
            });
        });

        it("cannot destroy a job that is Packaging, and is told why", async () => {
            emulator.move(id.photos(), "Packaging");
            const { code, output } = await operation("destroy");
            expect(code).not.toBe(0);
            expect(output).toMatch(/Cannot .*photos.*Packaging/);
            expect(emulator.jobs()).toMatchObject([{ name: "photos" }]);
        });

        it("cancels an order and deletes a job that is Completed", async () => {
            emulator.move(id.photos(), "Completed");
            expect(await operation("destroy")).toMatchObject({ code: 0 });
            expect(writesTo("photos")).toEqual(["PUT", "PATCH", "DELETE"]);
            expect(writesTo("disks")).toEqual(["PUT", "PATCH", "POST", "DELETE"]);
            expect(emulator.jobs()).toEqual([]);
        });

        it("imports jobs that no stack has, without a write", async () => {
            await operation("up", { SETTINGS: JSON.stringify({ "azure-importexport:ownerTag": "false" }) });
            await stack.succeeds(["stack", "rm", stack.name, "--force", "--yes"]);
            const before = [writesTo("photos").length, writesTo("disks").length];
            const ids = JSON.stringify({ photos: id.photos(), disks: id.disks() });
            expect(await operation("up", { IMPORT: ids })).toMatchObject({
                changes: { import: 2 },
            });
            expect([writesTo("photos").length, writesTo("disks").length]).toEqual(before);
        });
    });
});
