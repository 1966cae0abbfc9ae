import { createHash, createHmac, randomBytes } from "node:crypto";
import { ArmError } from "../arm/error";
import type { ArmAnswer, ArmCall } from "../arm/router";
import { jobIdIn, type JobName } from "../jobs/job";
import type { JobRegister } from "../jobs/jobRegister";
import { sameText } from "../jobs/listPage";
import type { Store } from "../state/store";
import type { DataBoxJob } from "./job";
import type { DataBoxRules } from "./rules";

/** A long-running operation on an order. */
export interface Operation {
    readonly id: string;
    readonly kind: "create" | "update" | "delete";
    readonly job: JobName;
    readonly orderId: string;
    readonly location: string;
    /** How many more looks find it still running. */
    readonly looksLeft: number;
    readonly ended: boolean;
    /** What its addresses are signed with. */
    readonly secret: string;
}

const mostKept = 1000;

/**
 * Long-running operations as they were recorded: 202 with an empty body and `Location` alone.
 *
 * They end after so many looks, never after real seconds. An order goes when its deletion has ended, whoever looked:
 * at the operation, or at the order itself. From when on it is there, the rule `shown` says.
 */
export class Operations {
    constructor(
        private readonly store: Store,
        private readonly jobs: JobRegister<DataBoxJob>,
        private readonly rules: DataBoxRules,
    ) {}

    /** Begins an operation. @returns the 202 that tells where to look. */
    begin(kind: Operation["kind"], id: string, job: DataBoxJob, call: ArmCall): ArmAnswer {
        const operation: Operation = {
            id,
            kind,
            job: { ...job, jobName: job.name },
            orderId: job.orderId,
            location: job.location,
            looksLeft: this.rules.operationPolls,
            ended: false,
            secret: randomBytes(32).toString("hex"),
        };
        this.keep(operation);
        return this.accepted(this.addressOf(operation, call));
    }

    /** The deletion under way of this order, looked at; undefined: none. */
    deletionOf(job: DataBoxJob): Operation | undefined {
        const operation = this.get(deletionId(job));
        return operation?.ended ? undefined : operation;
    }

    /** The creation under way of this order; undefined: it has ended. */
    creationOf(job: DataBoxJob): Operation | undefined {
        const operation = this.get(job.orderId);
        return operation?.kind === "create" && !operation.ended ? operation : undefined;
    }

    /** The 202 of an operation that is under way already. */
    again(operation: Operation, call: ArmCall): ArmAnswer {
        return this.accepted(this.addressOf(operation, call));
    }

    get(id: string): Operation | undefined {
        return this.store.get<Operation>("dataBoxOperations", id.toLowerCase());
    }

    /** OperationResults_Get. */
    poll(call: ArmCall): ArmAnswer {
        const { operationId = "", subscriptionId } = call.params;
        const operation = this.get(operationId);
        if (!operation || !sameText(operation.job.subscriptionId, subscriptionId)) {
            throw new ArmError(404, "ResourceNotFound", "The operation was not found.");
        }
        const { t = "", s } = Object.fromEntries(call.query);
        // Clients follow the address as it is, or not at all: there is nothing to be made of it.
        if (s !== signature(operation, t)) {
            throw new ArmError(
                403,
                "AuthorizationFailed",
                "The address of the operation does not bear its signature.",
            );
        }
        if (!this.look(operation).ended) return this.accepted(this.addressOf(operation, call));
        if (operation.kind === "delete") return { status: 204 };
        const id = jobIdIn("Microsoft.DataBox", operation.job);
        return this.accepted(`${call.origin}${encodeURI(id)}?api-version=${call.apiVersion}`);
    }

    /** One look at an operation: it may be the one by which it has ended. */
    look(operation: Operation): Operation {
        if (operation.ended) return operation;
        const ended = operation.looksLeft <= 0;
        const looked = { ...operation, looksLeft: operation.looksLeft - 1, ended };
        this.keep(looked);
        if (ended && operation.kind === "delete") {
            const { orderId } = this.jobs.get(operation.job) ?? {};
            if (orderId === operation.orderId) this.jobs.remove(operation.job);
        }
        return looked;
    }

    private accepted(location: string): ArmAnswer {
        const { retryAfterSeconds } = this.rules;
        const headers: Record<string, string> = { location };
        if (retryAfterSeconds !== undefined) headers["retry-after"] = String(retryAfterSeconds);
        return { status: 202, headers };
    }

    private addressOf(operation: Operation, { origin, apiVersion }: ArmCall): string {
        // Signed anew each time, some four thousand characters long (recorded).
        const t = String(BigInt(Date.now()) * 10_000n + 621_355_968_000_000_000n);
        const query = new URLSearchParams({
            "api-version": apiVersion,
            t,
            c: certificate,
            s: signature(operation, t),
            h: createHash("sha256").update(operation.secret).update(t).digest("base64url"),
        });
        return (
            `${origin}/subscriptions/${operation.job.subscriptionId}/providers/Microsoft.DataBox` +
            `/locations/${operation.location}/operationResults/${operation.id}?${query.toString()}`
        );
    }

    private keep(operation: Operation): void {
        this.store.put("dataBoxOperations", operation.id.toLowerCase(), operation);
        const all = this.store.values<Operation>("dataBoxOperations");
        for (const { id } of all.slice(0, -mostKept).filter(({ ended }) => ended)) {
            this.store.remove("dataBoxOperations", id.toLowerCase());
        }
    }
}

/** The id of an order's deletion: its own id, and a word (recorded). */
export function deletionId({ orderId }: DataBoxJob): string {
    return `${orderId}-deleteorder`;
}

function signature({ id, secret }: Operation, t: string): string {
    return [1, 2, 3, 4]
        .map((part) =>
            createHmac("sha512", secret).update(`${id} ${t} ${part}`).digest("base64url"),
        )
        .join("");
}

/** In the place of the recorded certificate: as long as it, and of no use. */
const certificate = Array.from({ length: 30 }, (_, part) =>
    createHash("sha512").update(`emulator certificate ${part}`).digest("base64url"),
)
    .join("")
    .slice(0, 2572);
