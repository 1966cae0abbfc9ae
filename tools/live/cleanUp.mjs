// Takes the kit's own jobs away, whatever state they are in, and nothing else.
import { isGone, isSuccess, orError } from "./azure.mjs";
import { dataBox } from "./provider.mjs";
import { isOurs, kitTag, services } from "./services.mjs";

/** The pause between two looks at a job that is on its way to its end. */
const POLL_SECONDS = 10;
/** A creation that was not answered may still show its job: how often it is looked for. */
const LOOKS_FOR_UNANSWERED = 6;

/** The kit's jobs in a resource group, from this run or another. @throws AzureError */
export async function leftovers(azure, service, { subscriptionId, resourceGroup }) {
    const path = `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}/providers/${service.namespace}/jobs`;
    const what = `list the jobs of ${service.namespace} in resource group "${resourceGroup}"`;
    return (await azure.list(path, { what, service })).filter(isOurs);
}

/**
 * Removes one job of the kit's. Cancels it where it has to be cancelled first, and waits for that.
 *
 * @param unanswered whether its creation was not answered: then its absence is no proof at once
 * @returns whether it is gone; where it is not, the record says why
 */
export async function remove(azure, service, id, { record, waitMinutes, unanswered = false }) {
    const name = id.split("/").pop();
    const ask = (method, path, what, body) =>
        orError(azure.ask(method, path, { what: `${what} job "${name}"`, service, body }));
    const stays = (why) => {
        record.leave(
            `The job "${name}" of ${service.word} is still there: ${why} ${byHand(service)}`,
        );
        return false;
    };
    const deadline = Date.now() + waitMinutes * 60_000;
    let looks = unanswered ? LOOKS_FOR_UNANSWERED : 0;
    for (let tried = false; ;) {
        const look = await ask("GET", id, "read");
        if (isGone(look)) {
            if (looks-- <= 0) return true;
            await azure.pause(POLL_SECONDS);
            continue;
        }
        if (!isSuccess(look)) return stays(`it cannot be read (${saidOf(look)}).`);
        if (!isOurs(look.json))
            return stays("it does not carry the kit's tag, so it was not touched.");
        looks = 0; // it has come to be
        const { step, words } = service.look(look.json);
        if (step === "delete" || tried) await removeLock(azure, service, look.json, record);
        if (step === "cancel" || step === "askAboutFee") {
            const { method, suffix, body } = service.cancel;
            const answer = await ask(method, id + suffix, "cancel", body);
            if (isSuccess(answer)) continue;
            if (tried) return stays(`${words}; a cancellation was refused (${saidOf(answer)}).`);
        } else if (step === "wait") {
            if (Date.now() >= deadline) {
                return stays(
                    `${words}; it is cancelled, and not deletable after ${waitMinutes} minutes.`,
                );
            }
            await azure.pause(Math.min(POLL_SECONDS, Math.max(1, (deadline - Date.now()) / 1000)));
            continue;
        }
        // What the table would refuse is tried once all the same: the job is the kit's own.
        const deletion = await ask("DELETE", id, "delete");
        if (!isSuccess(deletion) && (tried || step !== "delete")) {
            return stays(`${words}; a deletion was refused (${saidOf(deletion)}).`);
        }
        tried = true;
    }
}

/**
 * Removes the lock that an order of the kit put on its storage account. Done before the order goes, since only the
 * order's tag tells that the lock was not there before.
 */
export async function removeLock(azure, service, job, record) {
    if (service !== services.dataBox || !job.tags[kitTag].endsWith(".lock")) return;
    const account =
        job.properties.details?.dataImportDetails?.[0]?.accountDetails?.storageAccountId;
    if (typeof account !== "string") return;
    const locks = locksOf(account);
    const asked = { what: `look at the locks of the storage account`, service: locks.service };
    const found = await orError(azure.ask("GET", locks.path, asked));
    if (isSuccess(found) && !found.json.value?.some(({ name }) => name === dataBox.lockName))
        return;
    if (await isNeeded(azure, service, job)) {
        return record.leave(
            `The lock ${dataBox.lockName} stays on the storage account: another order may need it.`,
        );
    }
    const what = { what: `remove the lock ${dataBox.lockName}`, service: locks.service };
    const answer = await orError(azure.ask("DELETE", `${locks.path}/${dataBox.lockName}`, what));
    const isThere = !isSuccess(answer) && answer.code !== "LockNotFound";
    if (isThere) {
        record.leave(
            `The lock ${dataBox.lockName} stays on the storage account (${saidOf(answer)}). Remove it: az lock delete --name ${dataBox.lockName} --resource STORAGE_ACCOUNT_ID`,
        );
    } else {
        record.add({ service: "dataBox", step: "remove the lock", request: "DELETE lock", answer });
    }
}

/** Whether the subscription has another order that is not over. Who cannot tell says yes. */
async function isNeeded(azure, service, { id }) {
    const path = `/subscriptions/${azure.subscriptionId}/providers/${service.namespace}/jobs`;
    const others = await orError(
        azure.list(path, { what: "list the orders of the subscription", service }),
    );
    if (!Array.isArray(others)) return true;
    return others.some(
        (job) => job.id?.toLowerCase() !== id.toLowerCase() && job.properties?.isDeletable !== true,
    );
}

/** The locks of a storage account. */
export function locksOf(account) {
    const service = {
        namespace: "Microsoft.Authorization",
        apiVersion: "2020-05-01",
        permission: "Microsoft.Authorization/locks/*",
    };
    return { service, path: `${account}/providers/Microsoft.Authorization/locks` };
}

const saidOf = ({ status, code, said }) =>
    [status ?? "no answer", code ?? said].filter(Boolean).join(" ");

const byHand = ({ namespace }) =>
    `Later: npm run live -- --clean-up --resource-group GROUP, or az resource delete --resource-group GROUP --resource-type ${namespace}/jobs --name JOB`;
