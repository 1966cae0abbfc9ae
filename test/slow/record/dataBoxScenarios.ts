import {
    contactDetails,
    deliverToDcPackageDetails,
    disk,
    exportOrder,
    importOrder,
    serialNumber,
} from "../../fixtures/diskInputs";
import { customerDiskJobs } from "../../fixtures/jobStack";
import { dataBoxDestroys } from "./dataBoxDestroys";
import { dataBoxTroubles } from "./dataBoxTroubles";
import { plantedOrder } from "./plantedOrder";
import type { Play, Scenario } from "./scenario";

const shipped = importOrder({ deliverToDcPackageDetails });

const ordinary: readonly Scenario[] = [
    {
        name: "an import goes up, is looked at, and is destroyed",
        play: async (stage) => {
            await stage.up({ photos: importOrder() });
            await stage.up({ photos: importOrder() });
            await stage.preview({ photos: importOrder() });
            await stage.refresh();
            await stage.destroy();
        },
    },
    {
        name: "an export goes up, and a second order beside it",
        play: async (stage) => {
            const pictures = exportOrder({ tags: { team: "archive" } });
            await stage.up({ pictures });
            await stage.up({ pictures, photos: importOrder() });
            await stage.refresh();
            await stage.up({ photos: importOrder() });
        },
    },
    {
        name: "an order's creation takes Azure three looks, and the order is Created later",
        emulator: { dataBoxOperationPolls: 3, dataBoxFirstStage: "AwaitingShipmentDetails" },
        play: async (stage) => {
            await stage.up({ photos: importOrder() });
            await stage.up({ photos: shipped });
            await stage.refresh();
            await stage.destroy();
        },
    },
    {
        name: "tags, a contact and a disk's key are changed in place",
        play: async (stage) => {
            const bitLockerKey = "000000-000011-000022-000033-000044-000055-000066-000077";
            const importDiskDetailsCollection = { [serialNumber]: { ...disk, bitLockerKey } };
            const details = { contactDetails: { ...contactDetails, phone: "4250000002" } };
            await stage.up({ photos: importOrder({ tags: { team: "archive", year: "2026" } }) });
            await stage.up({ photos: importOrder({ tags: { team: "photos" } }) });
            await stage.up({ photos: importOrder({ details }) });
            await stage.up({
                photos: importOrder({ details: { ...details, importDiskDetailsCollection } }),
            });
        },
    },
    {
        name: "options of the deletion are changed, which Azure is not told",
        play: async (stage) => {
            await stage.up({ photos: importOrder() });
            await stage.up({
                photos: importOrder({ deletion: { waitMinutes: 5, inFlight: "refuse" } }),
            });
        },
    },
    {
        name: "a shipment is announced with the creation",
        play: async (stage) => {
            await stage.up({ photos: shipped });
            await stage.up({ photos: shipped });
            stage.move("photos", "AtAzureDC");
            await stage.refresh();
            await stage.up({ photos: shipped });
        },
    },
    {
        name: "a shipment is announced later, and its tracking id cannot be corrected",
        play: async (stage) => {
            await stage.up({ photos: importOrder() });
            await stage.up({ photos: shipped });
            const corrected = { ...deliverToDcPackageDetails, trackingId: "TRACK-801" };
            await stage.up({ photos: importOrder({ deliverToDcPackageDetails: corrected }) });
        },
    },
    {
        name: "an order that can be cancelled is replaced",
        play: async (stage) => {
            const other = importOrder({ details: { enableManifestBackup: true } });
            await stage.up({ photos: importOrder() });
            await stage.preview({ photos: other });
            await stage.up({ photos: other });
        },
    },
    {
        name: "an order gets another name",
        play: async (stage) => {
            await stage.up({ photos: importOrder() });
            await stage.up({ photos: importOrder({ jobName: "renamed" }) });
            await stage.refresh();
        },
    },
    {
        name: "a Completed export is replaced",
        play: async (stage) => {
            const pictures = exportOrder({ deliverToDcPackageDetails });
            await stage.up({ pictures });
            stage.move("pictures", "Completed");
            await stage.refresh();
            await stage.up({ pictures: { ...pictures, location: "eastus" } });
        },
    },
    {
        name: "an order whose shipment is announced is not replaced",
        play: async (stage) => {
            await stage.up({ photos: shipped });
            await stage.preview({ photos: { ...shipped, location: "eastus" } });
            await stage.up({ photos: { ...shipped, location: "eastus" } });
        },
    },
    {
        name: "an order is adopted, changed and destroyed",
        play: async (stage) => {
            stage.emulator.plant(stage.id("photos"), plantedOrder(importOrder(), "Created"));
            await stage.up({ photos: importOrder({ adoptExisting: true }) });
            await stage.refresh();
            await stage.up({
                photos: importOrder({ adoptExisting: true, tags: { team: "archive" } }),
            });
            await stage.destroy();
        },
    },
    {
        name: "an order that differs, and one of another stack, are not adopted",
        play: async (stage) => {
            const tags = { "pulumi-owner": "organization/other/prod/photos" };
            const others = { ...plantedOrder(importOrder(), "Created"), tags };
            stage.emulator.plant(stage.id("photos"), others);
            stage.emulator.plant(stage.id("pictures"), plantedOrder(exportOrder(), "Created"));
            await stage.up({ photos: importOrder({ adoptExisting: true }) });
            await stage.up({ pictures: importOrder({ adoptExisting: true }) });
        },
    },
    {
        name: "the name is taken",
        play: async (stage) => {
            stage.emulator.plant(stage.id("photos"), plantedOrder(importOrder(), "Created"));
            await stage.up({ photos: importOrder() });
        },
    },
    {
        name: "bad input is refused before anything is asked",
        play: async (stage) => {
            await stage.up({ photos: importOrder({ jobName: "x" }) });
            await stage.up({ photos: importOrder({ transferType: "Sideways" }) });
        },
    },
    {
        name: "a stack that writes no owner tag",
        play: async (stage) => {
            const config = { "azure-importexport:ownerTag": "false" };
            await stage.up({ photos: importOrder() }, { config });
            await stage.up({ photos: importOrder({ tags: { team: "archive" } }) }, { config });
            await stage.refresh({ config });
            await stage.destroy({ config });
        },
    },
    {
        name: "a program asks for orders, SKUs, an address and credentials",
        play: async (stage) => {
            stage.emulator.plant(stage.id("photos"), plantedOrder(importOrder(), "DataCopy"));
            await stage.program(
                "asks for an order that is there, orders, SKUs, an address and credentials",
                `const photos = { resourceGroupName: "rg-archive", jobName: "photos" };
                await azure.getCustomerDiskJob(photos);
                await azure.listCustomerDiskJobs();
                await azure.listCustomerDiskJobs({ resourceGroupName: "rg-archive" });
                await azure.listAvailableSkus({
                    resourceGroupName: "rg-archive", location: "westus", country: "US", transferType: "ImportToAzure",
                });
                await azure.getDataCenterAddress({ location: "westus" });
                await azure.listCustomerDiskCredentials(photos).promise();`,
            );
            await stage.program(
                "asks for an order that is not there",
                `await azure.getCustomerDiskJob({ resourceGroupName: "rg-archive", jobName: "none" });`,
            );
        },
    },
    {
        name: "a fleet is listed, and each order looked at",
        play: async (stage) => {
            for (const name of ["photos", "films", "tapes"]) {
                stage.emulator.plant(stage.id(name), plantedOrder(importOrder(), "DataCopy"));
            }
            await stage.fleet("--json", "--service", "data-box");
            await stage.fleet("--json", "--fail-on", "blocked");
            await stage.fleet("--resource-group", "rg-archive", "--service", "data-box");
        },
    },
];

export const dataBoxPlay: Play = {
    service: "Data Box",
    kind: customerDiskJobs,
    scenarios: [...ordinary, ...dataBoxDestroys, ...dataBoxTroubles],
};
