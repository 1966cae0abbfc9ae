// One job that is never shipped: made, looked at, changed, cancelled, deleted; each answer held against the table.
import { randomBytes } from "node:crypto";
import { isGone, isRetired, isSuccess, orError } from "./azure.mjs";
import { judge } from "./cells.mjs";
import { locksOf, remove, removeLock } from "./cleanUp.mjs";
import { dataBox } from "./provider.mjs";
import { jobId, kitTag, namePrefix } from "./services.mjs";

const POLL_SECONDS = 10;

/**
 * Makes one job of a service, tries what the table says of it, and takes it away again, whatever happens.
 *
 * @param word the service's word in reports; `service`: what services.mjs says of it
 * @param place `{ subscriptionId, resourceGroup, storageAccountId, location }`
 * @param cleaner a client that goes on after an interruption
 * @param check throws where the run was interrupted
 */
export async function tryOneJob({ cleaner, ...how }) {
    const { service, place, record, waitMinutes } = how;
    const name = `${namePrefix}${randomBytes(4).toString("hex")}`;
    const trial = new Trial({ ...how, name, id: jobId(service, place, name) });
    if (!(await trial.isNameFree())) return;
    const wasLocked =
        service.isAsync && (await trial.isAccountLocked("is the account locked before"));
    // The tag says whether the lock is the kit's to remove: a later run knows nothing else.
    const tags = { [kitTag]: service.isAsync && wasLocked === false ? `${name}.lock` : name };
    try {
        if (await trial.create(tags)) await trial.live(tags);
    } finally {
        const { id, isSent, isUnanswered: unanswered } = trial;
        if (isSent) await remove(cleaner, service, id, { record, waitMinutes, unanswered });
    }
}

class Trial {
    /** Whether the creation was sent, and whether its answer tells nothing. */
    isSent = false;
    isUnanswered = false;

    constructor(how) {
        Object.assign(this, how);
    }

    async ask(what, method, suffix = "", body = undefined) {
        this.check();
        const asked = { what: `${what} job "${this.name}"`, service: this.service, body };
        return await orError(this.azure.ask(method, this.id + suffix, asked));
    }

    add(step, request, answer, more = {}) {
        this.record.add({ service: this.word, step, request, answer, ...more });
    }

    async isNameFree() {
        const answer = await this.ask("read", "GET");
        if (isGone(answer)) return true;
        const note = isRetired(answer) ? "not routed at this API version" : "no job was made";
        this.add("is the name free", "GET job", answer, { note });
        return false;
    }

    async create(tags) {
        this.check();
        const body = this.service.body({ ...this.place, tags });
        this.isSent = true;
        const answer = await this.ask("create", "PUT", "", body);
        this.isUnanswered = !isSuccess(answer) && (answer.status ?? 500) >= 500;
        this.add("create", "PUT job", answer);
        return isSuccess(answer);
    }

    /** The life of the job that was made. */
    async live(tags) {
        const { service } = this;
        let row = await this.look("look");
        if (row === undefined) return;
        await this.attempt(row, "editDetails", "change details", "PATCH", service.edit);
        await this.attempt(row, "editDetails", "change tags", "PATCH", {
            tags: { ...tags, seen: "made" },
        });
        await this.cancel(row);
        row = await this.settled(row);
        if (row === undefined) return;
        const after = { tags: { ...tags, seen: "cancelled" } };
        await this.attempt(row, "editDetails", "change tags once cancelled", "PATCH", after);
        if (service.cancelsAgain && row === "deletable") await this.cancelAgain(row);
        if (service.isAsync) await this.isAccountLocked("is the account locked once cancelled");
        await this.delete(row);
    }

    /** @returns the row of the table that Azure's answer comes to; undefined where there is none */
    async look(step) {
        const answer = await this.ask("read", "GET");
        const seen = isSuccess(answer) ? this.service.look(answer.json) : undefined;
        const cancelled = seen?.isCancelling ? ", cancellation requested" : "";
        this.add(step, "GET job", answer, seen && { note: `${seen.words}${cancelled}` });
        return seen && this.service.rows.includes(seen.row) ? seen.row : undefined;
    }

    async attempt(row, operation, step, method, body, suffix = "") {
        const answer = await this.ask(step, method, suffix, body);
        const { verdict } = this.service.rule(row, operation);
        const result = judge(verdict, answer);
        const request = `${method} job${suffix}`;
        this.add(step, request, answer, {
            cell: { row, operation, result },
            note: noteOf(row, verdict, result),
        });
        return answer;
    }

    async cancel(row) {
        const { operation, method, suffix, body } = this.service.cancel;
        await this.attempt(row, operation, "cancel", method, body, suffix);
    }

    /** Looks until the row is another one, or the time is up. */
    async settled(before) {
        const deadline = Date.now() + this.waitMinutes * 60_000;
        for (;;) {
            const row = await this.look("look once cancelled");
            if (row !== before || Date.now() >= deadline) return row;
            await this.azure.pause(Math.min(POLL_SECONDS, this.waitMinutes * 60));
        }
    }

    async cancelAgain(row) {
        const { operation, method, suffix, body } = this.service.cancel;
        await this.attemptSatisfied(row, operation, "cancel a second time", method, body, suffix);
    }

    /** The table says that nothing is left to do: Azure's yes and no both fit, where the job stays as it is. */
    async attemptSatisfied(row, operation, step, method, body, suffix = "") {
        const answer = await this.ask(step, method, suffix, body);
        const after = await this.ask("read", "GET");
        const stayed =
            row === "gone"
                ? isGone(after)
                : isSuccess(after) && this.service.look(after.json).row === row;
        const result = judge("satisfied", answer, stayed);
        this.add(step, `${method} job${suffix}`, answer, {
            cell: { row, operation, result },
            note: noteOf(row, "satisfied", result),
        });
    }

    async delete(row) {
        const { service } = this;
        if (service.rule(row, "delete").verdict !== "allowed") return;
        if (service.isAsync) {
            const { json } = await this.ask("read", "GET");
            if (json !== undefined) await removeLock(this.azure, service, json, this.record);
        }
        await this.attempt(row, "delete", "delete", "DELETE");
        const gone = await this.ask("read", "GET");
        const isOver = isGone(gone);
        this.add("look after the deletion", "GET job", gone, {
            note: isOver ? "gone" : "not gone",
        });
        if (isOver && service.rows.includes("gone")) {
            await this.attemptSatisfied("gone", "delete", "delete what is gone", "DELETE");
        }
    }

    /** Whether the storage account has the lock of Data Box; undefined where nobody may look. */
    async isAccountLocked(step) {
        this.check();
        const { path, service } = locksOf(this.place.storageAccountId);
        const answer = await orError(
            this.azure.ask("GET", path, { what: "look at the locks", service }),
        );
        const isLocked = isSuccess(answer)
            ? (answer.json.value ?? []).some(({ name }) => name === dataBox.lockName)
            : undefined;
        const note = isLocked === undefined ? undefined : isLocked ? "locked" : "not locked";
        this.add(step, "GET locks", answer, { note });
        return isLocked;
    }
}

function noteOf(row, verdict, result) {
    const words = {
        confirmed: "as the table says",
        refuted: `the table says "${verdict}"`,
        notSeen: "says nothing",
    };
    return `${row}: ${words[result]}`;
}
