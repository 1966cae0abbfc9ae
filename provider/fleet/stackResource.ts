import type { KnownJob, StackFacts } from "./knownJob";
import type { CheckpointResource } from "./checkpointText";

/** A resource with an id, and with what its provider kept of it: secrets are encrypted, so that they are no value. */
export type StackResource<Outputs = Record<string, unknown>> = CheckpointResource & {
    id: string;
    outputs: Outputs;
};

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

export function isOfType(
    resource: CheckpointResource,
    tokens: readonly string[],
): resource is StackResource {
    return tokens.includes(resource.type) && !!resource.id && !!resource.outputs;
}

/** What both services' resources tell in the same way. */
export function stackFacts<D>(
    resource: StackResource<{ purged: boolean }>,
    facts: Pick<StackFacts<D>, "deletion" | "foreignEvidence" | "minutesToAppear">,
): StackFacts<D> {
    return {
        resourceName: resource.urn.split("::").pop() ?? "",
        ...facts,
        isProtected: resource.protect === true,
        isRetained: resource.retainOnDelete === true,
        isPurged: resource.outputs.purged,
    };
}
