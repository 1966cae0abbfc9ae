import { ArmError, invalidRequest } from "./error";
import { lockLevels, type Lock, type Locks } from "./locks";
import type { ArmAnswer, ArmCall, Route } from "./router";

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
    return Object.entries(scopes).flatMap(([level, scope]) => {
        const all = `${scope}/providers/Microsoft.Authorization/locks`;
        const one = `${all}/{lockName}`;
        const served = { apiVersions: lockApiVersions };
        const routes: Route[] = [
            {
                ...served,
                operation: `ManagementLocks_List${level}`,
                method: "GET",
                path: all,
                quota: "reads",
                takesBody: false,
                // "all the management locks for a resource or any level below resource"
                handle: ({ params }) => ({
                    status: 200,
                    body: { value: locks.under(scopeOf(params)).map(answer) },
                }),
            },
            {
                ...served,
                operation: `ManagementLocks_Get${level}`,
                method: "GET",
                path: one,
                quota: "reads",
                takesBody: false,
                handle: (call) => get(locks, call),
            },
            {
                ...served,
                operation: `ManagementLocks_CreateOrUpdate${level}`,
                method: "PUT",
                path: one,
                quota: "writes",
                takesBody: true,
                handle: (call) => put(locks, call),
            },
            {
                ...served,
                operation: `ManagementLocks_Delete${level}`,
                method: "DELETE",
                path: one,
                quota: "deletes",
                takesBody: false,
                handle: ({ params }) => {
                    locks.remove(scopeOf(params), params.lockName ?? "");
                    // 204 also for a lock that was there (recorded).
                    return { status: 204 };
                },
            },
        ];
        return routes;
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
