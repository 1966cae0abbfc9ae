import { armId, type JobIdentity } from "../jobIdentity";
import { settingsError } from "../policySettings";

/** One exception from the block, for the one job at 2 a.m.: it names a reason, and it ends. */
export interface Exception {
    /** The job's name in Azure, the Pulumi resource's name, its URN, or the job's ARM id. */
    readonly job: string;
    readonly reason: string;
    /** The last day it holds (UTC): `2026-10-31`. */
    readonly expires: string;
}

/** The schema of the setting `allow`. */
export const exceptionsSchema = {
    type: "array" as const,
    default: [],
    description:
        "Exceptions: { job: name, URN or ARM id, reason: why, expires: the last day, 2026-10-31 }.",
    items: {
        type: "object" as const,
        required: ["job", "reason", "expires"],
        additionalProperties: false,
        properties: {
            job: { type: "string" as const, minLength: 1 },
            reason: { type: "string" as const, minLength: 1 },
            expires: { type: "string" as const, pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" },
        },
    },
};

/** @throws for an exception whose day does not exist; a schema cannot tell. */
export function checkExceptions(policy: string, exceptions: readonly Exception[]): void {
    for (const { job, expires } of exceptions) {
        const day = new Date(`${expires}T00:00:00Z`);
        if (!Number.isNaN(day.getTime()) && day.toISOString().startsWith(expires)) continue;
        throw settingsError(
            `The config of policy "${policy}" allows "${job}" until "${expires}", which is no day. Give the last day as year-month-day, for example "2026-10-31".`,
        );
    }
}

/** The exceptions for a job: the one that holds now, or else one that has ended. */
export function exceptionFor(
    job: JobIdentity,
    exceptions: readonly Exception[],
    now: Date,
): { holds?: Exception; ended?: Exception } {
    const names = [job.name, job.resourceName, job.urn, armId(job)].map((one) =>
        one?.toLowerCase(),
    );
    const mine = exceptions.filter((one) => names.includes(one.job.toLowerCase()));
    const today = now.toISOString().slice(0, 10);
    const holds = mine.find(({ expires }) => expires >= today);
    const ended = mine.find(({ expires }) => expires < today);
    return { ...(holds && { holds }), ...(ended && { ended }) };
}
