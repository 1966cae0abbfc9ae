import { announcedShipment, exportJob, importJob, returnAddress } from "../../fixtures/jobInputs";
import { importExportJobs } from "../../fixtures/jobStack";
import { importExportDestroys } from "./importExportDestroys";
import { importExportTroubles } from "./importExportTroubles";
import type { Play, Scenario } from "./scenario";
import { cast } from "./importExportCast";
import { scenariosOfBoth } from "./scenariosOfBoth";

const both = scenariosOfBoth(cast);

const shipped = importJob({ properties: announcedShipment });

/** An export as ARM has it; the program's spelling of the selection is another. */
const plantedExport = {
    ...exportJob(),
    properties: {
        ...exportJob().properties,
        export: { blobList: { blobPathPrefix: ["/"] } },
    },
    state: "Creating",
};

const ordinary: readonly Scenario[] = [
    both.comesAndGoes,
    {
        name: "an export goes up, and a second job beside it",
        play: async (stage) => {
            await stage.up({ pictures: exportJob({ tags: { team: "archive" } }) });
            await stage.up({
                pictures: exportJob({ tags: { team: "archive" } }),
                photos: importJob(),
            });
            await stage.refresh();
            await stage.up({ photos: importJob() });
        },
    },
    {
        name: "tags, an address and a drive's key are changed in place",
        play: async (stage) => {
            const [first] = importJob().properties.driveList as object[];
            const other = {
                ...first,
                bitLockerKey: "000000-000011-000022-000033-000044-000055-000066-000077",
            };
            await stage.up({ photos: importJob({ tags: { team: "archive", year: "2026" } }) });
            await stage.up({ photos: importJob({ tags: { team: "photos" } }) });
            await stage.up({ photos: importJob({ properties: { returnAddress } }) });
            await stage.preview({
                photos: importJob({ properties: { returnAddress, driveList: [other] } }),
            });
            await stage.up({
                photos: importJob({ properties: { returnAddress, driveList: [other] } }),
            });
        },
    },
    both.otherOptions,
    both.announcedAtOnce,
    {
        name: "a shipment is announced later, and its tracking number corrected",
        play: async (stage) => {
            await stage.up({ photos: importJob() });
            await stage.up({ photos: shipped });
            const deliveryPackage = {
                ...announcedShipment.deliveryPackage,
                trackingNumber: "TRACK-801",
            };
            const corrected = { ...announcedShipment, deliveryPackage };
            await stage.up({ photos: importJob({ properties: corrected }) });
        },
    },
    both.replaced,
    both.renamed,
    {
        name: "a Completed export is replaced",
        play: async (stage) => {
            await stage.up({ pictures: exportJob() });
            stage.move("pictures", "Completed");
            await stage.refresh();
            await stage.up({
                pictures: exportJob({ properties: { export: { blobPath: ["photos/a.jpg"] } } }),
            });
        },
    },
    both.notReplaced,
    both.adopted,
    both.notAdopted,
    both.nameTaken,
    {
        name: "bad input is refused before anything is asked",
        play: async (stage) => {
            await stage.up({ photos: importJob({ properties: { driveList: [] } }) });
            await stage.up({ photos: importJob({ jobName: "x" }) });
        },
    },
    both.withoutOwnerTag,
    {
        name: "a program asks for jobs and locations",
        play: async (stage) => {
            stage.emulator.plant(stage.id("photos"), { ...importJob(), state: "Packaging" });
            await stage.program(
                "asks for a job that is there, jobs, and locations",
                `const photos = { resourceGroupName: "rg-archive", jobName: "photos" };
                await azure.getJob(photos);
                await azure.listJobs();
                await azure.listJobs({ resourceGroupName: "rg-archive", filter: "state eq 'Packaging'" });
                await azure.getLocation({ locationName: "westus" });
                await azure.listLocations();`,
            );
            await stage.program(
                "asks for a job that is not there",
                `await azure.getJob({ resourceGroupName: "rg-archive", jobName: "none" });`,
            );
        },
    },
    {
        name: "a fleet is listed, page by page",
        play: async (stage) => {
            for (let number = 1; number <= 120; number++) {
                stage.emulator.plant(stage.id(`photos-${number}`), {
                    ...importJob(),
                    state: "Creating",
                });
            }
            await stage.fleet("--json", "--service", "import-export");
            await stage.fleet("--json", "--fail-on", "blocked");
        },
    },
    {
        name: "a resource group's fleet is listed, and each import looked at",
        play: async (stage) => {
            stage.emulator.plant(stage.id("photos"), { ...importJob(), state: "Packaging" });
            stage.emulator.plant(stage.id("pictures"), plantedExport);
            await stage.fleet("--json", "--resource-group", "rg-archive");
            await stage.fleet("--resource-group", "rg-archive", "--fail-on", "blocked");
        },
    },
];

export const importExportPlay: Play = {
    service: "Import/Export",
    kind: importExportJobs,
    scenarios: [...ordinary, ...importExportDestroys, ...importExportTroubles],
};
