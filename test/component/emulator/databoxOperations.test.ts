import { importOrder, Orders, type OrderResponse } from "./dataBoxHarness";
import { startChecked, checkedEmulator } from "./harness";

const orders = new Orders(checkedEmulator());
beforeEach(() => orders.emulator.reset());

/** Every answer on the way of an operation: status, where it sends to, and whether it says more. */
async function wayOf(first: OrderResponse, on = orders) {
    const answers = [first];
    while (answers.at(-1)!.status === 202) answers.push(await on.poll(answers.at(-1)!));
    return answers.map(({ status, headers, text }) => {
        const path = headers.location?.replace(on.emulator.endpoint, "").split("?")[0];
        const where = path?.includes("/operationResults/") ? "operation" : path;
        return [status, where, text === "" ? "empty" : "body"];
    });
}

describe("a long-running create", () => {
    it("is followed by Location alone: twice the operation, then the order itself", async () => {
        const first = await orders.on("photos", "PUT", importOrder());
        expect(first.headers).not.toHaveProperty("azure-asyncoperation");
        expect(first.headers).not.toHaveProperty("retry-after");
        expect(await wayOf(first)).toEqual([
            [202, "operation", "empty"],
            [202, "operation", "empty"],
            [202, orders.id("photos"), "empty"],
            [200, undefined, "body"],
        ]);
    });

    it("has an order that can be read before it is over", async () => {
        await orders.on("photos", "PUT", importOrder());
        expect((await orders.on("photos", "GET")).body.properties.status).toBe("Created");
    });

    it("has addresses as they were recorded: long, signed, and new every time", async () => {
        const first = await orders.on("photos", "PUT", importOrder());
        const url = new URL(first.headers.location!);
        expect(url.pathname).toMatch(
            new RegExp(
                `^/subscriptions/${orders.emulator.subscriptionId}/providers/Microsoft.DataBox` +
                    "/locations/westus/operationResults/[\\da-f-]{36}$",
            ),
        );
        expect([...url.searchParams.keys()]).toEqual(["api-version", "t", "c", "s", "h"]);
        expect(url.searchParams.get("api-version")).toBe("2025-02-01");
        expect(url.search.length).toBeGreaterThan(2900);
        const second = await orders.poll(first);
        expect(second.headers.location).not.toBe(first.headers.location);
        expect(second.headers.location!.split("?")[0]).toBe(first.headers.location!.split("?")[0]);
    });
});

describe("the address of an operation", () => {
    const changed = async (change: (path: string) => string) => {
        const { headers } = await orders.on("photos", "PUT", importOrder());
        const path = headers.location!.slice(orders.emulator.endpoint.length);
        return orders.ask("GET", change(path), undefined, { apiVersion: null });
    };

    it.each([
        ["without its signature", (path: string) => path.replace(/&s=[^&]*/, ""), 403],
        ["with another signature", (path: string) => path.replace(/&s=./, "&s=*"), 403],
        ["at another time", (path: string) => path.replace(/&t=\d/, "&t=7"), 403],
        ["of no operation", (path: string) => path.replace(/Results\/../, "Results/zz"), 404],
    ])("%s is answered %s", async (_title, change, status) => {
        expect((await changed(change)).status).toBe(status);
    });

    it("is asked for a token like any other", async () => {
        const { headers } = await orders.on("photos", "PUT", importOrder());
        const path = headers.location!.slice(orders.emulator.endpoint.length);
        const options = { apiVersion: null, token: null };
        expect((await orders.ask("GET", path, undefined, options)).status).toBe(401);
    });

    it("is written into the request log without what signs it", async () => {
        await orders.make("photos");
        const polls = orders.emulator
            .requests()
            .filter(({ operation }) => operation === "DataBox.OperationResults_Get");
        expect(polls).toHaveLength(2);
        for (const { path } of polls) {
            expect(path).toMatch(/\?api-version=2025-02-01&t=\*{3}&c=\*{3}&s=\*{3}&h=\*{3}$/);
        }
    });
});

describe("a long-running delete", () => {
    beforeEach(async () => {
        await orders.make("photos");
        await orders.on("photos", "POST", { reason: "test" }, "cancel");
    });

    it("ends with 204, and the order with it", async () => {
        const first = await orders.on("photos", "DELETE");
        expect(first.headers.location).toContain("-deleteorder?");
        expect(await wayOf(first)).toEqual([
            [202, "operation", "empty"],
            [202, "operation", "empty"],
            [204, undefined, "empty"],
        ]);
        expect((await orders.on("photos", "GET")).status).toBe(404);
    });

    it("bears the same id as the create, as was recorded", async () => {
        const idOf = (answer: OrderResponse) =>
            /operationResults\/([\da-f-]{36})/.exec(answer.headers.location!)?.[1];
        const made = await orders.on("videos", "PUT", importOrder());
        await orders.on("videos", "POST", { reason: "test" }, "cancel");
        expect(idOf(await orders.on("videos", "DELETE"))).toBe(idOf(made));
    });

    it("goes on without anybody at its address: the order itself shows that it is over", async () => {
        await orders.on("photos", "DELETE");
        expect((await orders.on("photos", "GET")).status).toBe(200);
        expect((await orders.on("photos", "GET")).status).toBe(404);
    });

    it("is the same when it is asked for again", async () => {
        const first = await orders.on("photos", "DELETE");
        const again = await orders.on("photos", "DELETE");
        expect(again.headers.location!.split("?")[0]).toBe(first.headers.location!.split("?")[0]);
        expect((await orders.follow(first)).status).toBe(204);
        expect((await orders.follow(again)).status).toBe(204);
    });

    it("leaves alone an order that took the name meanwhile", async () => {
        const first = await orders.on("photos", "DELETE");
        orders.emulator.remove(orders.id("photos"));
        await orders.make("photos");
        expect((await orders.follow(first)).status).toBe(204);
        expect((await orders.on("photos", "GET")).status).toBe(200);
    });
});

describe("a long-running update", () => {
    it("is followed like a create, and has an id of its own", async () => {
        await orders.make("photos");
        const first = await orders.on("photos", "PATCH", { tags: { a: "b" } });
        expect(await wayOf(first)).toEqual([
            [202, "operation", "empty"],
            [202, "operation", "empty"],
            [202, orders.id("photos"), "empty"],
            [200, undefined, "body"],
        ]);
    });
});

describe("the switches of long-running operations", () => {
    it("hide an order until its creation has ended, by whichever looks, and from the list too", async () => {
        const hidden = new Orders(
            await startChecked({ dataBoxShown: "whenCreated", dataBoxOperationPolls: 2 }),
        );
        const first = await hidden.on("photos", "PUT", importOrder());
        const look = async () => (await hidden.on("photos", "GET")).status;
        const list = async () => (await hidden.ask("GET", hidden.path)).body.value.length;
        expect([await look(), await list()]).toEqual([404, 0]);
        expect((await hidden.on("photos", "PUT", importOrder())).status).toBe(409);
        expect((await hidden.on("photos", "DELETE")).status).toBe(409);
        expect((await hidden.on("photos", "POST", { reason: "x" }, "cancel")).status).toBe(404);
        expect((await hidden.poll(first)).status).toBe(202);
        expect(await look()).toBe(200);
        expect(await list()).toBe(1);

        await hidden.on("videos", "PUT", importOrder());
        expect((await hidden.on("videos", "GET")).status).toBe(404);
        hidden.emulator.advance(16 / (24 * 60));
        expect((await hidden.on("videos", "GET")).status).toBe(200);
    });

    it("hide no order that is overwritten", async () => {
        const overwriting = new Orders(
            await startChecked({ dataBoxShown: "whenCreated", dataBoxPutOnExisting: "overwrite" }),
        );
        await overwriting.make("photos");
        expect((await overwriting.on("photos", "PUT", importOrder())).status).toBe(202);
        expect((await overwriting.on("photos", "GET")).status).toBe(200);
    });

    it("choose how often one is looked at before it is over, and tell Retry-After", async () => {
        const slow = new Orders(
            await startChecked({ dataBoxOperationPolls: 3, dataBoxRetryAfterSeconds: 7 }),
        );
        const first = await slow.on("photos", "PUT", importOrder());
        expect(first.headers["retry-after"]).toBe("7");
        expect((await wayOf(first, slow)).map(([status]) => status)).toEqual([
            202, 202, 202, 202, 202, 200,
        ]);
    });
});
