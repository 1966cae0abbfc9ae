import { exceptionFor, type Exception } from "../guards/exceptions";
import type { JobIdentity } from "../jobIdentity";
import type { Violation } from "./analysis";
import type { PackConfig } from "./packConfig";
import { packName } from "./packs";

const policy = "no-destroy-in-flight";

/** A job that must not go, for a reason that no policy can see. */
export interface Hidden {
    readonly job: JobIdentity;
    readonly message: string;
    /** It is told, and stops nothing. */
    readonly isTold?: boolean;
}

/** What the guard says in the name of the block, at its level, and with its exceptions. */
export function blockViolations(
    hidden: readonly Hidden[],
    config: PackConfig,
    now: Date,
): Violation[] {
    const { enforcementLevel, allow = [] } = config[policy] as {
        enforcementLevel: string;
        allow?: readonly Exception[];
    };
    if (enforcementLevel === "disabled") return [];
    return hidden.map(({ job, message, isTold = false }) => {
        const isAllowed = exceptionFor(job, allow, now).holds !== undefined;
        return {
            isMandatory: enforcementLevel !== "advisory" && !isAllowed && !isTold,
            policy,
            pack: packName,
            urn: job.urn,
            message,
        };
    });
}
