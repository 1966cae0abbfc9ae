/** The kinds of record the emulator keeps. */
export const collections = [
    "jobs",
    "dataBoxJobs",
    "dataBoxOperations",
    "locks",
    "storageAccounts",
    "resourceGroups",
    "registrations",
    "clock",
] as const;

export type Collection = (typeof collections)[number];

export type Change =
    | { readonly put: readonly [collection: Collection, key: string, value: unknown] }
    | { readonly remove: readonly [collection: Collection, key: string] };

/** Where changes go to outlive the process. */
export interface ChangeLog {
    /** Takes one change; order is kept. */
    write(change: Change): void;
    /** Resolves when every change written so far is on the disk. @throws NotKeptError when one could not be kept */
    durable(): Promise<void>;
    close(): Promise<void>;
}

/** What was changed could not be kept, and is not so any more. */
export class NotKeptError extends Error {
    override readonly name = "NotKeptError";

    constructor(why: string) {
        super(
            `The emulator could not keep the change (${why}), and took it back: nothing is changed. ` +
                "Make room on its disk, and send the request again.",
        );
    }
}

/** How far the store is: what was done since cannot be told from what was undone. */
export type Moment = number;

/**
 * Everything the emulator knows, in memory: collections of JSON records by key.
 *
 * Records are values: whoever changes one puts a new one. A change is visible at once; an answer
 * that acknowledges it, or shows it, waits for `durable()`.
 */
export class Store {
    private readonly collections = Object.fromEntries(
        collections.map((name) => [name, new Map<string, unknown>()]),
    ) as Record<Collection, Map<string, unknown>>;

    private changeLog: ChangeLog | undefined;
    /** What takes back the changes that are not on the disk yet, the last one last. */
    private undoing: (() => void)[] = [];
    private undone: Moment = 0;
    private readonly listeners: (() => void)[] = [];

    /** From here on every change goes to the log. */
    keepIn(changeLog: ChangeLog): void {
        this.changeLog = changeLog;
    }

    /** Calls back when changes were taken back, for whoever holds a copy of something. */
    onTakenBack(listener: () => void): void {
        this.listeners.push(listener);
    }

    /** Everything there is, as the changes that lead to it. */
    snapshot(): Change[] {
        return Object.entries(this.collections).flatMap(([collection, records]) =>
            [...records].map(([key, value]) => ({
                put: [collection as Collection, key, value] as const,
            })),
        );
    }

    get<T>(collection: Collection, key: string): T | undefined {
        return this.collections[collection].get(key) as T | undefined;
    }

    values<T>(collection: Collection): T[] {
        return [...this.collections[collection].values()] as T[];
    }

    put(collection: Collection, key: string, value: unknown): void {
        this.change({ put: [collection, key, value] });
    }

    remove(collection: Collection, key: string): void {
        if (this.collections[collection].has(key)) this.change({ remove: [collection, key] });
    }

    clear(collection: Collection): void {
        for (const key of [...this.collections[collection].keys()]) this.remove(collection, key);
    }

    clearAll(): void {
        for (const collection of collections) this.clear(collection);
    }

    /** Takes over a record that is on the disk already. */
    restore(change: Change): void {
        if ("put" in change) this.collections[change.put[0]].set(change.put[1], change.put[2]);
        else this.collections[change.remove[0]].delete(change.remove[1]);
    }

    /** To be asked before something is done or looked at that `durable` is to wait for. */
    now(): Moment {
        return this.undone;
    }

    /**
     * Resolves when every change so far would survive the process.
     *
     * @param since when the work began that is to be acknowledged
     * @throws NotKeptError when something was taken back since then: the work may rest on it
     */
    async durable(since: Moment = this.undone): Promise<void> {
        if (since !== this.undone) throw new NotKeptError("a write failed meanwhile");
        await this.changeLog?.durable();
    }

    /** The oldest changes that were not on the disk yet are now. */
    kept(count: number): void {
        this.undoing.splice(0, count);
    }

    /** Takes back every change that is not on the disk: memory is never ahead of what is acknowledged. */
    takeBack(): void {
        for (const undo of this.undoing.splice(0).reverse()) undo();
        this.undone += 1;
        for (const listener of this.listeners) listener();
    }

    async close(): Promise<void> {
        await this.changeLog?.close();
    }

    private change(change: Change): void {
        const [collection, key] = "put" in change ? change.put : change.remove;
        const before: Change = this.collections[collection].has(key)
            ? { put: [collection, key, this.collections[collection].get(key)] }
            : { remove: [collection, key] };
        this.restore(change);
        if (!this.changeLog) return;
        this.undoing.push(() => this.restore(before));
        this.changeLog.write(change);
    }
}
