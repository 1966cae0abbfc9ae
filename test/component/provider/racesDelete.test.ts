/**
 * A delete, while the parcel moves, the job vanishes, or another's job takes its name: at every
 * point between a look and what is done on the strength of it. All cells are written by hand.
 */
import { importJob } from "../../fixtures/jobInputs";
import type { Event, Race } from "./raceCourse";
import { describePoints, lookedAgainAfter, notOurs, type Outcome } from "./raceTable";

const tooLate = /Cannot delete job .* is Packaging, too late to cancel/;
const ended = /Cannot delete job .* is Closed.* ended with errors/;
const unknownWord = /Cannot delete job .* is "Quarantined".* Nothing was changed/;
const noWord = /Cannot delete job .* in no state that Azure names.* Nothing was changed/;
const timeIsUp = (state: string) =>
    new RegExp(`Stopped waiting for job .* cancellation is requested, and it is still ${state}\\.`);

/** The cells of a delete that finds the job deletable, and is about to send the DELETE. */
function aboutToDelete(): Record<Event, Outcome> {
    const goesThrough: Outcome = {
        ends: "well",
        requests: /^GET 200, DELETE 200$/,
        says: /^$/,
        job: "gone",
    };
    const turnedIntoCancelling = (state: string): Outcome => ({
        ends: "refused",
        requests: /^GET 200, DELETE 409, GET 200, PATCH 200, GET 200$/,
        says: timeIsUp(state),
        job: "cancelled",
    });
    const lookedAgain = lookedAgainAfter("DELETE 409");
    return {
        Creating: goesThrough,
        Shipping: turnedIntoCancelling("Shipping"),
        Received: turnedIntoCancelling("Received"),
        Transferring: turnedIntoCancelling("Transferring"),
        Packaging: lookedAgain(tooLate),
        Closed: lookedAgain(ended),
        Completed: goesThrough,
        Quarantined: lookedAgain(unknownWord),
        "no state": lookedAgain(noWord),
        vanishes: { ...goesThrough, requests: /^GET 200, DELETE 204$/ },
        // Azure has no ETags for jobs: a DELETE cannot say which job it means.
        "another's Creating": goesThrough,
        "another's Shipping": lookedAgain(notOurs),
        "another's Packaging": lookedAgain(notOurs),
        "another's Completed": goesThrough,
        "another stack's Creating": goesThrough,
        "another stack's Shipping": lookedAgain(notOurs),
        "another stack's Completed": goesThrough,
    };
}

/** The cells of a delete that finds the job on its way, and is about to ask for the cancellation. */
function aboutToCancel(): Record<Event, Outcome> {
    const cancelled = (state: string): Outcome => ({
        ends: "refused",
        requests: /^GET 200, PATCH 200, GET 200$/,
        says: timeIsUp(state),
        job: "cancelled",
    });
    const lookedAgain = lookedAgainAfter("PATCH 409");
    // The cancellation has reached another's job: no ETags here either. The message says so.
    const cancelledAnothers: Outcome = {
        ends: "refused",
        requests: /^GET 200, PATCH 200$/,
        says: /The cancellation had been sent .*it reached that job/,
        job: "cancelled",
    };
    return {
        Creating: {
            ends: "well",
            requests: /^GET 200, PATCH 200, GET 200, DELETE 200$/,
            says: /Asking Azure to cancel/,
            job: "gone",
        },
        Shipping: cancelled("Shipping"),
        Received: cancelled("Received"),
        Transferring: cancelled("Transferring"),
        Packaging: lookedAgain(tooLate),
        Closed: lookedAgain(ended),
        Completed: {
            ends: "well",
            requests: /^GET 200, PATCH 409, GET 200, DELETE 200$/,
            says: /Asking Azure to cancel/,
            job: "gone",
        },
        Quarantined: lookedAgain(unknownWord),
        "no state": lookedAgain(noWord),
        vanishes: {
            ends: "well",
            requests: /^GET 200, PATCH 404$/,
            says: /Asking Azure to cancel/,
            job: "gone",
        },
        "another's Creating": cancelledAnothers,
        "another's Shipping": cancelledAnothers,
        "another's Packaging": lookedAgain(notOurs),
        "another's Completed": lookedAgain(notOurs),
        "another stack's Creating": cancelledAnothers,
        "another stack's Shipping": cancelledAnothers,
        "another stack's Completed": lookedAgain(notOurs),
    };
}

/** The cells of a delete that waits for a cancelled job, before its next look. */
function waiting(requests: { until: string; thenDelete: string }): Record<Event, Outcome> {
    const lookedAtLast = new RegExp(`^${requests.until}$`);
    const deletedAtLast: Outcome = {
        ends: "well",
        requests: new RegExp(`^${requests.thenDelete}$`),
        says: /^((?!Cannot|Stopped)[^])*$/,
        job: "gone",
    };
    const stillOnItsWay = (state: string): Outcome => ({
        ends: "refused",
        requests: lookedAtLast,
        says: timeIsUp(state),
        job: "cancelled",
    });
    const stops = (says: RegExp): Outcome => ({
        ends: "refused",
        requests: lookedAtLast,
        says,
        job: "cancelled",
    });
    const another: Outcome = { ...stops(notOurs), job: "there" };
    return {
        Creating: deletedAtLast,
        Shipping: stillOnItsWay("Shipping"),
        Received: stillOnItsWay("Received"),
        Transferring: stillOnItsWay("Transferring"),
        Packaging: stillOnItsWay("Packaging"),
        Closed: stops(ended),
        Completed: deletedAtLast,
        Quarantined: stops(unknownWord),
        "no state": stops(noWord),
        vanishes: {
            ...deletedAtLast,
            requests: new RegExp(`^${requests.until.replace(/200$/, "404")}$`),
        },
        "another's Creating": another,
        "another's Shipping": another,
        "another's Packaging": another,
        "another's Completed": another,
        "another stack's Creating": another,
        "another stack's Shipping": another,
        "another stack's Completed": another,
    };
}

const notWanted: Outcome = {
    ends: "refused",
    requests: /^GET 200, DELETE 409, GET 200$/,
    says: /Cannot delete job .* deletion\.inFlight is "refuse"/,
    job: "there",
};

const operation: Race["operation"] = (engine, { id, outputs }) => engine.delete(id, outputs);

describePoints("A delete", [
    {
        describe: "of a Creating job, before the DELETE",
        args: importJob(),
        operation,
        begins: "Creating",
        after: { operation: "Jobs_Get" },
        cells: aboutToDelete(),
    },
    {
        describe: "of a Completed job, before the DELETE",
        args: importJob(),
        operation,
        begins: "Completed",
        after: { operation: "Jobs_Get" },
        cells: aboutToDelete(),
    },
    {
        describe: "of a Creating job that may not be cancelled, before the DELETE",
        operation,
        begins: "Creating",
        args: importJob({ deletion: { inFlight: "refuse", waitMinutes: 0 } }),
        after: { operation: "Jobs_Get" },
        cells: {
            ...aboutToDelete(),
            Shipping: notWanted,
            Received: notWanted,
            Transferring: notWanted,
        },
    },
    ...["Shipping", "Received", "Transferring"].map((begins) => ({
        describe: `of a job in ${begins}, before the cancellation`,
        args: importJob(),
        operation,
        begins,
        after: { operation: "Jobs_Get" },
        cells: aboutToCancel(),
    })),
    {
        describe: "of a job in Shipping, between the cancellation and the first look after it",
        args: importJob(),
        operation,
        begins: "Shipping",
        after: { operation: "Jobs_Update" },
        cells: waiting({
            until: "GET 200, PATCH 200, GET 200",
            thenDelete: "GET 200, PATCH 200, GET 200, DELETE 200",
        }),
    },
    {
        describe: "of a job in Transferring, between two looks of the wait",
        operation,
        begins: "Transferring",
        args: importJob({ deletion: { waitMinutes: 0.01 } }),
        after: { operation: "Jobs_Get", nth: 2 },
        cells: waiting({
            until: "GET 200, PATCH 200, GET 200(, GET 200)*, GET 200",
            thenDelete: "GET 200, PATCH 200, GET 200, GET 200, DELETE 200",
        }),
    },
    {
        describe: "of a cancelled job in Packaging, between two looks of the wait",
        operation,
        begins: "Packaging",
        cancelled: true,
        args: importJob({ deletion: { waitMinutes: 0.01 } }),
        after: { operation: "Jobs_Get", nth: 2 },
        cells: waiting({
            until: "GET 200, GET 200(, GET 200)*, GET 200",
            thenDelete: "GET 200, GET 200, GET 200, DELETE 200",
        }),
    },
]);
