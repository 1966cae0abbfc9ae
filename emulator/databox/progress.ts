import { dataCenterAnswer } from "./dataCenters";
import { isCustomerDisk, type AccountDetails, type DataBoxJob, type DataDetails } from "./job";
import { shortHash } from "./parcel";
import { completed, hasReached, isEnded } from "./stages";

const bytesPerPercent = 10 * 1024 ** 3;
const filesPerPercent = 100;

/** What an order shows of its copy and its parcels at the stage it is in, with `$expand=details`. */
export function progressOf(job: DataBoxJob): object {
    return {
        copyProgress: copyProgress(job),
        copyLogDetails: copyLogs(job),
        actions: [],
        ...(isEnded(job) ? {} : { datacenterAddress: dataCenterAnswer(job.location) }),
        ...(job.lastMitigationActionOnJob
            ? { lastMitigationActionOnJob: job.lastMitigationActionOnJob }
            : {}),
        ...packages(job),
    };
}

function packages(job: DataBoxJob): object {
    // Empty, and not absent, for an order whose devices never travelled (JobsGetExport.json).
    const none = { carrierName: "", trackingId: "", trackingUrl: "" };
    if (!isCustomerDisk(job)) {
        return job.status === "Cancelled" ? { deliveryPackage: none, returnPackage: none } : {};
    }
    if (!hasReached(job, "ShippedToCustomer")) return {};
    const trackingId = `RET${shortHash(`${job.name} ${job.startTime}`).slice(0, 9)}`;
    return {
        returnPackage: {
            carrierName: job.details.returnToCustomerPackageDetails?.carrierName ?? "FedEx",
            trackingId,
            trackingUrl: `https://carrier.emulator.invalid/${trackingId}`,
        },
        // Whoever holds it may download: treated as a secret by careful clients.
        chainOfCustodySasKey: `https://custody.emulator.invalid/${job.orderId}?sig=${shortHash(job.orderId)}`,
    };
}

function copyProgress(job: DataBoxJob): object[] {
    const data = accountsOf(job)[0];
    if (!isCustomerDisk(job)) {
        return job.status === "Cancelled" || hasReached(job, "DataCopy")
            ? accountsOf(job).map((one) => counters(job, one, percentOf(job)))
            : [];
    }
    if (!data || !hasReached(job, "DataCopy")) return [];
    return serialNumbersOf(job).map((serialNumber) => ({
        ...counters(job, data, percentOf(job)),
        serialNumber,
        copyStatus: copyStatusOf(job),
        actions: [],
    }));
}

function counters(job: DataBoxJob, data: DataDetails, percent: number): object {
    const accountId = accountIdOf(data.accountDetails);
    const errors = job.status === "CompletedWithErrors" ? 1 : 0;
    return {
        storageAccountName: accountId.split("/").pop() ?? "",
        transferType: job.transferType,
        dataAccountType: data.accountDetails.dataAccountType,
        accountId,
        bytesProcessed: percent * bytesPerPercent,
        totalBytesToProcess: job.status === "Cancelled" ? 0 : 100 * bytesPerPercent,
        isEnumerationInProgress: false,
        ...(isCustomerDisk(job)
            ? {
                  filesProcessed: percent * filesPerPercent,
                  totalFilesToProcess: 100 * filesPerPercent,
                  invalidFilesProcessed: 0,
                  invalidFileBytesUploaded: 0,
                  renamedContainerCount: 0,
                  filesErroredOut: errors,
                  directoriesErroredOut: 0,
                  invalidDirectoriesProcessed: 0,
              }
            : {}),
    };
}

/** Logs are there once the copy is over. */
function copyLogs(job: DataBoxJob): object[] {
    const [data] = accountsOf(job);
    if (!isCustomerDisk(job) || !data || !hasReached(job, "PreparingToShipFromAzureDC")) return [];
    const account = accountIdOf(data.accountDetails).split("/").pop();
    const base = `https://${account}.blob.emulator.invalid/databoxcopylog/${job.name}`;
    return serialNumbersOf(job).map((serialNumber) => ({
        copyLogDetailsType: "DataBoxCustomerDisk",
        serialNumber,
        errorLogLink: `${base}_${serialNumber}_error.xml`,
        ...(data.logCollectionLevel === "Verbose"
            ? { verboseLogLink: `${base}_${serialNumber}_verbose.xml` }
            : {}),
    }));
}

function copyStatusOf({ status = "" }: DataBoxJob): string {
    if (status === "DataCopy") return "InProgress";
    return status === "CompletedWithErrors" ? status : "Completed";
}

function percentOf(job: DataBoxJob): number {
    if (job.status === "DataCopy") return job.percentComplete;
    const done = isCustomerDisk(job) || completed.includes(job.status ?? "");
    return done && hasReached(job, "DataCopy") ? 100 : 0;
}

function serialNumbersOf(job: DataBoxJob): string[] {
    return job.transferType === "ImportToAzure"
        ? Object.keys(job.details.importDiskDetailsCollection ?? {})
        : job.exportDisks.map(({ serialNumber }) => serialNumber);
}

function accountsOf({ details }: DataBoxJob): DataDetails[] {
    return [...(details.dataImportDetails ?? []), ...(details.dataExportDetails ?? [])];
}

/** The storage account that an order's data goes through. */
export function accountIdOf(account: AccountDetails): string {
    return account.dataAccountType === "StorageAccount"
        ? account.storageAccountId
        : account.stagingStorageAccountId;
}

/** The storage accounts of an order, each once. */
export function storageAccountsOf(job: DataBoxJob): string[] {
    return [...new Set(accountsOf(job).map(({ accountDetails }) => accountIdOf(accountDetails)))];
}
