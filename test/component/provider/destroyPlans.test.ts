/**
 * What becomes of a job when its resource is destroyed, asked of everybody who says so: the requests of the destroy by either
 * provider, the fleet's outlook, the guard's summary, and the pack's verdict with its default config and with "in-flight". Every cell is
 * written by hand, from the documents.
 */
import type { Emulator } from "azure-importexport-emulator";
import { blockOf } from "../../../policies/guards/blocked";
import { summaryOf } from "../../../policies/guardedDestroy/summary";
import { jobFacts } from "../../../policies/jobFacts";
import { destroyOutlook, type DestroyAction } from "../../../provider/fleet/destroyOutlook";
import { importExportOfStack } from "../../../provider/fleet/stackImportExport";
import { ordersOfStack } from "../../../provider/fleet/stackOrders";
import { accountSubscriptionId, importOrder } from "../../fixtures/diskInputs";
import { cancelOrder, patchJob } from "../../fixtures/armRequest";
import { importJob } from "../../fixtures/jobInputs";
import {
    customerDiskJobs,
    doorsOf,
    importExportJobs,
    jobId,
    startTestEmulator,
} from "../../fixtures/jobStack";
import { ProviderProcess, type Properties } from "./providerProcess";

interface Cell {
    /** Where Azure has it: the state, or the stage. */
    where: string | null;
    isCancelled?: boolean;
    deletion?: Record<string, unknown>;
    /** `GET, PATCH, …`: the methods of the destroy's requests about the job. */
    requests: string;
    ends: "well" | "refused";
    job: "gone" | "cancelled" | "there";
    fleet: DestroyAction;
    guard: string;
    /** Which configs of the pack refuse: D the default, F "in-flight". */
    pack: "" | "F" | "DF";
}

const left = { ends: "refused", job: "there" } as const;
const gone = { ends: "well", job: "gone" } as const;
const forgotten = { ends: "well", job: "there" } as const;
// The wait is over at once, and the cancellation stays requested.
const cancelled = { ends: "refused", job: "cancelled" } as const;
const refuses = "refused by the provider";
const forget = { whenUndeletable: "forget" };
const keep = { inFlight: "refuse" };

const importExport: Cell[] = [
    {
        where: "Creating",
        requests: "GET, DELETE",
        ...gone,
        fleet: "delete",
        guard: "deleted",
        pack: "",
    },
    ...["Shipping", "Received", "Transferring"].flatMap((where): Cell[] => [
        {
            where,
            requests: "GET, PATCH, GET",
            ...cancelled,
            fleet: "cancel",
            guard: "cancelled, then deleted",
            pack: "F",
        },
        {
            where,
            deletion: keep,
            requests: "GET",
            ...left,
            fleet: "refuse",
            guard: refuses,
            pack: "F",
        },
        {
            where,
            deletion: forget,
            requests: "GET, PATCH, GET",
            ...cancelled,
            fleet: "cancel",
            guard: "cancelled, then deleted",
            pack: "F",
        },
        {
            where,
            isCancelled: true,
            requests: "GET, GET",
            ...cancelled,
            fleet: "wait",
            guard: "waited for, then deleted",
            pack: "F",
        },
        // Whoever cancelled it: the stack does not want to end a job that is under way.
        {
            where,
            isCancelled: true,
            deletion: keep,
            requests: "GET",
            ends: "refused",
            job: "cancelled",
            fleet: "refuse",
            guard: refuses,
            pack: "F",
        },
    ]),
    { where: "Packaging", requests: "GET", ...left, fleet: "refuse", guard: refuses, pack: "DF" },
    {
        where: "Packaging",
        deletion: keep,
        requests: "GET",
        ...left,
        fleet: "refuse",
        guard: refuses,
        pack: "DF",
    },
    {
        where: "Packaging",
        deletion: forget,
        requests: "GET",
        ...forgotten,
        fleet: "forget",
        guard: "forgotten",
        pack: "DF",
    },
    {
        where: "Packaging",
        isCancelled: true,
        requests: "GET, GET",
        ...cancelled,
        fleet: "wait",
        guard: "waited for, then deleted",
        pack: "F",
    },
    { where: "Closed", requests: "GET", ...left, fleet: "refuse", guard: refuses, pack: "DF" },
    {
        where: "Closed",
        deletion: forget,
        requests: "GET",
        ...forgotten,
        fleet: "forget",
        guard: "forgotten",
        pack: "DF",
    },
    {
        where: "Closed",
        isCancelled: true,
        requests: "GET",
        ends: "refused",
        job: "cancelled",
        fleet: "refuse",
        guard: refuses,
        pack: "DF",
    },
    {
        where: "Completed",
        requests: "GET, DELETE",
        ...gone,
        fleet: "delete",
        guard: "deleted",
        pack: "",
    },
    {
        where: "Completed",
        isCancelled: true,
        deletion: keep,
        requests: "GET, DELETE",
        ...gone,
        fleet: "delete",
        guard: "deleted",
        pack: "",
    },
    { where: "Quarantined", requests: "GET", ...left, fleet: "refuse", guard: refuses, pack: "F" },
    {
        where: "Quarantined",
        deletion: forget,
        requests: "GET",
        ...forgotten,
        fleet: "forget",
        guard: "forgotten",
        pack: "F",
    },
    { where: null, requests: "GET", ...left, fleet: "refuse", guard: refuses, pack: "DF" },
];

const fee = { acceptFee: true };
const orders: Cell[] = [
    {
        where: "Created",
        requests: "GET, POST, GET",
        ...cancelled,
        fleet: "cancel",
        guard: "cancelled, then deleted",
        pack: "",
    },
    {
        where: "Created",
        deletion: keep,
        requests: "GET",
        ...left,
        fleet: "refuse",
        guard: refuses,
        pack: "",
    },
    {
        where: "Created",
        isCancelled: true,
        requests: "GET, GET",
        ...cancelled,
        fleet: "wait",
        guard: "waited for, then deleted",
        pack: "F",
    },
    ...["ShippedToAzureDC", "DataCopy", "Quarantined"].flatMap((where): Cell[] => [
        { where, requests: "GET", ...left, fleet: "refuse", guard: refuses, pack: "DF" },
        {
            where,
            deletion: keep,
            requests: "GET",
            ...left,
            fleet: "refuse",
            guard: refuses,
            pack: "DF",
        },
        {
            where,
            deletion: forget,
            requests: "GET",
            ...forgotten,
            fleet: "forget",
            guard: "forgotten",
            pack: "DF",
        },
        {
            where,
            isCancelled: true,
            requests: "GET, GET",
            ...cancelled,
            fleet: "wait",
            guard: "waited for, then deleted",
            pack: "F",
        },
    ]),
    {
        where: "Completed",
        requests: "GET, DELETE",
        ...gone,
        fleet: "delete",
        guard: "deleted",
        pack: "",
    },
    {
        where: "Completed",
        deletion: keep,
        requests: "GET, DELETE",
        ...gone,
        fleet: "delete",
        guard: "deleted",
        pack: "",
    },
];
const ordersForAFee: Cell[] = [
    { where: "Created", requests: "GET", ...left, fleet: "refuse", guard: refuses, pack: "F" },
    {
        where: "Created",
        deletion: fee,
        requests: "GET, POST, GET",
        ...cancelled,
        fleet: "cancel",
        guard: "cancelled, then deleted",
        pack: "F",
    },
    {
        where: "Created",
        deletion: { ...fee, ...keep },
        requests: "GET",
        ...left,
        fleet: "refuse",
        guard: refuses,
        pack: "F",
    },
    {
        where: "Created",
        deletion: keep,
        requests: "GET",
        ...left,
        fleet: "refuse",
        guard: refuses,
        pack: "F",
    },
    // "Undeletable" is what the service says; a fee is the user's own choice.
    {
        where: "Created",
        deletion: forget,
        requests: "GET",
        ...left,
        fleet: "refuse",
        guard: refuses,
        pack: "F",
    },
];

const situations = [
    ["an import/export job", importExportJobs, importJob, importExportOfStack, importExport, {}],
    ["a customer-disk order", customerDiskJobs, importOrder, ordersOfStack, orders, {}],
    [
        "a customer-disk order whose cancellation costs a fee",
        customerDiskJobs,
        importOrder,
        ordersOfStack,
        ordersForAFee,
        { dataBoxCancelWithoutFee: false },
    ],
] as const;

const throughBothDoors = situations.flatMap(([what, dynamic, ...others]) =>
    doorsOf(dynamic).map(([door, kind]) => [what, door, kind, ...others] as const),
);

describe.each(throughBothDoors)(
    "the end of %s, %s",
    (_1, _2, kind, args, openService, cells, rules) => {
        const id = jobId(accountSubscriptionId, "photos", kind.namespace);
        let emulator: Emulator;
        let provider: ProviderProcess;

        beforeAll(async () => {
            emulator = await startTestEmulator({
                subscriptionId: accountSubscriptionId,
                dataBoxCancel: "whenMoved",
                ...rules,
            });
            const env = { ...emulator.env };
            provider = kind.isPackaged
                ? await ProviderProcess.startPackaged(env, "movedClock.cjs")
                : await ProviderProcess.start(env, "movedClock.cjs");
        });
        beforeEach(() => emulator.reset());
        afterAll(async () => {
            await provider.stop();
            await emulator.stop();
        });

        const begin = () => provider.begin({}, kind.isPackaged ? kind.type : kind.storedLine);

        /** A job of a stack, as Azure has it now; its outputs after a refresh. */
        async function stage({ where, isCancelled, deletion }: Cell): Promise<Properties> {
            const owner = "organization/test/dev/photos";
            const wishes = { waitMinutes: 0, ...deletion };
            const inputs = { ...args({ deletion: wishes }), jobName: "photos", owner };
            const { value, error } = await (await begin()).create(inputs);
            if (!value) throw new Error(error);
            if (isCancelled && kind.namespace === importExportJobs.namespace) {
                await patchJob(emulator, id, { properties: { cancelRequested: true } });
            } else if (isCancelled) {
                await cancelOrder(emulator, id, "by hand");
            }
            emulator.move(id, where);
            const { value: seen } = await (await begin()).read(id, value.properties);
            return seen!.properties;
        }

        const verdictOf = (facts: NonNullable<ReturnType<typeof jobFacts>>, blockedStates: never) =>
            [
                ...blockOf(
                    facts,
                    { verb: "destroy", how: "" },
                    { blockedStates, allow: [], ifStateUnreadable: "block" },
                    new Date(),
                ),
            ].some(({ kind }) => kind === "refused");

        it.each(cells)("is one decision: %j", async (cell) => {
            const outputs = await stage(cell);
            const urn = `urn:pulumi:dev::test::${kind.type}::photos`;

            const service = openService(new Map(), { ...emulator.env }, () => undefined);
            const resource = { urn, type: kind.type, id, outputs, custom: true } as never;
            expect(destroyOutlook(service.asStored(resource)).action).toBe(cell.fleet);

            const facts = jobFacts({ urn, type: kind.type, name: "photos", outputs })!;
            const summary = summaryOf([{ urn, job: { facts, outputs }, resource }], []);
            expect(/^ {2}(.*): job "photos"/m.exec(summary)?.[1]).toBe(cell.guard);
            const refusedBy = {
                D: verdictOf(facts, ["Packaging", "Closed"] as never),
                F: verdictOf(facts, "in-flight" as never),
            };
            expect(refusedBy).toEqual({ D: cell.pack.includes("D"), F: cell.pack.includes("F") });

            const before = emulator.requests().length;
            const { error } = await (await begin()).delete(id, outputs);
            expect(error === undefined ? "well" : "refused").toBe(cell.ends);
            const sent = emulator
                .requests()
                .slice(before)
                .filter(({ path }) => path.includes(id));
            expect(sent.map(({ method }) => method).join(", ")).toBe(cell.requests);
            const [job] = emulator.jobs() as { properties: Record<string, unknown> }[];
            const { cancelRequested, cancellationReason } = job?.properties ?? {};
            expect(
                !job ? "gone" : cancelRequested || cancellationReason ? "cancelled" : "there",
            ).toBe(cell.job);
        });
    },
);
