import { plainLocationName } from "../jobs/dataCenters";
import type { Store } from "../state/store";
import { ArmError } from "./error";
import type { Locks } from "./locks";
import type { ResourceGroups } from "./resourceGroups";
import { operation, type ArmAnswer, type ArmCall, type Route } from "./router";

interface StorageAccount {
    readonly id: string;
    readonly name: string;
    readonly location: string;
    readonly tags?: unknown;
    readonly sku?: unknown;
    readonly kind?: unknown;
}

/**
 * Microsoft.Storage/storageAccounts, as names that a lock can hold: made, read and deleted, with
 * nothing in them. Jobs do not ask whether their account exists.
 */
export function storageAccountRoutes(
    store: Store,
    groups: ResourceGroups,
    locks: Locks,
): readonly Route[] {
    const path =
        "/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}" +
        "/providers/Microsoft.Storage/storageAccounts/{accountName}";
    const routes = [
        operation("GET", "StorageAccounts_GetProperties", path, (call) => ({
            status: 200,
            body: answer(existing(call, store, groups)),
        })),
        operation("PUT", "StorageAccounts_Create", path, (call) => create(call, store, groups)),
        operation("DELETE", "StorageAccounts_Delete", path, (call) => {
            const id = idOf(call);
            locks.checkDeletable(id);
            if (!store.get("storageAccounts", id.toLowerCase())) return { status: 204 };
            store.remove("storageAccounts", id.toLowerCase());
            return { status: 200 };
        }),
    ];
    return routes.map((route) => ({ ...route, apiVersions: "any" }));
}

function create(call: ArmCall, store: Store, groups: ResourceGroups): ArmAnswer {
    const { subscriptionId, resourceGroupName = "", accountName = "" } = call.params;
    const { location, tags, sku, kind } = Object(call.body) as Record<string, unknown>;
    if (typeof location !== "string" || !/\S/.test(location)) {
        throw new ArmError(
            400,
            "LocationRequired",
            "The location property is required for this definition.",
        );
    }
    if (!/^[a-z0-9]{3,24}$/.test(accountName)) {
        throw new ArmError(
            400,
            "AccountNameInvalid",
            `${accountName} is not a valid storage account name. It has 3 to 24 lower-case letters and digits.`,
        );
    }
    groups.forNewResource({ subscriptionId, resourceGroupName });
    const id = idOf(call);
    const kept = store.get<StorageAccount>("storageAccounts", id.toLowerCase());
    const account: StorageAccount = {
        id: kept?.id ?? id,
        name: accountName,
        location: plainLocationName(location),
        tags,
        sku,
        kind,
    };
    store.put("storageAccounts", id.toLowerCase(), account);
    return { status: 200, body: answer(account) };
}

function existing(call: ArmCall, store: Store, groups: ResourceGroups): StorageAccount {
    const { subscriptionId, resourceGroupName = "", accountName = "" } = call.params;
    groups.check({ subscriptionId, resourceGroupName });
    const account = store.get<StorageAccount>("storageAccounts", idOf(call).toLowerCase());
    if (account) return account;
    throw new ArmError(
        404,
        "ResourceNotFound",
        `The Resource 'Microsoft.Storage/storageAccounts/${accountName}' under resource group ` +
            `'${resourceGroupName}' was not found.`,
    );
}

function idOf({ params }: ArmCall): string {
    return (
        `/subscriptions/${params.subscriptionId}/resourceGroups/${params.resourceGroupName}` +
        `/providers/Microsoft.Storage/storageAccounts/${params.accountName}`
    );
}

function answer({ id, name, location, tags, sku, kind }: StorageAccount): object {
    return {
        id,
        name,
        type: "Microsoft.Storage/storageAccounts",
        location,
        tags: tags ?? {},
        sku: sku ?? { name: "Standard_LRS", tier: "Standard" },
        kind: kind ?? "StorageV2",
        properties: {
            provisioningState: "Succeeded",
            // Visibly no place: there are no blobs here.
            primaryEndpoints: { blob: `https://${name}.blob.emulator.invalid/` },
        },
    };
}
