import { systemClock } from "../arm/clock";
import type { ArmJob, JobAddress } from "../job/armJob";
import { CallSession } from "../job/callSession";
import { Operation } from "../job/operation";
import { foreignEvidence } from "../job/ownership";
import type { ServiceDefinition } from "../job/serviceDefinition";
import type { JobKind } from "../job/serviceTypes";
import { minutesToAppear } from "../job/unconfirmed";
import type { FleetService, FleetTraits, Listing, OpenStack, StackResource } from "./fleetService";
import { inTurns } from "./inTurns";
import type { KnownJob } from "./knownJob";

/** How the jobs of one service are found, beside what its definition says of it, and what there is to say of them. */
export interface FleetParts<K extends JobKind, Known extends KnownJob> extends FleetTraits<Known> {
    /**
     * Adds what only jobs of this service have.
     *
     * @param outputs of the job in its stack; undefined: it was found without a stack
     */
    known(found: KnownJob<K["deletion"]>, outputs?: K["outputs"]): Known;
    /** What the checkpoint has in clear, as Azure would show it. */
    stored(outputs: K["outputs"]): ArmJob;
    /** Whether a job that Azure lists is of this kind. Absent: each is. */
    isOfThisKind?(listed: ArmJob): boolean;
    /** The sentence about so many that are not; with {@link isOfThisKind}. */
    leftOut?(others: number): string;
    /** Whether Azure's list has all of a job that is asked about here. Absent: never, and each is looked up. */
    isListedWhole?(listed: ArmJob): boolean;
}

/** The service for services.ts. */
export function fleetServiceOf<K extends JobKind, Known extends KnownJob>(
    service: ServiceDefinition<K>,
    parts: FleetParts<K, Known>,
): FleetService {
    const namespace = service.armType.split("/")[0] ?? "";
    return {
        ...parts,
        namespace,
        typeTokens: service.typeTokens,
        openStack: openerOf(service, parts, namespace),
        list: async (listing) => await listJobs(service, parts, namespace, listing),
        missing: (address) =>
            parts.known({ service: namespace, address, job: "gone", isFresh: true }),
    };
}

function openerOf<K extends JobKind, Known extends KnownJob>(
    service: ServiceDefinition<K>,
    parts: FleetParts<K, Known>,
    namespace: string,
): OpenStack {
    return (config = new Map(), env, say) => {
        const session = new CallSession<K>(service, new Operation({ config, env, say }));
        const outputsOf = ({ outputs }: StackResource) => outputs as unknown as K["outputs"];
        const foundAs = (resource: StackResource, job: ArmJob | "gone", isFresh: boolean) => {
            const outputs = outputsOf(resource);
            const address = service.ids.jobAddress(resource.id);
            const evidence =
                isFresh && job !== "gone"
                    ? foreignEvidence(job, outputs, session.settings.ownerTag)
                    : undefined;
            const inStack = {
                resourceName: resource.urn.split("::").pop() ?? "",
                deletion: service.deletionOf(outputs.deletion, outputs.owner),
                isProtected: resource.protect === true,
                isRetained: resource.retainOnDelete === true,
                isPurged: outputs.purged,
                foreignEvidence: evidence,
                minutesToAppear: minutesToAppear(outputs, service.creationGraceMinutes, Date.now()),
            };
            return parts.known({ service: namespace, address, job, isFresh, inStack }, outputs);
        };
        return {
            async asAzureShows(resource) {
                const address = service.ids.jobAddress(resource.id);
                const client = await session.reconnect(address, outputsOf(resource));
                return foundAs(resource, await client.getJob(address), true);
            },
            asStored(resource) {
                const outputs = outputsOf(resource);
                return foundAs(resource, outputs.purged ? "gone" : parts.stored(outputs), false);
            },
        };
    };
}

async function listJobs<K extends JobKind, Known extends KnownJob>(
    service: ServiceDefinition<K>,
    parts: FleetParts<K, Known>,
    namespace: string,
    { settings, subscriptionId, resourceGroupName, say }: Listing,
): Promise<{ jobs: Known[]; notes: string[] }> {
    const client = await service.connect(settings, subscriptionId, { clock: systemClock, say });
    const listed = await client.listJobs({ subscriptionId, resourceGroupName });
    const ofThisKind = listed.filter((job) => parts.isOfThisKind?.(job) ?? true);
    const found = await inTurns(ofThisKind, async (job) => {
        const address: JobAddress = service.ids.jobAddress(job.id ?? "");
        const isWhole = parts.isListedWhole?.(job) ?? false;
        const shown = isWhole ? job : await client.getJob(address);
        return parts.known({ service: namespace, address, job: shown, isFresh: true });
    });
    const others = listed.length - ofThisKind.length;
    const note = others === 0 ? undefined : parts.leftOut?.(others);
    return {
        jobs: found.filter(({ job }) => job !== "gone"),
        notes: note === undefined ? [] : [note],
    };
}
