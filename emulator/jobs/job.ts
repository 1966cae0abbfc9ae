import type { Principal } from "../identity/tokens";

/** The resource providers that have jobs here. */
export const jobNamespaces = ["Microsoft.ImportExport", "Microsoft.DataBox"] as const;

export type JobNamespace = (typeof jobNamespaces)[number];

/** What names a job: the parts of its ARM id. */
export interface JobName {
    readonly subscriptionId: string;
    readonly resourceGroupName: string;
    readonly jobName: string;
}

export interface SystemData {
    readonly createdBy: string;
    readonly createdByType: Principal["type"];
    readonly createdAt: string;
    readonly lastModifiedBy: string;
    readonly lastModifiedByType: Principal["type"];
    readonly lastModifiedAt: string;
}

/** What the emulator keeps of a job of either service. A value: a change makes a new one. */
export interface KeptJob {
    readonly subscriptionId: string;
    readonly resourceGroupName: string;
    readonly name: string;
    /** The location's plain name, e.g. `westus`. */
    readonly location: string;
    readonly tags?: Readonly<Record<string, string>>;
    readonly systemData: SystemData;
}

/** Where a parcel is moved to. */
export interface Move {
    /** Any word. Empty or null: the job has no state at all. */
    readonly state: string | null;
    /** How much of the copy is done, 0 to 100; only while it is copied. Default 0. */
    readonly percentComplete?: number;
}

/** A job that somebody else made, in the portal say. Everything has a default. */
export interface PlantedJobRequest {
    readonly location?: string;
    readonly tags?: Readonly<Record<string, string>>;
    /** The job's properties as a PUT takes them, laid over a small import job's. */
    readonly properties?: Readonly<Record<string, unknown>>;
    /** Microsoft.DataBox alone. Default `{ name: "DataBoxCustomerDisk" }`. */
    readonly sku?: { readonly name: string };
    /** Default: the state of a new job; empty or null: no state. */
    readonly state?: string | null;
    readonly percentComplete?: number;
    readonly cancelRequested?: boolean;
    /** Default `somebody.else@contoso.example`. */
    readonly createdBy?: string;
}

/** Who makes a planted job. */
export const somebodyElse: Principal = {
    name: "somebody.else@contoso.example",
    type: "User",
    objectId: "5a5a5a5a-0000-4000-8000-000000000000",
};

/** The ARM resource id of a job. */
export function jobIdIn(namespace: JobNamespace, job: JobName): string {
    return (
        `/subscriptions/${job.subscriptionId}/resourceGroups/${job.resourceGroupName}` +
        `/providers/${namespace}/jobs/${job.jobName}`
    );
}

/** The key a job is kept under in its service: ids are the same in any letter case. */
export function jobKey({ subscriptionId, resourceGroupName, jobName }: JobName): string {
    return `${subscriptionId}/${resourceGroupName}/${jobName}`.toLowerCase();
}

/** The key of a job that exists; list pages continue after it. */
export function keyOf(job: KeptJob): string {
    return jobKey({ ...job, jobName: job.name });
}

/** @returns a job's name and its service, from its ARM id in any letter case; undefined when it is not one. */
export function parseJobId(
    id: string,
): { readonly namespace: JobNamespace; readonly name: JobName } | undefined {
    const parts =
        /^\/subscriptions\/([^/]+)\/resourceGroups\/([^/]+)\/providers\/(Microsoft\.\w+)\/jobs\/([^/]+)$/i.exec(
            id,
        );
    const namespace = jobNamespaces.find(
        (known) => known.toLowerCase() === parts?.[3]?.toLowerCase(),
    );
    if (!parts || !namespace) return undefined;
    return {
        namespace,
        name: { subscriptionId: parts[1]!, resourceGroupName: parts[2]!, jobName: parts[4]! },
    };
}
