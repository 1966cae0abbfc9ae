import { announcedShipment, exportJob, importJob, returnAddress } from "../../fixtures/jobInputs";
import { importExportJobs } from "../../fixtures/jobStack";
import { importExportDestroys } from "./importExportDestroys";
import { importExportTroubles } from "./importExportTroubles";
import type { Play, Scenario } from "./scenario";

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
    {
        name: "an import goes up, is looked at, and is destroyed",
        play: async (stage) => {
            await stage.up({ photos: importJob() });
            await stage.up({ photos: importJob() });
            await stage.preview({ photos: importJob() });
            await stage.refresh();
            await stage.destroy();
        },
    },
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
    {
        name: "options of the deletion are changed, which Azure is not told",
        play: async (stage) => {
            await stage.up({ photos: importJob() });
            await stage.up({
                photos: importJob({ deletion: { waitMinutes: 5, inFlight: "refuse" } }),
            });
        },
    },
    {
        name: "a shipment is announced with the creation",
        play: async (stage) => {
            await stage.up({ photos: shipped });
            await stage.up({ photos: shipped });
            stage.move("photos", "Received");
            await stage.refresh();
            await stage.up({ photos: shipped });
        },
    },
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
    {
        name: "a job that is Creating is replaced",
        play: async (stage) => {
            await stage.up({ photos: importJob() });
            await stage.preview({ photos: importJob({ location: "eastus" }) });
            await stage.up({ photos: importJob({ location: "eastus" }) });
        },
    },
    {
        name: "a job gets another name",
        play: async (stage) => {
            await stage.up({ photos: importJob() });
            await stage.up({ photos: importJob({ jobName: "renamed" }) });
            await stage.refresh();
        },
    },
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
    {
        name: "a job that is Shipping is not replaced",
        play: async (stage) => {
            await stage.up({ photos: shipped });
            await stage.preview({ photos: { ...shipped, location: "eastus" } });
            await stage.up({ photos: { ...shipped, location: "eastus" } });
        },
    },
    {
        name: "a job is adopted, changed and destroyed",
        play: async (stage) => {
            stage.emulator.plant(stage.id("photos"), { ...importJob(), state: "Creating" });
            await stage.up({ photos: importJob({ adoptExisting: true }) });
            await stage.refresh();
            await stage.up({
                photos: importJob({ adoptExisting: true, tags: { team: "archive" } }),
            });
            await stage.destroy();
        },
    },
    {
        name: "a job that differs, and one of another stack, are not adopted",
        play: async (stage) => {
            const tags = { "pulumi-owner": "organization/other/prod/photos" };
            stage.emulator.plant(stage.id("photos"), { ...importJob(), tags, state: "Creating" });
            stage.emulator.plant(stage.id("pictures"), plantedExport);
            await stage.up({ photos: importJob({ adoptExisting: true }) });
            await stage.up({ pictures: importJob({ adoptExisting: true }) });
        },
    },
    {
        name: "the name is taken",
        play: async (stage) => {
            stage.emulator.plant(stage.id("photos"), { ...importJob(), state: "Creating" });
            await stage.up({ photos: importJob() });
        },
    },
    {
        name: "bad input is refused before anything is asked",
        play: async (stage) => {
            await stage.up({ photos: importJob({ properties: { driveList: [] } }) });
            await stage.up({ photos: importJob({ jobName: "x" }) });
        },
    },
    {
        name: "a stack that writes no owner tag",
        play: async (stage) => {
            const config = { "azure-importexport:ownerTag": "false" };
            await stage.up({ photos: importJob() }, { config });
            await stage.up({ photos: importJob({ tags: { team: "archive" } }) }, { config });
            await stage.refresh({ config });
            await stage.destroy({ config });
        },
    },
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
