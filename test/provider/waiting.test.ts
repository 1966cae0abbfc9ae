import { AzureError } from "../../provider/azure/azureErrors";
import type { Clock } from "../../provider/azure/clock";
import { waitUntil, type WaitReport } from "../../provider/azure/waiting";

/** Time that passes only when somebody sleeps. */
class MovedClock implements Clock {
    time = 0;
    readonly sleeps: number[] = [];
    now() {
        return this.time;
    }
    sleep(ms: number) {
        this.sleeps.push(ms);
        this.time += ms;
        return Promise.resolve();
    }
}

const unreachable = () => new AzureError("nobody there", { kind: "unreachable", effect: "none" });

/** Waits for "end"; `see` tells what is seen at a time in ms. */
async function wait(waitMs: number, see: (now: number) => string | Error) {
    const clock = new MovedClock();
    const looks: number[] = [];
    const reports: WaitReport<string>[] = [];
    const result = await waitUntil<string>({
        look: () => {
            looks.push(clock.time);
            const seen = see(clock.time);
            return seen instanceof Error ? Promise.reject(seen) : Promise.resolve(seen);
        },
        isDone: (seen) => seen === "end",
        changed: (seen) => seen,
        waitMs,
        clock,
        report: (report) => reports.push(report),
    }).catch((error: unknown) => ({ error }));
    return { result, looks, reports, clock };
}

describe("waiting for something", () => {
    it("looks once and says nothing when it is done already", async () => {
        const { result, looks, reports } = await wait(600_000, () => "end");
        expect(result).toEqual({ last: "end", timedOut: false });
        expect(looks).toEqual([0]);
        expect(reports).toEqual([]);
    });

    it("looks exactly once when it may take no time", async () => {
        const { result, looks, clock } = await wait(0, () => "begin");
        expect(result).toEqual({ last: "begin", timedOut: true });
        expect(looks).toEqual([0]);
        expect(clock.sleeps).toEqual([]);
    });

    it("looks often at first, then less often, at least every 15 seconds", async () => {
        const { clock } = await wait(120_000, () => "begin");
        expect(clock.sleeps.slice(0, 4)).toEqual([500, 750, 1125, 1687.5]);
        expect(Math.max(...clock.sleeps)).toBe(15_000);
    });

    it("looks one last time at the deadline and never sleeps past it", async () => {
        const { result, looks, clock } = await wait(100_000, () => "begin");
        expect(result).toEqual({ last: "begin", timedOut: true });
        expect(looks.at(-1)).toBe(100_000);
        expect(clock.time).toBe(100_000);
    });

    it("counts what the last look sees, at the very deadline too", async () => {
        const { result } = await wait(100_000, (now) => (now >= 100_000 ? "end" : "begin"));
        expect(result).toEqual({ last: "end", timedOut: false });
    });
});

describe("telling about it", () => {
    it("says each change once, with the time spent and the time left", async () => {
        const { reports } = await wait(40_000, (now) =>
            now < 5_000 ? "begin" : now < 20_000 ? "middle" : "end",
        );
        expect(reports.map((report) => report.seen)).toEqual(["begin", "middle", "end"]);
        expect(reports[0]).toMatchObject({ spentMs: 0, leftMs: 40_000 });
        for (const { spentMs, leftMs } of reports) expect(spentMs + leftMs).toBe(40_000);
    });

    it("never stays silent for more than a minute", async () => {
        const { reports } = await wait(600_000, () => "begin");
        const times = [...reports.map((report) => report.spentMs), 600_000];
        expect(reports.length).toBeGreaterThanOrEqual(10);
        for (let i = 1; i < times.length; i++) {
            expect((times[i] ?? 0) - (times[i - 1] ?? 0)).toBeLessThanOrEqual(60_000);
        }
    });
});

describe("trouble on the way", () => {
    it.each([
        ["no answer", unreachable()],
        [
            "too many requests",
            new AzureError("429", { kind: "throttled", status: 429, effect: "none" }),
        ],
        [
            "a broken server",
            new AzureError("503", { kind: "refused", status: 503, effect: "none" }),
        ],
    ])("is ridden out and told: %s", async (_name, trouble) => {
        const { result, reports } = await wait(60_000, (now) =>
            now === 0 ? "begin" : now < 10_000 ? trouble : "end",
        );
        expect(result).toEqual({ last: "end", timedOut: false });
        expect(reports.map((report) => report.trouble)).toEqual([undefined, trouble, undefined]);
    });

    it("leaves what was seen before, when it lasts until the deadline", async () => {
        const { result } = await wait(30_000, (now) => (now === 0 ? "begin" : unreachable()));
        expect(result).toEqual({ last: "begin", timedOut: true });
    });

    it("is thrown at the deadline when nothing was ever seen", async () => {
        const { result, looks } = await wait(30_000, unreachable);
        expect(result).toEqual({
            error: expect.objectContaining({ kind: "unreachable" }) as unknown,
        });
        expect(looks.at(-1)).toBe(30_000);
    });

    it.each([
        ["a refusal", new AzureError("403", { kind: "refused", status: 403, effect: "none" })],
        [
            "an answer that makes no sense",
            new AzureError("?", { kind: "notUnderstood", status: 502, effect: "none" }),
        ],
        [
            "a bad login",
            new AzureError("401", { kind: "credentials", status: 401, effect: "none" }),
        ],
        ["a bug", new TypeError("x is not a function")],
    ])("that will not pass is thrown at once: %s", async (_name, trouble) => {
        const { result, looks } = await wait(60_000, (now) => (now === 0 ? "begin" : trouble));
        expect(result).toEqual({ error: trouble });
        expect(looks).toHaveLength(2);
    });
});
