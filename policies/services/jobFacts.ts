import type { DeletionOptions, Observation } from "../../provider/job/deletionPlan";
import type { JobIdentity } from "../jobIdentity";
import type { notKnown } from "../notKnown";

/** Which states block a destroy: some of them, or everything that is under way. */
export type BlockedStates = readonly string[] | "in-flight";

/** Why a job must not be destroyed now. */
export interface BlockReason {
    /** A sentence that goes on after a colon. */
    readonly because: string;
    /** A sentence: the next step. */
    readonly instead: string;
    /** Nobody can tell where the job is: `ifStateUnreadable` decides. */
    readonly unreadable?: boolean;
}

/** What a service calls things; for messages. */
export interface ServiceWords {
    /** `import/export job` */
    readonly job: string;
    /** Completes "until the job is …": when a delete of it harms nobody. */
    readonly end: string;
    /** The same as a clause: "the job is Completed". */
    readonly hasEnded: string;
    /** What comes of azure-native's plain DELETE of a job that is not deletable. */
    readonly plainDelete: string;
    /** The input below which a job's own properties stand. */
    readonly properties: "properties" | "details";
}

/** What an export that has ended should have left in the stack. */
export interface ExportKeys {
    /** Undefined or another word: no export. */
    readonly isExport: boolean | typeof notKnown;
    /** The output with the keys. */
    readonly keys: unknown;
    /** `a Completed export` */
    readonly what: string;
    /** azure-native's function that answers them, and what it has instead of the output. */
    readonly fetch: string;
    /** This project's output. */
    readonly output: string;
}

/**
 * What the policies need to know of a job, of any service, whoever made it and wherever it was read.
 *
 * A policy asks nothing that only one of the services has, but for rules that are given by service.
 */
export interface JobFacts extends JobIdentity {
    /** Its key in services/index.ts. */
    readonly service: string;
    readonly words: ServiceWords;
    /** Where the job is; completes "it is …". */
    readonly standing: string;
    /** What its end depends on, as the provider would see it. */
    readonly observation: Observation;
    /** What its resource says of its deletion; the defaults where the checkpoint has none, as of azure-native's. */
    readonly deletion: DeletionOptions;
    /** It is with a carrier or the data centre, as far as anybody can tell. */
    readonly isInFlight: boolean;
    /** What {@link JobFacts.isInFlight} goes by could be read. */
    readonly isReadable: boolean;
    /** Undefined: it may be destroyed. */
    readonly whyBlocked: (blockedStates: BlockedStates) => BlockReason | undefined;
    /** Undefined: it is no export that has ended. */
    readonly exportKeys: ExportKeys | undefined;
    /** The same job, where the checkpoint knows none and it is about to be made; undefined: nothing can be said of it. */
    readonly ifNew: () => JobFacts | undefined;
    /** The same job, where the checkpoint cannot be read. */
    readonly ifUnseen: () => JobFacts;
}
