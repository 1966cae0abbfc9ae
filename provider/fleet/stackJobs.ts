import { AzureError } from "../arm/azureErrors";
import { SettingsError } from "../settings/config";
import type { errors } from "../job/errors";
import { JobError } from "../job/jobError";
import { inTurns } from "./inTurns";
import type { CheckpointResource } from "./checkpointText";
import type { ServiceOfStack, StackResource } from "./fleetService";
import type { Found, KnownJob } from "./knownJob";
import { exportStack, PulumiCliError, readConfig } from "./pulumiCli";
import { servicesFor } from "./services";

/**
 * The jobs of a stack, of every service: which there are the checkpoint says, and where each is Azure, asked with the
 * stack's own settings. Where it cannot be asked, the checkpoint's word stands, and a warning says why.
 *
 * @param stack undefined: the stack that is selected in the working directory
 * @param say shows one line to the person who waits
 * @param service the word of one service; undefined: every one
 * @throws PulumiCliError when the checkpoint cannot be read
 */
export async function jobsOfStack(
    stack: string | undefined,
    env: NodeJS.ProcessEnv,
    say: (line: string) => void,
    service?: string,
): Promise<Found> {
    const { deployment } = await exportStack(stack, env);
    const config = await configOf(stack, env);
    const found = await Promise.all(
        servicesFor(service).map(async ({ openStack, typeTokens }) => {
            const of = openStack(config instanceof PulumiCliError ? undefined : config, env, say);
            const resources = deployment.resources.filter((resource) =>
                isOfType(resource, typeTokens),
            );
            return await jobsOfService(of, resources, config);
        }),
    );
    const obstacles = new Set(found.flatMap(({ obstacle }) => obstacle ?? []));
    return {
        jobs: found.flatMap(({ jobs }) => jobs),
        warnings: [...obstacles].map(staleWarning),
        notes: [],
        unlisted: [],
    };
}

function isOfType(
    resource: CheckpointResource,
    tokens: readonly string[],
): resource is StackResource {
    return tokens.includes(resource.type) && !!resource.id && !!resource.outputs;
}

/** What Azure says of the resources of one service, and what kept it from being asked. */
async function jobsOfService(
    service: ServiceOfStack,
    resources: readonly StackResource[],
    config: Config | PulumiCliError,
): Promise<{ jobs: readonly KnownJob[]; obstacle: string | undefined }> {
    let obstacle = config instanceof PulumiCliError ? config.message : undefined;
    const jobs = await inTurns(resources, async (resource) => {
        // One refusal of the login is enough: the next job would wait as long for the same answer.
        if (obstacle !== undefined) return service.asStored(resource);
        try {
            return await service.asAzureShows(resource);
        } catch (error) {
            if (!isObstacle(error)) throw error;
            obstacle ??= error.message;
            return service.asStored(resource);
        }
    });
    return { jobs, obstacle };
}

type Config = ReadonlyMap<string, string>;

/** The stack's settings; or why they cannot be read, such as a missing passphrase. */
async function configOf(
    stack: string | undefined,
    env: NodeJS.ProcessEnv,
): Promise<Config | PulumiCliError> {
    try {
        return await readConfig(stack, env);
    } catch (error) {
        if (error instanceof PulumiCliError) return error;
        throw error;
    }
}

/** What keeps Azure from being asked, and says nothing of the job. */
function isObstacle(error: unknown): error is AzureError | SettingsError | JobError {
    return (
        error instanceof AzureError ||
        error instanceof SettingsError ||
        (error instanceof JobError && error.code === ("OtherCloud" satisfies keyof typeof errors))
    );
}

const staleWarning = (why: string) =>
    `Some states are those of the stack's last update or refresh, since Azure could not be asked: ${why}`;
