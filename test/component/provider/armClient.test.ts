/** Azure Resource Manager's client by itself: any resource type by its id, the bounds of an answer, the end of a call. */
import http from "node:http";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { inspect } from "node:util";
import { gzipSync } from "node:zlib";
import { startEmulator, type Emulator, type FaultAction } from "azure-importexport-emulator";
import { createAuthority, createServerCertificate } from "../../../emulator/certificates";
import type { AzureError } from "../../../provider/arm/azureErrors";
import type { ArmCall } from "../../../provider/arm/call";
import { ArmClient, openArm } from "../../../provider/arm/client";
import { systemClock } from "../../../provider/arm/clock";
import { contextOf, type Surroundings } from "../../../provider/arm/context";
import { RETRY_LIMITS } from "../../../provider/arm/retryLimits";
import { readResource, readSuccess } from "../../../provider/arm/response";
import { Throttles } from "../../../provider/arm/throttle";
import { TokenKeeper } from "../../../provider/arm/tokenKeeper";
import { dataBoxClient } from "../../../provider/databox/armDataBoxClient";
import { importExportClient } from "../../../provider/importexport/armJobsClient";
import { readSettings } from "../../../provider/settings/config";
import { importOrder } from "../../fixtures/diskInputs";
import { ClientProcess } from "./clientProcess";
import { body } from "./movedService";
import { trust } from "./movedTime";
import { secretFields } from "../../../provider/importexport/secretFields";

const patience = { ...RETRY_LIMITS, firstRetryDelayMs: 1, transientMs: 100 };
const say = () => undefined;

let emulator: Emulator;
let arm: ArmClient;
const environment = { ...process.env };
beforeAll(async () => {
    emulator = await startEmulator({ throttling: "off" });
    trust(emulator);
    Object.assign(process.env, emulator.env);
    const settings = readSettings({ get: () => undefined }, emulator.env);
    arm = await openArm(settings, emulator.subscriptionId, systemClock, patience);
});
afterAll(async () => {
    process.env = { ...environment };
    await emulator.stop();
});
beforeEach(() => emulator.reset());

const inGroup = (rest: string) =>
    `/subscriptions/${emulator.subscriptionId}/resourceGroups/disks/providers/${rest}`;
const ofType = (namespace: string, apiVersion: string, more: Partial<Surroundings> = {}) => ({
    what: "ask for it",
    service: { namespace, apiVersion, permission: "a role.", secretFields },
    context: contextOf({ clock: systemClock, say, ...more }),
});
async function failure(call: Promise<unknown>): Promise<AzureError> {
    return await call.then(
        () => Promise.reject(new Error("It succeeded.")),
        (error: unknown) => error as AzureError,
    );
}

describe("a resource of another type", () => {
    const storage = ofType("Microsoft.Storage", "2023-05-01");
    const locks = ofType("Microsoft.Authorization", "2020-05-01");

    it("is made, read, listed and deleted by its id: a storage account and a lock", async () => {
        const account = inGroup("Microsoft.Storage/storageAccounts/photos");
        const lock = `${account}/providers/Microsoft.Authorization/locks/keep`;
        await arm.put(account, { location: "westus", kind: "StorageV2" }, storage);
        const shown = await arm.get(account, storage);
        expect(shown).toMatchObject({ status: 200, json: { id: account, location: "westus" } });

        await arm.put(lock, { properties: { level: "CanNotDelete" } }, locks);
        const listed = await arm.list(lock.replace(/\/keep$/, ""), locks, ({ name }) => name);
        expect(listed).toEqual(["keep"]);
        expect(await arm.delete(account, storage)).toMatchObject({
            status: 409,
            json: { error: { code: "ScopeLocked" } },
        });
        await arm.delete(lock, locks);
        expect(await arm.delete(account, storage)).toMatchObject({ status: 200 });
        expect(await arm.get(account, storage)).toMatchObject({ status: 404 });
    });
});

describe("an answer about another resource than the one that was asked for", () => {
    const others: FaultAction = {
        type: "answer",
        status: 200,
        body: {
            id: "/subscriptions/s/resourceGroups/g/providers/Microsoft.X/jobs/other",
            properties: { details: {}, state: "Completed" },
        },
    };
    const job = () => ({
        subscriptionId: emulator.subscriptionId,
        resourceGroupName: "disks",
        jobName: "photos",
    });
    const context = contextOf({ clock: systemClock, say });
    const operations = {
        "a look at a job": () => importExportClient(arm, context).getJob(job()),
        "the creation of a job": () => importExportClient(arm, context).createJob(job(), body),
        "the update of a job": () =>
            importExportClient(arm, context).updateJob(job(), { tags: {} }),
        "a look at an order": () => dataBoxClient(arm, context).getJob(job()),
        "the creation of an order": () =>
            dataBoxClient(arm, context).createJob(job(), importOrder()),
        "the update of an order": () => dataBoxClient(arm, context).updateJob(job(), { tags: {} }),
    };

    it.each(Object.entries(operations))("is an error for %s", async (what, operate) => {
        emulator.addFault({ times: "always", action: others });
        expect(await failure(operate())).toMatchObject({
            kind: "notUnderstood",
            effect: what.startsWith("a look") ? "none" : "unknown",
        });
    });

    it("may spell it in another case", async () => {
        const id = inGroup("Microsoft.ImportExport/jobs/photos");
        const properties = { state: "Creating" };
        const shown = { id: id.toUpperCase(), properties };
        emulator.addFault({ action: { type: "answer", status: 200, body: shown } });
        await expect(importExportClient(arm, context).getJob(job())).resolves.toEqual(shown);
    });
});

describe("a list", () => {
    const jobs = ofType("Microsoft.ImportExport", "2021-01-01");
    const path = () =>
        `/subscriptions/${emulator.subscriptionId}/providers/Microsoft.ImportExport/jobs`;
    const list = () => arm.list(path(), jobs, (item) => item);

    it.each([
        "https:localhost/subscriptions/https://evil.test/next",
        "https:evil.test/a://b",
        "https:/evil.test/next",
        "https:\\\\evil.test\\next",
        "//evil.test/next",
        "/\\evil.test/next",
        "https://localhost@evil.test/next",
        "http://localhost/next",
        "javascript:1",
        "next",
    ])("goes on at no such address: %s", async (nextLink) => {
        const page = { value: [], nextLink };
        emulator.addFault({ times: "always", action: { type: "answer", status: 200, body: page } });
        expect(await failure(list())).toMatchObject({ kind: "notUnderstood" });
        expect(emulator.requests()).toHaveLength(1);
    });
});

describe("a server that never ends", () => {
    let server: Server;
    let endless: ArmClient;
    let answer: (path: string) => Buffer;
    beforeAll(async () => {
        const authority = await createAuthority();
        const { certificate, privateKey } = await createServerCertificate(authority, ["localhost"]);
        trust({ caCertificatePem: authority.certificate });
        server = createServer({ cert: certificate, key: privateKey }, (request, response) => {
            response.writeHead(200, {
                "Content-Type": "application/json",
                "Content-Encoding": "gzip",
                // So that the quota is no brake.
                "x-ms-ratelimit-remaining-subscription-reads": "11999",
            });
            response.end(answer(request.url ?? ""));
        });
        await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
        const endpoint = `https://localhost:${(server.address() as AddressInfo).port}`;
        const login = () => ({
            getToken: () => Promise.resolve({ token: "t", expiresOnTimestamp: Infinity }),
        });
        const token = new TokenKeeper(login, "scope", systemClock);
        endless = new ArmClient(endpoint, "s", patience, token, new Throttles(systemClock));
    });
    afterAll(async () => {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
    });
    const call: ArmCall = ofType("Microsoft.X", "2021-01-01");

    it("is left after a thousand pages", async () => {
        let pages = 0;
        answer = () => {
            pages += 1;
            return gzipSync(
                JSON.stringify({ value: [], nextLink: `/subscriptions/s/next?page=${pages}` }),
            );
        };
        const error = await failure(endless.list("/subscriptions/s/things", call, (item) => item));
        expect(error).toMatchObject({ kind: "notUnderstood" });
        expect(pages).toBe(1_000);
    });

    it("is left when a packed answer unpacks to more than 64 MB", async () => {
        answer = () => gzipSync(Buffer.alloc(65 * 1_024 * 1_024, " "));
        const error = await failure(endless.get("/subscriptions/s/things/one", call));
        expect(error).toMatchObject({ kind: "notUnderstood", status: 200 });
        expect(await failure(endless.put("/subscriptions/s/things/one", {}, call))).toMatchObject({
            effect: "unknown",
        });
    });
});

describe("a call that ends before its answer", () => {
    const id = () => inGroup("Microsoft.ImportExport/jobs/photos");
    const late: FaultAction = { type: "delay", ms: 2_000, when: "after" };

    it("is broken off by its deadline, and says that it may have had an effect", async () => {
        emulator.addFault({ action: late });
        const deadlineMs = systemClock.now() + 300;
        const call = ofType("Microsoft.ImportExport", "2021-01-01", { deadlineMs });
        const begun = Date.now();
        expect(await failure(arm.put(id(), body, call))).toMatchObject({
            kind: "cancelled",
            effect: "unknown",
        });
        expect(Date.now() - begun).toBeLessThan(1_500);
    });

    it("sends nothing once its deadline has passed", async () => {
        const deadlineMs = systemClock.now() - 1;
        const call = ofType("Microsoft.ImportExport", "2021-01-01", { deadlineMs });
        expect(await failure(arm.put(id(), body, call))).toMatchObject({
            kind: "cancelled",
            effect: "none",
        });
        expect(emulator.requests()).toEqual([]);
    });

    it("is not broken off by its signal: the answer is waited for", async () => {
        emulator.addFault({ action: { ...late, ms: 500 } });
        const ending = new AbortController();
        setTimeout(() => ending.abort(), 100);
        const call = ofType("Microsoft.ImportExport", "2021-01-01", { signal: ending.signal });
        expect(await arm.put(id(), body, call)).toMatchObject({ status: 201 });
        // What may go at once goes: half of a change helps nobody.
        expect(await arm.get(id(), call)).toMatchObject({ status: 200 });
    });

    it("ends its pause before a retry by its signal, at once", async () => {
        const failing = { status: 503, headers: { "Retry-After": "30" } };
        emulator.addFault({ times: "always", action: { type: "answer", ...failing } });
        const ending = new AbortController();
        const call = ofType("Microsoft.ImportExport", "2021-01-01", { signal: ending.signal });
        const settings = readSettings({ get: () => undefined }, emulator.env);
        const waiting = await openArm(settings, emulator.subscriptionId, systemClock);
        setTimeout(() => ending.abort(), 300);
        const begun = Date.now();
        expect(await failure(waiting.get(id(), call))).toMatchObject({ kind: "cancelled" });
        expect(Date.now() - begun).toBeLessThan(5_000);
        expect(emulator.requests()).toHaveLength(1);
    });

    it("is not tried again after its deadline", async () => {
        emulator.addFault({
            times: "always",
            action: { type: "answer", status: 503, headers: { "Retry-After": "1" } },
        });
        const deadlineMs = systemClock.now() + 300;
        const call = ofType("Microsoft.ImportExport", "2021-01-01", { deadlineMs });
        const patient = { ...RETRY_LIMITS, firstRetryDelayMs: 1 };
        const settings = readSettings({ get: () => undefined }, emulator.env);
        const waiting = await openArm(settings, emulator.subscriptionId, systemClock, patient);
        expect(await failure(waiting.get(id(), call))).toMatchObject({ kind: "cancelled" });
        expect(emulator.requests()).toHaveLength(1);
    });
});

describe("a proxy that wants a login", () => {
    it("is named, and what to set: Azure was not asked", async () => {
        const proxy = http.createServer().on("connect", (_request, socket) => {
            socket.end("HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n");
        });
        await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
        const address = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
        const client = ClientProcess.start({
            ...emulator.env,
            HTTPS_PROXY: address,
            NO_PROXY: "127.0.0.1",
            no_proxy: "",
        });
        try {
            await client.open({ subscriptionId: emulator.subscriptionId });
            const job = { resourceGroupName: "disks", jobName: "photos" };
            const { subscriptionId } = emulator;
            const error = await client.failure("getJob", { ...job, subscriptionId });
            expect(error).toMatchObject({ kind: "unreachable", status: 407, effect: "none" });
            expect(error.message).toMatch(/proxy answered 407.*Azure was not asked.*HTTPS_PROXY/);
            expect(emulator.requests()).toEqual([]);
        } finally {
            await client.stop();
            proxy.close();
        }
    });
});

describe("the wire log", () => {
    it("has one line a request, with its ids and without a value of its body", async () => {
        const written: string[] = [];
        const { AzureLogger, setLogLevel } =
            jest.requireActual<typeof import("@azure/logger")>("@azure/logger");
        const { log } = AzureLogger;
        AzureLogger.log = (...args: unknown[]) =>
            written.push(args.map((one) => inspect(one)).join(" "));
        setLogLevel("info");
        const id = inGroup("Microsoft.ImportExport/jobs/photos");
        const urn = "urn:pulumi:dev::photos::pulumi-nodejs:dynamic:Job::photos";
        const call = ofType("Microsoft.ImportExport", "2021-01-01", { urn });
        try {
            const returnAddress = {
                recipientName: "MARKED",
                streetAddress1: "MARKED-STREET",
                city: "X",
                postalCode: "98052",
                countryOrRegion: "USA",
                phone: "MARKED-PHONE",
                email: "a@example.com",
            };
            const properties = { ...body.properties, returnAddress };
            const made = await arm.put(id, { ...body, properties }, call);
            expect(made.status).toBe(201);
            emulator.addFault({ action: { type: "drop", when: "before" } });
            const shown = readSuccess(await arm.get(id, call), [200], readResource);
            expect(shown.id).toBe(id);
        } finally {
            setLogLevel(undefined);
            AzureLogger.log = log;
        }
        const lines = written.filter((line) => line.includes("azure:importexport:info"));
        expect(lines).toHaveLength(3);
        const ids =
            "\\d+ ms x-ms-client-request-id=[\\w-]+ x-ms-request-id=[\\w-]+ x-ms-correlation-request-id=[\\w-]+";
        expect(lines[0]).toMatch(new RegExp(`PUT ${id} 201 ${ids} urn=${urn}`));
        expect(lines[1]).toMatch(new RegExp(`GET ${id} no answer \\(ECONNRESET\\) \\d+ ms`));
        expect(lines[2]).toMatch(new RegExp(`GET ${id} 200 ${ids}`));
        expect(written.join("\n")).not.toMatch(/MARKED|Bearer|api-version/);
    });
});
