/**
 * Each provider of a stack is a process of its own. Where a provider is replaced together with its job (`--replace '**'`), or a
 * job that is replaced gets another one, `check` goes to the new process and the delete to the old.
 */
import type { Emulator } from "azure-importexport-emulator";
import { accountSubscriptionId, deliverToDcPackageDetails } from "../../fixtures/diskInputs";
import { FileBackend } from "../../fixtures/fileBackend";
import { jobId, startTestEmulator, type ServiceJob } from "../../fixtures/jobStack";
import { isNightly } from "../../fixtures/nightly";
import { jobsByDoor } from "./doors";
import { ListeningEngine } from "./listeningEngine";
import { ProviderProcess } from "./providerProcess";

describe.each(jobsByDoor)(
    "A delete of a $service job on its way ($door), which the program registers with another process",
    ({ kind, args, own }) => {
        const way = own === "properties" ? "Shipping" : "ShippedToAzureDC";
        const shipped = own === "properties" ? {} : { deliverToDcPackageDetails };
        const owner = "organization/test/dev/photos";
        const given = {
            ...args,
            ...shipped,
            jobName: "photos",
            owner,
            deletion: { waitMinutes: 0 },
        };
        /** What is the same for both services. */
        const itOfOneByDay = isNightly || own === "properties" ? it : () => undefined;
        let emulator: Emulator;
        let backend: FileBackend;
        let engine: ListeningEngine;
        let other: ListeningEngine;
        const processes: ProviderProcess[] = [];
        const start = async (by: ListeningEngine) => {
            const env = { ...emulator.env, ...backend.env };
            const folder = backend.projectFolder;
            const one = await ProviderProcess.startFor(kind, env, undefined, folder, by);
            processes.push(one);
            return one;
        };
        beforeAll(async () => {
            emulator = await startTestEmulator({ subscriptionId: accountSubscriptionId });
            backend = new FileBackend(kind.type);
        });
        beforeEach(async () => {
            emulator.reset();
            engine = await ListeningEngine.start();
            other = await ListeningEngine.start();
        });
        afterEach(async () => {
            await Promise.all(processes.splice(0).map((one) => one.stop()));
            engine.die();
            other.die();
        });
        afterAll(async () => {
            await emulator.stop();
            backend.dispose();
        });

        /** @returns what a process answers to a delete, and whether it has written anything */
        async function deletedAfter(registered: () => Promise<unknown>) {
            const old = await (await start(engine)).beginFor(kind);
            const { inputs } = (await old.check({}, given)).value!;
            const { id, properties } = (await old.create(inputs)).value!;
            emulator.move(jobId(emulator.subscriptionId, "photos", kind.namespace), way);
            // The process that made the job has registered it with this engine, too.
            await Promise.all(processes.splice(0).map((one) => one.kill()));
            await registered();
            const now = await (await start(engine)).beginFor(kind);
            const before = emulator.requests().length;
            const { error } = await now.delete(id, properties);
            const sent = emulator.requests().slice(before);
            return { error, writes: sent.filter(({ method }) => method !== "GET").length };
        }
        const register = async (by: ListeningEngine) => {
            const process = await start(by);
            expect((await (await process.beginFor(kind)).check({}, given)).error).toBeUndefined();
            return process;
        };

        it("is half of a replacement: refused, and nothing is sent", async () => {
            const { error, writes } = await deletedAfter(() => register(engine));
            expect(error).toContain("[ReplacementRefused]");
            expect(writes).toBe(0);
            expect((emulator.jobs() as ServiceJob[])[0]!.properties.cancelRequested).not.toBe(true);
        });

        itOfOneByDay("is a destroy where that process is one of another engine", async () => {
            const { error } = await deletedAfter(() => register(other));
            expect(error).not.toContain("[ReplacementRefused]");
        });

        itOfOneByDay("is a destroy where that process has ended", async () => {
            const { error } = await deletedAfter(async () => await (await register(engine)).kill());
            expect(error).not.toContain("[ReplacementRefused]");
        });
    },
);
