/** Locks on resources, by the official SDK: Data Box puts one on each storage account of an order. */
import { ManagementLockClient } from "@azure/arm-locks";
import type { PipelinePolicy } from "@azure/core-rest-pipeline";
import type { ArmService } from "./advice";
import { sdkOptions, signedLater, type ArmConnection } from "./armConnection";
import { armErrorBody } from "./armErrorBody";
import { readEnd, readLockPage } from "./dataBoxAnswers";
import type { DataBoxClient } from "./dataBoxClient";
import { isGone, readPages, understood } from "./understanding";

const LOCKS: ArmService = {
    namespace: "Microsoft.Authorization",
    permission:
        "a role with Microsoft.Authorization/locks/* (read, delete), such as Owner or User Access Administrator, " +
        "at the locked resource.",
};

/** An ARM id of a resource, with nothing in it that a URL would swallow. */
const RESOURCE_ID =
    /^\/subscriptions\/[^/?#%]+\/resourceGroups\/[^/?#%]+\/providers(\/(?!\.{1,2}(\/|$))[^/?#%]+){3,}$/i;

/** The SDK encodes the slashes of a scope, which Resource Manager's address does not have. */
const plainScope: PipelinePolicy = {
    name: "plainScope",
    sendRequest: (request, next) => {
        const [path = "", ...query] = request.url.split("?");
        request.url = [path.replace(/%2F/gi, "/"), ...query].join("?");
        return next(request);
    },
};

/** The operations on locks of a client. */
export function locksOn(
    connection: ArmConnection,
): Pick<DataBoxClient, "listLocks" | "deleteLock"> {
    const raw = connection.exchangesWith(LOCKS);
    const options = sdkOptions(connection, raw.policy);
    const sdk = new ManagementLockClient(signedLater, "", options);
    sdk.pipeline.addPolicy(plainScope, { beforePolicies: [raw.policy.name] });

    return {
        async listLocks(resourceId) {
            const scope = scopeOf(resourceId);
            const pages = sdk.managementLocks.listByScope(scope, raw.options).byPage();
            const what = `list the locks of ${resourceId}`;
            const first = await raw.read(what, () => pages.next());
            if (isGone(first.answer)) return "gone";
            const locks = await readPages(
                (page) =>
                    page === 0 ? Promise.resolve(first) : raw.read(what, () => pages.next()),
                readLockPage,
            );
            // Resource Manager lists those of the resource's parts and groups, too.
            const own = `${resourceId}/providers/Microsoft.Authorization/locks/`.toLowerCase();
            return locks.filter(({ id }) => id?.toLowerCase().startsWith(own));
        },

        async deleteLock({ resourceId, name }) {
            const what = `remove the lock "${name}" from ${resourceId}`;
            if (!/^[^<>%&:\\?/]+$/.test(name) || /^\.{1,2}$/.test(name)) {
                throw new Error(`"${name}" is not the name of a lock.`);
            }
            const scope = scopeOf(resourceId);
            const sent = await raw.write(what, undefined, (options) =>
                sdk.managementLocks.deleteByScope(scope, name, options),
            );
            const { code } = armErrorBody(sent.answer.json);
            if (isGone(sent.answer) || code === "LockNotFound") return "gone";
            // 204 was recorded for a lock that was there.
            understood(sent, [200, 204], readEnd);
            return "deleted";
        },
    };
}

/** As the SDK wants it: without the slash at the beginning. */
function scopeOf(resourceId: string): string {
    if (!RESOURCE_ID.test(resourceId)) throw new Error(`"${resourceId}" is not a resource's id.`);
    return resourceId.slice(1);
}
