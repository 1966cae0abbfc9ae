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
    both.waitsForCancellation,
    both.notInTime,
    both.leavesStack,
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
