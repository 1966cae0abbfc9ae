import type { Locks } from "../arm/locks";
import type { DataBoxJob } from "./job";
import { storageAccountsOf } from "./progress";

/**
 * Locks the order's storage accounts, as the service does when an order is made (recorded). Nothing
 * takes the locks away again: they were still there after a cancellation and a deletion.
 */
export function lockAccounts(job: DataBoxJob, locks: Locks): void {
    for (const scope of storageAccountsOf(job)) {
        locks.put({
            scope,
            name: "DATABOX_SERVICE",
            level: "CanNotDelete",
            notes: "Data Box Service to copy data from device to storage account.",
        });
    }
}
