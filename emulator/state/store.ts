/** The kinds of record the emulator keeps. */
export type Collection =
    | "jobs"
    | "dataBoxJobs"
    | "dataBoxOperations"
    | "locks"
    | "storageAccounts"
    | "resourceGroups"
    | "registrations"
    | "clock";

export type Change =
    | { readonly put: readonly [collection: Collection, key: string, value: unknown] }
    | { readonly remove: readonly [collection: Collection, key: string] };

/** Where changes go to outlive the process. */
export interface Journal {
    /** Takes one change; order is kept. */
    write(change: Change): void;
    /** Resolves when every change written so far is on the disk. */
    durable(): Promise<void>;
    close(): Promise<void>;
}

/**
 * Everything the emulator knows, in memory: collections of JSON records by key.
 *
 * Records are values: whoever changes one puts a new one. A change is visible at once; an answer
 * that acknowledges it waits for `durable()`.
 */
export class Store {
    private readonly collections: Record<Collection, Map<string, unknown>> = {
        jobs: new Map(),
        dataBoxJobs: new Map(),
        dataBoxOperations: new Map(),
        locks: new Map(),
        storageAccounts: new Map(),
        resourceGroups: new Map(),
        registrations: new Map(),
        clock: new Map(),
    };

    private journal: Journal | undefined;

    /** From here on every change goes to the journal. */
    keepIn(journal: Journal): void {
        this.journal = journal;
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
        this.collections[collection].set(key, value);
        this.journal?.write({ put: [collection, key, value] });
    }

    remove(collection: Collection, key: string): void {
        if (this.collections[collection].delete(key)) {
            this.journal?.write({ remove: [collection, key] });
        }
    }

    clear(collection: Collection): void {
        for (const key of [...this.collections[collection].keys()]) this.remove(collection, key);
    }

    clearAll(): void {
        for (const collection of Object.keys(this.collections)) {
            this.clear(collection as Collection);
        }
    }

    /** Takes over a record that is on the disk already. */
    restore(change: Change): void {
        if ("put" in change) this.collections[change.put[0]].set(change.put[1], change.put[2]);
        else this.collections[change.remove[0]].delete(change.remove[1]);
    }

    /** Resolves when every change so far would survive the process. */
    async durable(): Promise<void> {
        await this.journal?.durable();
    }

    async close(): Promise<void> {
        await this.journal?.close();
    }
}
