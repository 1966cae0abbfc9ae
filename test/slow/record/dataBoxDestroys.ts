import type { FaultRequest } from "azure-importexport-emulator";
import { deliverToDcPackageDetails, exportOrder, importOrder } from "../../fixtures/diskInputs";
import { plantedOrder } from "./plantedOrder";
import type { Scenario } from "./scenario";

const patient = { waitMinutes: 10 };
const order = (deletion: Record<string, unknown> = patient) => importOrder({ deletion });
const shipped = (deletion: Record<string, unknown> = patient) =>
    importOrder({ deletion, deliverToDcPackageDetails });

/** The cancellation is over when it has been looked for four times. */
const cancelled: FaultRequest = {
    match: { job: "photos", method: "GET", nth: 4 },
    action: { type: "moveJob", state: "Cancelled" },
};

/** What a destroy comes to where Azure says that nothing can be done. */
function refused(stageName: string): Scenario {
    return {
        name: `a destroy in stage ${stageName} is refused, and forgets where the program says so`,
        play: async (stage) => {
            await stage.up({ photos: shipped() });
            stage.move("photos", stageName);
            await stage.destroy();
            await stage.up({ photos: shipped({ whenUndeletable: "forget" }) });
            await stage.destroy();
        },
    };
}

/** What a destroy comes to where Azure says that the order can be deleted. */
function deletable(stageName: string): Scenario {
    return {
        name: `an order in stage ${stageName} is destroyed`,
        play: async (stage) => {
            await stage.up({ photos: shipped() });
            stage.move("photos", stageName);
            await stage.destroy();
        },
    };
}

export const dataBoxDestroys: readonly Scenario[] = [
    ...["ShippedToAzureDC", "AtAzureDC", "DataCopy", "ShippedToCustomer", "Quarantined"].map(
        refused,
    ),
    ...["Completed", "CompletedWithErrors", "Cancelled"].map(deletable),
    {
        name: "a destroy waits for a cancellation that takes its time",
        emulator: { dataBoxCancel: "whenMoved" },
        play: async (stage) => {
            await stage.up({ photos: order() });
            stage.fault(cancelled);
            await stage.destroy();
        },
    },
    {
        name: "a cancellation is not over in time, and a second destroy goes on from there",
        emulator: { dataBoxCancel: "whenMoved" },
        play: async (stage) => {
            await stage.up({ photos: order({ waitMinutes: 0 }) });
            await stage.destroy();
            await stage.refresh();
            stage.move("photos", "Cancelled");
            await stage.destroy();
        },
    },
    {
        name: "a cancellation is not over in time, and the order leaves the stack",
        emulator: { dataBoxCancel: "whenMoved" },
        play: async (stage) => {
            await stage.up({ photos: order({ waitMinutes: 0, whenTimeIsUp: "forget" }) });
            await stage.destroy();
        },
    },
    {
        name: "a cancellation has a fee",
        emulator: { dataBoxCancelWithoutFee: false },
        play: async (stage) => {
            await stage.up({ photos: order() });
            await stage.destroy();
            await stage.up({ photos: order({ acceptFee: true }) });
            await stage.destroy();
        },
    },
    {
        name: "a deletion takes Azure three looks",
        emulator: { dataBoxOperationPolls: 3, dataBoxRetryAfterSeconds: 5 },
        play: async (stage) => {
            await stage.up({ photos: order() });
            await stage.destroy();
        },
    },
    {
        name: "a destroy is not wanted",
        play: async (stage) => {
            await stage.up({ photos: order({ inFlight: "refuse" }) });
            await stage.destroy();
        },
    },
    {
        name: "the service's lock is taken from the account",
        play: async (stage) => {
            const photos = order({ waitMinutes: 0, removeServiceLock: true });
            await stage.up({ photos });
            await stage.destroy();
        },
    },
    {
        name: "the service's lock stays while another order needs the account",
        play: async (stage) => {
            const photos = order({ waitMinutes: 0, removeServiceLock: true });
            await stage.up({ photos });
            stage.emulator.plant(stage.id("films"), plantedOrder(importOrder(), "DataCopy"));
            await stage.destroy();
        },
    },
    {
        name: "an export's keys are read before its record goes",
        play: async (stage) => {
            await stage.up({ pictures: exportOrder({ deliverToDcPackageDetails }) });
            stage.move("pictures", "Completed");
            await stage.destroy();
            await stage.refresh();
            await stage.refresh();
            await stage.destroy();
        },
    },
    {
        name: "an export's keys are given up",
        play: async (stage) => {
            const deletion = { waitMinutes: 0, discardKeys: true };
            await stage.up({ pictures: exportOrder({ deletion, deliverToDcPackageDetails }) });
            stage.move("pictures", "Completed");
            await stage.destroy();
        },
    },
    {
        name: "orders that were never shipped are gone",
        play: async (stage) => {
            await stage.up({ photos: order(), pictures: exportOrder() });
            stage.vanish("photos");
            stage.vanish("pictures");
            await stage.refresh();
            await stage.up({ photos: order() });
            stage.vanish("photos");
            await stage.destroy();
        },
    },
    {
        name: "an order that was shipped is gone, and stays as purged",
        play: async (stage) => {
            await stage.up({ photos: shipped() });
            stage.move("photos", "Completed");
            stage.vanish("photos");
            await stage.refresh();
            await stage.refresh();
            await stage.up({ photos: shipped() });
            await stage.up({ photos: { ...shipped(), tags: { team: "archive" } } });
            await stage.destroy();
        },
    },
    {
        name: "somebody else's order has the name",
        play: async (stage) => {
            await stage.up({ photos: order() });
            stage.emulator.plant(stage.id("photos"), plantedOrder(order(), "Created"));
            await stage.refresh();
            await stage.up({ photos: importOrder({ tags: { team: "archive" } }) });
            await stage.up({ photos: importOrder({ location: "eastus" }) });
            await stage.destroy();
        },
    },
    {
        name: "three cancelled orders are destroyed together",
        play: async (stage) => {
            await stage.up({ photos: order(), films: order(), tapes: order() });
            await stage.destroyAtOnce();
        },
    },
];
