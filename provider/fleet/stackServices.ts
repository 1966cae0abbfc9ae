/** How the jobs of a stack are found, service by service. */
import { detailsOf, isShipped } from "../databox/observation";
import { customerDisk } from "../databox/service";
import type { CustomerDisk } from "../databox/serviceTypes";
import { importExport } from "../importexport/service";
import type { ImportExport } from "../importexport/serviceTypes";
import type { ArmJob, JobAddress } from "../job/armJob";
import { CallSession } from "../job/callSession";
import { Operation } from "../job/operation";
import { foreignEvidence } from "../job/ownership";
import type { ServiceDefinition } from "../job/serviceDefinition";
import type { JobKind } from "../job/serviceTypes";
import { minutesToAppear } from "../job/unconfirmed";
import type { CheckpointResource } from "./checkpointText";
import type { KnownJob, StackFacts } from "./knownJob";

/** A resource with an id, and with what its provider kept of it: secrets are encrypted, so that they are no value. */
export type StackResource = CheckpointResource & {
    readonly id: string;
    readonly outputs: Record<string, unknown>;
};

export function isOfType(
    resource: CheckpointResource,
    tokens: readonly string[],
): resource is StackResource {
    return tokens.includes(resource.type) && !!resource.id && !!resource.outputs;
}

/** How the jobs of one service are found that a stack has. */
export interface ServiceOfStack {
    readonly typeTokens: readonly string[];
    /** Asks Azure. @throws AzureError, SettingsError, JobError `OtherCloud` */
    asAzureShows(resource: StackResource): Promise<KnownJob>;
    /** What the checkpoint says. */
    asStored(resource: StackResource): KnownJob;
}

/** Opens a service for the jobs of a stack. @param config undefined: it cannot be read, and Azure is not asked */
export type OpenService = (
    config: ReadonlyMap<string, string> | undefined,
    env: NodeJS.ProcessEnv,
    say: (line: string) => void,
) => ServiceOfStack;

/** What jobs of every service tell in the same way. */
interface FoundJob<K extends JobKind> {
    readonly address: JobAddress;
    readonly job: ArmJob | "gone";
    readonly isFresh: boolean;
    readonly inStack: StackFacts<K["deletion"]>;
}

/** What is a service's own. */
interface Telling<K extends JobKind> {
    readonly known: (found: FoundJob<K>, outputs: K["outputs"]) => KnownJob;
    /** What the checkpoint has in clear, as Azure would show it. */
    readonly stored: (outputs: K["outputs"]) => ArmJob;
}

function opening<K extends JobKind>(
    service: ServiceDefinition<K>,
    { known, stored }: Telling<K>,
): OpenService {
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
            return known({ address, job, isFresh, inStack }, outputs);
        };
        return {
            typeTokens: service.typeTokens,
            async asAzureShows(resource) {
                const address = service.ids.jobAddress(resource.id);
                const client = await session.reconnect(address, outputsOf(resource));
                return foundAs(resource, await client.getJob(address), true);
            },
            asStored(resource) {
                const outputs = outputsOf(resource);
                return foundAs(resource, outputs.purged ? "gone" : stored(outputs), false);
            },
        };
    };
}

/** The import/export jobs of a stack. */
export const importExportOfStack = opening<ImportExport>(importExport, {
    known: (found) => ({ service: "Microsoft.ImportExport", ...found }),
    stored: ({ state, cancelRequested, location }) => ({
        location,
        properties: { state, cancelRequested },
    }),
});

/** The customer-disk orders of a stack. */
export const ordersOfStack = opening<CustomerDisk>(customerDisk, {
    known: (found, { shipped }) => ({
        service: "Microsoft.DataBox",
        ...found,
        // What was accepted once is not forgotten when Azure stops showing it.
        isShipped: shipped || (found.job !== "gone" && isShipped(detailsOf(found.job))),
    }),
    // The details are a secret as a whole: what is in clear beside them has to do.
    stored: ({ location, sku, ...outputs }) => {
        const { status, startTime, transferType, cancellationReason } = outputs;
        const { isDeletable, isCancellable, isCancellableWithoutFee } = outputs;
        return {
            location,
            sku,
            properties: {
                ...{ status, startTime, transferType, cancellationReason },
                ...{ isDeletable, isCancellable, isCancellableWithoutFee },
            },
        };
    },
});
