import type { Principal } from "../identity/tokens";
import type { SystemData } from "./job";
import type { ContestedRules } from "./rules";

/** Who changes a job, and when. */
export interface ChangeContext {
    readonly principal: Principal;
    readonly now: number;
    readonly rules: ContestedRules;
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
