// What the kit knows of each service: the job that it makes, how it reads a look, and what it asks for.
// Every value in these bodies is invented: no drive, person or parcel has it.
import { dataBox, importExport } from "./provider.mjs";

/** The tag by which the kit knows its own jobs again, in a later run too. */
export const kitTag = "importexport-live-kit";

/** The beginning of every name that the kit gives. */
export const namePrefix = "live-kit-";

const person = {
    phone: "4250000000",
    country: "USA",
    name: "Live Kit",
    email: "nobody@example.com",
};

const importExportService = {
    word: "Import/Export",
    ...importExport.service,
    row: "state",
    ruleFor: importExport.ruleFor,
    rows: [...importExport.jobStates],
    operations: [...importExport.jobOperations],
    rule: (row, operation) => importExport.lifecycle[row][operation],
    /** What a look says. */
    look(job) {
        const { state, row, isCancelling, step } = importExport.observe(job);
        return { row, words: state ?? "no state", isCancelling, step };
    },
    body: ({ location, storageAccountId, tags }) => ({
        location,
        tags,
        properties: {
            storageAccountId,
            jobType: "Import",
            driveList: [
                {
                    driveId: "LIVEKIT1",
                    bitLockerKey: "000000-000000-000000-000000-000000-000000-000000-000000",
                    manifestFile: "\\DriveManifest.xml",
                    manifestHash: "00000000000000000000000000000000",
                },
            ],
            returnAddress: {
                recipientName: person.name,
                streetAddress1: "1 Example Street",
                city: "Exampletown",
                stateOrProvince: "WA",
                postalCode: "98000",
                countryOrRegion: person.country,
                phone: person.phone,
                email: person.email,
            },
            returnShipping: { carrierName: "FedEx", carrierAccountNumber: "000000000" },
        },
    }),
    /** A change of details that harms nothing. */
    edit: { properties: { logLevel: "Verbose" } },
    cancel: {
        operation: "requestCancellation",
        method: "PATCH",
        suffix: "",
        body: { properties: { cancelRequested: true } },
    },
    isAsync: false,
};

const dataBoxService = {
    word: "Data Box",
    ...dataBox.service,
    row: "flags",
    rows: [...dataBox.flagStates],
    operations: [...dataBox.orderOperations],
    rule: (row, operation) => dataBox.lifecycle[row][operation],
    look(job) {
        const { stage, row, isCancelling, step, flags } = dataBox.observe(job);
        return {
            row,
            words: `${stage ?? "no stage"} (${dataBox.flagsInWords(flags)})`,
            isCancelling,
            step,
        };
    },
    body: ({ location, storageAccountId, tags }) => ({
        location,
        tags,
        sku: { name: "DataBoxCustomerDisk" },
        properties: {
            transferType: "ImportToAzure",
            details: {
                jobDetailsType: "DataBoxCustomerDisk",
                contactDetails: {
                    contactName: person.name,
                    phone: person.phone,
                    emailList: [person.email],
                },
                shippingAddress: shippingAddress(),
                returnToCustomerPackageDetails: {
                    carrierName: "FedEx",
                    carrierAccountNumber: "000000000",
                },
                importDiskDetailsCollection: {
                    LIVEKIT1: {
                        bitLockerKey: "000000-000000-000000-000000-000000-000000-000000-000000",
                        manifestFile: "\\DriveManifest.xml",
                        manifestHash: "00000000000000000000000000000000",
                    },
                },
                dataImportDetails: [
                    { accountDetails: { dataAccountType: "StorageAccount", storageAccountId } },
                ],
            },
        },
    }),
    edit: {
        properties: {
            details: {
                returnToCustomerPackageDetails: {
                    carrierName: "FedEx",
                    carrierAccountNumber: "000000001",
                },
            },
        },
    },
    cancel: {
        operation: "cancel",
        method: "POST",
        suffix: "/cancel",
        body: { reason: "A test of the API, never meant to be shipped" },
    },
    /** A second cancellation of what has ended: the table says that nothing is left to do. */
    cancelsAgain: true,
    isAsync: true,
};

/** The services, by the word that stands in reports. */
export const services = { importExport: importExportService, dataBox: dataBoxService };

export function shippingAddress() {
    return {
        streetAddress1: "1 Example Street",
        city: "Exampletown",
        stateOrProvince: "WA",
        postalCode: "98000",
        country: "US",
        addressType: "None",
    };
}

/** The ARM id of a job of the kit's. */
export const jobId = ({ namespace }, { subscriptionId, resourceGroup }, name) =>
    `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}/providers/${namespace}/jobs/${name}`;

/** Whether a job is one that the kit made: by name and tag, both. */
export const isOurs = ({ name, tags }) =>
    typeof name === "string" && name.startsWith(namePrefix) && typeof tags?.[kitTag] === "string";
