import { AzureError } from "../arm/azureErrors";
import { quoted } from "../settings/errorCode";
import type { ArmLock } from "./dataBoxClient";
import type { JobAddress } from "../job/armJob";
import { jobInWords } from "../job/jobError";
import { lacksPermission } from "../job/azureRefusals";
import { sameIgnoringCase } from "../job/sameness";
import type { Target } from "../job/serviceDefinition";
import { errors } from "./errors";
import type { CustomerDisk } from "./serviceTypes";
import type { CustomerDiskDetails, CustomerDiskOutputs } from "./model";
import { detailsOf, flagsOf } from "./observation";

/**
 * The lock that the service puts on the storage accounts of an order.
 *
 * Recorded, and documented nowhere: creating an order locks each of its accounts against deletion, under this name, and
 * the lock was still there when the order had been cancelled and deleted. So a destroy of a stack that has both fails on
 * the account.
 */
export const serviceLockName = "DATABOX_SERVICE";

/** The level of that lock. Recorded. */
const serviceLockLevel = "CanNotDelete";

/** The storage accounts that a job's data goes to, comes from or passes through, each once. */
export function storageAccountsOf(details: CustomerDiskDetails): string[] {
    const all = [...(details.dataImportDetails ?? []), ...(details.dataExportDetails ?? [])];
    const ids = all.flatMap(({ accountDetails }) => [
        accountDetails?.storageAccountId,
        accountDetails?.stagingStorageAccountId,
    ]);
    const texts = ids.filter((id): id is string => typeof id === "string" && id !== "");
    return texts.filter(
        (id, index) => texts.findIndex((one) => sameIgnoringCase(one, id)) === index,
    );
}

/**
 * What is left to do once the order is gone: says which accounts are still locked, or takes the lock away where the
 * stack wants that and no other order needs it.
 *
 * @throws JobError `LockNotRemoved` when it is to go, and it cannot be told or removed; a second destroy comes here again
 */
export async function afterTheOrder(
    on: Target<CustomerDisk>,
    { details, deletion: { removeServiceLock } }: Pick<CustomerDiskOutputs, "details" | "deletion">,
): Promise<void> {
    for (const account of storageAccountsOf(details)) {
        try {
            const lock = await lockOn(on, account, removeServiceLock);
            if (!lock) continue;
            const obstacle = removeServiceLock
                ? (notTheServices(lock) ?? (await whyToKeep(on, account)))
                : "deletion.removeServiceLock is not set";
            if (obstacle === undefined) await remove(on, account);
            else warn(on, account, obstacle, removeServiceLock);
        } catch (error) {
            if (!(error instanceof AzureError)) throw error;
            throw errors.LockNotRemoved({ job: on.address, account, cause: error });
        }
    }
}

/** The service's lock at the account's own scope, if it is there and may be looked at. */
async function lockOn(
    { session, client }: Target<CustomerDisk>,
    account: string,
    isToGo: boolean,
): Promise<ArmLock | undefined> {
    try {
        const locks = await client.listLocks(account);
        if (locks === "gone") return undefined;
        return locks.find(({ name }) => sameIgnoringCase(name, serviceLockName));
    } catch (error) {
        if (!(error instanceof AzureError)) throw error;
        if (isToGo && !lacksPermission(error)) throw error;
        // The order is gone, and a destroy must not fail for want of a hint.
        session.say(
            `Warning: could not look whether the Data Box service left its lock ${serviceLockName} on ${account}: ${quoted(error)} ` +
                `While it is there, a destroy of that storage account fails. ${byHand(account)}`,
        );
        return undefined;
    }
}

/** Why a lock of the service's name is not the service's; undefined when nothing says so. */
function notTheServices({ properties }: ArmLock): string | undefined {
    const level = properties?.level;
    if (level === undefined || sameIgnoringCase(level, serviceLockLevel)) return undefined;
    return `its level is ${level}, and the service's is ${serviceLockLevel}: somebody else may have put it there`;
}

/**
 * Why the lock has to stay: another order of the subscription uses the account, or nobody can tell. An order that Azure
 * would delete is over, and needs no lock.
 */
async function whyToKeep(
    { client, address }: Target<CustomerDisk>,
    account: string,
): Promise<string | undefined> {
    const { subscriptionId } = address;
    if (!isIn(account, subscriptionId)) {
        return "the account is in another subscription, and it was not looked at whether an order there uses it";
    }
    try {
        for (const listed of await client.listJobs({ subscriptionId })) {
            if (flagsOf(listed).isDeletable === true) continue;
            const other = addressOf(listed.id, subscriptionId);
            if (!other) return "a job of the subscription has an id that says nothing";
            // A list may be behind.
            const job = await client.getJob(other);
            if (job === "gone" || flagsOf(job).isDeletable === true) continue;
            const accounts = storageAccountsOf(detailsOf(job));
            if (accounts.length === 0)
                return `${jobInWords(other)} does not say which accounts it uses`;
            if (accounts.some((one) => sameIgnoringCase(one, account))) {
                return `${jobInWords(other)} uses the account`;
            }
        }
        return undefined;
    } catch (error) {
        if (!lacksPermission(error)) throw error;
        return "there is no permission to look whether another job of the subscription uses the account";
    }
}

function isIn(account: string, subscriptionId: string): boolean {
    return account.toLowerCase().startsWith(`/subscriptions/${subscriptionId}/`.toLowerCase());
}

function addressOf(id: string | undefined, subscriptionId: string): JobAddress | undefined {
    const [, resourceGroupName, jobName] =
        /\/resourceGroups\/([^/]+)\/providers\/Microsoft\.DataBox\/jobs\/([^/]+)$/i.exec(
            id ?? "",
        ) ?? [];
    return resourceGroupName && jobName
        ? { subscriptionId, resourceGroupName, jobName }
        : undefined;
}

/** Removes exactly that lock; without the permission it says so. */
async function remove({ session, client }: Target<CustomerDisk>, account: string): Promise<void> {
    try {
        await client.deleteLock({ resourceId: account, name: serviceLockName });
        session.say(`Removed the lock ${serviceLockName} from ${account}.`);
    } catch (error) {
        if (!lacksPermission(error)) throw error;
        session.say(
            `Warning: no permission to remove the lock ${serviceLockName} from ${account} (Microsoft.Authorization/locks/delete): a destroy of that storage account fails while it is there. ${byHand(account)}`,
        );
    }
}

function warn(
    { session, address }: Target<CustomerDisk>,
    account: string,
    why: string,
    isToGo: boolean,
): void {
    const orElse = isToGo
        ? ""
        : " Or set deletion.removeServiceLock: true before the job is destroyed.";
    session.say(
        `Warning: ${jobInWords(address)} is gone, but the Data Box service left its lock ${serviceLockName} on ${account}, and a destroy of that storage account fails while it is there. ` +
            `It was left there, since ${why}. ${byHand(account)}${orElse}`,
    );
}

function byHand(account: string): string {
    return `Once no order needs it: az lock delete --name ${serviceLockName} --resource ${account}`;
}
