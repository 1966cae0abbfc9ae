import type { KnownJob, StackFacts } from "./knownJob";
import type { CheckpointResource } from "./pulumiCli";

/** A resource with an id, and with what its provider kept of it: secrets are encrypted, so that they are no value. */
export type StackResource<Outputs = Record<string, unknown>> = CheckpointResource & {
    id: string;
    outputs: Outputs;
};

/** How the jobs of one service are found that a stack has. */
export interface ServiceOfStack {
    readonly typeToken: string;
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

export function isOfType(resource: CheckpointResource, token: string): resource is StackResource {
    return resource.type === token && !!resource.id && !!resource.outputs;
}

/** @param evidence why the job that Azure shows is another one */
export function stackFacts<D>(
    resource: StackResource<unknown>,
    deletion: D,
    evidence: string | undefined,
): StackFacts<D> {
    return {
        resourceName: resource.urn.split("::").pop() ?? "",
        deletion,
        isProtected: resource.protect === true,
        isRetained: resource.retainOnDelete === true,
        foreignEvidence: evidence,
    };
}
