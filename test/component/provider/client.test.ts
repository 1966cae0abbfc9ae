import { execFileSync } from "node:child_process";
import path from "node:path";
import { startEmulator, type Emulator, type FaultRequest } from "azure-importexport-emulator";
import type { JobAddress } from "../../../provider/job/armJob";
import type { ArmJobRequest } from "../../../provider/importexport/jobsClient";
import { AzureCliStandIn } from "./azureCli";
import { ClientProcess, failureOf } from "./clientProcess";

const key = "112233-112233-112233-112233-112233-112233-112233-112233";
const personal = {
    recipientName: "Rosa Muster",
    streetAddress1: "77 Imaginary Road",
    city: "Nirgendwo",
    stateOrProvince: "ZZ",
    postalCode: "00-999",
    countryOrRegion: "Utopia",
    phone: "555 0199",
    email: "rosa@example.test",
};

let emulator: Emulator;
let client: ClientProcess;
let job: JobAddress;

beforeAll(async () => {
    emulator = await startEmulator({ recordBodies: true });
    client = ClientProcess.start(emulator.env);
    await client.open({ subscriptionId: emulator.subscriptionId });
});
afterAll(async () => {
    await client.stop();
    await emulator.stop();
});
beforeEach(() => {
    emulator.reset();
    job = {
        subscriptionId: emulator.subscriptionId,
        resourceGroupName: "disks",
        jobName: "photos",
    };
});

function idOf(of: JobAddress = job): string {
    return (
        `/subscriptions/${of.subscriptionId}/resourceGroups/${of.resourceGroupName}` +
        `/providers/Microsoft.ImportExport/jobs/${of.jobName}`
    );
}

function importJob(): ArmJobRequest {
    return {
        location: "westus",
        tags: { team: "photos", "UPPER and space": "" },
        properties: {
            storageAccountId: `/subscriptions/${job.subscriptionId}/resourceGroups/disks/providers/Microsoft.Storage/storageAccounts/photos`,
            jobType: "Import",
            diagnosticsPath: "waimportexport",
            returnAddress: personal,
            returnShipping: { carrierName: "FedEx", carrierAccountNumber: "acct-4711-0815" },
            driveList: [
                {
                    driveId: "DRIVE0815",
                    bitLockerKey: key,
                    manifestFile: "\\DriveManifest.xml",
                    manifestHash: "0123456789abcdef0123456789abcdef",
                },
            ],
        },
    };
}

function strike(
    operation: string,
    action: FaultRequest["action"],
    times: FaultRequest["times"] = 1,
): void {
    emulator.addFault({ match: { operation }, times, action });
}

function answer(status: number, body?: unknown, headers?: Record<string, string>) {
    return { type: "answer" as const, status, body, headers };
}

describe("a job that Azure shows", () => {
    it("comes as it was sent: nothing invented, nothing dropped", async () => {
        const body = {
            id: idOf(),
            name: "photos",
            novelty: { deep: [1, null] },
            properties: { jobType: "Import", provisioningState: "Succeeded", newProperty: 1 },
        };
        strike("Jobs_Get", answer(200, body));
        await expect(client.call("getJob", job)).resolves.toEqual(body);
    });

    it("has no state when Azure names none", async () => {
        emulator.plant(idOf(), { state: null });
        const shown = await client.call("getJob", job);
        expect(shown).not.toBe("gone");
        expect(shown === "gone" ? {} : shown.properties).not.toHaveProperty("state");
    });

    it("comes with any word as its state", async () => {
        emulator.plant(idOf(), { state: "Faulted" });
        await expect(client.call("getJob", job)).resolves.toMatchObject({
            properties: { state: "Faulted" },
        });
    });
});

describe("what goes onto the wire", () => {
    function sent(): unknown {
        return emulator.requests().at(-1)?.body;
    }
    // Key order too: the text is the same, byte for byte.
    function expectSentExactly(body: unknown): void {
        expect(JSON.stringify(sent())).toBe(JSON.stringify(body));
    }

    it("is the import job as given", async () => {
        await client.call("createJob", job, importJob());
        expectSentExactly(importJob());
    });

    it("is the export job as given, with its selection and its customer's key", async () => {
        const body: ArmJobRequest = {
            location: "West US",
            properties: {
                jobType: "Export",
                storageAccountId: importJob().properties?.storageAccountId,
                returnAddress: personal,
                returnShipping: { carrierName: "FedEx", carrierAccountNumber: "acct-4711-0815" },
                export: {
                    blobList: { blobPath: ["$root/a.vhd"], blobPathPrefix: ["/b/"] },
                    blobListBlobPath: "lists/l.xml",
                },
                encryptionKey: {
                    kekType: "CustomerManaged",
                    kekUrl: "https://v.example/k",
                    kekVaultResourceID: "/x",
                },
            },
        };
        await client.call("createJob", job, body);
        expectSentExactly(body);
    });

    it.each([
        ["a cancellation alone", { properties: { cancelRequested: true } }],
        ["tags alone", { tags: { a: "b" } }],
        ["drives without keys", { properties: { driveList: [{ driveId: "DRIVE0815" }] } }],
        ["an address that is not complete", { properties: { returnAddress: { city: "X" } } }],
        [
            "a key that the SDK does not know",
            { properties: { futureOption: { on: true } }, more: 1 },
        ],
    ])("is the patch as given: %s", async (_name, patch) => {
        emulator.plant(idOf(), {});
        // Whether Azure takes it is not the question here.
        await Promise.allSettled([client.call("updateJob", job, patch)]);
        expectSentExactly(patch);
    });

    it("is asked with the API version 2021-01-01", async () => {
        await client.call("getJob", job);
        expect(emulator.requests().at(-1)?.path).toMatch(/\?api-version=2021-01-01$/);
    });
});

describe("a job that is not there", () => {
    it("is gone for a read and an update, with its group and without", async () => {
        emulator.plant(idOf({ ...job, jobName: "other" }), {});
        const inNoGroup = { ...job, resourceGroupName: "no-such-group" };
        for (const address of [job, inNoGroup]) {
            await expect(client.call("getJob", address)).resolves.toBe("gone");
            await expect(client.call("updateJob", address, { tags: {} })).resolves.toBe("gone");
        }
        expect(emulator.requests().map((request) => request.errorCode)).toEqual([
            "ResourceNotFound",
            "ResourceNotFound",
            "ResourceGroupNotFound",
            "ResourceGroupNotFound",
        ]);
    });

    it("is gone for a delete: 204, or 404 of its group", async () => {
        emulator.plant(idOf({ ...job, jobName: "other" }), {});
        await expect(client.call("deleteJob", job)).resolves.toBe("gone");
        expect(emulator.requests().at(-1)?.status).toBe(204);
        strike("Jobs_Delete", answer(404, { error: { code: "ResourceGroupNotFound" } }));
        await expect(client.call("deleteJob", job)).resolves.toBe("gone");
    });

    it.each([
        [
            "another code",
            { error: { code: "InvalidResourceType", message: "no such type" } },
            "InvalidResourceType",
        ],
        [
            "another subscription's",
            { error: { code: "SubscriptionNotFound", message: "?" } },
            "SubscriptionNotFound",
        ],
        [
            "a text that says so, without a code",
            { error: { message: "ResourceNotFound" } },
            undefined,
        ],
        ["a proxy's page", "<html><title>404 ResourceNotFound</title></html>", undefined],
        ["nothing", "", undefined],
    ])("is not concluded from a 404 with %s", async (_name, body, code) => {
        for (const operation of ["Jobs_Get", "Jobs_Update", "Jobs_Delete"]) {
            strike(operation, answer(404, body));
        }
        const failures = [
            await client.failure("getJob", job),
            await client.failure("updateJob", job, { tags: {} }),
            await client.failure("deleteJob", job),
        ];
        for (const failure of failures) {
            expect(failure).toMatchObject({ kind: "refused", status: 404, effect: "none" });
            expect(failure.code).toBe(code);
        }
        expect(emulator.requests()).toHaveLength(3);
    });

    it("is gone where keys are asked for", async () => {
        await expect(client.call("listBitLockerKeys", job)).resolves.toBe("gone");
    });
});

describe("deleting a job", () => {
    it("is done when Azure answers 200", async () => {
        emulator.plant(idOf(), { state: "Completed" });
        await expect(client.call("deleteJob", job)).resolves.toBe("deleted");
        expect(emulator.jobs()).toEqual([]);
    });

    it("is refused by Azure with a code", async () => {
        emulator.plant(idOf(), { state: "Packaging" });
        const failure = await client.failure("deleteJob", job);
        expect(failure).toMatchObject({
            kind: "refused",
            status: 409,
            code: "Conflict",
            effect: "none",
        });
        expect(failure.message).toContain('delete job "photos" in resource group "disks"');
        expect(emulator.jobs()).toHaveLength(1);
    });

    it.each([
        [200, "<html>Sign in</html>"],
        [200, '"ok"'],
        [202, ""],
        [302, ""],
    ])("is not believed when the answer is %s %s", async (status, body) => {
        strike("Jobs_Delete", answer(status, body, { location: "https://example.test/" }));
        const failure = await client.failure("deleteJob", job);
        expect(failure).toMatchObject({ kind: "notUnderstood", status, effect: "unknown" });
    });
});

describe("an answer that is not what the specification says", () => {
    it.each([
        ["nothing", 200, ""],
        ["a page", 200, "<html>Sign in to Contoso</html>"],
        ["half a body", 200, '{"id":"/subscriptions/x'],
        ["a list", 200, []],
        ["null", 200, "null"],
        ["an empty object", 200, {}],
        ["a job without properties", 200, { id: "/x" }],
        ["a job without an id", 200, { properties: { state: "Completed" } }],
        ["a success of another kind", 202, { id: "/x", properties: {} }],
        ["a redirection", 307, ""],
    ])("is an error: %s", async (_name, status, body) => {
        const elsewhere = status === 307 ? { location: "https://example.test/" } : undefined;
        for (const operation of ["Jobs_Get", "Jobs_Create", "Jobs_Update"]) {
            strike(operation, answer(status, body, elsewhere));
        }
        const notUnderstood = { kind: "notUnderstood", status };
        const got = await client.failure("getJob", job);
        expect(got).toMatchObject({ ...notUnderstood, effect: "none" });
        // Azure may well have done what it was asked, and a proxy spoilt the answer.
        const created = await client.failure("createJob", job, importJob());
        expect(created).toMatchObject({ ...notUnderstood, effect: "unknown" });
        const updated = await client.failure("updateJob", job, { tags: {} });
        expect(updated).toMatchObject({ ...notUnderstood, effect: "unknown" });
        expect(got.message).not.toContain("Contoso");
    });

    it("is an error in lists and keys as well", async () => {
        for (const body of [{}, { value: {} }, { value: ["job"] }, { value: [{}] }, "[]"]) {
            strike("Jobs_ListBySubscription", answer(200, body));
            strike("Locations_List", answer(200, body));
            strike("BitLockerKeys_List", answer(200, body));
            const scope = { subscriptionId: job.subscriptionId };
            expect((await client.failure("listJobs", scope)).kind).toBe("notUnderstood");
            expect((await client.failure("listLocations")).kind).toBe("notUnderstood");
            expect((await client.failure("listBitLockerKeys", job)).kind).toBe("notUnderstood");
        }
    });

    it("is cut in the middle: no answer", async () => {
        emulator.plant(idOf(), {});
        strike("Jobs_Get", { type: "truncateBody" }, "always");
        expect((await client.failure("getJob", job)).kind).toBe("unreachable");
    });
});

describe("listing jobs", () => {
    const scope = () => ({ subscriptionId: job.subscriptionId });

    it("follows every page, in the subscription and in a group", async () => {
        const names = Array.from({ length: 230 }, (_, i) => `job-${String(i).padStart(3, "0")}`);
        for (const [i, jobName] of names.entries()) {
            const resourceGroupName = i % 2 === 0 ? "disks" : "tapes";
            emulator.plant(idOf({ ...job, resourceGroupName, jobName }), {});
        }
        const all = await client.call("listJobs", scope());
        expect(all.map((shown) => shown.name).sort()).toEqual(names);
        const disks = await client.call("listJobs", { ...scope(), resourceGroupName: "disks" });
        expect(disks.map((shown) => shown.name).sort()).toEqual(
            names.filter((_, i) => i % 2 === 0),
        );
        expect(emulator.requests().map((request) => request.operation)).toEqual([
            ...Array<string>(3).fill("Jobs_ListBySubscription"),
            ...Array<string>(2).fill("Jobs_ListByResourceGroup"),
        ]);
    });

    it("passes the filter on", async () => {
        emulator.plant(idOf({ ...job, jobName: "one" }), { state: "Shipping" });
        emulator.plant(idOf({ ...job, jobName: "two" }), { state: "Completed" });
        const found = await client.call("listJobs", scope(), {
            filter: "state eq 'Shipping'",
        });
        expect(found.map((shown) => shown.name)).toEqual(["one"]);
    });

    it("sends its token to no other host", async () => {
        const nextLink = "https://example.test/next";
        strike("Jobs_ListBySubscription", answer(200, { value: [], nextLink }));
        const failure = await client.failure("listJobs", scope());
        expect(failure).toMatchObject({ kind: "notUnderstood" });
        expect(failure.message).toContain("example.test");
    });

    it("does not go round in circles", async () => {
        const nextLink = `${emulator.endpoint}/subscriptions/${job.subscriptionId}/providers/Microsoft.ImportExport/jobs?api-version=2021-01-01`;
        strike("Jobs_ListBySubscription", answer(200, { value: [], nextLink }), "always");
        expect((await client.failure("listJobs", scope())).kind).toBe("notUnderstood");
        expect(emulator.requests().length).toBeLessThan(4);
    });

    it("fails whole when a later page fails", async () => {
        for (let i = 0; i < 120; i++) emulator.plant(idOf({ ...job, jobName: `job-${i}` }), {});
        emulator.addFault({
            match: { operation: "Jobs_ListBySubscription", nth: 2 },
            action: answer(403, { error: { code: "AuthorizationFailed", message: "no" } }),
        });
        expect(await client.failure("listJobs", scope())).toMatchObject({
            code: "AuthorizationFailed",
        });
    });
});

describe("locations and keys", () => {
    it("are read as Azure sends them", async () => {
        const locations = await client.call("listLocations");
        expect(locations.length).toBeGreaterThan(10);
        const byName = await client.call("getLocation", "West US");
        expect(byName).toEqual(locations.find((location) => location.name === "West US"));
        await client.call("createJob", job, importJob());
        await expect(client.call("listBitLockerKeys", job)).resolves.toEqual([
            { driveId: "DRIVE0815", bitLockerKey: key },
        ]);
    });
});

describe("a request that gets no answer", () => {
    it("is sent again, and succeeds", async () => {
        await client.call("createJob", job, importJob());
        strike("Jobs_Update", { type: "drop", when: "before" });
        const updated = await client.call("updateJob", job, { tags: { a: "b" } });
        expect(updated).toMatchObject({ tags: { a: "b" } });
        expect(emulator.requests().map((request) => request.status)).toEqual([201, null, 200]);
    });

    it("may have had an effect if it was a write, and none if it was a read", async () => {
        for (const operation of ["Jobs_Get", "Jobs_Create", "Jobs_Update", "Jobs_Delete"]) {
            strike(operation, { type: "drop", when: "before" }, "always");
        }
        const unreachable = { kind: "unreachable" };
        expect(await client.failure("getJob", job)).toMatchObject({
            ...unreachable,
            effect: "none",
        });
        const writes = [
            await client.failure("createJob", job, importJob()),
            await client.failure("updateJob", job, { tags: {} }),
            await client.failure("deleteJob", job),
        ];
        for (const write of writes) {
            expect(write).toMatchObject({ ...unreachable, effect: "unknown" });
            expect(write.message).toContain("Whether it was done all the same is not known");
        }
    });

    it("may have had an effect even if a later try is refused", async () => {
        emulator.addFault({
            match: { operation: "Jobs_Create" },
            action: { type: "drop", when: "after" },
        });
        emulator.addFault({
            match: { operation: "Jobs_Create", nth: 2 },
            action: answer(409, { error: { code: "Conflict", message: "It exists." } }),
        });
        const failure = await client.failure("createJob", job, importJob());
        expect(failure).toMatchObject({ kind: "refused", code: "Conflict", effect: "unknown" });
        expect(emulator.jobs()).toHaveLength(1);
    });

    it("counts as unanswered after the time for one try, with an unknown effect", async () => {
        await client.open({
            subscriptionId: job.subscriptionId,
            requestTimeoutMs: 200,
            transientMs: 0,
        });
        strike("Jobs_Create", { type: "delay", ms: 1_000, when: "after" });
        const failure = await client.failure("createJob", job, importJob());
        await client.open({ subscriptionId: job.subscriptionId });
        expect(failure).toMatchObject({
            kind: "unreachable",
            code: "ETIMEDOUT",
            effect: "unknown",
        });
        expect(failure.message).toContain("nothing within 0.2 s");
    });

    it("had no effect when nobody listens, and says what to check", async () => {
        const az = new AzureCliStandIn("a-token");
        const nobody = ClientProcess.start({ PATH: az.PATH });
        try {
            const config = { "azure-importexport:endpoint": "https://localhost:1" };
            await nobody.open({ config, subscriptionId: job.subscriptionId });
            const failure = await nobody.failure("createJob", job, importJob());
            expect(failure).toMatchObject({
                kind: "unreachable",
                code: "ECONNREFUSED",
                effect: "none",
            });
            expect(failure.message).toContain("https://localhost:1");
            for (const check of ["HTTPS_PROXY", "azure-importexport:endpoint"]) {
                expect(failure.message).toContain(check);
            }
        } finally {
            await nobody.stop();
            az.remove();
        }
    });

    it("is explained when the certificate is not trusted", async () => {
        const { NODE_EXTRA_CA_CERTS: _, ...env } = emulator.env;
        const distrustful = ClientProcess.start(env);
        try {
            await distrustful.open({ subscriptionId: job.subscriptionId });
            const failure = await distrustful.failure("createJob", job, importJob());
            expect(failure).toMatchObject({ kind: "unreachable", effect: "none" });
            expect(failure.message).toContain("NODE_EXTRA_CA_CERTS=");
        } finally {
            await distrustful.stop();
        }
    });
});

describe("an answer that says no", () => {
    it.each([500, 502, 503, 504, 408])(
        "leaves the effect of a write unknown: %s",
        async (status) => {
            strike(
                "Jobs_Update",
                answer(status, { error: { code: "X", message: "later" } }),
                "always",
            );
            const failure = await client.failure("updateJob", job, { tags: {} });
            expect(failure).toMatchObject({ kind: "refused", status, effect: "unknown" });
            expect(emulator.requests().length).toBeGreaterThan(1);
        },
    );

    it("is a throttle, which has no effect", async () => {
        strike("Jobs_Update", { type: "throttle" }, "always");
        const failure = await client.failure("updateJob", job, { tags: {} });
        expect(failure).toMatchObject({ kind: "throttled", status: 429, effect: "none" });
    });

    it("is a subscription that is not registered, with the command that registers it", async () => {
        emulator.setRegistration(job.subscriptionId, "NotRegistered");
        const failure = await client.failure("createJob", job, importJob());
        expect(failure).toMatchObject({ kind: "notRegistered", status: 409, effect: "none" });
        expect(failure.message).toContain(
            "az provider register --namespace Microsoft.ImportExport",
        );
    });

    it("is a token that Azure does not take", async () => {
        strike("Jobs_Get", { type: "expiredToken" }, "always");
        expect(await client.failure("getJob", job)).toMatchObject({
            kind: "credentials",
            status: 401,
            code: "ExpiredAuthenticationToken",
        });
    });

    it("is a missing permission, with the role that has it", async () => {
        strike("Jobs_Get", answer(403, { error: { code: "AuthorizationFailed", message: "no" } }));
        const failure = await client.failure("getJob", job);
        expect(failure.message).toContain("Microsoft.ImportExport/jobs/*");
    });
});

describe("secrets", () => {
    const values = [...Object.values(personal), key, "acct-4711-0815", "DRIVE0815"];
    const echo = `Not valid: ${values.map((value) => `'${value}'`).join(", ")}; Bearer abcdefgh.12345678.`;

    it("appear in no part of an error, even when Azure repeats them", async () => {
        strike(
            "Jobs_Create",
            answer(400, { error: { code: "InvalidRequestContent", message: echo } }),
        );
        const failure = await client.failure("createJob", job, importJob());
        expect(failure.azureMessage).toContain("Not valid: '[hidden]'");
        for (const value of [...values, "abcdefgh"]) {
            expect(failure.everything).not.toContain(value);
            expect(failure.azureMessage).not.toContain(value);
        }
    });

    it("are remembered from what Azure showed, for errors of requests that do not carry them", async () => {
        await client.call("createJob", job, importJob());
        await client.call("getJob", job);
        strike("Jobs_Update", answer(409, { error: { code: "Conflict", message: echo } }));
        const failure = await client.failure("updateJob", job, {
            properties: { cancelRequested: true },
        });
        for (const value of values) expect(failure.everything).not.toContain(value);
    });

    it("are not in errors without an answer: no token, no body", async () => {
        strike("Jobs_Create", { type: "drop", when: "before" }, "always");
        const { everything } = await client.failure("createJob", job, importJob());
        for (const value of [...values, "Bearer", "eyJ"]) expect(everything).not.toContain(value);
    });
});

describe("an address that is not a job's", () => {
    it.each([
        [{ jobName: ".." }, '".." cannot be a jobName: '],
        [{ jobName: "." }, '"." cannot be a jobName: '],
        [{ jobName: "" }, '"" cannot be a jobName: '],
        [{ jobName: "x/../photos" }, '"x/../photos" cannot be a jobName: '],
        [{ resourceGroupName: ".." }, '".." cannot be a resourceGroupName: '],
        [{ subscriptionId: "00000000-0000-0000-0000-000000000000" }, "works in subscription "],
    ])("is refused before anything is sent: %j", async (wrong, said) => {
        for (const method of ["deleteJob", "getJob"] as const) {
            const { message } = await failureOf(client.call(method, { ...job, ...wrong }));
            expect(message).toContain(said);
        }
        expect(emulator.requests()).toEqual([]);
    });
});

describe("the Azure SDK", () => {
    it("is loaded by the first client and not before", () => {
        const program = `
            const { connectImportExport } = require("./importexport/armJobsClient.js");
            require("./settings/config.js");
            require("./importexport/functions.js");
            const loaded = () => Object.keys(require.cache).filter((file) => /@azure|msal/.test(file)).length;
            const before = loaded();
            connectImportExport({ useCli: true, ownerTag: true, retrySeconds: 120, sources: {} }, "x").then(() => {
                console.log(JSON.stringify({ before, after: loaded() > 0 }));
            });`;
        const dist = path.join(__dirname, "../../../provider/dist");
        const printed = execFileSync(process.execPath, ["-e", program], {
            cwd: dist,
            encoding: "utf8",
        });
        expect(JSON.parse(printed)).toEqual({ before: 0, after: true });
    });
});
