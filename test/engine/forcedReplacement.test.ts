/**
 * What the engine replaces without an input's asking for it: `--replace` and a taint hide the old inputs from `check`, and
 * `replaceOnChanges` makes a replacement of what `diff` calls an update. Each in each state: nothing is cancelled that a
 * replacement by an immutable input would not cancel.
 */
import { randomUUID } from "node:crypto";
import { deliverToDcPackageDetails, importOrder } from "../fixtures/diskInputs";
import { importJob } from "../fixtures/jobInputs";
import { customerDiskJobs, importExportJobs, isAbout, jobId } from "../fixtures/jobStack";
import { isNightly } from "../fixtures/nightly";
import { type Operation, type Properties } from "../component/provider/providerProcess";
import { testedStack } from "../component/provider/testedProvider";

interface Resource {
    id: string;
    inputs: Properties;
    outputs: Properties;
}

/** What the engine asks before it deletes, for each way. The options come with `deleteBeforeReplace`, as the class sets it. */
const ways: Record<string, (engine: Operation, old: Resource) => Promise<unknown>> = {
    "--replace, or a taint": (engine, { inputs }) => engine.check({}, inputs),
    replaceOnChanges: async (engine, { id, inputs, outputs }) => {
        const changed = { ...inputs, tags: { team: "archive" } };
        const { value } = await engine.check(inputs, changed);
        const diff = await engine.diff(id, outputs, value!.inputs);
        expect(diff.value).toMatchObject({ replaces: [] });
        return await engine.check({}, changed);
    },
};

describe.each([
    {
        service: "Import/Export",
        kind: importExportJobs,
        args: importJob(),
        shipped: {},
        replaced: ["Creating", "Completed"],
        refused: ["Shipping", "Received", "Transferring", "Packaging", "Closed"],
    },
    {
        service: "Data Box",
        kind: customerDiskJobs,
        args: importOrder(),
        shipped: { deliverToDcPackageDetails },
        replaced: ["Completed", "Cancelled"],
        refused: ["ShippedToAzureDC", "AtAzureDC", "DataCopy", "ShippedToCustomer"],
    },
])("A $service job that the engine replaces unasked", (service) => {
    const { kind, args, shipped, replaced, refused } = service;
    let count = 0;
    const tested = testedStack(kind);

    async function replacedIn(state: string, way: string) {
        const jobName = `forced-${(count += 1)}`;
        const made = await tested.provider.begin({}, kind.storedLine);
        const given = {
            ...args,
            ...shipped,
            jobName,
            owner: `organization/test/dev/${jobName}`,
            creation: randomUUID(),
            stackName: tested.backend.stack,
        };
        const { inputs } = (await made.check({}, given)).value!;
        const { properties: outputs } = (await made.create(inputs)).value!;
        const id = jobId(tested.emulator.subscriptionId, jobName, kind.namespace);
        if (state !== "Creating") tested.emulator.move(id, state);
        tested.backend.write({ resources: [{ name: jobName, id, inputs, outputs }] });
        const before = tested.emulator.requests().length;
        const engine = await tested.provider.begin({}, kind.storedLine);
        await ways[way]!(engine, { id, inputs: given, outputs });
        const { error } = await engine.delete(id, outputs);
        const writes = tested.emulator
            .requests()
            .slice(before)
            .filter(({ method, path }) => isAbout(path, jobName) && method !== "GET");
        const isThere = (tested.emulator.jobs() as { name: string }[]).some(
            (one) => one.name === jobName,
        );
        return { error, writes: writes.map(({ method }) => method), isThere };
    }

    const triedStates = isNightly ? refused : refused.slice(0, 2);
    describe.each(Object.keys(ways))("by %s", (way) => {
        it.each(replaced)("is deleted where it is %s", async (state) => {
            const { error, isThere } = await replacedIn(state, way);
            expect(error).toBeUndefined();
            expect(isThere).toBe(false);
        });

        it.each(triedStates)("is refused where it is %s, and nothing is sent", async (state) => {
            const { error, isThere, writes } = await replacedIn(state, way);
            expect(error).toMatch(/Cannot replace job/);
            expect(writes).toEqual([]);
            expect(isThere).toBe(true);
        });
    });
});
