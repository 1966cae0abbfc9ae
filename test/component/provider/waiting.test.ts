import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import type { JobPoller, WatchReport } from "../../../provider/job/jobPoller";
import type { Awaited, Outcome } from "../../../provider/job/jobWait";
import type { ArmJob, JobAddress } from "../../../provider/job/armJob";
import { WaitingLines } from "../../../provider/job/waitingLines";
import { stateInWords } from "../../../provider/importexport/stateNames";
import { idOf, MovedService } from "./movedService";

const minute = 60_000;

let service: MovedService;
let watch: JobPoller;
let lines: { at: number; line: string }[];
let folder: string | undefined;

beforeEach(async () => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "waiting-test-"));
    service = await MovedService.start({ dir: folder });
    lines = [];
    const { time } = service;
    const say = (line: string) => void lines.push({ at: time.now(), line });
    const told = new WaitingLines(
        say,
        () => time.now(),
        (job) => stateInWords(stateOf(job) as string | undefined),
    );
    watch = service.newWatch((report: WatchReport) => told.tell(report));
});
afterEach(async () => {
    await service.stop();
    if (folder) fs.rmSync(folder, { recursive: true, force: true });
});

const stateOf = (job: ArmJob | "gone") => (job === "gone" ? "gone" : job.properties?.state);

/** Waits until a job is Completed or gone. */
function ended(address: JobAddress, waitMs: number, look?: Awaited["look"]): Promise<Outcome> {
    return watch.until({
        address,
        look: look ?? ((options) => service.client.getJob(address, options)),
        isDone: (job) => ["Completed", "gone"].includes(String(stateOf(job))),
        waitMs,
    });
}

function after(ms: number, act: () => unknown): void {
    service.time.after(ms, act);
}

const move = (job: JobAddress, state: string) => service.emulator.move(idOf(job), state);

/** `METHOD at-ms` of everything that Azure answered. */
const asked = () => service.answers.map(({ method, at }) => `${method} ${at}`);
const operations = (name: string) => service.answers.filter(({ operation }) => operation === name);

describe("waiting for one job", () => {
    it("looks once and says nothing when it is done already", async () => {
        const [job] = service.planted(1, "Completed") as [JobAddress];
        const outcome = await service.time.during(ended(job, 10 * minute));
        expect(outcome).toMatchObject({ timedOut: false, last: { name: "job-0" } });
        expect(asked()).toEqual(["GET 0"]);
        expect(lines).toEqual([]);
    });

    it("leaves no timer for its deadline once the job has come so far", async () => {
        const [job] = service.planted(1, "Shipping") as [JobAddress];
        after(20_000, () => move(job, "Completed"));
        const outcome = await service.time.during(ended(job, 10 * minute));
        expect(outcome.timedOut).toBe(false);
        expect(service.time.timers).toBe(0);
    });

    it("leaves no timer when it is cancelled", async () => {
        const [job] = service.planted(1, "Shipping") as [JobAddress];
        const cancellation = new AbortController();
        after(20_000, () => cancellation.abort());
        const waited = watch.until({
            address: job,
            look: (options) => service.client.getJob(job, options),
            isDone: () => false,
            waitMs: 10 * minute,
            signal: cancellation.signal,
        });
        await expect(service.time.during(waited)).rejects.toThrow("WaitCancelled");
        expect(service.time.timers).toBe(0);
    });

    it("asks nothing more when it is cancelled during its very first look", async () => {
        const [job] = service.planted(1, "Shipping") as [JobAddress];
        const cancellation = new AbortController();
        let looked: Promise<ArmJob | "gone"> | undefined;
        const waited = watch.until({
            address: job,
            look: (options) => {
                looked = service.client.getJob(job, options);
                cancellation.abort();
                return looked;
            },
            isDone: () => false,
            waitMs: 10 * minute,
            signal: cancellation.signal,
        });
        await expect(service.time.during(waited)).rejects.toThrow("WaitCancelled");
        await service.time.during(looked!);
        expect(service.time.timers).toBe(0);
        expect(asked()).toEqual(["GET 0"]);
    });

    it("looks exactly once when it may take no time", async () => {
        const [job] = service.planted(1, "Shipping") as [JobAddress];
        const outcome = await service.time.during(ended(job, 0));
        expect(outcome.timedOut).toBe(true);
        expect(asked()).toEqual(["GET 0"]);
    });

    it("looks often at first, then every 15 seconds, and one last time at the deadline", async () => {
        const [job] = service.planted(1, "Shipping") as [JobAddress];
        const outcome = await service.time.during(ended(job, 2 * minute));
        expect(outcome).toMatchObject({ timedOut: true });
        const times = service.answers.map(({ at }) => at);
        expect(times.slice(0, 4)).toEqual([0, 500, 1_000, 1_750]);
        const pauses = times.slice(1).map((at, index) => at - (times[index] ?? 0));
        expect(Math.max(...pauses)).toBe(15_000);
        expect(times.at(-1)).toBe(2 * minute);
        expect(operations("Jobs_Get")).toHaveLength(times.length);
    });

    it("notices within one interval that the job is done, and counts the very deadline", async () => {
        const [one, other] = service.planted(2, "Shipping") as [JobAddress, JobAddress];
        after(5 * minute, () => move(one, "Completed"));
        await service.time.during(ended(one, 10 * minute));
        expect(service.time.now()).toBeLessThanOrEqual(5 * minute + 15_000);
        after(minute, () => move(other, "Completed"));
        expect(await service.time.during(ended(other, minute))).toMatchObject({ timedOut: false });
    });

    it("tells each change and one line a minute, with the job's name and the time", async () => {
        const [job] = service.planted(1, "Shipping") as [JobAddress];
        after(150_000, () => move(job, "Packaging"));
        await service.time.during(ended(job, 5 * minute));
        expect(lines[0]).toEqual({
            at: 0,
            line: 'Waiting for job "job-0" (resource group "disks") to end: Shipping, up to 5 min. Ctrl-C is safe: the cancellation stays asked for, and the next destroy goes on from here.',
        });
        expect(lines.filter(({ line }) => line.includes("Packaging"))[0]?.at).toBeLessThan(166_000);
        const times = lines.map(({ at }) => at);
        for (let i = 1; i < times.length; i++) {
            expect((times[i] ?? 0) - (times[i - 1] ?? 0)).toBeLessThanOrEqual(minute);
        }
    });
});

describe("waiting for many jobs", () => {
    it("costs lists, and one look at each at the beginning and at the end", async () => {
        const all = service.planted(120, "Transferring");
        after(10 * minute, () => all.forEach((job) => move(job, "Completed")));
        const outcomes = await service.time.during(
            Promise.all(all.map((job) => ended(job, 60 * minute))),
        );
        expect(outcomes.every(({ timedOut }) => !timedOut)).toBe(true);
        expect(service.time.now()).toBeLessThanOrEqual(10 * minute + 15_000);
        expect(operations("Jobs_Get")).toHaveLength(2 * all.length);
        // Two pages, four times a minute, and some more at the beginning.
        const lists = operations("Jobs_ListByResourceGroup").length;
        expect(lists).toBeLessThan(10 * 8 + 30);
        expect(lists).toBeGreaterThan(10 * 8 - 10);
    });

    it("is told in few lines that count, one a minute, and names few that change", async () => {
        const all = service.planted(40, "Transferring");
        after(150_000, () => move(all[7] as JobAddress, "Packaging"));
        after(250_000, () => all.forEach((job) => move(job, "Completed")));
        await service.time.during(Promise.all(all.map((job) => ended(job, 10 * minute))));
        expect(lines.length).toBeLessThanOrEqual(8);
        const texts = lines.map(({ line }) => line);
        expect(texts).toContainEqual(
            expect.stringMatching(
                /^Waiting for 40 jobs to end: 40 Transferring; .* waited, .* left\.$/,
            ),
        );
        expect(texts).toContainEqual(
            expect.stringMatching(/^Waiting for job "job-7" .* to end: Packaging, /),
        );
    });

    it("lists the whole subscription when that is cheaper than each group", async () => {
        const all = Array.from({ length: 30 }, (_, index) =>
            service.job(`job-${index}`, `group-${index % 10}`),
        );
        for (const job of all) service.emulator.plant(idOf(job), { state: "Transferring" });
        await service.time.during(Promise.all(all.map((job) => ended(job, 5 * minute))));
        expect(operations("Jobs_ListByResourceGroup")).toEqual([]);
        expect(operations("Jobs_ListBySubscription").length).toBeGreaterThan(20);
        expect(operations("Jobs_Get")).toHaveLength(2 * all.length);
    });

    it("looks at each group, or each job, where Azure refuses a list", async () => {
        const refusal = {
            type: "answer" as const,
            status: 403,
            body: { error: { code: "AuthorizationFailed", message: "no" } },
        };
        service.strike({ operation: "Jobs_ListBySubscription" }, refusal, "always");
        service.strike({ operation: "Jobs_ListByResourceGroup" }, refusal, "always");
        const all = ["job-a", "job-b", "job-c", "job-d"].map((name) =>
            service.job(name, `group-${name < "job-c" ? 1 : 2}`),
        );
        for (const job of all) service.emulator.plant(idOf(job), { state: "Transferring" });
        after(minute, () => all.forEach((job) => move(job, "Completed")));
        const outcomes = await service.time.during(
            Promise.all(all.map((job) => ended(job, 5 * minute))),
        );
        expect(outcomes.every(({ timedOut }) => !timedOut)).toBe(true);
        expect(operations("Jobs_ListBySubscription")).toHaveLength(1);
        expect(operations("Jobs_ListByResourceGroup")).toHaveLength(2);
    });
});

describe("a list", () => {
    const answer = (value: unknown[]) => ({
        type: "answer" as const,
        status: 200,
        body: { value },
    });

    it("that shows a job as done ends nothing: a look at the job does", async () => {
        const all = service.planted(3, "Transferring");
        const done = all.map((job) => ({
            id: idOf(job),
            name: job.jobName,
            properties: { state: "Completed" },
        }));
        service.strike({ operation: "Jobs_ListByResourceGroup" }, answer(done), "always");
        const outcomes = await service.time.during(
            Promise.all(all.map((job) => ended(job, minute))),
        );
        expect(outcomes.map(({ last, timedOut }) => [stateOf(last), timedOut])).toEqual(
            all.map(() => ["Transferring", true]),
        );
    });

    it("that leaves a job out proves nothing: a look at the job does", async () => {
        const all = service.planted(3, "Transferring");
        service.strike({ operation: "Jobs_ListByResourceGroup" }, answer([]), "always");
        after(20_000, () => service.emulator.remove(idOf(all[1] as JobAddress)));
        const outcomes = await service.time.during(
            Promise.all(all.map((job) => ended(job, minute))),
        );
        expect(outcomes.map(({ last }) => stateOf(last))).toEqual([
            "Transferring",
            "gone",
            "Transferring",
        ]);
    });
});

describe("trouble on the way", () => {
    it("is ridden out when Azure is away for ten minutes, and told once a minute", async () => {
        const [job] = service.planted(1, "Shipping") as [JobAddress];
        after(2 * minute, () => service.emulator.stop());
        let isBack = false;
        after(12 * minute, async () => {
            await service.startEmulator();
            move(job, "Completed");
            isBack = true;
        });
        const outcome = await service.time.during(ended(job, 60 * minute));
        expect(outcome).toMatchObject({ timedOut: false });
        expect(isBack).toBe(true);
        expect(service.time.now()).toBeLessThanOrEqual(13 * minute);
        const away = lines.filter(({ line }) => line.includes("Azure did not answer just now"));
        expect(away.length).toBeGreaterThanOrEqual(9);
        expect(away.length).toBeLessThanOrEqual(13);
    });

    it("leaves what was seen before, when it lasts until the deadline", async () => {
        const [job] = service.planted(1, "Shipping") as [JobAddress];
        after(10_000, () => service.emulator.stop());
        const outcome = await service.time.during(ended(job, minute));
        expect(outcome).toMatchObject({ timedOut: true, last: { name: "job-0" } });
        expect(outcome.trouble).toMatchObject({ kind: "unreachable" });
        await service.startEmulator();
    });

    it("that will not pass ends the wait of its job at once, and of no other", async () => {
        const [one, other] = service.planted(2, "Shipping") as [JobAddress, JobAddress];
        service.strike(
            { operation: "Jobs_Get", job: "job-0", nth: 1 },
            {
                type: "answer",
                status: 403,
                body: { error: { code: "AuthorizationFailed", message: "no" } },
            },
        );
        const outcomes = await service.time.during(
            Promise.allSettled([ended(one, minute), ended(other, minute)]),
        );
        expect(outcomes).toMatchObject([
            { status: "rejected", reason: { status: 403 } },
            { status: "fulfilled", value: { timedOut: true } },
        ]);
    });

    it("in one look, which hangs, delays no other wait, and its own deadline by seconds", async () => {
        const [one, other] = service.planted(2, "Shipping") as [JobAddress, JobAddress];
        let looks = 0;
        const look: Awaited["look"] = (options) =>
            (looks += 1) === 2 ? new Promise(() => {}) : service.client.getJob(one, options);
        after(minute, () => move(one, "Completed"));
        after(2 * minute, () => move(other, "Completed"));
        const endedAt = new Map<JobAddress, number>();
        await service.time.during(
            Promise.all([
                ended(one, 5 * minute, look).then(() => endedAt.set(one, service.time.now())),
                ended(other, 9 * minute).then(() => endedAt.set(other, service.time.now())),
            ]),
        );
        expect(endedAt.get(other)).toBeLessThanOrEqual(2 * minute + 15_000);
        expect(endedAt.get(one)).toBeLessThanOrEqual(5 * minute + 5_000);
        // The one that hangs is not looked at a second time meanwhile.
        expect(looks).toBe(3);
    });

    it("in one list, which hangs, delays no wait for jobs that other lists show", async () => {
        const forbidden = { error: { code: "AuthorizationFailed", message: "no" } };
        service.strike(
            { operation: "Jobs_ListBySubscription" },
            { type: "answer", status: 403, body: forbidden },
            "always",
        );
        let hangs = 0;
        watch = service.newWatch(() => {}, {
            listJobs: (scope, options) => {
                if (scope.resourceGroupName !== "tapes")
                    return service.client.listJobs(scope, options);
                hangs += 1;
                return new Promise(() => {});
            },
        });
        const disks = service.planted(3, "Shipping");
        const tapes = ["a", "b", "c"].map((name) => service.job(`tape-${name}`, "tapes"));
        for (const job of tapes) service.emulator.plant(idOf(job), { state: "Shipping" });
        after(2 * minute, () => [...disks, ...tapes].forEach((job) => move(job, "Completed")));
        const waits = (jobs: JobAddress[]) =>
            Promise.all(jobs.map((job) => ended(job, 5 * minute))).then(() => service.time.now());
        const [tapesEndedAt, disksEndedAt] = await service.time.during(
            Promise.all([waits(tapes), waits(disks)]),
        );
        expect(hangs).toBe(1);
        expect(disksEndedAt).toBeLessThanOrEqual(2 * minute + 15_000);
        expect(tapesEndedAt).toBe(5 * minute);
    });
});
