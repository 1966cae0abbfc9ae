import type { Principal } from "../identity/tokens";
import type { SystemData } from "./job";

/** Who changes a job, and when. */
export interface ChangeContext {
    readonly principal: Principal;
    readonly now: number;
}

/** The job's systemData after the change: made once, modified now. */
export function signed(
    before: SystemData | undefined,
    { principal, now }: ChangeContext,
): SystemData {
    const at = new Date(now).toISOString();
    return {
        createdBy: before?.createdBy ?? principal.name,
        createdByType: before?.createdByType ?? principal.type,
        createdAt: before?.createdAt ?? at,
        lastModifiedBy: principal.name,
        lastModifiedByType: principal.type,
        lastModifiedAt: at,
    };
}

/** The systemData of a job that takes over another's name: another job, so another moment of creation. */
export function signedAsReplacement(
    replaced: SystemData,
    { principal, now }: ChangeContext,
): SystemData {
    const later = Math.max(now, Date.parse(replaced.createdAt) + 1000);
    return signed(undefined, { principal, now: later });
}
