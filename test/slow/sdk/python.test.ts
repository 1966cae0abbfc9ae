/** The Python SDK: generated from the schema, compiled, and at night installed and run on the real CLI. */
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import type { Emulator } from "azure-importexport-emulator";
import { accountSubscriptionId } from "../../fixtures/diskInputs";
import { startTestEmulator } from "../../fixtures/jobStack";
import { describeByNight } from "../../fixtures/nightly";
import { installPlugin } from "../../fixtures/yamlProgram";
import { RunningCommand, Stack } from "../../harness/stack";

jest.setTimeout(600_000);

const repository = path.resolve(__dirname, "../../..");
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "importexport-sdk-"));
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

function run(command: string, ...args: string[]): void {
    const { status, stdout, stderr } = spawnSync(command, args, { encoding: "utf8" });
    expect({ status, output: `${stdout}${stderr}` }).toMatchObject({ status: 0 });
}

describe("The Python SDK", () => {
    it("is generated and compiles", () => {
        const tool = path.join(repository, "tools/sdk.mjs");
        run(process.execPath, tool, "python", "--out", folder);
        run("python3", "-m", "compileall", "-q", path.join(folder, "python"));
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

describeByNight("A program by the Python SDK", () => {
    let emulator: Emulator;
    let stack: Stack;

    beforeAll(async () => {
        emulator = await startTestEmulator({ subscriptionId: accountSubscriptionId });
        stack = new Stack({ program: "", env: { ...emulator.env } });
        await installPlugin(stack);
    });
    afterAll(async () => {
        await stack?.dispose();
        await emulator?.stop();
    });

    it("makes, changes and deletes jobs of both services", async () => {
        const environment = path.join(folder, "environment");
        const python = path.join(environment, "bin/python");
        run("python3", "-m", "venv", environment);
        run(python, "-m", "pip", "install", "--quiet", path.join(folder, "python"));
        const program = path.join(__dirname, "program.py");
        const { code, stdout, output } = await new RunningCommand(python, [program], {
            cwd: stack.programFolder,
            env: stack.env,
        }).result;
        expect({ code, output }).toMatchObject({ code: 0 });
        expect(JSON.parse(stdout.trim().split("\n").pop()!)).toEqual({
            created: { create: 3 },
            again: { same: 3 },
            updated: { update: 2 },
            destroyed: { delete: 3 },
            outputs: {
                state: "Creating",
                status: "Created",
                waitMinutes: 0,
                properties: "secret",
                details: "secret",
            },
        });
        const writes = emulator.requests().filter(({ method }) => method !== "GET");
        const of = (name: string) =>
            writes.filter(({ path }) => path.includes(`/jobs/${name}`)).map(({ method }) => method);
        expect(of("photos")).toEqual(["PUT", "PATCH", "DELETE"]);
        expect(of("disks")).toEqual(["PUT", "PATCH", "POST", "DELETE"]);
        expect(emulator.jobs()).toEqual([]);
    });
});
