import type { FaultRequest } from "azure-importexport-emulator";
import { announcedShipment, exportJob, importJob } from "../../fixtures/jobInputs";
import type { Scenario } from "./scenario";

const patient = { waitMinutes: 10 };
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

/** What a destroy of a job comes to in a state that lets nothing be done. */
function refused(state: string | null): Scenario {
    return {
        name: `a destroy in state ${state ?? "none"} is refused, and forgets where the program says so`,
        play: async (stage) => {
            await stage.up({ photos: shipped() });
            stage.move("photos", state);
            await stage.destroy();
            await stage.up({ photos: shipped({ whenUndeletable: "forget" }) });
            await stage.destroy();
        },
    };
}

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
    ...["Packaging", "Closed", "Quarantined", null].map(refused),
    {
        name: "a destroy waits for a cancellation that takes its time",
        play: async (stage) => {
            await stage.up({ photos: shipped() });
            stage.fault(completes);
            await stage.destroy();
        },
    },
    {
        name: "a cancellation is not over in time, and a second destroy goes on from there",
        play: async (stage) => {
            await stage.up({ photos: shipped({ waitMinutes: 0 }) });
            await stage.destroy();
            await stage.refresh();
            stage.move("photos", "Completed");
            await stage.destroy();
        },
    },
    {
        name: "a cancellation is not over in time, and the job leaves the stack",
        play: async (stage) => {
            await stage.up({ photos: shipped({ waitMinutes: 0, whenTimeIsUp: "forget" }) });
            await stage.destroy();
        },
    },
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
    {
        name: "an export's keys are read before its record goes",
        play: async (stage) => {
            await stage.up({ pictures: exportJob() });
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
            await stage.up({ pictures: exportJob({ deletion: { discardKeys: true } }) });
            stage.move("pictures", "Completed");
            await stage.destroy();
        },
    },
    {
        name: "jobs that were never shipped are gone",
        play: async (stage) => {
            await stage.up({ photos: importJob(), pictures: exportJob() });
            stage.vanish("photos");
            stage.vanish("pictures");
            await stage.refresh();
            await stage.up({ photos: importJob() });
            stage.vanish("photos");
            await stage.destroy();
        },
    },
    {
        name: "a job that was shipped is gone, and stays as purged",
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
        name: "somebody else's job has the name",
        play: async (stage) => {
            await stage.up({ photos: importJob() });
            stage.emulator.plant(stage.id("photos"), { ...importJob(), state: "Creating" });
            await stage.refresh();
            await stage.up({ photos: importJob({ tags: { team: "archive" } }) });
            await stage.up({ photos: importJob({ location: "eastus" }) });
            await stage.destroy();
        },
    },
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
