/**
 * A delete of a customer-disk order, while the parcel moves, the order vanishes, or another's takes its name: at every
 * point between a look and what is done on the strength of it. All cells are written by hand.
 */
import { accountSubscriptionId, importOrder } from "../../fixtures/diskInputs";
import { customerDiskJobs } from "../../fixtures/jobStack";
import type { OrderEvent, Race } from "./raceCourse";
import { describePoints, lookedAgainAfter, notOurs, type Outcome } from "./raceTable";

const neither = (stage: string) =>
    new RegExp(
        `Cannot delete job .* is ${stage}, and Azure neither deletes it .* Azure says isDeletable: false, isCancellable: false\\.`,
    );

/** The cells of a delete that finds the order deletable, and is about to send the DELETE. */
function aboutToDelete(): Record<OrderEvent, Outcome> {
    const goesThrough: Outcome = {
        ends: "well",
        requests: /^GET 200, DELETE 202$/,
        says: /^(Warning: .* lock DATABOX_SERVICE.*)?$/,
        job: "gone",
    };
    const lookedAgain = lookedAgainAfter("DELETE 409");
    return {
        Created: {
            ...goesThrough,
            requests: /^GET 200, DELETE 409, GET 200, POST 204, GET 200, DELETE 202$/,
            says: /Asking Azure to cancel/,
        },
        ShippedToAzureDC: lookedAgain(neither("ShippedToAzureDC")),
        DataCopy: lookedAgain(neither("DataCopy")),
        Completed: goesThrough,
        Cancelled: goesThrough,
        Quarantined: lookedAgain(neither('"Quarantined"')),
        vanishes: { ...goesThrough, requests: /^GET 200, DELETE 204$/ },
        "another's Created": lookedAgain(notOurs),
        "another's DataCopy": lookedAgain(notOurs),
        // Data Box has no ETags for orders: a DELETE cannot say which one it means.
        "another's Completed": goesThrough,
        "another stack's Created": lookedAgain(notOurs),
        "another stack's Completed": goesThrough,
    };
}

/** The cells of a delete that waits for a cancelled order, before its last look. */
function waiting(): Record<OrderEvent, Outcome> {
    const deletedAtLast: Outcome = {
        ends: "well",
        requests: /^GET 200, POST 204, GET 200, GET 200, GET 200, DELETE 202$/,
        says: /^((?!Cannot|Stopped)[^])*$/,
        job: "gone",
    };
    const stillOnItsWay = (stage: string): Outcome => ({
        ends: "refused",
        requests: /^GET 200, POST 204, GET 200, GET 200, GET 200$/,
        says: new RegExp(
            `Stopped waiting for job .* has accepted its cancellation, and it is still ${stage} \\(isDeletable: false`,
        ),
        job: "cancelled",
    });
    const another: Outcome = {
        ends: "refused",
        requests: /^GET 200, POST 204, GET 200, GET 200, GET 200$/,
        says: notOurs,
        job: "there",
    };
    return {
        Created: stillOnItsWay("Created"),
        ShippedToAzureDC: stillOnItsWay("ShippedToAzureDC"),
        DataCopy: stillOnItsWay("DataCopy"),
        Completed: deletedAtLast,
        Cancelled: deletedAtLast,
        Quarantined: stillOnItsWay('"Quarantined"'),
        vanishes: { ...deletedAtLast, requests: /^GET 200, POST 204, GET 200, GET 200, GET 404$/ },
        "another's Created": another,
        "another's DataCopy": another,
        "another's Completed": another,
        "another stack's Created": another,
        "another stack's Completed": another,
    };
}

/** The cells of a delete that finds the order cancellable, and is about to cancel it. */
function aboutToCancel(): Record<OrderEvent, Outcome> {
    const goesThrough: Outcome = {
        ends: "well",
        requests: /^GET 200, POST 204, GET 200, DELETE 202$/,
        says: /Asking Azure to cancel/,
        job: "gone",
    };
    const lookedAgain = lookedAgainAfter("POST 409");
    const turnedIntoDeleting: Outcome = {
        ...goesThrough,
        requests: /^GET 200, POST 409, GET 200, DELETE 202$/,
    };
    // The cancellation has reached another's order: no ETags here either. The message says so.
    const cancelledAnothers: Outcome = {
        ends: "refused",
        requests: /^GET 200, POST 204, GET 200$/,
        says: /The cancellation had been sent .*it reached that job/,
        job: "cancelled",
    };
    return {
        Created: goesThrough,
        ShippedToAzureDC: lookedAgain(neither("ShippedToAzureDC")),
        DataCopy: lookedAgain(neither("DataCopy")),
        Completed: turnedIntoDeleting,
        Cancelled: turnedIntoDeleting,
        Quarantined: lookedAgain(neither('"Quarantined"')),
        vanishes: { ...goesThrough, requests: /^GET 200, POST 404$/ },
        "another's Created": cancelledAnothers,
        "another's DataCopy": lookedAgain(notOurs),
        "another's Completed": lookedAgain(notOurs),
        "another stack's Created": cancelledAnothers,
        "another stack's Completed": lookedAgain(notOurs),
    };
}

const deleteIt: Race["operation"] = (engine, { id, outputs }) => engine.delete(id, outputs);

describePoints(
    "A delete of an order",
    [
        {
            describe: "that is about to delete",
            args: importOrder(),
            begins: "Completed",
            after: { operation: "DataBox.Jobs_Get", nth: 1 },
            operation: deleteIt,
            cells: aboutToDelete(),
        },
        {
            describe: "that is about to cancel",
            args: importOrder(),
            after: { operation: "DataBox.Jobs_Get", nth: 1 },
            operation: deleteIt,
            cells: aboutToCancel(),
        },
    ],
    { kind: customerDiskJobs, subscriptionId: accountSubscriptionId },
);

describePoints(
    "A delete of an order whose cancellation is on its way",
    [
        {
            describe: "that is about to look again",
            args: importOrder(),
            after: { operation: "DataBox.Jobs_Get", nth: 3 },
            // A first delete asks for the cancellation and runs out of time.
            operation: async (engine, { id, outputs }) => {
                const first = await engine.delete(id, outputs);
                if (!first.error?.startsWith("Stopped waiting")) throw new Error(first.error);
                return await engine.delete(id, outputs);
            },
            cells: waiting(),
        },
    ],
    { kind: customerDiskJobs, subscriptionId: accountSubscriptionId, dataBoxCancel: "whenMoved" },
);
