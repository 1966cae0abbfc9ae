import { importJob, startChecked, type CheckedEmulator } from "./harness";

let emulator: CheckedEmulator;
beforeAll(async () => {
    emulator = await startChecked({ recordBodies: true });
});
beforeEach(() => emulator.reset());

const make = (name: string) => emulator.arm("PUT", emulator.job(name), importJob());

describe("the admin API", () => {
    it("opens to the admin token alone", async () => {
        for (const authorization of [undefined, "Bearer wrong", `Basic ${emulator.adminToken}`]) {
            const headers: Record<string, string> =
                authorization === undefined ? {} : { authorization };
            const answer = await fetch(`${emulator.adminEndpoint}/jobs`, { headers });
            expect(answer.status).toBe(401);
        }
        expect((await emulator.admin("GET", "/jobs")).status).toBe(200);
    });

    it("does not open to a token of Resource Manager's", async () => {
        const authorization = `Bearer ${await emulator.managedIdentityToken()}`;
        const answer = await fetch(`${emulator.adminEndpoint}/jobs`, {
            headers: { authorization },
        });
        expect(answer.status).toBe(401);
    });

    it("moves a parcel to any word, and to none", async () => {
        await make("photos");
        const id = emulator.job("photos");
        for (const state of ["Packaging", "Quarantined", "Faulted"]) {
            const { body } = await emulator.admin("POST", "/move", { id: id.toUpperCase(), state });
            expect(body).toMatchObject({ id, properties: { state } });
        }
        for (const state of ["", null]) {
            await emulator.admin("POST", "/move", { id, state });
            expect((await emulator.arm("GET", id)).body.properties).not.toHaveProperty("state");
        }
    });

    it("moves time and says who is gone", async () => {
        await make("photos");
        const { body } = await emulator.admin("POST", "/advance", { days: 14 });
        expect(body).toMatchObject({ removed: [emulator.job("photos")] });
    });

    it("tells the requests, in order, without bodies", async () => {
        await make("photos");
        await emulator.arm("GET", emulator.job("videos"));
        const { body } = await emulator.admin("GET", "/requests");
        expect(body).toMatchObject([
            {
                method: "PUT",
                path: `${emulator.job("photos")}?api-version=2021-01-01`,
                status: 201,
                operation: "Jobs_Create",
            },
            { method: "GET", status: 404, errorCode: "ResourceNotFound" },
        ]);
        expect(JSON.stringify(body)).not.toContain("38810-66");
        expect(emulator.requests()[0]?.body).toMatchObject({ location: "westus" });
    });

    it("plants somebody else's job, over one of that name too", async () => {
        await make("photos");
        const { body } = await emulator.admin("POST", "/jobs", {
            id: emulator.job("photos"),
            state: "Received",
            tags: { owner: "them" },
        });
        expect(body).toMatchObject({
            tags: { owner: "them" },
            properties: { state: "Received" },
            systemData: { createdByType: "User" },
        });
        const elsewhere = emulator.job("photos").replace("rg-test", "rg-theirs");
        await emulator.admin("POST", "/jobs", { id: elsewhere, properties: { jobType: "Export" } });
        expect((await emulator.arm("GET", elsewhere)).body.properties.jobType).toBe("Export");
    });

    it.each([
        ["export.blobPathPrefix", { jobType: "Export", export: { blobPathPrefix: ["/"] } }],
        ["diagnosticPath", { diagnosticPath: "logs" }],
        ["driveList[0].bitlockerKey", { driveList: [{ driveId: "A", bitlockerKey: "k" }] }],
    ])("refuses to plant a job with %s, which no PUT takes", async (name, properties) => {
        const { status, body } = await emulator.admin("POST", "/jobs", {
            id: emulator.job("photos"),
            properties,
        });
        expect(status).toBe(400);
        expect(JSON.stringify(body)).toContain(`'properties.${name}' is not known`);
        expect(emulator.jobs()).toEqual([]);
    });

    it("plants an export as it shows one", () => {
        emulator.plant(emulator.job("photos"), { properties: { jobType: "Export" } });
        const [shown] = emulator.jobs() as { properties: Record<string, unknown> }[];
        emulator.plant(emulator.job("again"), { properties: shown!.properties });
        expect(emulator.jobs()).toHaveLength(2);
    });

    it("starts anew", async () => {
        await make("photos");
        emulator.advance(1);
        emulator.addFault({ match: { job: "none" }, action: { type: "expiredToken" } });
        await emulator.admin("POST", "/reset");
        expect(emulator.jobs()).toEqual([]);
        expect(emulator.faults()).toEqual([]);
        expect(emulator.requests()).toEqual([]);
        expect(Math.abs(Date.parse(emulator.now()) - Date.now())).toBeLessThan(1000);
    });

    it.each([
        ["/move", {}, 400, "id"],
        ["/move", { id: "photos", state: "Packaging" }, 404, "no job"],
        ["/move", { id: "jobs/photos", state: "Packaging" }, 400, "ARM id"],
        [
            "/move",
            {
                id: "/subscriptions/a/resourceGroups/b/providers/Microsoft.ImportExport/jobs/c",
                state: "x",
            },
            404,
            "no job",
        ],
        ["/advance", { days: 0 }, 400, "days"],
        ["/advance", { days: "15" }, 400, "days"],
        ["/advance", { days: 15, hours: 1 }, 400, "additional"],
        ["/autopilot", { secondsPerStep: -1 }, 400, "secondsPerStep"],
        ["/jobs", { id: "x" }, 400, "ARM id"],
        ["/nothing", {}, 404, "not found"],
    ])("says what is wrong with %s %j", async (path, body, status, word) => {
        const answer = await emulator.admin("POST", path, body);
        expect(answer.status).toBe(status);
        expect(JSON.stringify(answer.body)).toContain(word);
    });

    it("says so when the body is not JSON", async () => {
        const headers = { authorization: `Bearer ${emulator.adminToken}` };
        const answer = await fetch(`${emulator.adminEndpoint}/move`, {
            method: "POST",
            headers,
            body: "{",
        });
        expect([answer.status, await answer.text()]).toEqual([
            400,
            expect.stringContaining("not JSON"),
        ]);
    });
});

describe("several emulators", () => {
    it("run side by side and know nothing of each other", async () => {
        const other = await startChecked();
        await make("photos");
        expect(other.jobs()).toEqual([]);
        expect(other.endpoint).not.toBe(emulator.endpoint);
        expect(other.adminToken).not.toBe(emulator.adminToken);
    });
});
