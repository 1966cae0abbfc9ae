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
import { cast } from "./dataBoxCast";
import { scenariosOfBoth } from "./scenariosOfBoth";

const both = scenariosOfBoth(cast);

const shipped = importOrder({ deliverToDcPackageDetails });

const ordinary: readonly Scenario[] = [
    both.comesAndGoes,
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
    both.otherOptions,
    both.announcedAtOnce,
    {
        name: "a shipment is announced later, and its tracking id cannot be corrected",
        play: async (stage) => {
            await stage.up({ photos: importOrder() });
            await stage.up({ photos: shipped });
            const corrected = { ...deliverToDcPackageDetails, trackingId: "TRACK-801" };
            await stage.up({ photos: importOrder({ deliverToDcPackageDetails: corrected }) });
        },
    },
    both.replaced,
    both.renamed,
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
    both.notReplaced,
    both.adopted,
    both.notAdopted,
    both.nameTaken,
    {
        name: "bad input is refused before anything is asked",
        play: async (stage) => {
            await stage.up({ photos: importOrder({ jobName: "x" }) });
            await stage.up({ photos: importOrder({ transferType: "Sideways" }) });
        },
    },
    both.withoutOwnerTag,
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
