import { tagged, patient, type Cast } from "./cast";
import type { Scenario } from "./scenario";

/** What a destroy comes to where Azure lets nothing be done. @param where how the service calls where a job is */
export function refused({ shippedOf }: Cast, where: string, state: string | null): Scenario {
    return {
        name: `a destroy in ${where} ${state ?? "none"} is refused, and forgets where the program says so`,
        play: async (stage) => {
            await stage.up({ photos: shippedOf({ deletion: patient }) });
            stage.move("photos", state);
            await stage.destroy();
            await stage.up({ photos: shippedOf({ deletion: { whenUndeletable: "forget" } }) });
            await stage.destroy();
        },
    };
}

/** The ends that jobs of both services come to alike. */
export function destroysOfBoth(cast: Cast) {
    const {
        word,
        importOf,
        shippedOf,
        exportOf,
        shippedExportOf,
        planted,
        cancellableOf,
        cancelled,
        slowCancellation,
    } = cast;
    const one = word === "order" ? "an order" : "a job";
    return {
        keysReadBeforeDeletion: {
            name: "an export's keys are read before its record goes",
            play: async (stage) => {
                await stage.up({ pictures: shippedExportOf() });
                stage.move("pictures", "Completed");
                await stage.destroy();
                await stage.refresh();
                await stage.refresh();
                await stage.destroy();
            },
        },
        keysGivenUp: {
            name: "an export's keys are given up",
            play: async (stage) => {
                const deletion = { waitMinutes: 0, discardKeys: true };
                await stage.up({ pictures: shippedExportOf({ deletion }) });
                stage.move("pictures", "Completed");
                await stage.destroy();
            },
        },
        goneUnshipped: {
            name: `${word}s that were never shipped are gone`,
            play: async (stage) => {
                await stage.up({ photos: importOf(), pictures: exportOf() });
                stage.vanish("photos");
                stage.vanish("pictures");
                await stage.refresh();
                await stage.up({ photos: importOf() });
                stage.vanish("photos");
                await stage.destroy();
            },
        },
        goneShipped: {
            name: `${one} that was shipped is gone, and stays as purged`,
            play: async (stage) => {
                const photos = shippedOf({ deletion: patient });
                await stage.up({ photos });
                stage.move("photos", "Completed");
                stage.vanish("photos");
                await stage.refresh();
                await stage.refresh();
                await stage.up({ photos });
                await stage.up({ photos: { ...photos, ...tagged } });
                await stage.destroy();
            },
        },
        ofSomebodyElse: {
            name: `somebody else's ${word} has the name`,
            play: async (stage) => {
                await stage.up({ photos: importOf() });
                stage.emulator.plant(stage.id("photos"), planted(importOf()));
                await stage.refresh();
                await stage.up({ photos: importOf(tagged) });
                await stage.up({ photos: importOf({ location: "eastus" }) });
                await stage.destroy();
            },
        },
        waitsForCancellation: {
            name: "a destroy waits for a cancellation that takes its time",
            emulator: slowCancellation,
            play: async (stage) => {
                await stage.up({ photos: cancellableOf({ deletion: patient }) });
                // It is over when it has been looked for four times.
                stage.fault({
                    match: { job: "photos", method: "GET", nth: 4 },
                    action: { type: "moveJob", state: cancelled },
                });
                await stage.destroy();
            },
        },
        notInTime: {
            name: "a cancellation is not over in time, and a second destroy goes on from there",
            emulator: slowCancellation,
            play: async (stage) => {
                await stage.up({ photos: cancellableOf({ deletion: { waitMinutes: 0 } }) });
                await stage.destroy();
                await stage.refresh();
                stage.move("photos", cancelled);
                await stage.destroy();
            },
        },
        leavesStack: {
            name: `a cancellation is not over in time, and the ${word} leaves the stack`,
            emulator: slowCancellation,
            play: async (stage) => {
                const deletion = { waitMinutes: 0, whenTimeIsUp: "forget" };
                await stage.up({ photos: cancellableOf({ deletion }) });
                await stage.destroy();
            },
        },
    } satisfies Record<string, Scenario>;
}
