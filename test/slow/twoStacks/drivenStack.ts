import type { CheckpointJobs } from "./checkpointFile";
import type { Declared } from "./programs";
import type { Trouble } from "./steps";

/** What a command came to. */
export interface Outcome {
    code: number;
    output: string;
    /** A kill fell while it ran. */
    isKilled?: boolean;
}

export const nothing: Outcome = { code: 0, output: "" };

export type List = Readonly<Record<string, Declared>>;

/** A stack that a run drives: by the real CLI, or by an engine of our own that is many times as fast. */
export interface DrivenStack {
    readonly jobs: CheckpointJobs;
    /** Identities of the creations that are marked as under way on this stack's machine. */
    readonly marks: readonly string[];
    /** Files that must not hold secrets. */
    texts(): { file: string; text: string }[];
    /** @param flags as the CLI takes them; `--replace=NAME` names a resource */
    up(list: List, flags: readonly string[], trouble: Trouble): Promise<Outcome>;
    preview(list: List): Promise<Outcome>;
    refresh(flags: readonly string[], trouble: Trouble): Promise<Outcome>;
    destroy(flags: readonly string[], trouble: Trouble): Promise<Outcome>;
    rename(to: string): Promise<Outcome>;
    /** To the other stack, which is in the same backend. */
    moveState(urn: string, to: DrivenStack): Promise<Outcome>;
    taint(urn: string): Promise<Outcome>;
    unprotect(): Promise<Outcome>;
    export(): Promise<unknown>;
    import(exported: unknown): Promise<Outcome>;
    dispose(): Promise<void>;
}

/** Writes of both services: requests after which something is different. */
export const writeOperations = [
    ...["Jobs_Create", "Jobs_Update", "Jobs_Delete"],
    ...["DataBox.Jobs_Create", "DataBox.Jobs_Update", "DataBox.Jobs_Delete"],
    ...["DataBox.Jobs_Cancel", "DataBox.Jobs_MarkDevicesShipped"],
];
