import type { Store } from "../state/store";
import { ArmError } from "./error";

export const lockLevels = ["CanNotDelete", "ReadOnly"] as const;

/** A management lock on one resource or resource group. */
export interface Lock {
    /** The ARM id of what is locked, as it was written. */
    readonly scope: string;
    readonly name: string;
    readonly level: (typeof lockLevels)[number];
    readonly notes?: string;
}

/** The management locks of all subscriptions (Microsoft.Authorization/locks). */
export class Locks {
    constructor(private readonly store: Store) {}

    get(scope: string, name: string): Lock | undefined {
        return this.store.get<Lock>("locks", keyOf(scope, name));
    }

    /** The locks at the scope and below it. */
    under(scope: string): Lock[] {
        const at = scope.toLowerCase();
        return this.store.values<Lock>("locks").filter((lock) => {
            const locked = lock.scope.toLowerCase();
            return locked === at || locked.startsWith(`${at}/`);
        });
    }

    put(lock: Lock): Lock {
        this.store.put("locks", keyOf(lock.scope, lock.name), lock);
        return lock;
    }

    remove(scope: string, name: string): void {
        this.store.remove("locks", keyOf(scope, name));
    }

    /**
     * @param scope the ARM id of what is to be deleted.
     * @throws ArmError 409 `ScopeLocked` when it, what is in it or the group it is in is locked.
     */
    checkDeletable(scope: string): void {
        const group = /^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+/i.exec(scope)?.[0] ?? scope;
        const locked = this.under(group).filter((lock) => {
            const [a, b] = [lock.scope.toLowerCase(), scope.toLowerCase()];
            return a === group.toLowerCase() || a === b || a.startsWith(`${b}/`);
        });
        if (locked.length === 0) return;
        throw new ArmError(
            409,
            "ScopeLocked",
            `The scope '${scope}' cannot perform delete operation because following scope(s) are ` +
                `locked: '${[...new Set(locked.map((lock) => lock.scope))].join("', '")}'. Please remove the lock and try again.`,
        );
    }
}

function keyOf(scope: string, name: string): string {
    return `${scope}/${name}`.toLowerCase();
}
