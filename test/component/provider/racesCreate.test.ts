/**
 * A create looks, sends the PUT, and announces the shipment: between any two of them a job of the
 * same name may appear, move or vanish. All cells are written by hand.
 */
import { announcedShipment, exportJob, importJob } from "../../fixtures/jobInputs";
import type { Event, Race } from "./raceCourse";
import { describePoints, type Outcome } from "./raceTable";

const creating: Race["operation"] = (engine, { inputs }) => engine.create(inputs);
const adopting: Race["operation"] = (engine, { inputs }) =>
    engine.create({ ...inputs, adoptExisting: true });

/** Azure overwrites a job that appears after the look: no ETags. The answer's author gives it away. */
const overwritten = (requests: RegExp): Outcome => ({
    ends: "well",
    requests,
    says: /Warning: .*another identity had made a job of that name.*overwrote it/,
    job: "there",
});
const overwrittenCells = (requests: RegExp): Partial<Record<Event, Outcome>> => ({
    "another's Creating": overwritten(requests),
    "another's Shipping": overwritten(requests),
    "another's Packaging": overwritten(requests),
    "another's Completed": overwritten(requests),
    "another stack's Creating": overwritten(requests),
    "another stack's Shipping": overwritten(requests),
    "another stack's Completed": overwritten(requests),
});

const announced: Outcome = {
    ends: "well",
    requests: /^GET 404, PUT 201, PATCH 200$/,
    says: /^$/,
    job: "there",
};
const beyondShipping: Outcome = {
    ...announced,
    requests: /^GET 404, PUT 201, PATCH 409, GET 200$/,
};
const kept = (requests: RegExp, says: RegExp): Outcome => ({
    ends: "kept",
    requests,
    says,
    job: "there",
});
const notAnnounced = kept(
    /^GET 404, PUT 201, PATCH 409, GET 200$/,
    /Created job .* but its shipment is not announced.*Azure refused to change properties\.state .*409.*kept in the stack.*"pulumi up" again/,
);
const reachedAnothers = kept(
    /^GET 404, PUT 201, PATCH 200$/,
    /The change of properties\.state had been sent .* it reached that job/,
);
const foundAnothers = kept(
    /^GET 404, PUT 201, PATCH 409, GET 200$/,
    /Cannot touch job .* is not this resource's/,
);

const takenOver: Outcome = {
    ends: "well",
    requests: /^GET 200, PATCH 200$/,
    says: /Found job .* with this resource's owner tag: going on with the creation that was interrupted/,
    job: "there",
};
const adopted: Outcome = {
    ends: "well",
    requests: /^GET 200, POST 200$/,
    says: /Adopted job .* as it is: Creating/,
    job: "there",
};

describePoints("A create", [
    {
        describe: "between the look and the PUT",
        args: importJob(),
        isNew: true,
        operation: creating,
        after: { operation: "Jobs_Get" },
        cells: overwrittenCells(/^GET 404, PUT 200$/),
    },
    {
        describe: "that announces the shipment, between the PUT and the PATCH",
        args: importJob({ properties: announcedShipment }),
        isNew: true,
        operation: creating,
        after: { operation: "Jobs_Create" },
        cells: {
            Creating: announced,
            Shipping: announced,
            Received: beyondShipping,
            Transferring: beyondShipping,
            Packaging: beyondShipping,
            Closed: beyondShipping,
            Completed: beyondShipping,
            Quarantined: notAnnounced,
            "no state": notAnnounced,
            vanishes: {
                ...kept(/^GET 404, PUT 201, PATCH 404$/, /Azure no longer has it/),
                job: "gone",
            },
            "another's Creating": reachedAnothers,
            "another's Shipping": reachedAnothers,
            "another's Packaging": foundAnothers,
            "another's Completed": foundAnothers,
            "another stack's Creating": reachedAnothers,
            "another stack's Shipping": reachedAnothers,
            "another stack's Completed": foundAnothers,
        },
    },
    {
        describe: "that goes on with an interrupted one, between the look and the PATCH",
        args: importJob(),
        operation: creating,
        after: { operation: "Jobs_Get" },
        cells: {
            Shipping: takenOver,
            Packaging: takenOver,
            Quarantined: takenOver,
            vanishes: {
                ...kept(/^GET 200, PATCH 404$/, /Azure no longer has it\. Run "pulumi refresh"/),
                job: "gone",
            },
            "another's Creating": kept(/^GET 200, PATCH 200$/, /it reached that job/),
            "another stack's Shipping": kept(/^GET 200, PATCH 200$/, /it reached that job/),
        },
    },
    {
        describe: "that adopts, between the look and the question for the keys",
        args: importJob(),
        operation: adopting,
        after: { operation: "Jobs_Get" },
        cells: {
            Shipping: adopted,
            Completed: adopted,
            "no state": adopted,
            vanishes: {
                ends: "refused",
                requests: /^GET 200, POST 404$/,
                says: /Cannot adopt job .* it was there a moment ago/,
                job: "gone",
            },
            "another's Creating": adopted,
        },
    },
]);

describePoints("A read", [
    {
        describe: "of an export, between the look and the question for its keys",
        args: exportJob(),
        begins: "Packaging",
        operation: (engine, { id, outputs }) => engine.read(id, outputs),
        after: { operation: "Jobs_Get" },
        cells: {
            Completed: { ends: "well", requests: /^GET 200, POST 200$/, says: /^$/, job: "there" },
            // It had just been seen in Packaging, so it is remembered, whatever the stack knew before.
            vanishes: {
                ends: "well",
                requests: /^GET 200, POST 404$/,
                says: /it stays in the stack as purged/,
                job: "gone",
            },
        },
    },
]);
