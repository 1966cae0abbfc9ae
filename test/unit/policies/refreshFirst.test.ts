import { checkpointJobs } from "../../../policies/checkpoint/checkpoint";
import { judgeRemovals, type ShownResource } from "../../../policies/guards/removals";
import { judgeReplacement } from "../../../policies/guards/replacements";
import { nativeOrderType, nativeType, orderType, ownType, urnOf } from "./ask";

const now = new Date("2026-11-22T12:00:00Z");
const settings = { blockedStates: ["Packaging"], allow: [], ifStateUnreadable: "block" as const };

const job = (state: unknown) => ({ properties: { state } });
const order = (isDeletable: unknown) => ({ status: "X", isCancellable: false, isDeletable });
/** Outputs of each type that may not be destroyed, and that may. */
const cases: [string, object, object][] = [
    [ownType, { state: "Packaging" }, { state: "Completed" }],
    [nativeType, job("Packaging"), job("Completed")],
    [orderType, order(false), order(true)],
    [nativeOrderType, order(false), order(true)],
];

const checkpoint = (type: string, outputs: object, change: object = {}) =>
    checkpointJobs([
        {
            urn: urnOf("photos", type),
            type,
            inputs: { jobName: "photos", resourceGroupName: "rg" },
            outputs: { name: "photos", ...outputs },
            ...change,
        },
    ]);
/** What the engine shows of a resource that it has refreshed and that the program does not have. */
const refreshed = (type: string, outputs: object, change: object = {}): ShownResource => ({
    type,
    urn: urnOf("photos", type),
    name: "photos",
    aliases: [],
    isKept: false,
    properties: { name: "photos", ...outputs },
    ...change,
});
const judge = (jobs: ReturnType<typeof checkpoint>, shown: ShownResource[]) =>
    [...judgeRemovals(jobs, shown, settings, now)].map(({ kind }) => kind);

describe.each(cases)(
    "a removed job of type %s that the update refreshes first",
    (type, no, yes) => {
        it("is refused as without the refresh", () => {
            expect(judge(checkpoint(type, no), [])).toEqual(["refused"]);
            expect(judge(checkpoint(type, no), [refreshed(type, no)])).toEqual(["refused"]);
        });
        it("is judged by what the refresh saw", () => {
            expect(judge(checkpoint(type, yes), [refreshed(type, no)])).toEqual(["refused"]);
            expect(judge(checkpoint(type, no), [refreshed(type, yes)])).toEqual([]);
        });
        it("is refused where the refresh brought nothing that can be read", () => {
            expect(judge(checkpoint(type, yes), [refreshed(type, {})])).toEqual(["refused"]);
        });
        it("is no heir of itself, and none of another job", () => {
            expect(judge(checkpoint(type, yes), [refreshed(type, yes)])).toEqual([]);
        });
        it("is kept where the flags leave it alone", () => {
            const kept = refreshed(type, no, { isKept: true });
            expect(judge(checkpoint(type, no), [kept])).toEqual([]);
        });
        it("is judged by the checkpoint where two resources have its URN", () => {
            const old = checkpoint(type, no, { delete: true });
            const both = [...old, ...checkpoint(type, yes)];
            expect(judge(both, [refreshed(type, yes)])).toEqual(["refused"]);
        });
    },
);

describe.each(cases)("a job of type %s whose inputs stay as they are", (type, no, yes) => {
    const resource = { type, urn: urnOf("photos", type), aliases: [], inputs: {} };
    const replacement = (outputs: object, change: object, replaced: string[] = []) => [
        ...judgeReplacement(
            { jobs: checkpoint(type, outputs, change), replaced },
            resource,
            settings,
            now,
        ),
    ];
    it("is refused when the command names it to be replaced", () => {
        const [verdict] = replacement(no, {}, ["**::photos"]);
        expect(verdict).toMatchObject({ kind: "refused", urn: resource.urn });
        expect(verdict?.message).toContain("--replace");
        expect(replacement(yes, {}, ["**::photos"])).toEqual([]);
        expect(replacement(no, {}, ["**::letters"])).toEqual([]);
    });
    it("is refused when it is tainted", () => {
        const [verdict] = replacement(no, { taint: true });
        expect(verdict).toMatchObject({ kind: "refused" });
        expect(verdict?.message).toContain("pulumi state untaint");
        expect(replacement(yes, { taint: true })).toEqual([]);
    });
});
