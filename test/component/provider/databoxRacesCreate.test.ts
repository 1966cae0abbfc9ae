/**
 * A create and an update of a customer-disk order look, send, and announce the shipment: between any two of them an order
 * of the same name may appear, move or vanish. All cells are written by hand.
 */
import {
    accountSubscriptionId,
    contactDetails,
    deliverToDcPackageDetails,
    importOrder,
} from "../../fixtures/diskInputs";
import { customerDiskJobs } from "../../fixtures/jobStack";
import type { Race } from "./raceCourse";
import { describePoints, type Outcome } from "./raceTable";

const creating: Race["operation"] = (engine, { inputs }) => engine.create(inputs);
const changing: Race["operation"] = (engine, { id, inputs, outputs }) => {
    const details = inputs.details as Record<string, unknown>;
    const changed = { ...details, contactDetails: { ...contactDetails, phone: "4250000009" } };
    return engine.update(id, outputs, { ...inputs, details: changed });
};

const kept = (requests: RegExp, says: RegExp): Outcome => ({
    ends: "kept",
    requests,
    says,
    job: "there",
});
const refused = (requests: RegExp, says: RegExp): Outcome => ({
    ...kept(requests, says),
    ends: "refused",
});
const anothers = /Cannot touch job .* is not this resource's/;

/** Azure refuses to make an order that exists: nothing is overwritten, and the other one is left alone. */
const nameTaken = (why: RegExp): Outcome =>
    refused(
        /^GET 404, PUT 409, GET 200$/,
        new RegExp(`Cannot create job .* a job of that name exists.* ${why.source}`),
    );
const announced: Outcome = {
    ends: "well",
    requests: /^GET 404, PUT 202, GET 200, POST 204, GET 200$/,
    says: /are on their way\. This is final/,
    job: "there",
};
const notAnnounced = kept(
    /^GET 404, PUT 202, GET 200, POST 409, GET 200$/,
    /Created job .* but its shipment is not announced.*Azure refused to take the shipment .*409.*kept in the stack/,
);
const changed: Outcome = {
    ends: "well",
    requests: /^GET 200, PATCH 202(, GET 200)?$/,
    says: /^$/,
    job: "there",
};
/** The contact of an order that is over is gone: nothing is left to be changed. */
const nothingLeft: Outcome = {
    ends: "well",
    requests: /^GET 200, PATCH 409, GET 200$/,
    says: /has moved from Created to (Completed|Cancelled) meanwhile/,
    job: "there",
};

describePoints(
    "An order",
    [
        {
            describe: "between the look and the PUT",
            args: importOrder(),
            isNew: true,
            operation: creating,
            after: { operation: "DataBox.Jobs_Get" },
            cells: {
                "another's Created": nameTaken(/it has no owner tag/),
                "another's DataCopy": nameTaken(/it has no owner tag/),
                "another's Completed": nameTaken(/it has no owner tag/),
                "another stack's Created": nameTaken(/its owner tag says organization\/other/),
                "another stack's Completed": nameTaken(/its owner tag says organization\/other/),
            },
        },
        {
            describe: "that announces its shipment, between the PUT and the look at what it made",
            args: importOrder({ deliverToDcPackageDetails }),
            isNew: true,
            operation: creating,
            after: { operation: "DataBox.Jobs_Create" },
            cells: {
                Created: announced,
                // Whose order it is stands in its tag: it is told of no shipment.
                "another stack's Created": refused(
                    /^GET 404, PUT 202, GET 200$/,
                    /Cannot create job .* a job of that name exists.* its owner tag says organization\/other/,
                ),
                "another stack's Completed": refused(
                    /^GET 404, PUT 202, GET 200$/,
                    /Cannot create job .* its owner tag says organization\/other/,
                ),
            },
        },
        {
            describe: "that announces its shipment, between its creation and the POST",
            args: importOrder({ deliverToDcPackageDetails }),
            isNew: true,
            operation: creating,
            after: { operation: "DataBox.Jobs_Get", nth: 2 },
            cells: {
                Created: announced,
                ShippedToAzureDC: notAnnounced,
                DataCopy: notAnnounced,
                Completed: notAnnounced,
                Cancelled: { ...notAnnounced, job: "cancelled" },
                Quarantined: notAnnounced,
                vanishes: {
                    ...kept(
                        /^GET 404, PUT 202, GET 200, POST 404$/,
                        /Azure no longer has it\. Run "pulumi refresh"/,
                    ),
                    job: "gone",
                },
                "another's Created": kept(
                    /^GET 404, PUT 202, GET 200, POST 204, GET 200$/,
                    /The announcement of the shipment had been sent .* it reached that job/,
                ),
                "another's DataCopy": kept(
                    /^GET 404, PUT 202, GET 200, POST 409, GET 200$/,
                    anothers,
                ),
                "another's Completed": kept(
                    /^GET 404, PUT 202, GET 200, POST 409, GET 200$/,
                    anothers,
                ),
            },
        },
        {
            describe: "that is changed, between the look and the PATCH",
            args: importOrder(),
            operation: changing,
            after: { operation: "DataBox.Jobs_Get" },
            cells: {
                Created: changed,
                ShippedToAzureDC: changed,
                DataCopy: changed,
                Quarantined: changed,
                Completed: nothingLeft,
                Cancelled: { ...nothingLeft, job: "cancelled" },
                vanishes: {
                    ...refused(/^GET 200, PATCH 404$/, /Cannot update job .* no longer has it/),
                    job: "gone",
                },
                "another's Created": refused(
                    /^GET 200, PATCH 202(, GET 200)?$/,
                    /The change of details\.contactDetails had been sent .* it reached that job/,
                ),
                "another's Completed": refused(/^GET 200, PATCH 409, GET 200$/, anothers),
            },
        },
    ],
    { kind: customerDiskJobs, subscriptionId: accountSubscriptionId },
);
