/**
 * `deletedWith` and `replaceWith` of packaged resources: no class can leave them out, and the engine acts without asking. What
 * protects a job is the provider's delete, and for `deletedWith`, which asks for none, guarded-destroy. Both services.
 */
import type { Emulator } from "azure-importexport-emulator";
import {
    accountSubscriptionId,
    deliverToDcPackageDetails,
    importOrder,
} from "../fixtures/diskInputs";
import { announcedShipment, importJob } from "../fixtures/jobInputs";
import {
    jobId,
    packagedCustomerDiskJobs,
    packagedImportExportJobs,
    pluginFolder,
    startTestEmulator,
    type ServiceJob,
} from "../fixtures/jobStack";
import { createStack, type Stack } from "../harness/stack";
import { guardedDestroyOf } from "./policies/world";

jest.setTimeout(180_000);

const program = `
    const { CustomResource } = require("@pulumi/pulumi");
    const { earlier, job, order } = JSON.parse(require("node:fs").readFileSync("args.json", "utf8"));
    const stored = "exports.handler = () => ({ diff: async (id, olds, news) => ({ changes: olds.turn !== news.turn, replaces: olds.turn !== news.turn ? ['turn'] : [] }), create: async ({ turn }) => ({ id: 'shelf', outs: { turn } }), delete: async () => {} })";
    // With a job before it the provider's process is there already when the shelf is replaced.
    const dependsOn = process.env.EARLIER ? [new CustomResource("${packagedImportExportJobs.type}", "earlier", earlier)] : [];
    const shelf = new CustomResource("pulumi-nodejs:dynamic:Resource", "shelf", { __provider: stored, turn: process.env.TURN || "one" }, { dependsOn });
    const opts = {
        deletedWith: { deletedWith: shelf },
        replaceWith: { replaceWith: [shelf] },
        first: { replaceWith: [shelf], deleteBeforeReplace: true },
        none: {},
    }[process.env.OPTION];
    new CustomResource("${packagedImportExportJobs.type}", "photos", job, opts);
    new CustomResource("${packagedCustomerDiskJobs.type}", "disks", order, opts);
`;

let emulator: Emulator;
let stack: Stack;
const jobs = () => emulator.jobs() as ServiceJob[];
const seen = () =>
    jobs().map(({ name, properties, systemData }) => [
        name,
        systemData.createdAt,
        properties.cancelRequested ?? properties.cancellationReason,
    ]);
const inStack = async () =>
    (await stack.resources())
        .filter(({ type }) => type.startsWith("azure-importexport:"))
        .map(({ id }) => id!.split("/").pop())
        .sort();

beforeEach(async () => {
    emulator = await startTestEmulator({ subscriptionId: accountSubscriptionId });
    stack = await createStack({
        program,
        plugins: { "azure-importexport": pluginFolder },
        env: { ...emulator.env },
        files: {
            "args.json": JSON.stringify({
                earlier: importJob({ jobName: "earlier" }),
                job: importJob({ jobName: "photos", properties: announcedShipment }),
                order: importOrder({ jobName: "disks", deliverToDcPackageDetails }),
            }),
        },
    });
});
afterEach(async () => {
    await stack.dispose();
    await emulator.stop();
});

describe.each([
    { option: "replaceWith", earlier: [] },
    { option: "first", earlier: [] },
    { option: "first", earlier: ["earlier"] },
])("$option, when the other resource is replaced, behind jobs: $earlier", ({ option, earlier }) => {
    it("cancels, deletes and doubles no job that is on its way", async () => {
        stack.env.OPTION = option;
        stack.env.EARLIER = earlier.join();
        await stack.succeeds(["up", "--yes", "--skip-preview"]);
        const before = seen();
        stack.env.TURN = "another";
        const up = await stack.up();
        expect(up.code).not.toBe(0);
        expect(seen()).toEqual(before);
        // Once the option is gone the next update finds everything as it was.
        stack.env.OPTION = "none";
        await stack.succeeds(["up", "--yes", "--skip-preview"]);
        expect(seen()).toEqual(before);
        expect(await inStack()).toEqual(["disks", ...earlier, "photos"]);
    });
});

describe("deletedWith, in a destroy of everything", () => {
    it("drops the jobs from the stack without a request; guarded-destroy refuses that destroy", async () => {
        stack.env.OPTION = "deletedWith";
        await stack.succeeds(["up", "--yes", "--skip-preview"]);
        emulator.move(jobId(emulator.subscriptionId, "photos"), "Packaging");
        const before = seen();
        const guarded = await guardedDestroyOf(stack, "--yes");
        expect(guarded.code).toBe(1);
        expect(guarded.output).toMatch(/photos.*deletedWith/);
        expect(guarded.output).toMatch(/disks.*deletedWith/);
        expect(await inStack()).toEqual(["disks", "photos"]);

        await stack.succeeds(["destroy", "--yes", "--skip-preview"]);
        expect(seen()).toEqual(before);
        expect(await inStack()).toEqual([]);
    });
});
