import { importJob, checkedEmulator } from "./harness";

const emulator = checkedEmulator();
beforeEach(async () => {
    emulator.reset();
    await emulator.arm("PUT", emulator.job("photos"), importJob({}, { tags: { owner: "us" } }));
});

const get = () => emulator.arm("GET", emulator.job("photos"));
const cancel = () =>
    emulator.arm("PATCH", emulator.job("photos"), { properties: { cancelRequested: true } });
const isCancelled = async () => (await get()).body.properties.cancelRequested;

describe("which requests a fault strikes", () => {
    it("the nth that matches, as often as it is told, and no other", async () => {
        emulator.addFault({
            match: { operation: "Jobs_Get", job: "PHOTOS", nth: 2 },
            times: 2,
            action: { type: "answer", status: 503 },
        });
        await emulator.arm("GET", emulator.job("videos"));
        const statuses = [];
        for (let count = 0; count < 5; count++) statuses.push((await get()).status);
        expect(statuses).toEqual([200, 503, 503, 200, 200]);
        expect(emulator.faults()).toMatchObject([{ matched: 5, struck: 2 }]);
    });

    it("always, until it is removed; by method, by ARM id, by several operations", async () => {
        const { id } = emulator.addFault({
            match: {
                operation: ["Jobs_Get", "Jobs_Update"],
                method: "get",
                job: emulator.job("photos"),
            },
            times: "always",
            action: {
                type: "answer",
                status: 500,
                body: { error: { code: "Boom", message: "Boom." } },
            },
        });
        expect((await get()).status).toBe(500);
        expect((await cancel()).status).toBe(200);
        expect((await get()).body.error.code).toBe("Boom");
        emulator.removeFault(id);
        expect((await get()).status).toBe(200);
    });

    it.each([
        ["misspelt", "Jobs_Gett"],
        ["that is another service's", ["Jobs_Get", "Jobs_Cancel"]],
    ])("never one %s: it is refused by name, and an example shown", async (_, operation) => {
        const fault = { match: { operation }, action: { type: "expiredToken" as const } };
        expect(() => emulator.addFault(fault)).toThrow(
            /^There is no operation "Jobs_(Gett|Cancel)"\. .*such as DataBox\.Jobs_Get\.$/,
        );
        const { status } = await emulator.admin("POST", "/faults", fault);
        expect(status).toBe(400);
        expect(emulator.faults()).toEqual([]);
    });

    it("is written into the request log", async () => {
        const { id } = emulator.addFault({ action: { type: "answer", status: 500 } });
        await get();
        expect(emulator.requests().at(-1)).toMatchObject({ status: 500, faults: [id] });
    });
});

describe("an answer made up", () => {
    it("before the effect leaves the job alone", async () => {
        emulator.addFault({ action: { type: "answer", status: 500 } });
        expect((await cancel()).status).toBe(500);
        expect(await isCancelled()).toBe(false);
    });

    it("after the effect hides that it happened", async () => {
        emulator.addFault({ action: { type: "answer", status: 500, when: "after" } });
        expect((await cancel()).status).toBe(500);
        expect(await isCancelled()).toBe(true);
    });

    it.each([
        [7, "7"],
        [undefined, undefined],
    ])("429 with Retry-After %s", async (retryAfterSeconds, header) => {
        emulator.addFault({ action: { type: "throttle", retryAfterSeconds } });
        const answer = await cancel();
        expect([answer.status, answer.headers["retry-after"]]).toEqual([429, header]);
        expect(await isCancelled()).toBe(false);
    });

    it("401 for a token that is said to have expired", async () => {
        emulator.addFault({ action: { type: "expiredToken" } });
        expect((await get()).body.error.code).toBe("ExpiredAuthenticationToken");
    });
});

describe("a connection that breaks", () => {
    it.each([
        ["before", false],
        ["after", true],
    ] as const)("%s the effect", async (when, cancelled) => {
        emulator.addFault({ action: { type: "drop", when } });
        await expect(cancel()).rejects.toThrow(/socket hang up|ECONNRESET/);
        expect(emulator.requests().at(-1)).toMatchObject({ method: "PATCH", status: null });
        expect(await isCancelled()).toBe(cancelled);
    });

    it("in the middle of the body", async () => {
        emulator.addFault({ action: { type: "truncateBody" } });
        await expect(get()).rejects.toThrow(/aborted|ECONNRESET/);
    });
});

describe("an answer that is late or odd", () => {
    it("comes late, with the effect before or after the wait", async () => {
        emulator.addFault({
            match: { operation: "Jobs_Update" },
            action: { type: "delay", ms: 1500 },
        });
        const started = Date.now();
        const late = cancel();
        expect(await isCancelled()).toBe(false);
        await late;
        expect(Date.now() - started).toBeGreaterThanOrEqual(1490);
        expect(await isCancelled()).toBe(true);
    });

    it("comes late although the effect is there", async () => {
        emulator.addFault({
            match: { operation: "Jobs_Update" },
            action: { type: "delay", ms: 1500, when: "after" },
        });
        const late = cancel();
        await emulator.arm("GET", emulator.job("videos"));
        expect(await isCancelled()).toBe(true);
        expect((await late).status).toBe(200);
    });

    it("is the job as it was before its last change", async () => {
        emulator.move(emulator.job("photos"), "Shipping");
        emulator.move(emulator.job("photos"), "Received");
        emulator.addFault({ action: { type: "staleRead" } });
        expect((await get()).body.properties.state).toBe("Shipping");
        expect((await get()).body.properties.state).toBe("Received");
    });

    it("does not know a new job yet, and still knows one that is gone", async () => {
        emulator.addFault({
            match: { operation: "Jobs_Get" },
            times: 2,
            action: { type: "staleRead" },
        });
        expect((await get()).status).toBe(404);
        expect((await emulator.arm("DELETE", emulator.job("photos"))).status).toBe(200);
        expect((await get()).status).toBe(200);
        expect((await get()).status).toBe(404);
    });

    it("has another content type", async () => {
        emulator.addFault({ action: { type: "wrongContentType" } });
        expect((await get()).headers["content-type"]).toBe("text/html");
    });
});

describe("a race: once the nth look has been answered", () => {
    it("the parcel moves", async () => {
        emulator.addFault({
            match: { operation: "Jobs_Get", job: "photos", nth: 2 },
            action: { type: "moveJob", state: "Packaging" },
        });
        await get();
        expect((await get()).body.properties.state).toBe("Creating");
        expect((await emulator.arm("DELETE", emulator.job("photos"))).status).toBe(409);
    });

    it("the job vanishes, whatever its state", async () => {
        emulator.move(emulator.job("photos"), "Packaging");
        emulator.addFault({ match: { operation: "Jobs_Get" }, action: { type: "removeJob" } });
        expect((await get()).status).toBe(200);
        expect((await get()).status).toBe(404);
    });

    it("somebody else's job has its name", async () => {
        const before = (await get()).body;
        emulator.addFault({
            match: { operation: "Jobs_Get" },
            action: { type: "replaceJob", state: "Shipping" },
        });
        expect((await get()).body).toEqual(before);
        const after = (await get()).body;
        expect(after.id).toBe(before.id);
        expect(after).not.toHaveProperty("tags");
        expect(after.properties.state).toBe("Shipping");
        expect(after.systemData.createdAt).not.toBe(before.systemData.createdAt);
        expect(after.systemData.createdBy).not.toBe(before.systemData.createdBy);
    });

    it("a name that was free is taken, before the PUT comes", async () => {
        emulator.addFault({
            match: { operation: "Jobs_Create", job: "videos" },
            action: { type: "replaceJob", when: "before", tags: { owner: "them" } },
        });
        const answer = await emulator.arm("PUT", emulator.job("videos"), importJob());
        expect(answer.status).toBe(200);
        expect(answer.body.systemData.createdByType).toBe("User");
    });

    it("time moves, also after a refusal", async () => {
        emulator.addFault({
            match: { operation: "Jobs_Get" },
            action: { type: "advance", days: 14 },
        });
        expect((await emulator.arm("GET", emulator.job("videos"))).status).toBe(404);
        expect((await get()).status).toBe(404);
    });
});

describe("faults by the admin API", () => {
    it("are made, listed and removed", async () => {
        const fault = {
            match: { operation: "Jobs_Get" },
            action: { type: "drop", when: "before" },
        };
        const made = await emulator.admin("POST", "/faults", fault);
        expect(made.body).toMatchObject({ ...fault, matched: 0, struck: 0 });
        expect((await emulator.admin("GET", "/faults")).body).toHaveLength(1);
        expect(
            (await emulator.admin("DELETE", `/faults/${(made.body as { id: string }).id}`)).body,
        ).toEqual([]);
        expect((await emulator.admin("DELETE", "/faults/none")).status).toBe(404);
    });

    it.each([
        [{}, "action"],
        [{ action: { type: "melt" } }, "type"],
        [{ action: { type: "drop" } }, "when"],
        [{ action: { type: "answer", status: 99 } }, "status"],
        [{ action: { type: "expiredToken", when: "after" } }, "additional"],
        [{ match: { nht: 2 }, action: { type: "expiredToken" } }, "additional"],
        [{ times: 0, action: { type: "expiredToken" } }, "times"],
    ])("are refused when they make no sense: %j", async (fault, word) => {
        const { status, body } = await emulator.admin("POST", "/faults", fault);
        expect(status).toBe(400);
        expect((body as { error: { message: string } }).error.message).toContain(word);
    });
});
