/** State that release c86402a left, in every condition, goes on under the present packages: test/upgrades/README.md. */
import fs from "node:fs";
import type { Observed } from "../fixtures/jobStack";
import { isNightly, itByNight } from "../fixtures/nightly";
import type { CommandResult } from "../harness/stack";
import { diskSecrets } from "../slow/crash/diskOperations";
import { secrets } from "../slow/crash/operations";
import { moved, outcomesOf, type Outcome, type RowName } from "../upgrades/c86402a/outcomes";
import { jobOf, RestoredStack } from "../upgrades/c86402a/restored";
import { fileOf, storedStacks, type StateName } from "../upgrades/c86402a/storedStates";
import { fleetCommand } from "./fleet/fleetCommand";
import { guardedDestroyOf } from "./policies/world";

jest.setTimeout(300_000);

const marked = [...secrets, ...diskSecrets];

/** Its job's name in Azure. */
const jobName = (name: RowName) => (name === "aliased" ? "before" : name);

const list = "Jobs_ListBySubscription";

describe.each(storedStacks)("state of $name that release c86402a left", (stored) => {
    const table = outcomesOf(stored);
    const rows = Object.entries(table) as [RowName, Outcome][];
    const names = Object.keys(stored.states) as StateName[];
    const itOfBothByNight = isNightly || stored === storedStacks[0] ? it : () => undefined;
    let restored: RestoredStack;
    beforeAll(async () => {
        restored = await RestoredStack.open(stored);
    });
    beforeEach(() => restored.restore());
    afterEach(() => {
        // The program itself declares them.
        const written = restored.jobs.files().filter(({ file }) => !file.endsWith("jobs.json"));
        expect(written.length).toBeGreaterThan(3);
        const readable = (secret: string) => written.some(({ text }) => text.includes(secret));
        expect(marked.filter(readable)).toEqual([]);
    });
    afterAll(() => restored.close());

    /** A command, without a secret in what it printed. */
    async function run(command: Promise<CommandResult>): Promise<Observed> {
        const seen = await restored.jobs.observe(command);
        expect(marked.filter((secret) => seen.output.includes(secret))).toEqual([]);
        return seen;
    }

    const requestsIn = (seen: Observed) =>
        Object.fromEntries(rows.map(([name]) => [name, seen.requestsOf(jobName(name))]));
    const expected = (requests: (outcome: Outcome, name: RowName) => string) =>
        Object.fromEntries(rows.map(([name, outcome]) => [name, requests(outcome, name)]));
    /** What that release was cut off in creating has nothing that proves whose it is: the program adopts it. */
    const adopted = { interrupted: { adoptExisting: true } };
    const changed = (which: readonly StateName[], args: object, more = {}) =>
        restored.declare({ ...Object.fromEntries(which.map((name) => [name, args])), ...more });

    it("is stored without a secret in clear", () => {
        const text = fs.readFileSync(fileOf(stored), "utf8");
        expect(marked.filter((secret) => text.includes(secret))).toEqual([]);
    });

    it("is unchanged in a preview, but for what was not finished", async () => {
        const { stack } = restored.jobs;
        const seen = await run(stack.preview("--json"));
        expect({ code: seen.code, requests: requestsIn(seen) }).toEqual({
            code: 0,
            requests: expected((_outcome, name) => (name === "pending" ? "GET 404" : "")),
        });
        const { steps } = JSON.parse(seen.stdout) as { steps: { urn: string; op: string }[] };
        const planned = steps.filter(({ op }) => op !== "same" && !op.startsWith("delete"));
        expect(
            Object.fromEntries(planned.map(({ urn, op }) => [urn.split("::").pop(), op])),
        ).toEqual(
            Object.fromEntries(
                rows.flatMap(([name, { preview }]) => (preview ? [[name, preview]] : [])),
            ),
        );
    });

    // By day of one service: what they read of the other's state, unit tests and the smokes read too.
    itOfBothByNight("is listed by the fleet's command and by guarded-destroy", async () => {
        const { stack } = restored.jobs;
        const fleet = await fleetCommand(["--stack", "--json"], {
            env: stack.env,
            cwd: stack.programFolder,
        });
        expect({ code: fleet.code, stderr: fleet.stderr }).toEqual({ code: 0, stderr: "" });
        const { jobs } = JSON.parse(fleet.stdout) as {
            jobs: { name: string; destroy: { action: string } }[];
        };
        const action = (name: RowName) =>
            jobs.find((job) => job.name === jobName(name))?.destroy.action;
        expect(Object.fromEntries(rows.map(([name]) => [name, action(name)]))).toEqual(
            Object.fromEntries(rows.map(([name, { fleet: says }]) => [name, says])),
        );

        const guard = await run(guardedDestroyOf(stack, "--preview-only"));
        const isRefused = rows.some(([, { guard: says }]) => says === "refused by policy");
        const line = (name: RowName) =>
            new RegExp(`^ +(.+?): job "${jobName(name)}" `, "m").exec(guard.output)?.[1];
        expect(Object.fromEntries(rows.map(([name]) => [name, line(name)]))).toEqual(
            Object.fromEntries(rows.map(([name, { guard: says }]) => [name, says])),
        );
        expect(guard.code).toBe(isRefused ? 1 : 0);
        // In no resource of the checkpoint: told by what it says of operations that were cut off.
        expect(guard.output).toMatch(/\[mandatory\] no-destroy-in-flight: .*"interrupted"/);
    });

    itOfBothByNight(
        "is refreshed: an export's keys are read, a job that was never made leaves",
        async () => {
            const seen = await run(restored.jobs.stack.refresh());
            const requests = requestsIn(seen);
            // From the fifth read on, a list confirms a job that is as the stack knows it.
            const listed = seen.requests.some(({ operation }) => operation === list);
            const confirmed = (name: RowName) => listed && requests[name] === "";
            expect({ code: seen.code, requests }).toEqual({
                code: 0,
                requests: expected(({ refresh }, name) =>
                    refresh === "GET 200" && confirmed(name) ? "" : refresh,
                ),
            });
            const left = (await restored.jobs.stack.resources()).map(jobOf).filter(Boolean);
            expect(left.sort()).toEqual(
                rows
                    .map(([name]) => name)
                    .filter((name) => !["vanished", "interrupted"].includes(name))
                    .map(jobName)
                    .sort(),
            );
            expect(await restored.jobs.outputs("purged")).toMatchObject({ purged: true });
        },
    );

    it("is changed in place, and what was not finished goes on", async () => {
        // An adoption takes the job as it is.
        const tagged = names.filter((name) => table[name].patch !== null && name !== "interrupted");
        changed(tagged, { tags: { team: "photos" } }, adopted);
        const seen = await run(restored.jobs.stack.up());
        expect({ code: seen.code, requests: requestsIn(seen) }).toEqual({
            code: 0,
            requests: expected(({ patch }) => patch ?? ""),
        });
        const tags = tagged.map((name) => restored.jobs.job(jobName(name))?.tags);
        expect(tags.filter((its) => its?.team !== "photos" || !its["pulumi-owner"])).toEqual([]);
        if (isNightly) expect(await again()).toEqual(0);
    });

    it("is replaced, and what was not finished goes on", async () => {
        changed(moved, { location: "westus2" }, adopted);
        const seen = await run(restored.jobs.stack.up());
        expect({ code: seen.code, requests: requestsIn(seen) }).toEqual({
            code: 0,
            requests: expected(({ replace }) => replace),
        });
        expect(restored.jobs.job("replaced-old")).toBeUndefined();
        expect(await again()).toEqual(0);
    });

    // By day the component tests refuse the same, of jobs made today.
    itByNight(
        "is not replaced while a cancellation is under way, nor changed once it is purged",
        async () => {
            changed(["late"], { location: "westus2", adoptExisting: true });
            const late = await run(
                restored.jobs.stack.preview("--target", restored.jobs.urn("late")),
            );
            expect({ code: late.code === 0, requests: late.requestsOf("late") }).toEqual({
                code: false,
                requests: "GET 200",
            });
            changed(["purged"], { tags: { team: "photos" } });
            const purged = await run(
                restored.jobs.stack.preview("--target", restored.jobs.urn("purged")),
            );
            expect({ code: purged.code === 0, requests: purged.requestsOf("purged") }).toEqual({
                code: false,
                requests: "",
            });
        },
    );

    it("is destroyed, but for what Azure still works on and for keys that nobody has read", async () => {
        const { stack } = restored.jobs;
        const seen = await run(stack.destroy("--continue-on-error"));
        expect(requestsIn(seen)).toEqual(expected(({ destroy }) => destroy));
        expect(seen.code).not.toBe(0);
        expect((await restored.jobs.names()).sort()).toEqual(["late", "unread"]);

        restored.jobs.move("late", stored.cancelled);
        await stack.succeeds(["refresh", "--yes", "--skip-preview"]);
        expect((await run(stack.destroy())).code).toBe(0);
        expect(await restored.jobs.names()).toEqual([]);
        const jobs = restored.jobs.emulator.jobs() as { name: string }[];
        expect(jobs.map(({ name }) => name)).toEqual(["interrupted"]);
    });

    /** A second look at the same program, which has nothing to do. */
    async function again(): Promise<number> {
        return (await run(restored.jobs.stack.preview("--expect-no-changes"))).code;
    }
});
