import { body, idOf, MovedService } from "../../component/provider/movedService";

let service: MovedService;
afterEach(async () => await service.stop());

const begin = async (throttling: "movedTime" | "off") => {
    service = await MovedService.start({ throttling });
};

const later = (status: number) => ({
    type: "answer" as const,
    status,
    body: { error: { code: "Later", message: "later" } },
});

const throttled = () => service.answers.filter(({ status }) => status === 429);

describe("hundreds of requests at once", () => {
    it("take what the buckets dictate, with no failure and few 429s", async () => {
        await begin("movedTime");
        const all = service.planted(400, "Completed");
        const results = await service.time.during(
            Promise.all(all.map((one) => service.client.deleteJob(one))),
        );
        expect(new Set(results)).toEqual(new Set(["deleted"]));
        const dictatedMs = ((400 - 200) / 10) * 1_000;
        expect(service.time.now()).toBeGreaterThanOrEqual(dictatedMs * 0.98);
        expect(service.time.now()).toBeLessThanOrEqual(dictatedMs * 1.05);
        expect(throttled().length).toBeLessThan(10);
    });

    it("do not stampede when another run has just emptied the bucket", async () => {
        await begin("movedTime");
        const all = service.planted(460, "Completed");
        await service.time.during(
            Promise.all(all.slice(0, 200).map((one) => service.client.deleteJob(one))),
        );
        const next = await service.newClient();
        const start = service.time.now();
        await service.time.during(Promise.all(all.slice(200).map((one) => next.deleteJob(one))));
        expect(throttled().length).toBeLessThanOrEqual(20);
        expect(service.time.now() - start).toBeLessThanOrEqual(26_000 * 1.05);
    });

    it("go on while another client takes most of the quota", async () => {
        await begin("movedTime");
        const all = service.planted(260, "Completed");
        let isDone = false;
        const greedy = async () => {
            const other = await service.newClient();
            while (!isDone) {
                await Promise.all(
                    service
                        .jobs(7)
                        .map(({ jobName }) => other.deleteJob(service.job(`no-${jobName}`))),
                );
                await service.time.sleep(1_000);
            }
        };
        const ours = Promise.all(all.map((one) => service.client.deleteJob(one))).finally(() => {
            isDone = true;
        });
        await service.time.during(Promise.all([ours, greedy()]));
        expect(service.emulator.jobs()).toEqual([]);
        const ratio = throttled().length / service.answers.length;
        expect(ratio).toBeLessThan(0.4);
    });

    it("are not held back where Azure neither counts nor refuses", async () => {
        await begin("off");
        const all = service.planted(400, "Completed");
        await service.time.during(Promise.all(all.map((one) => service.client.deleteJob(one))));
        expect(service.emulator.jobs()).toEqual([]);
        expect(service.time.now()).toBe(0);
    });

    it("are held to the documented pace once a 429 shows that Azure counts", async () => {
        await begin("off");
        service.strike(
            { operation: "Jobs_Delete" },
            { type: "throttle", retryAfterSeconds: 1 },
            10,
        );
        const all = service.planted(150, "Completed");
        await service.time.during(Promise.all(all.map((one) => service.client.deleteJob(one))));
        expect(service.emulator.jobs()).toEqual([]);
        const after = service.answers.filter(({ at }) => at > 0);
        expect(after.length).toBeGreaterThan(100);
        expect(service.time.now()).toBeGreaterThanOrEqual(((after.length - 1) / 10) * 1_000);
    });

    it("are sent in the order in which they were asked for", async () => {
        await begin("movedTime");
        const all = service.planted(230, "Completed");
        await service.time.during(Promise.all(all.map((one) => service.client.deleteJob(one))));
        const late = service.emulator.requests().slice(-20);
        expect(late.map(({ path }) => /job-\d+/.exec(path)?.[0])).toEqual(
            all.slice(-20).map(({ jobName }) => jobName),
        );
    });
});

describe("a 429", () => {
    it("holds back every request of its kind for exactly as long as it says, and no other kind", async () => {
        await begin("off");
        service.strike(
            { operation: "Jobs_Create", nth: 3 },
            { type: "throttle", retryAfterSeconds: 17 },
        );
        const creations = service.jobs(30).map((one) => service.client.createJob(one, body));
        const [reads] = await service.time.during(
            Promise.all([
                Promise.all(service.jobs(20).map((one) => service.client.getJob(one))),
                ...creations,
            ]),
        );
        expect(reads).toHaveLength(20);
        const puts = service.answers.filter(({ method }) => method === "PUT");
        expect(puts.filter(({ at }) => at > 0 && at < 17_000)).toEqual([]);
        expect(Math.max(...puts.map(({ at }) => at))).toBe(17_000);
        expect(service.answers.filter(({ method, at }) => method === "GET" && at > 0)).toEqual([]);
    });

    it("without Retry-After is tried again after pauses that grow", async () => {
        await begin("off");
        service.strike({ operation: "Jobs_Create" }, { type: "throttle" }, 5);
        await service.time.during(service.client.createJob(service.job("one"), body));
        expect(service.answers.map(({ at }) => at)).toEqual([
            0, 1_000, 3_000, 7_000, 15_000, 31_000,
        ]);
    });

    it("with a date is waited for by Azure's clock, not by this machine's", async () => {
        await begin("off");
        const date = (ms: number) => new Date(Date.UTC(2001, 1, 1) + ms).toUTCString();
        const headers = { "Retry-After": date(9_000), Date: date(0) };
        service.strike({ operation: "Jobs_Get" }, { ...later(429), headers });
        await service.time.during(service.client.getJob(service.job("one")));
        expect(service.answers.map(({ at }) => at)).toEqual([0, 9_000]);
    });

    it("never fails a request while Azure lets one through now and then, for hours", async () => {
        await begin("off");
        for (let nth = 1; nth < 200; nth += 11) {
            service.strike(
                { operation: "Jobs_Create", nth },
                { type: "throttle", retryAfterSeconds: 60 },
                10,
            );
        }
        const made = await service.time.during(
            Promise.all(service.jobs(18).map((one) => service.client.createJob(one, body))),
        );
        expect(made).toHaveLength(18);
        expect(service.time.now()).toBeGreaterThan(2 * 3_600_000);
    });

    it("fails all that wait when Azure lets nothing through for a quarter of an hour", async () => {
        await begin("off");
        service.strike(
            { operation: "Jobs_Create" },
            { type: "throttle", retryAfterSeconds: 30 },
            "always",
        );
        const failures = await service.time.during(
            Promise.allSettled(service.jobs(50).map((one) => service.client.createJob(one, body))),
        );
        expect(service.time.now()).toBe(15 * 60_000);
        for (const failure of failures) {
            expect(failure).toMatchObject({
                reason: { kind: "throttled", status: 429, effect: "none" },
            });
        }
        const [first] = failures as PromiseRejectedResult[];
        expect((first?.reason as Error).message).toMatch(
            /Could not create job "job-\d+" .*429, too many requests, and has let no request of this kind through for 15 min\. It asked to wait for 30 s\. Nothing of it was done\./,
        );
        expect(service.answers.length).toBeLessThan(60);
    });

    it("fails at once when Azure asks for more than an hour", async () => {
        await begin("off");
        service.strike({ operation: "Jobs_Get" }, { type: "throttle", retryAfterSeconds: 7_200 });
        const failure = await service.failureOf(service.client.getJob(service.job("one")));
        expect(failure.message).toContain("It asked to wait for 120 min.");
    });

    it("hides nothing of an earlier try that may have had an effect", async () => {
        await begin("off");
        service.strike({ operation: "Jobs_Create" }, { type: "drop", when: "after" });
        service.strike({ operation: "Jobs_Create", nth: 2 }, { type: "throttle" }, "always");
        const failure = await service.failureOf(service.client.createJob(service.job("one"), body));
        expect(failure).toMatchObject({ kind: "throttled", effect: "unknown" });
        expect(failure.message).toContain(
            "Whether an earlier try was done all the same is not known",
        );
        expect(service.emulator.jobs()).toHaveLength(1);
    });
});

describe("a failure that may pass", () => {
    it.each([
        ["503", later(503)],
        ["500", later(500)],
        ["408", later(408)],
        ["a dropped connection", { type: "drop" as const, when: "before" as const }],
        ["an answer that is cut", { type: "truncateBody" as const }],
    ])("is ridden out: %s", async (_name, action) => {
        await begin("off");
        service.emulator.plant(idOf(service.job("one")), {});
        service.strike({ operation: "Jobs_Update" }, action, 6);
        const patched = await service.time.during(
            service.client.updateJob(service.job("one"), { tags: { a: "b" } }),
        );
        expect(patched).toMatchObject({ tags: { a: "b" } });
        expect(service.time.now()).toBe(1_000 + 2_000 + 4_000 + 8_000 + 15_000 + 15_000);
    });

    it("ends the request after two minutes, with what is known", async () => {
        await begin("off");
        service.strike({ operation: "Jobs_Create" }, { type: "drop", when: "before" }, "always");
        const failure = await service.failureOf(service.client.createJob(service.job("one"), body));
        expect(service.time.now()).toBeLessThanOrEqual(120_000);
        expect(service.time.now()).toBeGreaterThan(100_000);
        expect(failure).toMatchObject({ kind: "unreachable", effect: "unknown" });
        expect(failure.message).toContain("Whether it was done all the same is not known");
    });

    it("ends within 15 seconds where nobody listens and nobody ever answered: the address may be wrong", async () => {
        await begin("off");
        await service.time.during(service.client.getJob(service.job("first")));
        const stranger = await service.newClient();
        await service.emulator.stop();
        // The login's endpoint is away as well, as in a network that is down.
        const failure = await service.failureOf(stranger.getJob(service.job("one")));
        expect(failure).toMatchObject({ kind: "unreachable", effect: "none" });
        expect(service.time.now()).toBeLessThanOrEqual(15_000);
        const start = service.time.now();
        await service.failureOf(service.client.getJob(service.job("one")));
        expect(service.time.now() - start).toBeGreaterThan(100_000);
        await service.startEmulator();
    });

    it("waits for as long as a 503 asks", async () => {
        await begin("off");
        service.strike(
            { operation: "Jobs_Get" },
            { ...later(503), headers: { "Retry-After": "40" } },
        );
        await service.time.during(service.client.getJob(service.job("one")));
        expect(service.answers.map(({ at }) => at)).toEqual([0, 40_000]);
    });

    it.each([[501], [400], [403], [409]])("is not a %s", async (status) => {
        await begin("off");
        service.strike({ operation: "Jobs_Create" }, later(status), "always");
        await service.failureOf(service.client.createJob(service.job("one"), body));
        expect(service.answers).toHaveLength(1);
        expect(service.time.now()).toBe(0);
    });

    it("is thrown at once to a caller who looks again anyway", async () => {
        await begin("off");
        service.strike({ operation: "Jobs_Get" }, later(503));
        const failure = await service.failureOf(
            service.client.getJob(service.job("one"), { once: true }),
        );
        expect(failure).toMatchObject({ status: 503 });
        expect(service.time.now()).toBe(0);
    });
});

describe("what is told", () => {
    it("is one line after some seconds, then at most one a minute, however many requests wait", async () => {
        await begin("movedTime");
        service.strike(
            { operation: "Jobs_Delete" },
            { type: "throttle", retryAfterSeconds: 50 },
            4,
        );
        const all = service.planted(300, "Completed");
        await service.time.during(Promise.all(all.map((one) => service.client.deleteJob(one))));
        expect(service.lines[0]?.at).toBeLessThanOrEqual(12_000);
        expect(service.lines[0]?.line).toMatch(
            /^Waiting for Azure for \d+ s, to delete job "job-\d+" in resource group "disks": Azure answers 429, too many requests; the next one goes in 4\d s\. 29\d more requests wait\.$/,
        );
        for (let i = 1; i < service.lines.length; i++) {
            expect(
                (service.lines[i]?.at ?? 0) - (service.lines[i - 1]?.at ?? 0),
            ).toBeGreaterThanOrEqual(60_000);
        }
    });

    it("says what the trouble is and how long it is borne", async () => {
        await begin("off");
        service.strike({ operation: "Jobs_Get" }, later(503), 5);
        await service.time.during(service.client.getJob(service.job("one")));
        expect(service.lines.map(({ line }) => line)).toEqual([
            expect.stringMatching(
                /^Waiting for Azure for \d+ s, to read job "one" in resource group "disks": Azure answers 503; tried 4 times, trying for \d+ s more\.$/,
            ),
        ]);
    });

    it("is nothing when nothing takes long", async () => {
        await begin("off");
        await service.time.during(
            Promise.all(service.jobs(100).map((one) => service.client.getJob(one))),
        );
        expect(service.lines).toEqual([]);
    });
});
