import type { Emulator } from "azure-importexport-emulator";
import type { JobStatus } from "../../../provider/fleet/jobStatus";
import { createStack, type Stack } from "../../harness/stack";
import {
    accountSubscriptionId,
    deliverToDcPackageDetails,
    importOrder,
} from "../../fixtures/diskInputs";
import { importJob } from "../../fixtures/jobInputs";
import { jobId, startTestEmulator } from "../../fixtures/jobStack";
import { fleetCommand } from "./fleetCommand";

/** Jobs of both services in one stack. */
const program = `
    const { Job, CustomerDiskJob } = require("pulumi-azure-importexport");
    const { photos, orders } = JSON.parse(require("node:fs").readFileSync("jobs.json", "utf8"));
    new Job("photos", { jobName: "photos", ...photos });
    for (const [name, { args, opts }] of Object.entries(orders)) {
        new CustomerDiskJob(name, { jobName: name, ...args }, opts);
    }
`;
const orders = {
    disks: { args: importOrder({ deletion: { waitMinutes: 3 } }) },
    films: { args: importOrder(), opts: { protect: true } },
    tapes: { args: importOrder({ deletion: { inFlight: "refuse" } }) },
    letters: { args: importOrder() },
    sent: { args: importOrder({ deliverToDcPackageDetails }) },
};

let emulator: Emulator;
let stack: Stack;

beforeAll(async () => {
    emulator = await startTestEmulator({ subscriptionId: accountSubscriptionId });
    stack = await createStack({
        program,
        env: { ...emulator.env },
        config: { "azure-importexport:patienceSeconds": "0" },
        files: { "jobs.json": JSON.stringify({ photos: importJob(), orders }) },
    });
    await stack.succeeds(["up", "--yes", "--skip-preview"]);
}, 120_000);
afterAll(async () => {
    await stack.dispose();
    await emulator.stop();
});
afterEach(() => emulator.clearFaults());

const orderId = (name: string) => jobId(accountSubscriptionId, name, "Microsoft.DataBox");

/** By name. */
async function statuses(...args: string[]) {
    const { stdout, stderr, code } = await fleetCommand(["--json", "--stack", ...args], {
        env: stack.env,
        cwd: stack.programFolder,
    });
    expect({ stderr, code }).toEqual({ stderr: "", code: 0 });
    expect(stdout).not.toMatch(/TRACK-800|DISK-7700|ciphertext/);
    const shown = JSON.parse(stdout) as { jobs: JobStatus[]; warnings: string[] };
    const byName = Object.fromEntries(shown.jobs.map((job) => [job.name, job]));
    return { byName, warnings: shown.warnings };
}

describe("importexport-jobs --stack with orders", () => {
    it("shows them beside the import/export jobs, and what the stack's options make of a destroy", async () => {
        emulator.move(orderId("films"), "Completed");
        emulator.remove(orderId("letters"));
        emulator.plant(orderId("not-in-the-stack"), {});
        const { byName, warnings } = await statuses();
        expect(warnings).toEqual([]);
        expect(byName).toMatchObject({
            photos: { service: "Microsoft.ImportExport", state: "Creating" },
            disks: {
                service: "Microsoft.DataBox",
                state: "Created",
                isFresh: true,
                resourceName: "disks",
                owner: "organization/test/dev/disks",
                drives: { total: 1, done: 0 },
                destroy: {
                    action: "cancel",
                    reason: expect.stringContaining("waits 3 min") as string,
                },
            },
            films: {
                destroy: {
                    action: "refuse",
                    reason: expect.stringContaining("protect") as string,
                },
            },
            tapes: {
                destroy: {
                    action: "refuse",
                    reason: expect.stringContaining("inFlight") as string,
                },
            },
            sent: { state: "ShippedToAzureDC", daysToExpiry: null, destroy: { action: "refuse" } },
            letters: { isGone: true, state: null, flags: null, destroy: { action: "forget" } },
        });
        expect(Object.keys(byName)).toHaveLength(6);
    });

    it("says what the destroy then does", async () => {
        emulator.move(orderId("disks"), "AtAzureDC");
        const { byName } = await statuses("--service", "data-box");
        expect(byName.photos).toBeUndefined();
        const urn = "urn:pulumi:dev::test::pulumi-nodejs:dynamic/databox:CustomerDiskJob::disks";
        const destroyed = await stack.run(["destroy", "--yes", "--skip-preview", "--target", urn]);
        expect(byName.disks?.destroy.action).toBe("refuse");
        expect(destroyed.code).not.toBe(0);
        const clause = "neither deletes it nor takes a cancellation any more";
        expect(byName.disks?.destroy.reason).toContain(clause);
        expect(destroyed.output).toContain(clause);
    });

    it("shows orders as of the last update when Data Box alone is forbidden, and why", async () => {
        emulator.addFault({
            match: { operation: "DataBox.Jobs_Get" },
            times: "always",
            action: {
                type: "answer",
                status: 403,
                body: { error: { code: "AuthorizationFailed", message: "no right to read" } },
            },
        });
        const { byName, warnings } = await statuses();
        expect(byName).toMatchObject({
            photos: { isFresh: true, state: "Creating" },
            // As made: the checkpoint knows nothing of the move.
            disks: {
                isFresh: false,
                state: "Created",
                flags: { isCancellable: true, isDeletable: false },
                drives: null,
                destroy: { action: "cancel" },
            },
            sent: { isFresh: false, daysToExpiry: null },
        });
        expect(byName.disks?.daysToExpiry).toBe(13);
        expect(warnings).toHaveLength(1);
        expect(warnings[0]).toContain("AuthorizationFailed");
    });
});
