import { importOrder, Orders } from "./dataBoxHarness";
import { checkedEmulator } from "./harness";

const orders = new Orders(checkedEmulator());
beforeEach(() => orders.emulator.reset());

const storage = { apiVersion: "2023-05-01" };
const locks = (scope = orders.account) => `${scope}/providers/Microsoft.Authorization/locks`;
const lock = (name = "DATABOX_SERVICE") => `${locks()}/${name}`;
const ask = (method: string, path: string, body?: object, apiVersion = "2016-09-01") =>
    orders.ask(method, path, body, { apiVersion });
const group = () => orders.path.split("/providers/")[0]!;
const theLock = () => ({
    properties: {
        level: "CanNotDelete",
        notes: "Data Box Service to copy data from device to storage account.",
    },
    id: lock(),
    type: "Microsoft.Authorization/locks",
    name: "DATABOX_SERVICE",
});

describe("the lock that an order puts on its storage account", () => {
    it("is there from the order's making, as it was recorded", async () => {
        expect((await ask("GET", locks())).body.value).toEqual([]);
        await orders.make("photos");
        expect((await ask("GET", locks())).body.value).toEqual([theLock()]);
        expect((await ask("GET", lock("databox_service"))).body).toEqual(theLock());
    });

    it("is put on a staging account too, and on each account once", async () => {
        const staging = orders.account.replace("archive", "staging");
        const managed = {
            dataAccountType: "ManagedDisk",
            resourceGroupId: group(),
            stagingStorageAccountId: staging,
        };
        const plain = { dataAccountType: "StorageAccount", storageAccountId: orders.account };
        const dataImportDetails = [managed, plain, plain].map((accountDetails) => ({
            accountDetails,
        }));
        await orders.make("photos", importOrder({ dataImportDetails }));
        expect((await ask("GET", locks(staging))).body.value).toHaveLength(1);
        expect((await ask("GET", locks())).body.value).toHaveLength(1);
    });

    it("stays when the order is cancelled and deleted, until somebody takes it away", async () => {
        await orders.make("photos");
        await orders.on("photos", "POST", { reason: "test" }, "cancel");
        await orders.follow(await orders.on("photos", "DELETE"));
        expect((await ask("GET", locks())).body.value).toHaveLength(1);
        expect((await ask("DELETE", lock())).status).toBe(204);
        expect((await ask("GET", locks())).body.value).toEqual([]);
        expect((await ask("DELETE", lock())).status).toBe(204);
        const { status, body } = await ask("GET", lock());
        expect([status, body.error.code]).toEqual([404, "LockNotFound"]);
    });

    it.each(["2016-09-01", "2017-04-01", "2020-05-01"])("is told in %s", async (apiVersion) => {
        await orders.make("photos");
        const { body } = await ask("GET", locks(), undefined, apiVersion);
        expect(body.value).toEqual([theLock()]);
    });

    it("is listed for the group and the subscription", async () => {
        await orders.make("photos");
        const subscription = group().split("/resourceGroups/")[0]!;
        for (const scope of [group(), subscription]) {
            expect((await ask("GET", locks(scope))).body.value).toEqual([theLock()]);
        }
    });
});

describe("a storage account", () => {
    const account = (method: string, body?: object) =>
        orders.ask(method, orders.account, body, storage);

    it("is made, read and deleted", async () => {
        const made = await account("PUT", { location: "westus", tags: { a: "b" } });
        expect([made.status, made.body.location, made.body.tags]).toEqual([
            200,
            "westus",
            { a: "b" },
        ]);
        expect((await account("GET")).body.id).toBe(orders.account);
        expect((await account("DELETE")).status).toBe(200);
        expect((await account("GET")).status).toBe(404);
        expect((await account("DELETE")).status).toBe(204);
    });

    it("cannot be deleted while it is locked, nor can its group", async () => {
        await account("PUT", { location: "westus" });
        await orders.make("photos");
        orders.emulator.remove("photos");
        const refused = await account("DELETE");
        expect([refused.status, refused.body.error.code]).toEqual([409, "ScopeLocked"]);
        expect(refused.body.error.message).toContain(orders.account);
        const options = { apiVersion: "2021-04-01" };
        const whole = await orders.ask("DELETE", group(), undefined, options);
        expect([whole.status, whole.body.error.code]).toEqual([409, "ScopeLocked"]);
        await ask("DELETE", lock());
        expect((await account("DELETE")).status).toBe(200);
        expect((await orders.ask("DELETE", group(), undefined, options)).status).toBe(200);
    });

    it("may have locks of its owner beside it", async () => {
        await account("PUT", { location: "westus" });
        const body = { properties: { level: "CanNotDelete", notes: "ours" } };
        expect((await ask("PUT", lock("ours"), body)).status).toBe(201);
        expect((await ask("PUT", lock("ours"), body)).status).toBe(200);
        expect((await account("DELETE")).status).toBe(409);
        expect((await ask("PUT", lock("wrong"), { properties: { level: "x" } })).status).toBe(400);
    });
});

describe("a group with orders in it", () => {
    it("stays while one of them cannot be deleted", async () => {
        orders.emulator.plant(orders.id("ended"), { state: "Completed" });
        orders.emulator.plant(orders.id("going"), { state: "DataCopy" });
        const options = { apiVersion: "2021-04-01" };
        const { status, body } = await orders.ask("DELETE", group(), undefined, options);
        expect([status, body.error]).toMatchObject([
            409,
            { details: [{ target: orders.id("going") }] },
        ]);
        expect((await orders.on("ended", "GET")).status).toBe(404);
    });
});
