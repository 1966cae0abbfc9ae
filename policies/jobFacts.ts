import { isJobState, stateFacts } from "../provider/importexport/jobStates";
import { jobMaker, type JobMaker } from "./jobTypes";
import { at, hasNotKnown, notKnown, textAt, type Properties } from "./notKnown";

/** What the policies need to know of a job, whoever made it and wherever it was read. */
export interface JobFacts {
    readonly maker: JobMaker;
    readonly type: string;
    readonly urn: string;
    /** The name of the Pulumi resource. */
    readonly resourceName: string;
    /** The name of the job in Azure; the resource's name where the job's is not known. */
    readonly name: string;
    readonly resourceGroupName: string | undefined;
    readonly subscriptionId: string | undefined;
    /** Azure's word at the last look; undefined when it gave none; not known when it is encrypted. */
    readonly state: string | undefined | typeof notKnown;
    readonly cancelRequested: boolean;
    /** Azure has deleted the job after its end, and only the stack remembers it. */
    readonly purged: boolean;
    /** Carrier and tracking number are given: the parcel may be in the post. */
    readonly hasDeliveryPackage: boolean;
}

/** A resource as the policy SDK or a checkpoint shows it. */
export interface JobSource {
    readonly type: string;
    readonly urn: string;
    readonly name: string;
    /** The ARM id, where it is known. */
    readonly id?: string;
    readonly outputs: Properties;
    readonly inputs?: Properties;
}

/** The facts of a resource; undefined when it is no import/export job. */
export function jobFacts(source: JobSource): JobFacts | undefined {
    const maker = jobMaker(source.type);
    if (!maker) return undefined;
    const { outputs, inputs = {} } = source;
    const address = addressOfId(source.id ?? textAt(outputs, "id"));
    const text = (path: string) => textAt(outputs, path) ?? textAt(inputs, path);
    return {
        maker,
        type: source.type,
        urn: source.urn,
        resourceName: source.name,
        name: address?.jobName ?? textAt(outputs, "name") ?? text("jobName") ?? source.name,
        resourceGroupName: address?.resourceGroupName ?? text("resourceGroupName"),
        subscriptionId: address?.subscriptionId ?? text("subscriptionId"),
        state: stateIn(outputs),
        cancelRequested:
            at(outputs, "cancelRequested") === true ||
            at(outputs, "properties.cancelRequested") === true,
        purged: at(outputs, "purged") === true,
        hasDeliveryPackage: [outputs, inputs].some((side) => isThere(side, "deliveryPackage")),
    };
}

/** Our job says its state at the top, where it is never secret; azure-native among the properties. */
function stateIn(outputs: Properties): JobFacts["state"] {
    for (const path of ["state", "properties.state"]) {
        const value = at(outputs, path);
        if (hasNotKnown(value)) return notKnown;
        if (typeof value === "string" && value !== "") return value;
    }
    return undefined;
}

/** Secret as a whole counts as there only if the property itself is what is secret. */
function isThere(side: Properties, property: string): boolean {
    if (at(side, "properties") === notKnown) return false;
    return at(side, `properties.${property}`) !== undefined;
}

/** Where a job is, from its ARM id. */
export interface JobAddress {
    readonly subscriptionId: string | undefined;
    readonly resourceGroupName: string;
    readonly jobName: string;
}

const idRule =
    /\/subscriptions\/([^/]+)\/resourceGroups\/([^/]+)\/providers\/Microsoft\.ImportExport\/jobs\/([^/]+)$/i;

function addressOfId(id: string | undefined): JobAddress | undefined {
    const [, subscriptionId, resourceGroupName, jobName] = idRule.exec(id ?? "") ?? [];
    if (!subscriptionId || !resourceGroupName || !jobName) return undefined;
    return { subscriptionId, resourceGroupName, jobName };
}

/**
 * Whether the job is with a carrier or the data centre, as far as anybody can tell: shipped and not
 * Completed, in a state that this version does not know, or Creating with a tracking number.
 */
export function isInFlight(job: JobFacts): boolean {
    const { state } = job;
    if (job.purged) return false;
    if (state === notKnown) return true;
    if (state === "Creating") return job.hasDeliveryPackage;
    if (!isJobState(state)) return true;
    return stateFacts[state].isInFlight || state === "Closed";
}

/** `job "photos" (resource group "rg-archive")` */
export function jobInWords(job: Pick<JobFacts, "name" | "resourceGroupName">): string {
    const group = job.resourceGroupName && ` (resource group "${job.resourceGroupName}")`;
    return `job "${job.name}"${group ?? ""}`;
}
