import { AzureError } from "../arm/azureErrors";
import { isTransient } from "../arm/transientErrors";
import { systemClock } from "../arm/clock";
import { connectDataBox } from "../databox/armDataBoxClient";
import type { ArmDataBoxJob } from "../databox/dataBoxClient";
import type { ArmJob } from "../job/armJob";
import { connectImportExport } from "../importexport/armJobsClient";
import type { ImportExportClient } from "../importexport/jobsClient";
import { quoted } from "../settings/errorCode";
import type { Settings } from "../settings/config";
import { customerDiskSku } from "../databox/model";
import { detailsOf, isShipped } from "../databox/observation";
import { customerDisk } from "../databox/service";
import { sameIgnoringCase } from "../job/sameness";
import { importExport } from "../importexport/service";
import { inTurns } from "./inTurns";
import {
    services as namespaces,
    type Found,
    type KnownImportExportJob,
    type KnownJob,
    type KnownOrder,
    type ServiceWord,
} from "./knownJob";

/** Where jobs are listed, and what is told meanwhile. */
interface Listing {
    readonly settings: Settings;
    readonly subscriptionId: string;
    readonly resourceGroupName?: string;
    /** Undefined: both. */
    readonly service?: ServiceWord;
    /** Shows one line to the person who waits. */
    readonly say: (line: string) => void;
}

/** What one service has. */
interface Listed {
    readonly jobs: readonly KnownJob[];
    readonly notes: readonly string[];
}

/** The jobs, and whose list is whole: without one, nothing tells that a job is not there. */
export interface FoundInSubscription extends Found {
    readonly listed: readonly KnownJob["service"][];
}

/** Each service, and what its jobs are called in a warning. */
const services = [
    { word: "import-export", kind: "Import/export jobs", list: importExportJobs },
    { word: "data-box", kind: "Customer-disk orders of Data Box", list: customerDiskOrders },
] as const;

/**
 * Every job of a subscription or of one of its resource groups, whoever made it, of both services. Where one of them
 * cannot be asked, a warning says why, and the other's jobs are found all the same.
 *
 * @throws AzureError when none can be asked
 */
export async function jobsOfSubscription(listing: Listing): Promise<FoundInSubscription> {
    const asked = services.filter(({ word }) => (listing.service ?? word) === word);
    const answers = await Promise.all(asked.map((service) => answerOf(service, listing)));
    const listed = answers.flatMap((answer) => (answer instanceof AzureError ? [] : [answer]));
    const errors = answers.filter((answer) => answer instanceof AzureError);
    if (listed.length === 0) throw reasonOf(errors);
    const isListed = (answer: Listed | AzureError | undefined) =>
        !(answer instanceof AzureError) || answer.kind === "notRegistered";
    return {
        listed: asked.flatMap(({ word }, index) =>
            isListed(answers[index]) ? [namespaces[word]] : [],
        ),
        jobs: listed.flatMap(({ jobs }) => jobs),
        notes: listed.flatMap(({ notes }) => notes),
        warnings: answers.flatMap((answer, index) =>
            answer instanceof AzureError
                ? [`${asked[index]?.kind} could not be listed. ${answer.message}`]
                : [],
        ),
        // "You can't unregister a resource provider when you still have resource types from that resource provider in
        // your subscription." (Azure resource providers and types): a service without registration has no jobs.
        unlisted: errors.filter(({ kind }) => kind !== "notRegistered"),
    };
}

async function answerOf(
    { list }: (typeof services)[number],
    listing: Listing,
): Promise<Listed | AzureError> {
    try {
        return await list(listing);
    } catch (error) {
        if (error instanceof AzureError) return error;
        throw error;
    }
}

/** What keeps both from answering is told once, except permissions: each service has its own. A passing one decides. */
function reasonOf(errors: readonly AzureError[]): AzureError {
    const [first, second] = errors as [AzureError, AzureError?];
    const isSame = first.kind === second?.kind && first.code === second.code;
    if (!second || (isSame && first.status !== 403)) return first;
    const decisive = isTransient(second) ? second : first;
    return new AzureError(`${quoted(first)}\n${quoted(second)}`, { ...decisive });
}

async function importExportJobs(listing: Listing): Promise<Listed> {
    const { settings, subscriptionId, resourceGroupName, say } = listing;
    const client = await connectImportExport(settings, subscriptionId, { clock: systemClock, say });
    const listed = await client.listJobs({ subscriptionId, resourceGroupName });
    const jobs = await inTurns(listed, (job) => withDrives(client, job));
    return { jobs: jobs.filter(({ job }) => job !== "gone"), notes: [] };
}

/** Azure leaves out the drives where it lists a resource group; an export has none before it is received. */
async function withDrives(
    client: ImportExportClient,
    listed: ArmJob,
): Promise<KnownImportExportJob> {
    const address = importExport.ids.jobAddress(listed.id ?? "");
    const needsDrives =
        listed.properties?.driveList === undefined &&
        sameIgnoringCase(listed.properties?.jobType, "Import");
    const job = needsDrives ? await client.getJob(address) : listed;
    return { service: "Microsoft.ImportExport", address, job, isFresh: true };
}

/** A list has neither stages nor the copy's progress, so that each order is asked for. */
async function customerDiskOrders(listing: Listing): Promise<Listed> {
    const { settings, subscriptionId, resourceGroupName, say } = listing;
    const client = await connectDataBox(settings, subscriptionId, { clock: systemClock, say });
    const listed = await client.listJobs({ subscriptionId, resourceGroupName });
    const orders = listed.filter(({ sku }) => sameIgnoringCase(sku?.name, customerDiskSku));
    const jobs = await inTurns(orders, async ({ id }) => {
        const address = customerDisk.ids.jobAddress(id ?? "");
        return knownOrder(address, await client.getJob(address));
    });
    const others = listed.length - orders.length;
    return {
        jobs: jobs.filter(({ job }) => job !== "gone"),
        notes: others === 0 ? [] : [leftOut(others)],
    };
}

function knownOrder(address: KnownOrder["address"], job: ArmDataBoxJob | "gone"): KnownOrder {
    return {
        service: "Microsoft.DataBox",
        address,
        job,
        isFresh: true,
        isShipped: job !== "gone" && isShipped(detailsOf(job)),
    };
}

function leftOut(others: number): string {
    const orders = others === 1 ? "1 Data Box order is" : `${others} Data Box orders are`;
    return `${orders} left out, being of another SKU than ${customerDiskSku}.`;
}
