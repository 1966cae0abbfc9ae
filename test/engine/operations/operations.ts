/**
 * One of each operation on the real engine, for one service and one of its two providers. `npm test` sees Pulumi itself by
 * two of the four (test/engine/smoke), `npm run test:all` by all.
 */
import { JobStack, type JobKind, type Observed, type PlainArgs } from "../../fixtures/jobStack";
import { guardedDestroyOf } from "../policies/world";

/** What one service is asked, and what it must answer. Requests are about one job, in order. */
export interface Smoke {
    kind: JobKind;
    args: (tags: Record<string, string>) => PlainArgs;
    /** Parts of the arguments that open a drive or are somebody's. */
    secrets: readonly string[];
    /** Where the three jobs are when they are to be destroyed. */
    moveTo: Partial<Record<JobName, string>>;
    /** What the output that says where a job is reads after the refresh. */
    where: Record<JobName, string>;
    requests: { create: RegExp; update: RegExp; delete: RegExp; cancel: RegExp; refuse: RegExp };
    /** What the job that a destroy cancels is afterwards. */
    cancelled: "deleted" | "cancelRequested";
}

/** One that can be deleted, one that must be cancelled first, and one that can be neither. */
const names = ["smoke-new", "smoke-way", "smoke-late"] as const;
type JobName = (typeof names)[number];

export function describeOperations({
    kind,
    args,
    secrets,
    moveTo,
    where,
    requests,
    cancelled,
}: Smoke) {
    let jobs: JobStack;
    const declared = (tags: Record<string, string>) => ({
        "smoke-new": args(tags),
        "smoke-way": args({}),
        "smoke-late": args({}),
    });
    const all = (found: Observed) => names.map((name) => found.requestsOf(name));

    beforeAll(async () => {
        jobs = await JobStack.create({ kind });
    });
    afterAll(() => jobs.dispose());

    it("creates each job once", async () => {
        const created = await jobs.deploy(declared({}));
        for (const asked of all(created)) expect(asked).toMatch(requests.create);
        expect((await jobs.names()).sort()).toEqual([...names].sort());
    });

    it("keeps every key and everything personal out of the stack's files in clear", () => {
        const files = jobs.files().filter(({ file }) => !file.endsWith("jobs.json"));
        for (const secret of secrets) {
            const found = files.filter(({ text }) => text.includes(secret));
            expect(found.map(({ file }) => file)).toEqual([]);
        }
    });

    it("updates the job whose arguments changed, and no other", async () => {
        const updated = await jobs.deploy(declared({ team: "archive" }));
        expect(updated.requestsOf("smoke-new")).toMatch(requests.update);
        expect(updated.requestsOf("smoke-late")).toBe("");
        expect(jobs.job("smoke-new")!.tags).toMatchObject({ team: "archive" });
    });

    it("reads at refresh where the parcels are", async () => {
        for (const [name, state] of Object.entries(moveTo)) jobs.move(name, state);
        const refreshed = await jobs.observe(jobs.stack.refresh());
        expect(refreshed.code).toBe(0);
        for (const name of names) {
            expect((await jobs.outputs(name))![kind.where]).toBe(where[name]);
        }
    });

    it("refuses a guarded destroy as long as one job is past the point of no return", async () => {
        const before = jobs.emulator.jobs();
        const guarded = await jobs.observe(guardedDestroyOf(jobs.stack, "--yes"));
        expect(guarded.code).not.toBe(0);
        expect(guarded.requests.map(({ method }) => method)).not.toContain("DELETE");
        expect(jobs.emulator.jobs()).toEqual(before);
        expect((await jobs.names()).sort()).toEqual([...names].sort());
    });

    it("deletes, cancels or refuses at destroy, each job by its own state", async () => {
        const destroyed = await jobs.observe(jobs.stack.destroy("--continue-on-error"));
        expect(destroyed.code).not.toBe(0);
        expect(destroyed.requestsOf("smoke-new")).toMatch(requests.delete);
        expect(destroyed.requestsOf("smoke-way")).toMatch(requests.cancel);
        expect(destroyed.requestsOf("smoke-late")).toMatch(requests.refuse);
        expect(jobs.job("smoke-new")).toBeUndefined();
        expect(jobs.job("smoke-late")).toBeDefined();
        const left = cancelled === "deleted" ? ["smoke-late"] : ["smoke-late", "smoke-way"];
        expect((await jobs.names()).sort()).toEqual(left);
        expect(jobs.job("smoke-way")?.properties.cancelRequested).toBe(
            cancelled === "deleted" ? undefined : true,
        );
    });

    it("lets the guarded destroy finish once all are Completed", async () => {
        for (const { name } of jobs.emulator.jobs() as { name: string }[]) {
            jobs.move(name, "Completed");
        }
        const guarded = await jobs.observe(guardedDestroyOf(jobs.stack, "--yes"));
        expect(guarded.code).toBe(0);
        expect(jobs.emulator.jobs()).toEqual([]);
        expect(await jobs.names()).toEqual([]);
    });
}
