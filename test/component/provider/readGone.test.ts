/** A refresh that finds the job gone: what was ever on its way stays in the stack, so that it is not ordered again. */
import {
    accountSubscriptionId,
    deliverToDcPackageDetails,
    importOrder,
} from "../../fixtures/diskInputs";
import { deliveryPackage, importJob } from "../../fixtures/jobInputs";
import { customerDiskJobs, importExportJobs, jobId, type JobKind } from "../../fixtures/jobStack";
import { ProviderProcess, type Properties } from "./providerProcess";
import { testedProvider } from "./testedProvider";

const tested = testedProvider((env) => ProviderProcess.start(env, "movedClock.cjs"));
beforeEach(() => tested.emulator.reset());

interface Case {
    kind: JobKind;
    args: object;
    /** Where the last refresh before its end found it. */
    lastSeen?: string;
    becomes: "purged" | "gone";
}

const cases: Record<string, Case> = {
    "a job that was never shipped": { kind: importExportJobs, args: importJob(), becomes: "gone" },
    "a job with a tracking number": {
        kind: importExportJobs,
        args: importJob({ properties: { deliveryPackage } }),
        becomes: "purged",
    },
    "a job that was last seen Shipping": {
        kind: importExportJobs,
        args: importJob(),
        lastSeen: "Shipping",
        becomes: "purged",
    },
    "a job that was last seen Completed": {
        kind: importExportJobs,
        args: importJob(),
        lastSeen: "Completed",
        becomes: "purged",
    },
    "an order that was never shipped": {
        kind: customerDiskJobs,
        args: importOrder(),
        becomes: "gone",
    },
    "an order whose shipment was announced": {
        kind: customerDiskJobs,
        args: importOrder({ deliverToDcPackageDetails }),
        becomes: "purged",
    },
};

describe.each(Object.entries(cases))("a refresh after the end of %s", (_, one) => {
    const { kind, args, lastSeen, becomes } = one;
    const id = jobId(accountSubscriptionId, "photos", kind.namespace);

    const engine = () => tested.provider.begin({}, kind.storedLine);

    async function read(known: Properties) {
        const { value, error } = await (await engine()).read(id, known);
        if (!value) throw new Error(error);
        return value;
    }

    it(`${becomes === "purged" ? "keeps it as purged" : "lets it leave the stack"}`, async () => {
        const inputs = { ...args, jobName: "photos", owner: "organization/test/dev/photos" };
        const created = await (await engine()).create(inputs);
        if (!created.value) throw new Error(created.error);
        if (lastSeen !== undefined) tested.emulator.move(id, lastSeen);
        const seen = await read(created.value.properties);
        tested.emulator.remove(id);
        const after = await read(seen.properties);
        expect(after.id).toBe(becomes === "purged" ? id : "");
        if (becomes === "purged") expect(after.properties.purged).toBe(true);
        expect(tested.emulator.jobs()).toEqual([]);
    });
});
