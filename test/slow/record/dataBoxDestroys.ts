import type { FaultRequest } from "azure-importexport-emulator";
import { deliverToDcPackageDetails, importOrder } from "../../fixtures/diskInputs";
import { plantedOrder } from "./plantedOrder";
import type { Scenario } from "./scenario";
import { cast } from "./dataBoxCast";
import { patient } from "./cast";
import { destroysOfBoth, refused } from "./destroysOfBoth";

const both = destroysOfBoth(cast);

const order = (deletion: Record<string, unknown> = patient) => importOrder({ deletion });
const shipped = (deletion: Record<string, unknown> = patient) =>
    importOrder({ deletion, deliverToDcPackageDetails });

/** The cancellation is over when it has been looked for four times. */
const cancelled: FaultRequest = {
    match: { job: "photos", method: "GET", nth: 4 },
    action: { type: "moveJob", state: "Cancelled" },
};

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
        (state) => refused(cast, "stage", state),
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
    both.keysReadBeforeDeletion,
    both.keysGivenUp,
    both.goneUnshipped,
    both.goneShipped,
    both.ofSomebodyElse,
    {
        name: "three cancelled orders are destroyed together",
        play: async (stage) => {
            await stage.up({ photos: order(), films: order(), tapes: order() });
            await stage.destroyAtOnce();
        },
    },
];
