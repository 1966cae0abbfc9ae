/**
 * What becomes of a job when its resource is destroyed, asked of everybody who says so: the requests of the destroy by either
 * provider, the fleet's outlook, the guard's summary, and the pack's verdict with its default config and with "in-flight". What
 * the commands print, and how they end, is held to the same table by slow/destroyAnswers.test.ts.
 */
import { blockOf } from "../../../policies/guards/blocked";
import { summaryOf } from "../../../policies/guardedDestroy/summary";
import { jobFacts } from "../../../policies/factsOfService";
import { destroyOutlook } from "../../../provider/fleet/destroyOutlook";
import { customerDisksOfFleet } from "../../../provider/fleet/databox/customerDisksOfFleet";
import { importExportOfFleet } from "../../../provider/fleet/importexport/importExportOfFleet";
import { accountSubscriptionId, importOrder } from "../../fixtures/diskInputs";
import { importExport, orders, ordersForAFee, type Cell } from "../../fixtures/destroyCells";
import { cancelOrder, patchJob } from "../../fixtures/armRequest";
import { importJob } from "../../fixtures/jobInputs";
import { customerDiskJobs, doorsOf, importExportJobs, jobId } from "../../fixtures/jobStack";
import { ProviderProcess, type Properties } from "./providerProcess";
import { testedProvider } from "./testedProvider";

const situations = [
    ["an import/export job", importExportJobs, importJob, importExportOfFleet, importExport, {}],
    ["a customer-disk order", customerDiskJobs, importOrder, customerDisksOfFleet, orders, {}],
    [
        "a customer-disk order whose cancellation costs a fee",
        customerDiskJobs,
        importOrder,
        customerDisksOfFleet,
        ordersForAFee,
        { dataBoxCancelWithoutFee: false },
    ],
] as const;

const throughBothDoors = situations.flatMap(([what, dynamic, ...others]) =>
    doorsOf(dynamic).map(([door, kind]) => [what, door, kind, ...others] as const),
);

describe.each(throughBothDoors)(
    "the end of %s, %s",
    (_1, _2, kind, args, { openStack }, cells, rules) => {
        const id = jobId(accountSubscriptionId, "photos", kind.namespace);

        const tested = /**/ testedProvider(
            (env) => ProviderProcess.startFor(kind, env, "movedClock.cjs"),
            { dataBoxCancel: "whenMoved", ...rules },
        );
        beforeEach(() => tested.emulator.reset());

        const begin = () => tested.provider.beginFor(kind);

        /** A job of a stack, as Azure has it now; its outputs after a refresh. */
        async function stage({ where, isCancelled, deletion }: Cell): Promise<Properties> {
            const owner = "organization/test/dev/photos";
            const wishes = { waitMinutes: 0, ...deletion };
            const inputs = { ...args({ deletion: wishes }), jobName: "photos", owner };
            const { value, error } = await (await begin()).create(inputs);
            if (!value) throw new Error(error);
            if (isCancelled && kind.namespace === importExportJobs.namespace) {
                await patchJob(tested.emulator, id, { properties: { cancelRequested: true } });
            } else if (isCancelled) {
                await cancelOrder(tested.emulator, id, "by hand");
            }
            tested.emulator.move(id, where);
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

            const service = openStack(new Map(), { ...tested.emulator.env }, () => undefined);
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

            const before = tested.emulator.requests().length;
            const { error } = await (await begin()).delete(id, outputs);
            expect(error === undefined ? "well" : "refused").toBe(cell.ends);
            const sent = tested.emulator
                .requests()
                .slice(before)
                .filter(({ path }) => path.includes(id));
            expect(sent.map(({ method }) => method).join(", ")).toBe(cell.requests);
            const [job] = tested.emulator.jobs() as { properties: Record<string, unknown> }[];
            const { cancelRequested, cancellationReason } = job?.properties ?? {};
            expect(
                !job ? "gone" : cancelRequested || cancellationReason ? "cancelled" : "there",
            ).toBe(cell.job);
        });
    },
);
