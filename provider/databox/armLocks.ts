/** Locks on resources: Data Box puts one on each storage account of an order. */
import type { ArmService } from "../arm/advice";
import { armErrorBody } from "../arm/armErrorBody";
import type { ArmClient } from "../arm/client";
import type { CallContext } from "../arm/context";
import { isGone, readSuccess } from "../arm/response";
import type { DataBoxClient } from "./dataBoxClient";
import { secretFields } from "./secretFields";
import { asLock, readEnd } from "./responses";

const LOCKS: ArmService = {
    namespace: "Microsoft.Authorization",
    apiVersion: "2020-05-01",
    permission:
        "a role with Microsoft.Authorization/locks/* (read, delete), such as Owner or User Access Administrator, " +
        "at the locked resource.",
    secretFields,
};

/** An ARM id of a resource, with nothing in it that a URL would swallow. */
const RESOURCE_ID =
    /^\/subscriptions\/[^/?#%]+\/resourceGroups\/[^/?#%]+\/providers(\/(?!\.{1,2}(\/|$))[^/?#%]+){3,}$/i;

/** The operations on locks of a client. */
export function locksOn(
    arm: ArmClient,
    context: CallContext,
): Pick<DataBoxClient, "listLocks" | "deleteLock"> {
    return {
        async listLocks(resourceId) {
            const path = locksOf(resourceId);
            const call = { what: `list the locks of ${resourceId}`, service: LOCKS, context };
            const first = await arm.get(path, call);
            if (isGone(first)) return "gone";
            const locks = await arm.list(path, call, asLock, Promise.resolve(first));
            // Resource Manager lists those of the resource's parts and groups, too.
            const own = `${path}/`.toLowerCase();
            return locks.filter(({ id }) => id?.toLowerCase().startsWith(own));
        },

        async deleteLock({ resourceId, name }) {
            if (!/^[^<>%&:\\?/]+$/.test(name) || /^\.{1,2}$/.test(name)) {
                throw new Error(`"${name}" is not the name of a lock.`);
            }
            const what = `remove the lock "${name}" from ${resourceId}`;
            const id = `${locksOf(resourceId)}/${name}`;
            const response = await arm.delete(id, { what, service: LOCKS, context });
            const { code } = armErrorBody(response.json);
            if (isGone(response) || code === "LockNotFound") return "gone";
            // 204 was recorded for a lock that was there.
            readSuccess(response, [200, 204], readEnd);
            return "deleted";
        },
    };
}

function locksOf(resourceId: string): string {
    if (!RESOURCE_ID.test(resourceId)) throw new Error(`"${resourceId}" is not a resource's id.`);
    return `${resourceId}/providers/Microsoft.Authorization/locks`;
}
