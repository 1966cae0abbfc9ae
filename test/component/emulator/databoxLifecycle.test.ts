import { importOrder, Orders, shipment, type OrderResponse } from "./dataBoxHarness";
import { startChecked } from "./harness";
import { cells } from "./matrixCells";

// Written by hand from reference/databox-service §2.2 and §2.3: which flags and answers each stage has.
// number: the status answered; "=" the stage stays; ">" ShippedToAzureDC afterwards; "x" Cancelled; "-" gone.
const matrix = `
stage                          GET    credentials  PATCH tags  PATCH address  PATCH contact  shipped  mitigate  pick up  cancel  DELETE  PUT
Created                        200 =  200 =        202 =       202 =          202 =          204 >    204 =     200 =    204 x   409 =   409 =
AwaitingShipmentDetails        200 =  200 =        202 =       202 =          202 =          204 >    204 =     200 =    204 x   409 =   409 =
ShippedToAzureDC               200 =  200 =        202 =       409 =          202 =          409 =    204 =     200 =    409 =   409 =   409 =
AtAzureDC                      200 =  200 =        202 =       409 =          202 =          409 =    204 =     200 =    409 =   409 =   409 =
DataCopy                       200 =  200 =        202 =       409 =          202 =          409 =    204 =     200 =    409 =   409 =   409 =
PreparingToShipFromAzureDC     200 =  200 =        202 =       409 =          202 =          409 =    204 =     200 =    409 =   409 =   409 =
ShippedToCustomer              200 =  200 =        202 =       409 =          202 =          409 =    204 =     200 =    409 =   409 =   409 =
Completed                      200 =  200 =        202 =       409 =          409 =          409 =    409 =     409 =    409 =   202 -   409 =
CompletedWithErrors            200 =  200 =        202 =       409 =          409 =          409 =    409 =     409 =    409 =   202 -   409 =
CompletedWithWarnings          200 =  200 =        202 =       409 =          409 =          409 =    409 =     409 =    409 =   202 -   409 =
Cancelled                      200 =  200 =        202 =       409 =          409 =          409 =    409 =     409 =    409 =   202 -   409 =
Failed_IssueDetectedAtAzureDC  200 =  200 =        202 =       409 =          202 =          409 =    204 =     200 =    409 =   409 =   409 =
Aborted                        200 =  200 =        202 =       409 =          202 =          409 =    204 =     200 =    409 =   409 =   409 =
Quarantined                    200 =  200 =        202 =       409 =          202 =          409 =    204 =     200 =    409 =   409 =   409 =
(none)                         200 =  200 =        202 =       409 =          202 =          409 =    204 =     200 =    409 =   409 =   409 =
(absent)                       404 -  404 -        404 -       404 -          404 -          404 -    404 -     404 -    404 -   204 -   202 c
`;

const shippingAddress = { streetAddress1: "2 Example Way", country: "US" };
const contactDetails = { contactName: "Bo", phone: "1", emailList: [] };
const patch = (details: object) => ({ properties: { details } });

const operations: Readonly<Record<string, { method: string; action?: string; body?: object }>> = {
    GET: { method: "GET" },
    credentials: { method: "POST", action: "listCredentials" },
    "PATCH tags": { method: "PATCH", body: { tags: { a: "b" } } },
    "PATCH address": { method: "PATCH", body: patch({ shippingAddress }) },
    "PATCH contact": { method: "PATCH", body: patch({ contactDetails }) },
    shipped: { method: "POST", action: "markDevicesShipped", body: shipment },
    mitigate: { method: "POST", action: "mitigate", body: { customerResolutionCode: "Resume" } },
    "pick up": {
        method: "POST",
        action: "bookShipmentPickUp",
        body: {
            startTime: "2026-01-01T09:00:00Z",
            endTime: "2026-01-01T17:00:00Z",
            shipmentLocation: "front desk",
        },
    },
    cancel: { method: "POST", action: "cancel", body: { reason: "not needed" } },
    DELETE: { method: "DELETE" },
    PUT: { method: "PUT", body: importOrder() },
};

let orders: Orders;
beforeAll(async () => {
    orders = new Orders(await startChecked({ initialResourceGroups: ["rg-test"] }));
});
beforeEach(() => orders.emulator.reset());

const run = (operation: string, on = orders): Promise<OrderResponse> => {
    const { method, action, body } = operations[operation]!;
    return on.on("photos", method, body, action);
};

describe("every stage and operation", () => {
    it.each(cells(matrix))("$operation while $row is answered $status", async (cell) => {
        await orderIn(orders, cell.row);
        const answer = await run(cell.operation);
        expect(answer.status).toBe(cell.status);
        if (cell.status === 409) expect(answer.body.error.code).toBe("Conflict");
        if (cell.status === 204) expect(answer.text).toBe("");
        if (answer.status === 202) await orders.follow(answer);
        const after = await orders.on("photos", "GET");
        expect(after.status).toBe(cell.after === "-" ? 404 : 200);
        if (cell.after === "-") return;
        const own = cell.row === "(none)" ? undefined : cell.row;
        const expected = { "=": own, ">": "ShippedToAzureDC", x: "Cancelled", c: "Created" };
        expect(after.body.properties.status).toBe(expected[cell.after as keyof typeof expected]);
    });
});

// Flags by hand: cancellable, cancellable without fee, deletable, address editable.
const flags: readonly [stage: string, flags: string][] = [
    ["Created", "yes yes no yes"],
    ["AwaitingShipmentDetails", "yes yes no yes"],
    ["ShippedToAzureDC", "no no no no"],
    ["AtAzureDC", "no no no no"],
    ["DataCopy", "no no no no"],
    ["PreparingToShipFromAzureDC", "no no no no"],
    ["ShippedToCustomer", "no no no no"],
    ["Completed", "no no yes no"],
    ["CompletedWithErrors", "no no yes no"],
    ["CompletedWithWarnings", "no no yes no"],
    ["Cancelled", "no no yes no"],
    ["Failed_IssueDetectedAtAzureDC", "no no no no"],
    ["Aborted", "no no no no"],
    ["Quarantined", "no no no no"],
];

const flagsShown = async (on: Orders): Promise<string> => {
    const { properties } = (await on.on("photos", "GET")).body;
    return [
        properties.isCancellable,
        properties.isCancellableWithoutFee,
        properties.isDeletable,
        properties.isShippingAddressEditable,
    ]
        .map((flag) => (flag ? "yes" : "no"))
        .join(" ");
};

describe("the flags", () => {
    it.each(flags)("of an order in %s are %s", async (stage, expected) => {
        await orderIn(orders, stage);
        expect(await flagsShown(orders)).toBe(expected);
    });
});

describe("the switches of what no document tells", () => {
    const start = async (options: Parameters<typeof startChecked>[0]) =>
        new Orders(await startChecked(options));

    it("choose the stages in which an order is cancellable and deletable", async () => {
        const other = await start({
            dataBoxCancellableIn: ["ShippedToAzureDC"],
            dataBoxDeletableIn: ["Aborted", "Created"],
        });
        await orderIn(other, "Created");
        expect(await flagsShown(other)).toBe("no no yes yes");
        expect((await run("cancel", other)).status).toBe(409);
        other.emulator.move("photos", "ShippedToAzureDC");
        expect(await flagsShown(other)).toBe("yes yes no no");
        expect((await run("cancel", other)).status).toBe(204);
        other.emulator.move("photos", "Aborted");
        expect((await run("DELETE", other)).status).toBe(202);
    });

    it("make every cancellation cost", async () => {
        const other = await start({ dataBoxCancelWithoutFee: false });
        await orderIn(other, "Created");
        expect(await flagsShown(other)).toBe("yes no no yes");
    });

    it("let a cancellation take its time: no flag is true until the order is Cancelled", async () => {
        const other = await start({ dataBoxCancel: "whenMoved" });
        await orderIn(other, "AwaitingShipmentDetails");
        expect((await run("cancel", other)).status).toBe(204);
        expect(await flagsShown(other)).toBe("no no no no");
        const { properties } = await other.look("photos");
        expect(properties).toMatchObject({
            status: "AwaitingShipmentDetails",
            cancellationReason: "not needed",
        });
        expect(properties.details.jobStages).toContainEqual(
            expect.objectContaining({
                stageName: "AwaitingShipmentDetails",
                stageStatus: "Cancelling",
            }),
        );
        for (const operation of ["cancel", "shipped", "DELETE", "PATCH contact"]) {
            expect([operation, (await run(operation, other)).status]).toEqual([operation, 409]);
        }
        other.emulator.move("photos", "Cancelled");
        expect(await flagsShown(other)).toBe("no no yes no");
    });

    it("let PUT overwrite an order, which stays where it is", async () => {
        const other = await start({ dataBoxPutOnExisting: "overwrite" });
        await orderIn(other, "DataCopy");
        const put = await other.on("photos", "PUT", importOrder({}, { tags: { second: "yes" } }));
        const { body } = await other.follow(put);
        expect(body).toMatchObject({ tags: { second: "yes" }, properties: { status: "DataCopy" } });
        const elsewhere = await other.on("photos", "PUT", importOrder({}, { location: "eastus" }));
        expect([elsewhere.status, elsewhere.body.error.code]).toEqual([
            409,
            "InvalidResourceLocation",
        ]);
    });

    it("begin an order where the newest recording has it", async () => {
        const other = await start({ dataBoxFirstStage: "AwaitingShipmentDetails" });
        const { properties } = await other.make("photos");
        expect(properties).toMatchObject({
            status: "AwaitingShipmentDetails",
            isCancellable: true,
        });
    });
});

/** Puts an order where the row says; "(none)": at no stage at all; "(absent)": nowhere. */
async function orderIn(on: Orders, stage: string): Promise<void> {
    if (stage === "(absent)") return;
    await on.make("photos");
    if (stage !== "Created") on.emulator.move(on.id("photos"), stage === "(none)" ? null : stage);
}
