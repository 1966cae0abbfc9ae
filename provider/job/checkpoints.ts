import { memoised } from "../arm/memoised";
import { identityOf } from "./ownerTag";
import { readCheckpoint, type CheckpointReading } from "./stackCheckpoint";

/** The checkpoints that the calls of one operation ask: that of the stack which runs, and those of others of its backend. */
export class Checkpoints {
    /** As it was when a call of this operation first asked for it: what was cut off before is in it. */
    private earlier: Promise<CheckpointReading> | undefined;
    /** Of other stacks, by the names that they were asked for by. */
    private readonly others = new Map<string, Promise<CheckpointReading>>();
    /** Which stack runs, `organisation/project/stack`, or its name alone. */
    private stack: string | undefined;

    /** Notes which stack runs, `organisation/project/stack`: the engine does not tell a dynamic provider. */
    noteStack(name: unknown): void {
        if (typeof name === "string") this.stack = name;
    }

    /**
     * Whether the front door knows the organisation of the stack that runs. Without it, a stack of the same project is right by
     * its name alone, for every backend.
     */
    get isToldOrganisation(): boolean {
        return this.stack?.includes("/") ?? false;
    }

    /** The checkpoint of the stack, as the engine has written it by now. */
    async current(): Promise<CheckpointReading> {
        if (this.stack === undefined) return { unreadable: "nothing says which stack this is" };
        return await readCheckpoint(this.stack);
    }

    /** What tells the checkpoint of this stack from every other: see `StackCheckpoint.lineage`. */
    async lineage(): Promise<string | undefined> {
        const checkpoint = await this.beforeThisOperation();
        return "unreadable" in checkpoint ? undefined : checkpoint.lineage;
    }

    /** The name of the job that a creation of this resource began to make; undefined: none that the checkpoint shows. */
    async unfinishedName(types: readonly string[], words: string): Promise<string | undefined> {
        const checkpoint = await this.beforeThisOperation();
        return "unreadable" in checkpoint ? undefined : checkpoint.unfinishedName(types, words);
    }

    /** Whether the checkpoint has the resource of these words as the other provider's. */
    async isHeldElsewhere(
        types: readonly string[],
        words: string,
        isDynamic: boolean,
    ): Promise<boolean> {
        const checkpoint = await this.beforeThisOperation();
        return "unreadable" in checkpoint ? false : checkpoint.has(types, words, !isDynamic);
    }

    /** Another resource of the stack that has the job with this id; undefined: none that the checkpoint shows. */
    async otherHolder(
        types: readonly string[],
        id: string,
        words: string,
    ): Promise<string | undefined> {
        const checkpoint = await this.beforeThisOperation();
        return "unreadable" in checkpoint ? undefined : checkpoint.otherHolder(types, id, words);
    }

    /** Whether the resource that has the job with this id is replaced whenever another one is; false where nothing tells. */
    async isReplacedWithOther(id: string): Promise<boolean> {
        const checkpoint = await this.beforeThisOperation();
        return "unreadable" in checkpoint ? false : checkpoint.isReplacedWithOther(id);
    }

    /**
     * Whether another stack of this backend has the job of this creation; false where it cannot be read.
     *
     * @param stack as the CLI is to be asked for it
     */
    async hasJob(stack: string, identity: string): Promise<boolean> {
        const checkpoint = await memoised(this.others, stack, () => readCheckpoint(stack));
        return "unreadable" in checkpoint ? false : checkpoint.hasFinished(identity);
    }

    /** What speaks against an identity's being that of a creation of this stack which was cut off; undefined: nothing. */
    async doubtUnfinished(identity: string): Promise<string | undefined> {
        const checkpoint = await this.beforeThisOperation();
        if ("unreadable" in checkpoint) {
            return `its owner tag has this resource's words, which other stacks may have as well, and whether it is an interrupted creation of this stack is not known: ${checkpoint.unreadable}`;
        }
        if (checkpoint.hasFinished(identity)) {
            return "this stack has it already. Where it is to be replaced because of --replace, a taint or replaceOnChanges, the engine makes the new job first, under the same name: the resource option deleteBeforeReplace: true turns that around";
        }
        return checkpoint.hasUnfinished(identity)
            ? undefined
            : "its owner tag has this resource's words, which other stacks may have as well, and this stack's checkpoint has no unfinished creation of it";
    }

    /** Whether an owner tag is that of a creation of this stack which was cut off. */
    async isUnfinished(tag: string): Promise<boolean> {
        const identity = identityOf(tag);
        return identity !== undefined && (await this.doubtUnfinished(identity)) === undefined;
    }

    /** Read once: what was cut off before this operation stands in it however early that is. */
    private beforeThisOperation(): Promise<CheckpointReading> {
        return (this.earlier ??= this.current());
    }
}
