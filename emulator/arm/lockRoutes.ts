import { ArmError, invalidRequest } from "./error";
import { lockLevels, type Lock, type Locks } from "./locks";
import { operation, type ArmAnswer, type ArmCall, type Route } from "./router";

const lockApiVersions = ["2016-09-01", "2017-04-01", "2020-05-01"];

const scopes = {
    AtSubscriptionLevel: "/subscriptions/{subscriptionId}",
    AtResourceGroupLevel: "/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}",
    AtResourceLevel:
        "/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}" +
        "/providers/{lockedNamespace}/{lockedType}/{lockedName}",
} as const;

/** Microsoft.Authorization/locks of a subscription, a group and a resource. */
export function lockRoutes(locks: Locks): readonly Route[] {
    return Object.entries(scopes).flatMap(([scopeName, scope]) => {
        const all = `${scope}/providers/Microsoft.Authorization/locks`;
        const one = `${all}/{lockName}`;
        const at = (name: string) => `ManagementLocks_${name}${scopeName}`;
        const routes = [
            // "all the management locks for a resource or any level below resource"
            operation("GET", at("List"), all, ({ params }) => ({
                status: 200,
                body: { value: locks.under(scopeOf(params)).map(answer) },
            })),
            operation("GET", at("Get"), one, (call) => get(locks, call)),
            operation("PUT", at("CreateOrUpdate"), one, (call) => put(locks, call)),
            operation("DELETE", at("Delete"), one, ({ params }) => {
                locks.remove(scopeOf(params), params.lockName ?? "");
                // 204 also for a lock that was there (recorded).
                return { status: 204 };
            }),
        ];
        return routes.map((route) => ({ ...route, apiVersions: lockApiVersions }));
    });
}

function get(locks: Locks, { params }: ArmCall): ArmAnswer {
    const name = params.lockName ?? "";
    const lock = locks.get(scopeOf(params), name);
    if (lock) return { status: 200, body: answer(lock) };
    throw new ArmError(404, "LockNotFound", `The lock '${name}' could not be found.`);
}

function put(locks: Locks, { params, body }: ArmCall): ArmAnswer {
    const { level, notes } = Object((body as { properties?: unknown }).properties) as {
        level?: unknown;
        notes?: unknown;
    };
    const known = lockLevels.find((one) => one === level);
    if (!known || (notes !== undefined && typeof notes !== "string")) {
        throw invalidRequest(
            `The request content was invalid: 'properties.level' must be one of ${lockLevels.join(", ")}, and 'properties.notes' text.`,
            "properties.level",
        );
    }
    const [scope, name] = [scopeOf(params), params.lockName ?? ""];
    const status = locks.get(scope, name) ? 200 : 201;
    return { status, body: answer(locks.put({ scope, name, level: known, notes })) };
}

function scopeOf(params: ArmCall["params"]): string {
    const { subscriptionId, resourceGroupName, lockedNamespace, lockedType, lockedName } = params;
    return (
        `/subscriptions/${subscriptionId}` +
        (resourceGroupName === undefined ? "" : `/resourceGroups/${resourceGroupName}`) +
        (lockedName === undefined
            ? ""
            : `/providers/${lockedNamespace}/${lockedType}/${lockedName}`)
    );
}

function answer({ scope, name, level, notes }: Lock): object {
    return {
        properties: { level, ...(notes === undefined ? {} : { notes }) },
        id: `${scope}/providers/Microsoft.Authorization/locks/${name}`,
        type: "Microsoft.Authorization/locks",
        name,
    };
}
