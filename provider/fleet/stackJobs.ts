import { AzureError } from "../azure/azureErrors";
import { systemClock } from "../azure/clock";
import type { ArmJob } from "../azure/jobsClient";
import { SettingsError } from "../config";
import { JobError } from "../dynamic/jobError";
import { foreignEvidence } from "../dynamic/ownership";
import { Session } from "../importexport/session";
import { resolveDeletion } from "../importexport/changes";
import { jobAddress } from "../importexport/jobId";
import { jobTypeToken, type JobOutputs } from "../importexport/model";
import { inTurns } from "./inTurns";
import type { Found, KnownJob, StackFacts } from "./knownJob";
import { exportStack, PulumiCliError, readConfig, type CheckpointResource } from "./pulumiCli";

/** A resource of type Job, with an id. */
type JobResource = CheckpointResource & { id: string; outputs: JobOutputs };

/**
 * The jobs of a stack: which there are the checkpoint says, and where each is Azure, asked with the stack's own
 * settings. Where it cannot be asked, the checkpoint's word stands, and a warning says why.
 *
 * @param stack undefined: the stack that is selected in the working directory
 * @param say shows one line to the person who waits
 * @throws PulumiCliError when the checkpoint cannot be read
 */
export async function jobsOfStack(
    stack: string | undefined,
    env: NodeJS.ProcessEnv,
    say: (line: string) => void,
): Promise<Found> {
    const { deployment } = await exportStack(stack);
    const resources = (deployment.resources ?? []).filter(isJob);
    const session = await openSession(stack, env, say);
    const obstacles = new Set<string>();
    if (session instanceof PulumiCliError) obstacles.add(session.message);
    const jobs = await inTurns(resources, async (resource) => {
        // One refusal of the login is enough: the next job would wait as long for the same answer.
        if (session instanceof PulumiCliError || obstacles.size > 0) return asStored(resource);
        try {
            return await asAzureShows(session, resource);
        } catch (error) {
            if (!isObstacle(error)) throw error;
            obstacles.add(error.message);
            return asStored(resource);
        }
    });
    return { jobs, warnings: [...obstacles].map(staleWarning) };
}

/** The stack's settings; or why they cannot be read, such as a missing passphrase. */
async function openSession(
    stack: string | undefined,
    env: NodeJS.ProcessEnv,
    say: (line: string) => void,
): Promise<Session | PulumiCliError> {
    try {
        return new Session(await readConfig(stack), env, systemClock, say);
    } catch (error) {
        if (error instanceof PulumiCliError) return error;
        throw error;
    }
}

function isJob(resource: CheckpointResource): resource is JobResource {
    return resource.type === jobTypeToken && !!resource.id && !!resource.outputs;
}

/** What keeps Azure from being asked, and says nothing of the job. */
function isObstacle(error: unknown): error is AzureError | SettingsError | JobError {
    return (
        error instanceof AzureError ||
        error instanceof SettingsError ||
        (error instanceof JobError && error.code === "OtherCloud")
    );
}

const staleWarning = (why: string) =>
    `Some states are those of the stack's last update or refresh, since Azure could not be asked: ${why}`;

async function asAzureShows(session: Session, resource: JobResource): Promise<KnownJob> {
    const address = jobAddress(resource.id);
    const client = await session.reconnect(address, resource.outputs);
    const job = await client.getJob(address);
    const evidence =
        job === "gone"
            ? undefined
            : foreignEvidence(job, resource.outputs, session.settings.ownerTag);
    return { address, job, isFresh: true, inStack: stackFacts(resource, evidence) };
}

function asStored(resource: JobResource): KnownJob {
    const { state, cancelRequested, purged, location } = resource.outputs;
    const stored: ArmJob = { location, properties: { state, cancelRequested } };
    return {
        address: jobAddress(resource.id),
        job: purged ? "gone" : stored,
        isFresh: false,
        inStack: stackFacts(resource, undefined),
    };
}

function stackFacts(resource: JobResource, evidence: string | undefined): StackFacts {
    return {
        resourceName: resource.urn.split("::").pop() ?? "",
        deletion: resolveDeletion(resource.outputs.deletion),
        isProtected: resource.protect === true,
        isRetained: resource.retainOnDelete === true,
        foreignEvidence: evidence,
    };
}
