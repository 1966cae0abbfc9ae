import { exportOrder, Orders, shipment } from "./dataBoxHarness";
import { startChecked, checkedEmulator } from "./harness";

const orders = new Orders(checkedEmulator());
beforeEach(() => orders.emulator.reset());

const statusOf = async () => (await orders.on("photos", "GET")).status;

describe.each(["Created", "AwaitingShipmentDetails"])(
    "an order whose shipment is not marked in %s",
    (stage) => {
        it("is there for two weeks, and then is deleted by the service", async () => {
            await orders.make("photos");
            orders.emulator.move("photos", stage);
            expect(orders.emulator.advance(13.9).removed).toEqual([]);
            expect(await statusOf()).toBe(200);
            expect(orders.emulator.advance(0.1).removed).toEqual([orders.id("photos")]);
            expect(await statusOf()).toBe(404);
        });

        it("gets no more time by an update: the weeks count from its making", async () => {
            await orders.make("photos");
            orders.emulator.advance(13);
            await orders.follow(await orders.on("photos", "PATCH", { tags: { a: "b" } }));
            orders.emulator.advance(1);
            expect(await statusOf()).toBe(404);
        });
    },
);

describe("an order whose shipment is marked", () => {
    it("stays where it is until it is moved", async () => {
        await orders.make("photos");
        await orders.on("photos", "POST", shipment, "markDevicesShipped");
        orders.emulator.advance(365);
        expect((await orders.look("photos")).properties.status).toBe("ShippedToAzureDC");
    });
});

describe.each(["Completed", "CompletedWithErrors", "CompletedWithWarnings", "Cancelled"])(
    "an order that is %s",
    (stage) => {
        it("is kept for ninety days, and then is purged", async () => {
            await orders.make("photos");
            orders.emulator.advance(10);
            orders.emulator.move("photos", stage);
            orders.emulator.advance(89.9);
            expect(await statusOf()).toBe(200);
            orders.emulator.advance(0.1);
            expect(await statusOf()).toBe(404);
        });
    },
);

describe("the autopilot", () => {
    it("takes a shipped order to its end, and leaves one that waits", async () => {
        const moving = new Orders(await startChecked({ autopilotSeconds: 0.02 }));
        await moving.make("waiting");
        await moving.make("photos", exportOrder());
        await moving.on("photos", "POST", shipment, "markDevicesShipped");
        const seen = new Set<unknown>();
        while (!seen.has("Completed")) {
            seen.add((await moving.look("photos")).properties.status);
        }
        expect((await moving.look("waiting")).properties.status).toBe("Created");
    });
});
