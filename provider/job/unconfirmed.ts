import type { AzureError } from "../arm/azureErrors";
import type { ArmJob } from "./armJob";
import { errors } from "./errors";
import { jobInWords, PartialCreation } from "./jobError";
import type { JobKind } from "./serviceTypes";
import type { OutputsOfAnyJob } from "./jobShape";
import { rememberInputs, storedOutputs, unconfirmedOutputs } from "./outputs";
import type { Target } from "./serviceDefinition";

/** What keeps a job in the stack that may exist. */
export function unconfirmed<K extends JobKind>(
    { service, client, address }: Target<K>,
    inputs: K["inputs"],
    error: AzureError,
): PartialCreation {
    const remembered = rememberInputs(service, inputs, client.endpoint);
    const asked = unconfirmedOutputs(service, address, inputs, remembered, client.timeOfDay());
    return new PartialCreation(
        service.ids.jobId(address),
        storedOutputs(service, asked),
        errors.CreationUnconfirmed.atCreation({ job: address, cause: error }),
    );
}

/** Recorded creations took 23 s. */
const longestLookMs = 60_000;
const firstPauseMs = 500;
const longestPauseMs = 10_000;

/**
 * Looks again for a job that Azure refuses to make since it is at work on it, and does not show yet: for a minute, or as
 * long as failures are ridden out (setting `retrySeconds`), whichever is shorter.
 */
export async function lookUntilShown<K extends JobKind>({
    session,
    client,
    address,
}: Target<K>): Promise<ArmJob | "gone"> {
    const { clock, settings } = session;
    const lookMs = Math.min(settings.retrySeconds * 1_000, longestLookMs);
    const deadline = clock.now() + lookMs;
    let pauseMs = firstPauseMs;
    if (lookMs > 0) {
        session.say(
            `Azure is at work on a job of that name that it does not show yet: looking for ${jobInWords(address)} again for up to ${lookMs / 1_000} s.`,
        );
    }
    while (clock.now() < deadline) {
        if (!(await session.pause(Math.min(pauseMs, deadline - clock.now())))) return "gone";
        const job = await client.getJob(address);
        if (job !== "gone") return job;
        pauseMs = Math.min(pauseMs * 1.5, longestPauseMs);
    }
    return "gone";
}

/**
 * For how many more minutes a job that Azure does not show may still appear: 0 says that it was never made. A checkpoint
 * that does not tell when the creation was asked for is older than that.
 *
 * @param graceMinutes how long a service may be at work on a creation before it shows the job
 * @param now Azure's time of day, ms since 1970; this machine's where Azure was not asked
 */
export function minutesToAppear(
    {
        creationUnconfirmed,
        creationAskedAt,
    }: Pick<OutputsOfAnyJob, "creationUnconfirmed" | "creationAskedAt">,
    graceMinutes: number,
    now: number,
): number {
    if (!creationUnconfirmed || creationAskedAt === undefined) return 0;
    const passed = (now - Date.parse(creationAskedAt)) / 60_000;
    if (Number.isNaN(passed) || passed >= graceMinutes) return 0;
    // In the future: the clock of the machine that asked was ahead, by nobody knows how much.
    return Math.ceil(graceMinutes - Math.max(0, passed));
}
