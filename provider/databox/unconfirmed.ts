import type { AzureError } from "../arm/azureErrors";
import type { ArmDataBoxJob, DataBoxClient } from "./dataBoxClient";
import type { JobAddress } from "../job/armJob";
import { creationUnconfirmed } from "../job/errors";
import { jobInWords } from "../job/jobError";
import { PartialCreation } from "../job/partialCreation";
import { jobId } from "./jobId";
import type { CustomerDiskInputs, CustomerDiskOutputs } from "./model";
import { rememberInputs, unconfirmedOutputs } from "./outputs";
import type { Session } from "./session";
import { storedOutputs } from "./storedOutputs";

/** What keeps a job in the stack that may exist. */
export function unconfirmed(
    client: DataBoxClient,
    address: JobAddress,
    inputs: CustomerDiskInputs,
    error: AzureError,
): PartialCreation {
    const remembered = rememberInputs(inputs, client.endpoint);
    return new PartialCreation(
        jobId(address),
        storedOutputs(unconfirmedOutputs(address, inputs, remembered, client.timeOfDay())),
        creationUnconfirmed(address, error),
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
export async function appearing(
    session: Session,
    client: DataBoxClient,
    address: JobAddress,
): Promise<ArmDataBoxJob | "gone"> {
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
 * How long Azure may be at work on a creation that it never confirmed, and not show the job yet: a look answers 404 from
 * the PUT's 202 until the job appears. How long that takes is documented nowhere; recorded creations took 23 s, and the
 * provider follows one for 15 min.
 */
const longestCreationMinutes = 30;

/**
 * For how many more minutes a job that Azure does not show may still appear: 0 says that it was never made. A checkpoint
 * that does not tell when the creation was asked for is older than that.
 *
 * @param now Azure's time of day, ms since 1970; this machine's where Azure was not asked
 */
export function minutesToAppear(
    {
        creationUnconfirmed,
        creationAskedAt,
    }: Pick<CustomerDiskOutputs, "creationUnconfirmed" | "creationAskedAt">,
    now: number,
): number {
    if (!creationUnconfirmed || creationAskedAt === undefined) return 0;
    const passed = (now - Date.parse(creationAskedAt)) / 60_000;
    if (Number.isNaN(passed) || passed >= longestCreationMinutes) return 0;
    // In the future: the clock of the machine that asked was ahead, by nobody knows how much.
    return Math.ceil(longestCreationMinutes - Math.max(0, passed));
}
