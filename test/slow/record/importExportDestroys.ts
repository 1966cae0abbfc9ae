import type { FaultRequest } from "azure-importexport-emulator";
import { announcedShipment, importJob } from "../../fixtures/jobInputs";
import type { Scenario } from "./scenario";
import { cast } from "./importExportCast";
import { patient } from "./cast";
import { destroysOfBoth, refused } from "./destroysOfBoth";

const both = destroysOfBoth(cast);

const shipped = (deletion: Record<string, unknown> = patient) =>
    importJob({ deletion, properties: announcedShipment });
const cancelled = importJob({
    deletion: patient,
    properties: { ...announcedShipment, cancelRequested: true },
});

/** The cancellation is over when it has been looked for four times. */
const completes: FaultRequest = {
    match: { job: "photos", method: "GET", nth: 4 },
    action: { type: "moveJob", state: "Completed" },
};

/** What a destroy of a job comes to in a state that can be cancelled. */
function cancelledFrom(state: string): Scenario {
    return {
        name: `a destroy in state ${state} cancels, waits and deletes`,
        play: async (stage) => {
            await stage.up({ photos: shipped() });
            stage.move("photos", state);
            stage.fault({
                match: { job: "photos", method: "PATCH" },
                action: { type: "moveJob", state: "Completed" },
            });
            await stage.destroy();
        },
    };
}

export const importExportDestroys: readonly Scenario[] = [
    ...["Shipping", "Received", "Transferring"].map(cancelledFrom),
    ...["Packaging", "Closed", "Quarantined", null].map((state) => refused(cast, "state", state)),
    both.waitsForCancellation,
    both.notInTime,
    both.leavesStack,
    {
        name: "a program cancels, and its destroy waits for the end",
        play: async (stage) => {
            await stage.up({ photos: shipped() });
            await stage.up({ photos: cancelled });
            await stage.refresh();
            await stage.up({ photos: shipped() });
            stage.move("photos", "Packaging");
            stage.fault(completes);
            await stage.destroy();
        },
    },
    {
        name: "a destroy in flight is not wanted",
        play: async (stage) => {
            await stage.up({ photos: shipped({ inFlight: "refuse" }) });
            await stage.destroy();
        },
    },
    {
        name: "a Completed import is destroyed",
        play: async (stage) => {
            await stage.up({ photos: shipped() });
            stage.move("photos", "Completed");
            await stage.destroy();
        },
    },
    both.keysReadBeforeDeletion,
    both.keysGivenUp,
    both.goneUnshipped,
    both.goneShipped,
    both.ofSomebodyElse,
    {
        name: "three cancelled jobs are waited for together",
        play: async (stage) => {
            const names = ["photos", "films", "tapes"];
            await stage.up(Object.fromEntries(names.map((name) => [name, shipped()])));
            for (const name of names) {
                stage.fault({
                    match: { job: name, method: "PATCH" },
                    action: { type: "moveJob", state: "Completed" },
                });
            }
            await stage.destroyAtOnce();
        },
    },
];
