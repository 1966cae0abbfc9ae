import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { bitLockerKey, importOrder, Orders, shipment } from "./dataBoxHarness";
import { startChecked, checkedEmulator } from "./harness";

const orders = new Orders(checkedEmulator());
beforeEach(async () => {
    orders.emulator.reset();
    await orders.make("photos");
});

const subscription = () => orders.path.replace(/\/resourceGroups\/[^/]+/, "");
const action = (name: string) => () => `${orders.id("photos")}/${name}`;
const photos = () => orders.id("photos");

/** A request of each operation. */
const requests: readonly { name: string; method: string; path: () => string; body?: object }[] = [
    { name: "Jobs_List", method: "GET", path: subscription },
    { name: "Jobs_ListByResourceGroup", method: "GET", path: () => orders.path },
    { name: "Jobs_Get", method: "GET", path: photos },
    { name: "Jobs_Create", method: "PUT", path: () => orders.id("videos"), body: importOrder() },
    { name: "Jobs_Update", method: "PATCH", path: photos, body: { tags: { a: "b" } } },
    { name: "Jobs_Delete", method: "DELETE", path: photos },
    { name: "Jobs_Cancel", method: "POST", path: action("cancel"), body: { reason: "x" } },
    {
        name: "Jobs_MarkDevicesShipped",
        method: "POST",
        path: action("markDevicesShipped"),
        body: shipment,
    },
    { name: "Jobs_ListCredentials", method: "POST", path: action("listCredentials") },
    { name: "Mitigate", method: "POST", path: action("mitigate"), body: {} },
    {
        name: "Jobs_BookShipmentPickUp",
        method: "POST",
        path: action("bookShipmentPickUp"),
        body: {},
    },
    {
        name: "Service_RegionConfiguration",
        method: "POST",
        path: () => `${subscription().replace(/jobs$/, "locations/westus")}/regionConfiguration`,
        body: {},
    },
];

/** Names that operations of Microsoft.ImportExport have, too. */
const ofBoth = [
    "Jobs_Get",
    "Jobs_Create",
    "Jobs_Update",
    "Jobs_Delete",
    "Jobs_ListByResourceGroup",
];

describe("a fault at an operation of Data Box", () => {
    it.each(requests)("strikes DataBox.$name, not the other's", async (request) => {
        const unavailable = { type: "answer", status: 503 } as const;
        const { name, method, path: pathOf, body } = request;
        const strike = (operation: string, times: number) =>
            orders.emulator.addFault({ match: { operation }, times, action: unavailable });
        if (ofBoth.includes(name)) strike(name, 100);
        else expect(() => strike(name, 100)).toThrow(/^There is no operation/);
        expect((await orders.ask(method, pathOf(), body)).status).not.toBe(503);
        strike(`DataBox.${name}`, 1);
        expect((await orders.ask(method, pathOf(), body)).status).toBe(503);
        expect(orders.emulator.requests().at(-1)?.operation).toBe(`DataBox.${name}`);
    });

    it("is told by an order's name or ARM id, and knows it by its operation too", async () => {
        const { emulator } = orders;
        const { id } = emulator.addFault({
            match: { job: orders.id("PHOTOS") },
            times: "always",
            action: { type: "answer", status: 500 },
        });
        emulator.plant(emulator.job("photos"), {});
        expect((await orders.on("photos", "GET")).status).toBe(500);
        expect((await emulator.arm("GET", emulator.job("photos"))).status).toBe(200);
        emulator.removeFault(id);
        const answer = await orders.on("photos", "PATCH", { tags: {} });
        emulator.addFault({ match: { job: "photos" }, action: { type: "answer", status: 502 } });
        expect((await orders.poll(answer)).status).toBe(502);
    });

    it("is told by a subscription, for what is about no order too", async () => {
        const { emulator } = orders;
        const locks = `${orders.account}/providers/Microsoft.Authorization/locks`;
        const ask = (path: string) =>
            path === locks
                ? orders.ask("GET", path, undefined, { apiVersion: "2020-05-01" })
                : orders.ask("GET", path);
        const fault = (subscriptionId: string) =>
            emulator.addFault({
                match: { subscriptionId },
                action: { type: "answer", status: 500 },
            });
        fault("22222222-0000-4000-8000-000000000000");
        for (const path of [subscription(), locks, photos()]) {
            expect((await ask(path)).status).toBe(200);
            fault(emulator.subscriptionId.toUpperCase());
            expect((await ask(path)).status).toBe(500);
        }
    });

    it("moves, removes or replaces the order while it is polled", async () => {
        const { emulator } = orders;
        const operation = "DataBox.OperationResults_Get";
        const strike = async (action: Parameters<typeof emulator.addFault>[0]["action"]) => {
            emulator.addFault({ match: { operation }, action });
            await orders.poll(await orders.on("photos", "PATCH", { tags: {} }));
        };
        await strike({ type: "moveJob", state: "DataCopy", percentComplete: 10 });
        expect((await orders.look("photos")).properties.status).toBe("DataCopy");
        await strike({ type: "replaceJob", tags: { owner: "them" } });
        expect(await orders.look("photos")).toMatchObject({
            tags: { owner: "them" },
            systemData: { createdByType: "User" },
            properties: { status: "Created", isCancellable: true },
        });
        await strike({ type: "removeJob" });
        expect((await orders.on("photos", "GET")).status).toBe(404);
    });

    it("reads the order as it was before its last change", async () => {
        await orders.on("photos", "POST", { reason: "x" }, "cancel");
        orders.emulator.addFault({
            match: { operation: "DataBox.Jobs_Get" },
            action: { type: "staleRead" },
        });
        expect((await orders.on("photos", "GET")).body.properties.isCancellable).toBe(true);
        expect((await orders.on("photos", "GET")).body.properties.isCancellable).toBe(false);
    });

    it("cuts the connection after the effect", async () => {
        orders.emulator.addFault({
            match: { operation: "DataBox.Jobs_MarkDevicesShipped" },
            action: { type: "drop", when: "after" },
        });
        await expect(orders.on("photos", "POST", shipment, "markDevicesShipped")).rejects.toThrow();
        expect((await orders.look("photos")).properties.status).toBe("ShippedToAzureDC");
        expect((await orders.on("photos", "POST", shipment, "markDevicesShipped")).status).toBe(
            409,
        );
    });
});

describe("Resource Manager's token buckets", () => {
    it("count what Data Box is asked", async () => {
        const counted = new Orders(await startChecked({ throttling: "movedTime" }));
        const left = (await counted.on("photos", "PUT", importOrder())).headers;
        expect(left["x-ms-ratelimit-remaining-subscription-writes"]).toBe("199");
        for (let count = 0; count < 199; count++) {
            await counted.on("photos", "POST", undefined, "listCredentials");
        }
        const refused = await counted.on("photos", "POST", { reason: "x" }, "cancel");
        expect([refused.status, refused.body.error.code]).toEqual([429, "TooManyRequests"]);
        expect((await counted.on("photos", "GET")).status).toBe(200);
    });
});

describe("a request without a token", () => {
    it.each(requests)("has no answer and no effect: $name", async (request) => {
        const { method, path: pathOf, body } = request;
        const before = await orders.look("photos");
        const answer = await orders.ask(method, pathOf(), body, { token: null });
        expect(answer.status).toBe(401);
        expect(answer.text).not.toContain("DISK-1");
        expect(await orders.look("photos")).toEqual(before);
        expect((await orders.on("videos", "GET")).status).toBe(404);
    });
});

describe("a subscription that is not registered for Microsoft.DataBox", () => {
    it("makes no order, whatever it is registered for beside it", async () => {
        const fresh = new Orders(
            await startChecked({ registered: false, initialResourceGroups: ["rg-test"] }),
        );
        const { emulator } = fresh;
        emulator.setRegistration(emulator.subscriptionId, "Registered");
        const refused = await fresh.on("photos", "PUT", importOrder());
        expect([refused.status, refused.body.error]).toMatchObject([
            409,
            { code: "MissingSubscriptionRegistration", details: [{ target: "Microsoft.DataBox" }] },
        ]);
        const provider = `/subscriptions/${emulator.subscriptionId}/providers/Microsoft.DataBox`;
        const options = { apiVersion: "2021-04-01" };
        await emulator.arm("POST", `${provider}/register`, undefined, options);
        expect((await fresh.on("photos", "PUT", importOrder())).status).toBe(202);
    });
});

describe("an emulator that is started again in its folder", () => {
    let dir: string;
    beforeEach(async () => {
        dir = await mkdtemp(path.join(tmpdir(), "emulator-databox-"));
    });
    afterEach(() => rm(dir, { recursive: true, force: true }));

    it("keeps orders with their keys, locks, accounts and operations under way", async () => {
        const first = new Orders(await startChecked({ dir }));
        await first.make("photos");
        await first.on("photos", "POST", { reason: "x" }, "cancel");
        const before = await first.look("photos");
        const deleting = await first.on("photos", "DELETE");
        await first.make("videos");
        const { port } = new URL(first.emulator.endpoint);
        await first.emulator.stop();
        expect(await readFile(path.join(dir, "state.jsonl"), "utf8")).toContain(bitLockerKey);

        const second = new Orders(await startChecked({ dir, port: Number(port) }));
        expect(await second.look("photos")).toEqual(before);
        expect((await second.follow(deleting)).status).toBe(204);
        expect((await second.on("photos", "GET")).status).toBe(404);
        const keys = await second.on("videos", "POST", undefined, "listCredentials");
        expect(keys.text).toContain(bitLockerKey);
        const locks = `${second.account}/providers/Microsoft.Authorization/locks`;
        const { body } = await second.ask("GET", locks, undefined, { apiVersion: "2016-09-01" });
        expect(body.value).toHaveLength(1);
    });
});
