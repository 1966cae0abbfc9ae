/** A stack whose state was copied from another one, and whose destroy would take the job from that one. */
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import type { Emulator } from "azure-importexport-emulator";
import { importOrder } from "../fixtures/diskInputs";
import { importJob } from "../fixtures/jobInputs";
import { startTestEmulator } from "../fixtures/jobStack";
import { createStack, type Checkpoint, type Stack } from "../harness/stack";
import { guardedDestroyOf } from "./policies/world";

const program = `
    const { Job, CustomerDiskJob } = require("pulumi-azure-importexport");
    new Job("photos", ${JSON.stringify({ ...importJob(), jobName: "photos" })});
    new CustomerDiskJob("tapes", ${JSON.stringify({ ...importOrder(), jobName: "tapes" })});
`;

let emulator: Emulator;
let stack: Stack;

beforeEach(async () => {
    emulator = await startTestEmulator();
    stack = await createStack({ program, env: emulator.env });
    await stack.succeeds(["up", "--yes", "--skip-preview"]);
});
afterEach(async () => {
    await stack.dispose();
    await emulator.stop();
});

const jobsInAzure = () =>
    emulator
        .jobs()
        .map((job) => (job as { id: string }).id.split("/").pop())
        .sort();

/** Makes a stack of the same backend, and gives it the state of "dev" under its own name. */
async function copyState(name: string): Promise<void> {
    const exported = JSON.stringify(await stack.export());
    await stack.succeeds(["stack", "init", name, "--secrets-provider", "hashivault://tests"]);
    const copied = exported.replaceAll("urn:pulumi:dev::", `urn:pulumi:${name}::`);
    await stack.import(JSON.parse(copied) as Checkpoint);
}

describe("guarded-destroy of a stack whose state is a copy", () => {
    it("refuses jobs that the other stack has still, both services, and names it", async () => {
        await copyState("copy");
        const guarded = await guardedDestroyOf(stack, "--yes", "--stack", "copy");
        expect(guarded.code).toBe(1);
        for (const job of ["photos", "tapes"]) {
            expect(guarded.output).toMatch(
                new RegExp(
                    `Cannot destroy (job|Data Box job) "${job}".*a copy of another stack's, test/dev`,
                ),
            );
        }
        expect(jobsInAzure()).toEqual(["photos", "tapes"]);
    });

    it("destroys nothing where the other stack cannot be read", async () => {
        await copyState("copy");
        const backend = fileURLToPath(stack.env.PULUMI_BACKEND_URL!);
        fs.writeFileSync(path.join(backend, ".pulumi/stacks/test/dev.json"), "{ cut off");
        const guarded = await guardedDestroyOf(stack, "--yes", "--stack", "copy");
        expect(guarded.output).toMatch(/"pulumi stack export" .*failed: .*Nothing was destroyed/);
        expect(guarded.code).toBe(2);
        expect(jobsInAzure()).toEqual(["photos", "tapes"]);
    });

    it("lets jobs go that the other stack has no more", async () => {
        await copyState("copy");
        for (const name of ["photos", "tapes"]) {
            const [urn] = (await stack.resources())
                .map((one) => one.urn)
                .filter((one) => one.endsWith(`::${name}`));
            await stack.succeeds(["state", "delete", "--stack", "dev", "--yes", urn!]);
        }
        const guarded = await guardedDestroyOf(stack, "--yes", "--stack", "copy");
        expect(guarded.output).not.toContain("Cannot destroy");
        expect(guarded.code).toBe(0);
        expect(jobsInAzure()).toEqual([]);
    });
});

describe("guarded-destroy of a stack that was renamed", () => {
    it("destroys its jobs: no other stack has them", async () => {
        await stack.succeeds(["stack", "rename", "renamed"]);
        const guarded = await guardedDestroyOf(stack, "--yes", "--stack", "renamed");
        expect(guarded.code).toBe(0);
        expect(jobsInAzure()).toEqual([]);
    });
});
