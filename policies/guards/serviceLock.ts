import type { PolicyResource } from "@pulumi/policy";
import { jobInWords } from "../jobIdentity";
import { isAzureNative } from "../azureNative";
import { at, hasNotKnown, seen, textAt, type Properties } from "../notKnown";
import type { DataBoxFacts } from "../services/dataBox";
import type { Verdict } from "../verdict";
import { stackPolicy, type ShownJob } from "./stackPolicy";

/**
 * A stack that owns a Data Box order and the storage account behind it is told of the lock
 * `DATABOX_SERVICE` in time: the service puts it on the account, nobody takes it away when the order is
 * cancelled and deleted (observed), and it blocks the destroy of the account.
 */
export const serviceLock = stackPolicy({
    name: "service-lock",
    displayName: "Service lock",
    description:
        "The storage account of a Data Box order, in the same stack, is locked by the service: a destroy of the account is blocked.",
    enforcementLevel: "advisory",
    severity: "medium",
    tags: ["databox", "destroy"],
    remediationSteps:
        'Set deletion.removeServiceLock: true on the CustomerDiskJob and run "pulumi up"; or remove the lock DATABOX_SERVICE from the account by hand once the order is gone.',
    url: "https://learn.microsoft.com/azure/azure-resource-manager/management/lock-resources",
    rules: { databox: lockedAccounts },
});

/** A storage account that the stack owns. */
interface Account {
    readonly resource: PolicyResource;
    /** Unique in all of Azure; undefined while it is not known. */
    readonly accountName: string | undefined;
}

/** azure-native's storage accounts, however the token is written, and those of the classic provider. */
const accountTokens = [
    /^azure-(native(_storage_v[0-9a-z]+)?|nextgen):storage(\/(v[0-9a-z]+|latest))?:StorageAccount$/i,
    /^azure:storage\/account:Account$/i,
];

function accountsOf(resources: readonly PolicyResource[]): Account[] {
    return resources.filter(isAccount).map((resource) => {
        const properties = seen(resource.props as object);
        const accountName = textAt(properties, "accountName") ?? textAt(properties, "name");
        return { resource, accountName };
    });
}

function isAccount({ type }: PolicyResource): boolean {
    return accountTokens.some((token) => token.test(type));
}

function* lockedAccounts(shown: ShownJob<DataBoxFacts>): Iterable<Omit<Verdict, "urn">> {
    const { job: order, properties, resource } = shown;
    const accounts = accountsOf(shown.resources);
    if (accounts.length === 0 || at(properties, "deletion.removeServiceLock") === true) return;
    const used = accounts.filter((account) => uses(resource, properties, account));
    if (used.length > 0) {
        const names = used.map((account) => `"${nameOf(account)}"`).join(", ");
        const message =
            `Locked: ${jobInWords(order)} puts the lock DATABOX_SERVICE (CanNotDelete) on the storage account ${names} of this stack. It stays when the order is cancelled and deleted, and Azure then refuses to delete the account. ` +
            wayOut(order.maker);
        yield { kind: "refused", message };
        return;
    }
    if (!hasNotKnown(accountPaths.map((path) => at(properties, path)))) return;
    const message = `Could not judge yet whether ${jobInWords(order)} uses a storage account of this stack: its details are not known at preview, or encrypted. If it does, the lock DATABOX_SERVICE stays on the account and blocks its destroy.`;
    yield { kind: "notJudged", message };
}

function wayOut(maker: string): string {
    const byHand =
        'once the order is gone: "az lock delete --name DATABOX_SERVICE --resource-type Microsoft.Storage/storageAccounts --resource-group <group> --resource <account>".';
    return isAzureNative(maker)
        ? `Before the account is destroyed, remove the lock by hand, ${byHand}`
        : `Set deletion.removeServiceLock: true on the order and run "pulumi up" before the destroy; or remove the lock by hand, ${byHand}`;
}

const accountPaths = ["details.dataImportDetails", "details.dataExportDetails"];

/** By the account's name in the order, or, where that is not known, since the order's details come from the account. */
function uses(order: PolicyResource, properties: Properties, account: Account): boolean {
    const isNamed =
        account.accountName !== undefined &&
        accountIds(properties).some((id) =>
            id.toLowerCase().endsWith(`/storageaccounts/${account.accountName!.toLowerCase()}`),
        );
    const comesFrom = order.propertyDependencies.details ?? [];
    return isNamed || comesFrom.some(({ urn }) => urn === account.resource.urn);
}

function accountIds(properties: Properties): string[] {
    const lists = accountPaths.map((path) => at(properties, path)).filter(Array.isArray);
    return lists
        .flat()
        .flatMap((one) => [
            textAt(one, "accountDetails.storageAccountId"),
            textAt(one, "accountDetails.stagingStorageAccountId"),
        ])
        .filter((id) => id !== undefined);
}

function nameOf({ accountName, resource }: Account): string {
    return accountName ?? resource.name;
}
