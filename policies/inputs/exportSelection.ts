import { at, hasNotKnown, notKnown } from "../notKnown";
import { isWord } from "../words";
import {
    resourcePolicy,
    type Finding,
    type RegisteredImportExportJob,
    type RegisteredJob,
    type RegisteredOrder,
} from "./resourcePolicy";

/**
 * An export job selects something, and spells it as the service reads it: a prefix begins with "/",
 * a path does not.
 *
 * A selection that matches nothing is no error to Azure: the drives travel, and come back empty.
 * An export to a customer's own disks is documented for blobs only, so one of Azure Files is suspect.
 */
export const exportSelection = resourcePolicy({
    name: "export-selection",
    displayName: "Export selection",
    description:
        'An export job selects blobs: blobPathPrefix begins with "/", blobPath and blobListBlobPath do not. An order exports blobs, no files.',
    enforcementLevel: "advisory",
    severity: "high",
    tags: ["importexport", "databox", "export"],
    remediationSteps:
        'Set properties.export.blobPathPrefix (["/"] is everything, ["/photos/"] is a container), blobPath (["photos/1.jpg"]) or blobListBlobPath ("lists/photos.xml"); for a Data Box order details.dataExportDetails[].transferConfiguration.',
    url: "https://learn.microsoft.com/azure/import-export/storage-import-export-determine-drives-for-export",
    ofNewJobs: true,
    rules: {
        importexport: selection,
        databox: orderSelection,
    },
});

function* selection(job: RegisteredImportExportJob): Iterable<Finding> {
    const type = job.property("jobType");
    if (type === notKnown) yield { notKnown: "properties.jobType" };
    if (typeof type !== "string" || type.toLowerCase() !== "export") return;

    const prefixes = entries(job, "export.blobPathPrefix");
    const paths = entries(job, "export.blobPath");
    const lists = entries(job, "export.blobListBlobPath");
    yield* misspelt("blobPathPrefix", prefixes, (text) => text.startsWith("/"), "begins with");
    yield* slashed(paths);
    yield* misspelt("blobListBlobPath", lists, (text) => !text.startsWith("/"), "has no");

    const all = [...prefixes, ...paths, ...lists];
    if (all.length === 0) {
        yield {
            wrong: 'is an export job that selects nothing. The drives would travel for nothing. Set properties.export, for example blobPathPrefix: ["/"] for everything.',
        };
    } else if (all.includes(notKnown)) {
        yield { notKnown: "properties.export" };
    }
}

function entries(job: RegisteredJob, path: string): unknown[] {
    const value = job.property(path);
    if (value === undefined || value === "") return [];
    return Array.isArray(value) ? value : [value];
}

function* misspelt(
    key: string,
    given: unknown[],
    isRight: (text: string) => boolean,
    rule: string,
): Iterable<Finding> {
    const place = given.findIndex((text) => typeof text === "string" && !isRight(text));
    if (place < 0) return;
    yield {
        wrong: `spells properties.export.${key} (entry ${place}) in a way that matches nothing: a ${key} ${rule} a leading "/". Azure would send the drives back without that data. ${rule === "has no" ? "Remove" : "Add"} the slash.`,
    };
}

/** Microsoft's published command has `blob-path=/`, and the page on selections says that a path has no slash. */
function* slashed(paths: unknown[]): Iterable<Finding> {
    const place = paths.findIndex((text) => typeof text === "string" && text.startsWith("/"));
    if (place < 0) return;
    yield {
        wrong: `has a leading "/" in properties.export.blobPath (entry ${place}). The service's documents contradict each other on that, and the drives may come back without that data. Remove the slash; for everything use blobPathPrefix: ["/"].`,
    };
}

function* orderSelection(order: RegisteredOrder): Iterable<Finding> {
    const type = order.inputs.transferType;
    if (type === notKnown) yield { notKnown: "transferType" };
    if (!isWord(type, "ExportFromAzure")) return;
    const list = order.property("dataExportDetails");
    if (list === notKnown) {
        yield { notKnown: "details.dataExportDetails" };
        return;
    }
    const given: unknown[] = Array.isArray(list) ? list : [];
    if (given.length === 0) {
        yield {
            wrong: "is an export that selects nothing. The disks would travel for nothing. Fill details.dataExportDetails.",
        };
    }
    for (const [place, one] of given.entries()) {
        const where = `details.dataExportDetails[${place}].transferConfiguration`;
        const configuration = at(one, "transferConfiguration");
        if (selectsFiles(configuration)) {
            yield {
                wrong: `exports Azure Files (${where}). Exports to disks of your own are documented for blobs only, so the disks may come back without the files. Select blobs, or copy the files another way.`,
            };
        } else if (hasNotKnown(configuration)) {
            yield { notKnown: where };
        } else if (!selectsBlobs(configuration)) {
            yield {
                wrong: `selects nothing in ${where}. The disks would travel for nothing. Set transferAllBlobs: true in transferAllDetails.include, or blobs in transferFilterDetails.include.`,
            };
        }
    }
}

const everything = "transferAllDetails.include";
const filter = "transferFilterDetails.include";

function selectsFiles(configuration: unknown): boolean {
    return (
        at(configuration, `${everything}.transferAllFiles`) === true ||
        hasEntries(at(configuration, `${filter}.azureFileFilterDetails`)) ||
        filterFiles(configuration).includes("AzureFile")
    );
}

function selectsBlobs(configuration: unknown): boolean {
    return (
        at(configuration, `${everything}.transferAllBlobs`) === true ||
        hasEntries(at(configuration, `${filter}.blobFilterDetails`)) ||
        filterFiles(configuration).includes("AzureBlob")
    );
}

/** Any of the lists of paths, prefixes, containers or shares has an entry. */
function hasEntries(lists: unknown): boolean {
    if (typeof lists !== "object" || lists === null) return false;
    return Object.values(lists).some((list) => Array.isArray(list) && list.length > 0);
}

function filterFiles(configuration: unknown): unknown[] {
    const files = at(configuration, `${filter}.filterFileDetails`);
    return Array.isArray(files) ? files.map((file) => at(file, "filterFileType")) : [];
}
