/**
 * An edit, a shipment and a cancellation, while the parcel moves, the job vanishes, or another's job
 * takes its name, between the look and the PATCH. All cells are written by hand.
 */
import { announcedShipment, importJob } from "../../fixtures/jobInputs";
import type { Race } from "./raceCourse";
import { describePoints, lookedAgainAfter, type Outcome } from "./raceTable";

/** An update of some properties, as the engine does it: check, diff, update. */
function updating(change: { tags?: object; properties?: object }): Race["operation"] {
    return async (engine, { id, inputs, outputs }) => {
        const properties = { ...(inputs.properties as object), ...change.properties };
        const checked = await engine.check(inputs, { ...inputs, ...change, properties });
        if (!checked.value) return checked;
        expect(checked.value.failures).toEqual([]);
        const diff = await engine.diff(id, outputs, checked.value.inputs);
        expect(diff.value).toEqual({ changes: true, replaces: [] });
        return engine.update(id, outputs, checked.value.inputs);
    };
}

const anothersJob = /Cannot touch job .* is not this resource's: .*nothing was changed/;
const reached = (what: string): Outcome => ({
    ends: "refused",
    requests: /^GET 200, PATCH 200$/,
    says: new RegExp(`The change of ${what} had been sent for job .* it reached that job`),
    job: "there",
});
const vanished: Outcome = {
    ends: "refused",
    requests: /^GET 200, PATCH 404$/,
    says: /Cannot update job .* Azure no longer has it\. Run "pulumi refresh"/,
    job: "gone",
};
const lookedAgain = lookedAgainAfter("PATCH 409");

const edited = (state?: string): Outcome => ({
    ends: "well",
    requests: /^GET 200, PATCH 200$/,
    says: /^$/,
    job: "there",
    state,
});
const editReachedAnothers = reached("properties\\.logLevel, tags");

const announced: Outcome = edited("Shipping");
// The shipment is satisfied by where the parcel is; what else the PATCH had is sent again.
const beyondShipping = (state: string): Outcome => ({
    ends: "well",
    requests: /^GET 200, PATCH 409, GET 200, PATCH 200$/,
    says: /^$/,
    job: "there",
    state,
});
const shipmentRefused = (state: string) =>
    lookedAgain(
        new RegExp(
            `Azure refused to change .*properties\\.state of job .* is ${state}: 409 Conflict`,
        ),
    );
const shipmentReachedAnothers = reached(".*properties\\.state");

const cancelled = (state: string): Outcome => ({
    ...edited(state),
    says: /Asking Azure to cancel job .* This is final/,
    job: "cancelled",
});
const cancellationReachedAnothers: Outcome = {
    ...reached("properties\\.cancelRequested"),
    job: "cancelled",
};
const cancellationRefused = (state: string) =>
    lookedAgain(
        new RegExp(`Azure refused to change properties\\.cancelRequested of job .* ${state}: 409`),
    );

describePoints("An update", [
    {
        describe: "that edits, before the PATCH",
        args: importJob(),
        operation: updating({ tags: { team: "archive" }, properties: { logLevel: "Verbose" } }),
        after: { operation: "Jobs_Get" },
        cells: {
            Creating: edited("Creating"),
            Shipping: edited("Shipping"),
            Received: edited("Received"),
            Transferring: edited("Transferring"),
            Packaging: edited("Packaging"),
            Closed: edited("Closed"),
            Completed: edited("Completed"),
            Quarantined: edited("Quarantined"),
            "no state": edited(),
            vanishes: vanished,
            "another's Creating": editReachedAnothers,
            "another's Shipping": editReachedAnothers,
            "another's Packaging": editReachedAnothers,
            "another's Completed": editReachedAnothers,
            "another stack's Creating": editReachedAnothers,
            "another stack's Shipping": editReachedAnothers,
            "another stack's Completed": editReachedAnothers,
        },
    },
    {
        describe: "that announces the shipment, before the PATCH",
        args: importJob(),
        operation: updating({ properties: announcedShipment }),
        after: { operation: "Jobs_Get" },
        cells: {
            Creating: announced,
            Shipping: announced,
            Received: beyondShipping("Received"),
            Transferring: beyondShipping("Transferring"),
            Packaging: beyondShipping("Packaging"),
            Closed: beyondShipping("Closed"),
            Completed: beyondShipping("Completed"),
            Quarantined: shipmentRefused('"Quarantined"'),
            "no state": shipmentRefused("in no state that Azure names"),
            vanishes: vanished,
            "another's Creating": shipmentReachedAnothers,
            "another's Shipping": shipmentReachedAnothers,
            "another's Packaging": lookedAgain(anothersJob),
            "another's Completed": lookedAgain(anothersJob),
            "another stack's Creating": shipmentReachedAnothers,
            "another stack's Shipping": shipmentReachedAnothers,
            "another stack's Completed": lookedAgain(anothersJob),
        },
    },
    {
        describe: "that cancels, before the PATCH",
        args: importJob(),
        operation: updating({ properties: { cancelRequested: true } }),
        begins: "Shipping",
        after: { operation: "Jobs_Get" },
        cells: {
            Creating: cancelled("Creating"),
            Shipping: cancelled("Shipping"),
            Received: cancelled("Received"),
            Transferring: cancelled("Transferring"),
            Packaging: lookedAgain(/Cannot cancel job .* is Packaging, too late to cancel/),
            Closed: lookedAgain(/Cannot cancel job .* is Closed, so it ended with errors/),
            Completed: lookedAgain(/Cannot cancel job .* is Completed, so nothing is left/),
            Quarantined: cancellationRefused('"Quarantined"'),
            "no state": cancellationRefused("in no state that Azure names"),
            vanishes: vanished,
            "another's Creating": cancellationReachedAnothers,
            "another's Shipping": cancellationReachedAnothers,
            "another's Packaging": lookedAgain(anothersJob),
            "another's Completed": lookedAgain(anothersJob),
            "another stack's Creating": cancellationReachedAnothers,
            "another stack's Shipping": cancellationReachedAnothers,
            "another stack's Completed": lookedAgain(anothersJob),
        },
    },
]);
