/** What the provider asks of the running stack's own checkpoint, in the rare case in which only that can tell. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { identityOf, wordsOf } from "./ownerTag";
import { markedCheckpoint } from "./creationMarks";
import { ownerWords } from "./resourceNames";
import { sameIgnoringCase } from "./sameness";
import { isDynamic } from "./wire";

/** The part of `pulumi stack export` that is read here. */
interface Exported {
    readonly deployment?: {
        readonly resources?: readonly Entry[] | null;
        readonly pending_operations?: readonly {
            readonly type?: unknown;
            readonly resource?: Entry;
        }[];
    };
}

interface Entry {
    readonly urn?: unknown;
    readonly type?: unknown;
    readonly created?: unknown;
    readonly id?: unknown;
    readonly delete?: unknown;
    readonly pendingReplacement?: unknown;
    readonly retainOnDelete?: unknown;
    readonly replaceWith?: readonly unknown[];
    /** Only looked at (`Job.get`). */
    readonly external?: unknown;
    readonly inputs?: Readonly<Record<string, unknown>>;
    readonly outputs?: Readonly<Record<string, unknown>>;
}

/** The checkpoint of the stack that runs, or why it cannot be read. */
export type CheckpointReading = StackCheckpoint | { readonly unreadable: string };

/** What a checkpoint says of creations and of jobs. */
export class StackCheckpoint {
    constructor(private readonly exported: Exported) {}

    /**
     * Whether it holds a creation of this identity that began and did not end. One that a resource has by now is
     * finished, whatever is left of its beginning. Where the provider's process died in it, the mark that it left counts.
     */
    hasUnfinished(identity: string): boolean {
        const began =
            this.creations.some(({ inputs }) => inputs?.creation === identity) ||
            (this.lineage !== undefined && markedCheckpoint(identity) === this.lineage);
        return began && !this.hasFinished(identity);
    }

    /** Whether a resource has the job of this creation. */
    hasFinished(identity: string): boolean {
        return this.resources.some((entry) => hasIdentity(entry, identity));
    }

    /**
     * What tells this checkpoint from every other, also after the stack was renamed: when its first resource was made, to the
     * nanosecond. Undefined before the first.
     */
    get lineage(): string | undefined {
        const stack = this.resources.find(({ type }) => type === "pulumi:pulumi:Stack");
        return typeof stack?.created === "string" ? stack.created : undefined;
    }

    /**
     * Whether it has a job twice: a resource has it, and a record of this owner tag, which an earlier replacement left, waits
     * for its deletion.
     */
    hasLeftover(id: string, owner: string): boolean {
        const ofJob = this.resources.filter((entry) => sameIgnoringCase(String(entry.id), id));
        const waits = (entry: Entry) => entry.delete === true;
        return (
            ofJob.some((entry) => waits(entry) && entry.outputs?.owner === owner) &&
            ofJob.some((entry) => !waits(entry))
        );
    }

    /** Whether a resource has the job with this id, and is replaced whenever another one is. */
    isReplacedWithOther(id: string): boolean {
        return this.resources.some(
            (entry) =>
                sameIgnoringCase(String(entry.id), id) && (entry.replaceWith ?? []).length > 0,
        );
    }

    /**
     * The name of the job that a creation of this resource began to make and did not end, whatever its owner tag says: after
     * "pulumi stack rename" the words of the resource are others, and so is the name that is made of them.
     *
     * @param types the type's tokens
     * @param words the words that the resource has now
     */
    unfinishedName(types: readonly string[], words: string): string | undefined {
        const [name] = this.creations.flatMap(({ urn, type, inputs }) => {
            const { creation, jobName } = inputs ?? {};
            if (typeof creation !== "string" || typeof jobName !== "string") return [];
            const isOfIt = types.includes(String(type)) && isOf(String(urn), words);
            const isHeld = this.resources.some((entry) => entry.outputs?.name === jobName);
            return isOfIt && !isHeld && this.hasUnfinished(creation) ? [jobName] : [];
        });
        return name;
    }

    /**
     * Whether it has this resource, and nothing but the program decides what becomes of it: no deletion is left over, and
     * the job of a resource with `retainOnDelete` stays.
     *
     * @param types the type's tokens
     * @param words the words that the resource has now
     * @param ofDynamic whether as the dynamic provider's, or as the packaged one's
     */
    has(types: readonly string[], words: string, ofDynamic: boolean): boolean {
        return this.resources.some(
            ({ urn, type, inputs = {}, ...marks }) =>
                marks.delete !== true &&
                marks.pendingReplacement !== true &&
                marks.retainOnDelete !== true &&
                types.includes(String(type)) &&
                isOf(String(urn), words) &&
                isDynamic(inputs) === ofDynamic,
        );
    }

    /**
     * The name of a resource, other than that of these words, that has the job with this id.
     *
     * @param types the type's tokens
     * @param words the words that the resource has now
     */
    otherHolder(types: readonly string[], id: string, words: string): string | undefined {
        const other = this.resources.find(
            ({ urn, type, ...entry }) =>
                sameIgnoringCase(String(entry.id), id) &&
                types.includes(String(type)) &&
                entry.delete !== true &&
                entry.pendingReplacement !== true &&
                entry.external !== true &&
                !isOf(String(urn), words) &&
                // An alias keeps the words of the name before it.
                wordsOf(String(entry.outputs?.owner)) !== words,
        );
        return other && String(other.urn).split("::").slice(3).join("::");
    }

    /** Those that were under way when it was written last. */
    private get creations(): readonly Entry[] {
        const { pending_operations: pending = [] } = this.exported.deployment ?? {};
        return (pending ?? []).flatMap(({ type, resource }) =>
            isBegun(type) && resource ? [resource] : [],
        );
    }

    private get resources(): readonly Entry[] {
        return this.exported.deployment?.resources ?? [];
    }
}

/** `pulumi refresh --import-pending-creates` turns a creation that was cut off into an import, and asks then. */
const isBegun = (type: unknown) => type === "creating" || type === "importing";

/** Whether these are the words of the resource with this URN. Only the organisation does not stand in it. */
function isOf(urn: string, words: string): boolean {
    const [prefix = "", project = "", types = "", ...name] = urn.split("::");
    const [organisation = ""] = words.split("/");
    const stack = prefix.slice("urn:pulumi:".length);
    const parents = types.split("$").slice(0, -1);
    return ownerWords([organisation, project, stack, ...parents, name.join("::")]) === words;
}

function hasIdentity({ outputs }: Entry, identity: string): boolean {
    return [outputs?.owner, outputs?.formerOwner].some(
        (owner) => typeof owner === "string" && identityOf(owner) === identity,
    );
}

const giveUpAfterMs = 120_000;

/**
 * Reads the checkpoint by the Pulumi CLI on PATH, with the environment of the running one: no lock, no passphrase.
 *
 * @param stack `organisation/project/stack`; or the name alone, and the project of the working directory is meant
 */
export async function readCheckpoint(stack: string): Promise<CheckpointReading> {
    const args = ["stack", "export", "--stack", stack, "--non-interactive"];
    let printed: string;
    try {
        const { stdout } = await promisify(execFile)("pulumi", args, {
            // Whoever runs the update is told of newer versions there.
            env: { ...withoutOptions(process.env), PULUMI_SKIP_UPDATE_CHECK: "true" },
            maxBuffer: 1024 ** 3, // checkpoints grow with their stacks
            timeout: giveUpAfterMs,
        });
        printed = stdout;
    } catch (error) {
        return { unreadable: reasonOf(error as Error & { code?: unknown; killed?: boolean }) };
    }
    try {
        const exported: unknown = JSON.parse(printed);
        const isObject = typeof exported === "object" && exported !== null;
        if (isObject && "deployment" in exported) return new StackCheckpoint(exported as Exported);
    } catch {
        // What is no JSON is no checkpoint either: said below, and nothing of it is repeated.
    }
    return { unreadable: '"pulumi stack export" printed no checkpoint' };
}

/** Without what the CLI printed: a backend's address may hold a login. */
function reasonOf({ code, killed }: { code?: unknown; killed?: boolean }): string {
    if (code === "ENOENT") return 'the Pulumi CLI ("pulumi") is not on PATH';
    if (killed) return `"pulumi stack export" gave no answer within ${giveUpAfterMs / 1_000} s`;
    return `"pulumi stack export" ended with ${typeof code === "number" || typeof code === "string" ? code : "an error"}`;
}

/** Flags by environment (`PULUMI_OPTION_FILE`, …) are meant for the user's command, not for one that reads. */
function withoutOptions(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
    return Object.fromEntries(
        Object.entries(env).filter(([variable]) => !variable.startsWith("PULUMI_OPTION_")),
    );
}
