import type { Route } from "./router";

const apiVersions = ["2015-07-01", "2018-07-01", "2022-04-01"];

const scopes = {
    // Described for a group and a resource; that a subscription is a scope too is assumed.
    Subscription: "/subscriptions/{subscriptionId}",
    ResourceGroup: "/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}",
} as const;

/** What every login may do here: all of it, as an Owner may. */
const owner = { actions: ["*"], notActions: [], dataActions: [], notDataActions: [] };

/**
 * "Gets all permissions the caller has for a resource group" (Microsoft.Authorization 2022-04-01, Permissions).
 */
export const permissionRoutes: readonly Route[] = Object.entries(scopes).map(([level, scope]) => ({
    operation: `Permissions_ListFor${level}`,
    method: "GET",
    path: `${scope}/providers/Microsoft.Authorization/permissions`,
    apiVersions,
    handle: () => ({ status: 200, body: { value: [owner] } }),
}));
