/**
 * What becomes of each stored state under the present packages: written by hand, from the lifecycle tables.
 *
 * Requests are `METHOD status` of those about the resource's job, in order; "" is none. Looks at an order's operations
 * are not among them.
 */
import type { StateName, StoredStack } from "./storedStates";

/** A resource, or the job that `replaced` had before and that is still to be deleted. */
export type RowName = StateName | "replaced-old";

export interface Outcome {
    /** What a preview of the unchanged program is going to do; absent: nothing. */
    readonly preview?: "update" | "replace" | "create";
    /** What `importexport-jobs --stack` says that a destroy does; absent: it is not in the stack. */
    readonly fleet?: "delete" | "cancel" | "wait" | "forget" | "refuse";
    /** How guarded-destroy begins its line; absent: it has none. */
    readonly guard?: string;
    readonly refresh: string;
    /** An up whose program has another tag; null: this resource's is not changed. */
    readonly patch: string | null;
    /** An up whose program has another location; those that are not `moved` are unchanged. */
    readonly replace: string;
    readonly destroy: string;
}

export type Outcomes = Readonly<Record<RowName, Outcome>>;

const replacedJob = "GET 200, GET 200, DELETE 200, GET 404, PUT 201";
const job: Outcome = {
    fleet: "delete",
    guard: "deleted",
    refresh: "GET 200",
    patch: "GET 200, PATCH 200",
    replace: replacedJob,
    destroy: "GET 200, DELETE 200",
};
const jobs: Outcomes = {
    ordinary: job,
    adopted: job,
    untagged: job,
    child: job,
    aliased: job,
    purged: {
        fleet: "forget",
        guard: "forgotten (Azure has deleted it)",
        refresh: "GET 404",
        patch: null,
        replace: "",
        destroy: "GET 404",
    },
    late: {
        fleet: "wait",
        guard: "cancelled, then deleted",
        refresh: "GET 200",
        patch: "GET 200, PATCH 200",
        replace: "",
        destroy: "GET 200, GET 200",
    },
    unread: {
        fleet: "delete",
        guard: "deleted",
        refresh: "GET 200, POST 200",
        patch: "GET 200, PATCH 200",
        replace: "",
        destroy: "GET 200, POST 200",
    },
    replaced: { ...job, replace: "" },
    "replaced-old": { ...job, patch: job.destroy, replace: job.destroy },
    pending: {
        preview: "replace",
        fleet: "forget",
        refresh: "",
        patch: "GET 404, GET 404, PUT 201",
        replace: "GET 404, GET 404, PUT 201",
        destroy: "",
    },
    unconfirmed: {
        ...job,
        preview: "update",
        // From the checkpoint alone nobody knows where it is.
        guard: "refused by policy",
        replace: "GET 200, PATCH 200",
    },
    vanished: {
        preview: "update",
        fleet: "forget",
        guard: "refused by policy",
        refresh: "GET 404",
        patch: "GET 404, PUT 201",
        replace: "GET 404, PUT 201",
        destroy: "GET 404",
    },
    halfmade: { ...job, preview: "update", replace: "GET 200, PATCH 200" },
    // The checkpoint has no such resource: an up adopts the job where it is told to, and nothing else knows of it.
    interrupted: {
        preview: "create",
        refresh: "",
        patch: "GET 200, POST 200, PATCH 200",
        replace: "GET 200, POST 200, PATCH 200",
        destroy: "",
    },
};

const endedOrder = "GET 200, POST 204, GET 200, DELETE 202";
const order: Outcome = {
    fleet: "cancel",
    guard: "cancelled, then deleted",
    refresh: "GET 200",
    patch: "GET 200, PATCH 202, GET 200",
    replace: `GET 200, ${endedOrder}, GET 404, PUT 202, GET 200`,
    destroy: endedOrder,
};
const orders: Outcomes = {
    ordinary: order,
    adopted: order,
    untagged: order,
    child: order,
    aliased: order,
    purged: jobs.purged,
    // Azure changes no order that is on its way out, or over.
    late: { ...jobs.late, patch: null },
    // Its flags in the checkpoint say that nothing can be done.
    unread: { ...jobs.unread, guard: "refused by policy", patch: null },
    replaced: { ...order, replace: "" },
    "replaced-old": { ...order, patch: endedOrder, replace: endedOrder },
    pending: {
        ...jobs.pending,
        patch: "GET 404, GET 404, PUT 202, GET 200",
        replace: "GET 404, GET 404, PUT 202, GET 200",
    },
    unconfirmed: {
        ...order,
        preview: "update",
        guard: "refused by policy",
        replace: "GET 200",
    },
    vanished: {
        ...jobs.vanished,
        patch: "GET 404, PUT 202, GET 200",
        replace: "GET 404, PUT 202, GET 200",
    },
    halfmade: {
        ...order,
        preview: "update",
        patch: "GET 200, PATCH 202, GET 200, POST 204, GET 200",
        replace: "GET 200, POST 204, GET 200",
    },
    interrupted: {
        ...jobs.interrupted,
        patch: "GET 200, PATCH 202, GET 200",
        replace: "GET 200, PATCH 202, GET 200",
    },
};

export const outcomesOf = ({ name }: Pick<StoredStack, "name">): Outcomes =>
    name === "importexport" ? jobs : orders;

/** Those that a program moves to another location. `replaced` would be created first, under a name that is taken. */
export const moved: readonly StateName[] = [
    ...(["ordinary", "adopted", "untagged", "child", "aliased"] as const),
];
