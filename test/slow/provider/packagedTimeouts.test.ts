/** What ends a call of the packaged provider before its answer: `customTimeouts`, and Ctrl-C. */
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { importOrder } from "../../fixtures/diskInputs";
import { importJob } from "../../fixtures/jobInputs";
import { packagedCustomerDiskJobs, packagedImportExportJobs } from "../../fixtures/jobStack";
import { until } from "../../harness/until";
import { ProviderProcess, type Properties } from "../../component/provider/providerProcess";
import { testedProvider } from "../../component/provider/testedProvider";
const tested = testedProvider((env) => ProviderProcess.startPackaged(env));
beforeEach(() => tested.emulator.reset());

const owner = "organization/test/dev/photos";
const timeIsUp = "the time that customTimeouts gives it has passed";

describe.each([
    { service: "Import/Export", type: packagedImportExportJobs.type, args: importJob() },
    { service: "Data Box", type: packagedCustomerDiskJobs.type, args: importOrder() },
])("$service", ({ type, args }) => {
    const begin = () => tested.provider.begin({}, type);
    const inputs = (more: Properties = {}) => ({ ...args, jobName: "photos", owner, ...more });
    const asked = (method: string) =>
        tested.emulator.requests().filter((request) => request.method === method);
    const fails = (method: string) =>
        tested.emulator.addFault({
            match: { method },
            times: "always",
            action: { type: "answer", status: 503, body: {} },
        });
    const isLate = (method: string, ms: number) =>
        tested.emulator.addFault({
            match: { method },
            action: { type: "delay", ms, when: "after" },
        });
    /** What it came to, and how long it took. */
    async function timed<T>(work: Promise<T>): Promise<{ answer: T; spentMs: number }> {
        const begun = performance.now();
        const answer = await work;
        return { answer, spentMs: performance.now() - begun };
    }
    /** The next update goes on with what was kept, and makes no second job. */
    async function goesOn(kept: { id: string; properties: Properties } | undefined) {
        tested.emulator.clearFaults();
        expect(kept?.properties).toMatchObject({ creationUnconfirmed: true });
        const next = await begin();
        const { error, value } = await next.update(kept!.id, kept!.properties, inputs());
        expect(error).toBeUndefined();
        expect(value).not.toHaveProperty("creationUnconfirmed", true);
        expect(tested.emulator.jobs()).toHaveLength(1);
    }

    describe("customTimeouts.create", () => {
        it("ends the retries of a creation that Azure fails, and keeps what may exist", async () => {
            fails("PUT");
            const operation = await begin();
            const { answer, spentMs } = await timed(operation.create(inputs(), 2));
            expect(answer.error).toContain(timeIsUp);
            expect(spentMs).toBeLessThan(6_000);
            await goesOn(answer.kept);
        });

        it("ends a creation whose answer does not come, and keeps it: it may have had its effect", async () => {
            isLate("PUT", 20_000);
            const operation = await begin();
            const { answer, spentMs } = await timed(operation.create(inputs(), 1));
            expect(answer.error).toContain(timeIsUp);
            expect(spentMs).toBeLessThan(6_000);
            await goesOn(answer.kept);
        });
    });

    describe("customTimeouts.update", () => {
        it("ends a change that Azure fails; the next update sends it again", async () => {
            const operation = await begin();
            const { id, properties } = (await operation.create(inputs())).value!;
            fails("PATCH");
            const tagged = inputs({ tags: { team: "archive" } });
            const { answer, spentMs } = await timed(operation.update(id, properties, tagged, 2));
            expect(answer.error).toContain(timeIsUp);
            expect(spentMs).toBeLessThan(6_000);
            tested.emulator.clearFaults();
            const { error } = await (await begin()).update(id, properties, tagged);
            expect(error).toBeUndefined();
            expect(tested.emulator.jobs()).toMatchObject([{ tags: { team: "archive" } }]);
        });
    });

    describe("Ctrl-C", () => {
        const cancel = () =>
            tested.provider.ask<unknown>((client, done) => client.cancel(new Empty(), done));

        it("ends the pause before a retry at once", async () => {
            fails("PUT");
            const operation = await begin();
            const created = operation.create(inputs());
            await until(() => asked("PUT").length >= 2);
            await cancel();
            const { answer, spentMs } = await timed(created);
            expect(answer.error).toContain("it was cancelled");
            expect(spentMs).toBeLessThan(4_000);
            await goesOn(answer.kept);
        });

        it("breaks off no request: a creation under way comes to its end", async () => {
            isLate("PUT", 1_500);
            const operation = await begin();
            const created = operation.create(inputs());
            await until(() => tested.emulator.jobs().length === 1);
            await cancel();
            // An order comes about after its answer: it is not polled for any more, and one look finds it.
            const { answer, spentMs } = await timed(created);
            expect(answer.error).toBeUndefined();
            expect(answer.value!.id).toContain("/jobs/photos");
            expect(spentMs).toBeGreaterThan(1_000);
        });
    });
});
