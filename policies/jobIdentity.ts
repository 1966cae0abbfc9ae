import { textAt, type Properties } from "./notKnown";

/** What is the same to say of a job of every service: whose it is, and where. */
export interface JobIdentity {
    /** Who makes it: a key of a service's makers (services/policyService.ts). */
    readonly maker: string;
    /** The service's resource provider. */
    readonly namespace: string;
    readonly type: string;
    readonly urn: string;
    /** The name of the Pulumi resource. */
    readonly resourceName: string;
    /** The name of the job in Azure; the resource's name where the job's is not known. */
    readonly name: string;
    readonly resourceGroupName: string | undefined;
    readonly subscriptionId: string | undefined;
    /** Azure has deleted the job after its end, and only the stack remembers it. */
    readonly purged: boolean;
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

/** Who and where the job is. */
export function identityOf(source: JobSource, maker: string, namespace: string): JobIdentity {
    const { outputs, inputs = {} } = source;
    const address = addressOfId(source.id ?? textAt(outputs, "id"), namespace);
    const text = (path: string) => textAt(outputs, path) ?? textAt(inputs, path);
    return {
        maker,
        namespace,
        type: source.type,
        urn: source.urn,
        resourceName: source.name,
        name: address?.jobName ?? textAt(outputs, "name") ?? text("jobName") ?? source.name,
        resourceGroupName: address?.resourceGroupName ?? text("resourceGroupName"),
        subscriptionId: address?.subscriptionId ?? text("subscriptionId"),
        purged: outputs.purged === true,
    };
}

/** Where a job is, from its ARM id. */
interface JobAddress {
    readonly subscriptionId: string;
    readonly resourceGroupName: string;
    readonly jobName: string;
}

const idRule =
    /\/subscriptions\/([^/]+)\/resourceGroups\/([^/]+)\/providers\/([^/]+)\/jobs\/([^/]+)$/i;

function addressOfId(id: string | undefined, namespace: string): JobAddress | undefined {
    const [, subscriptionId, resourceGroupName, shown, jobName] = idRule.exec(id ?? "") ?? [];
    if (!subscriptionId || !resourceGroupName || !shown || !jobName) return undefined;
    if (shown.toLowerCase() !== namespace.toLowerCase()) return undefined;
    return { subscriptionId, resourceGroupName, jobName };
}

/** The ARM id; undefined where a part of it is not known. */
export function armId(job: JobIdentity): string | undefined {
    const { namespace, subscriptionId, resourceGroupName, name } = job;
    if (!subscriptionId || !resourceGroupName) return undefined;
    return `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroupName}/providers/${namespace}/jobs/${name}`;
}

/** Whether both may be one job in Azure: a part that is not known differs from nothing, except the name. */
export function isSameJob(one: JobIdentity, other: JobIdentity): boolean {
    const same = (left: string | undefined, right: string | undefined) =>
        !left || !right || left.toLowerCase() === right.toLowerCase();
    return (
        one.namespace === other.namespace &&
        one.name.toLowerCase() === other.name.toLowerCase() &&
        same(one.resourceGroupName, other.resourceGroupName) &&
        same(one.subscriptionId, other.subscriptionId)
    );
}

/** `job "photos" (resource group "rg-archive")` */
export function jobInWords(job: Pick<JobIdentity, "name" | "resourceGroupName">): string {
    const group = job.resourceGroupName && ` (resource group "${job.resourceGroupName}")`;
    return `job "${job.name}"${group ?? ""}`;
}
