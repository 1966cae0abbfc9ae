import type { LoggedRequest } from "azure-importexport-emulator";
import type { Event, Kept } from "./pulumiModel";
import type { SeenJob } from "./service";
import type { ResourceName } from "./steps";

/** A command as a soak sees it, and what tells jobs apart. */

/** A fault that answers 200 where nothing was done: for a DELETE it looks as the proper answer does. */
export const hollowSuccess = "200 and nothing done";

/** What was, what happened, and what is. */
export interface Observation {
    before: readonly SeenJob[];
    after: readonly SeenJob[];
    keptBefore: ReadonlyMap<ResourceName, Kept>;
    kept: ReadonlyMap<ResourceName, Kept>;
    events: readonly Event[];
    /** Types of the faults that struck, and {@link hollowSuccess}. */
    struck: readonly string[];
    /** Every request that reached Azure. */
    requests: readonly LoggedRequest[];
    /** All that the command printed. */
    printed: string;
}

/** The same job, and not another one under its name. */
export function identityOf(job: Pick<SeenJob, "id" | "systemData">): string {
    return `${job.id.toLowerCase()} of ${job.systemData.createdAt}`;
}

/** The resource that the job's owner tag names. */
export function ownerOf(job: SeenJob): ResourceName | undefined {
    return /^organization\/test\/dev\/(\w+)(?:#[0-9a-f-]{36})?$/.exec(
        job.tags?.["pulumi-owner"] ?? "",
    )?.[1] as ResourceName | undefined;
}

export function sameId(one: string, other: string | undefined): boolean {
    return one.toLowerCase() === other?.toLowerCase();
}

/** Whether the job is the one that the checkpoint knows, and not one that somebody made under its name. */
export function isOfCheckpoint(job: SeenJob, olds: NonNullable<Event["olds"]>): boolean {
    const { createdAt } = (olds.systemData ?? {}) as Partial<SeenJob["systemData"]>;
    return createdAt === undefined || createdAt === job.systemData.createdAt;
}

export function systemDataIn(outputs: Kept["outputs"]): SeenJob["systemData"] {
    return (outputs.systemData ?? {}) as SeenJob["systemData"];
}

/** The options of a deletion that both services have. */
export interface Deletion {
    discardKeys?: boolean;
    whenTimeIsUp?: string;
    whenUndeletable?: string;
}

/** The options of a deletion that the stack stores: the defaults are not. */
export function mayForget(olds: Event["olds"]): boolean {
    const { whenTimeIsUp, whenUndeletable } = (olds?.deletion ?? {}) as Deletion;
    return whenTimeIsUp === "forget" || whenUndeletable === "forget";
}
