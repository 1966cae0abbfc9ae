/**
 * A replacement is a diff, a delete and a create: three looks, and the world may change after each.
 * It must never cancel anything. All cells are written by hand.
 */
import { exportJob, importJob } from "../../fixtures/jobInputs";
import type { Event, Race } from "./raceCourse";
import { describePoints, type Outcome } from "./raceTable";

/** As the engine does it: check, diff, delete, create. */
const replacing: Race["operation"] = async (engine, { id, inputs, outputs }) => {
    const properties = { ...(inputs.properties as object), diagnosticsPath: "elsewhere" };
    const checked = await engine.check(inputs, { ...inputs, properties });
    if (!checked.value) return checked;
    const diff = await engine.diff(id, outputs, checked.value.inputs);
    if (!diff.value) return diff;
    expect(diff.value).toEqual({ changes: true, replaces: ["properties.diagnosticsPath"] });
    const deleted = await engine.delete(id, outputs);
    return deleted.value ? engine.create(checked.value.inputs) : deleted;
};

const deletionOnly: Race["operation"] = (engine, { id, outputs }) => engine.delete(id, outputs);

const replacementRefused =
    /Cannot replace job .*a job can be replaced only while it is Creating or Completed.*Nothing was changed/;
const anothersJob = /Cannot touch job .* is not this resource's: .*nothing was changed/;

const replaced = (requests: RegExp): Outcome => ({
    ends: "well",
    requests,
    says: /^$/,
    job: "there",
});
const refused = (requests: RegExp, says: RegExp): Outcome => ({
    ends: "refused",
    requests,
    says,
    job: "there",
});

/** Wherever it is when the next look comes. */
const byState = (goesThrough: Outcome, stops: (says: RegExp) => Outcome) => ({
    Creating: goesThrough,
    Shipping: stops(replacementRefused),
    Received: stops(replacementRefused),
    Transferring: stops(replacementRefused),
    Packaging: stops(replacementRefused),
    Closed: stops(replacementRefused),
    Completed: goesThrough,
    Quarantined: stops(/Cannot replace job .* is "Quarantined"/),
    "no state": stops(/Cannot replace job .* in no state that Azure names/),
});

function afterTheDiff(): Record<Event, Outcome> {
    const goesThrough = replaced(/^GET 200, GET 200, DELETE 200, GET 404, PUT 201$/);
    const stops = (says: RegExp) => refused(/^GET 200, GET 200$/, says);
    return {
        ...byState(goesThrough, stops),
        vanishes: replaced(/^GET 200, GET 404, GET 404, PUT 201$/),
        "another's Creating": stops(anothersJob),
        "another's Shipping": stops(anothersJob),
        "another's Packaging": stops(anothersJob),
        "another's Completed": stops(anothersJob),
        "another stack's Creating": stops(anothersJob),
        "another stack's Shipping": stops(anothersJob),
        "another stack's Completed": stops(anothersJob),
    };
}

function beforeTheDelete(): Record<Event, Outcome> {
    const goesThrough = replaced(/^GET 200, GET 200, DELETE 200, GET 404, PUT 201$/);
    const stops = (says: RegExp) => refused(/^GET 200, GET 200, DELETE 409, GET 200$/, says);
    return {
        ...byState(goesThrough, stops),
        vanishes: replaced(/^GET 200, GET 200, DELETE 204, GET 404, PUT 201$/),
        // No ETags: this DELETE takes another's job, and nothing could tell.
        "another's Creating": { ...goesThrough, isOurs: true },
        "another's Shipping": stops(anothersJob),
        "another's Packaging": stops(anothersJob),
        "another's Completed": { ...goesThrough, isOurs: true },
        "another stack's Creating": { ...goesThrough, isOurs: true },
        "another stack's Shipping": stops(anothersJob),
        "another stack's Completed": { ...goesThrough, isOurs: true },
    };
}

const nameTaken = refused(
    /^GET 200, GET 200, DELETE 200, GET 200$/,
    /Cannot create job .*a job of that name exists.*(it has no owner tag|its owner tag says organization\/other\/prod\/photos)/,
);
const takenAfterwards: Partial<Record<Event, Outcome>> = {
    "another's Creating": nameTaken,
    "another's Shipping": nameTaken,
    "another's Packaging": nameTaken,
    "another's Completed": nameTaken,
    "another stack's Creating": nameTaken,
    "another stack's Shipping": nameTaken,
    "another stack's Completed": nameTaken,
};

describePoints("A replacement", [
    ...["Creating", "Completed"].flatMap((begins) => [
        {
            describe: `of a ${begins} job, between the diff and the delete's look`,
            args: importJob(),
            begins,
            operation: replacing,
            after: { operation: "Jobs_Get", nth: 1 },
            cells: afterTheDiff(),
        },
        {
            describe: `of a ${begins} job, between the delete's look and the DELETE`,
            args: importJob(),
            begins,
            operation: replacing,
            after: { operation: "Jobs_Get", nth: 2 },
            cells: beforeTheDelete(),
        },
        {
            describe: `of a ${begins} job, between the DELETE and the create's look`,
            args: importJob(),
            begins,
            operation: replacing,
            after: { operation: "Jobs_Delete" },
            cells: takenAfterwards,
        },
    ]),
]);

const keysMissing = refused(/^GET 200, POST 200$/, /BitLocker keys of its drives would be lost/);
const exportTaken = (requests: RegExp) => refused(requests, anothersJob);

describePoints("A delete", [
    {
        describe: "of a Completed export, between its look and the question for its keys",
        args: exportJob(),
        begins: "Completed",
        operation: deletionOnly,
        after: { operation: "Jobs_Get" },
        cells: {
            Shipping: refused(/^GET 200, POST 200$/, /BitLocker keys/),
            vanishes: {
                ends: "well",
                requests: /^GET 200, POST 404$/,
                says: /^$/,
                job: "gone",
            },
            "another's Completed": keysMissing,
            "another stack's Completed": keysMissing,
        },
    },
    {
        describe: "of a Completed export whose keys may be discarded, before the DELETE",
        args: exportJob({ deletion: { discardKeys: true, waitMinutes: 0 } }),
        begins: "Completed",
        operation: deletionOnly,
        after: { operation: "Jobs_Get" },
        cells: {
            Packaging: refused(/^GET 200, DELETE 409, GET 200$/, /is Packaging, too late/),
            vanishes: { ends: "well", requests: /^GET 200, DELETE 204$/, says: /^$/, job: "gone" },
            "another's Packaging": exportTaken(/^GET 200, DELETE 409, GET 200$/),
            "another stack's Shipping": exportTaken(/^GET 200, DELETE 409, GET 200$/),
        },
    },
    {
        describe: "of an export under way that ends cancelled and without keys, during the wait",
        args: exportJob(),
        begins: "Shipping",
        operation: deletionOnly,
        after: { operation: "Jobs_Update" },
        cells: {
            Completed: {
                ends: "well",
                requests: /^GET 200, PATCH 200, GET 200, POST 200, DELETE 200$/,
                says: /Asking Azure to cancel/,
                job: "gone",
            },
        },
    },
]);
