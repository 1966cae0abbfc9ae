import {
    type Facts,
    type ServiceExamples,
    type ServiceFacts,
    errorsOf,
    type ErrorRows,
} from "../job/errorTable";
import { azureSaid, capitalized } from "../job/jobError";
import { quoted } from "../settings/errorCode";
import { exportKeys } from "./exportKeys";
import type { Seen } from "./serviceTypes";
import { ruleFor, type Refused } from "./lifecycle";
import { flagsInWords } from "./observation";

/** The errors that only these jobs have; those of all jobs are in job/errors.ts and job/deletionErrors.ts. */
export const errorRows = {
    LockNotRemoved: {
        meaning:
            "A customer-disk job is deleted, and the lock that its service left on a storage account is still there. The resource is still in the stack; the next destroy tries to remove the lock again.",
        when: "The order is gone, and the lock that the service left could not be removed, or not be judged.",
        text: (job, { account, cause }: Facts<"cause"> & { readonly account: string }) =>
            `${capitalized(job)} is gone, but the Data Box service's lock on ${account} could not be removed (deletion.removeServiceLock), and a destroy of that storage account fails while it is there. ${quoted(cause)} ` +
            `The job stays in the stack for its sake: run "pulumi destroy" again, or set deletion.removeServiceLock: false, run "pulumi up" and remove the lock by hand.`,
        examples: [
            {
                account:
                    "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-archive/providers/Microsoft.Storage/storageAccounts/archive",
            },
        ],
    },
    ShipmentRefused: {
        meaning:
            "Azure did not take the announcement of a shipment, or other tracking details of one. The job is in the stack, and unchanged.",
        messages: {
            byAzure: {
                when: "Azure refused the news of the shipment, or of another tracking number.",
                text: (
                    job,
                    {
                        where,
                        isCorrection,
                        cause,
                    }: Facts<"where" | "cause"> & { readonly isCorrection: boolean },
                ) =>
                    isCorrection
                        ? `Azure refused other tracking details for ${job}, whose shipment is announced; it is ${where}: ${azureSaid(cause)}. ` +
                          `Whether they can be corrected is not documented. Put the old deliverToDcPackageDetails back, or leave them out, and ask Azure support to correct them.`
                        : `Azure refused to take the shipment of ${job} while it is ${where}: ${azureSaid(cause)}. ` +
                          `Leave deliverToDcPackageDetails out, or run "pulumi up" again once Azure waits for the disks.`,
                examples: [{ where: "DataCopy", isCorrection: false }],
            },
            ofAnother: {
                when: "The job that Azure has is not the one that the program describes: its shipment is not announced.",
                text: (job, { where, differences }: Facts<"where" | "differences">) =>
                    `Cannot announce the shipment of ${job}: it is ${where}, and it differs from the program in what cannot be changed: ${differences.join(", ")}. ` +
                    `An announcement is final, so none was sent. Run "pulumi refresh", then "pulumi preview", which says what becomes of it.`,
                examples: [{ where: "Created" }],
            },
        },
    },
} satisfies ErrorRows;

export const errors = errorsOf(errorRows);

/** What the errors of all jobs tell of these. */
export function errorFacts({ where, flags }: Pick<Seen, "where" | "flags">): ServiceFacts {
    const words = flagsInWords(flags);
    const otherwise = `Azure's own flags say otherwise (${words}).`;
    return {
        where,
        whereInFlight: `${where} and would have to be cancelled first`,
        flags: words,
        deletion: ruleFor(flags, "delete"),
        deletable: "Azure says that it is deletable",
        cancelled: "Azure has accepted its cancellation",
        ends: "It can be deleted when Azure says so.",
        otherwise: { delete: otherwise, cancel: otherwise },
        disks: "disks",
        keysOutput: exportKeys.output,
    };
}

const neither = { isDeletable: false, isCancellable: false };
const deletable = { isDeletable: true, isCancellable: false };
const created = (isCancellableWithoutFee: boolean) => ({
    where: "Created",
    flags: { isDeletable: false, isCancellable: true, isCancellableWithoutFee },
});

export const errorExamples: ServiceExamples<Pick<Seen, "where" | "flags">> = {
    AzureDisagrees: {
        when: "Azure refused what its own flag allows, twice with the same flags.",
        seen: { where: "Cancelled", flags: deletable },
    },
    CancellationRefused: {
        when: "Azure refused the cancellation, against its own flag.",
        seen: created(true),
    },
    "DeletionRefused.undeletable": {
        seen: { where: "DataCopy", flags: neither },
        rule: ruleFor(neither, "delete") as Refused,
    },
    "DeletionRefused.notWanted": { seen: created(true) },
    FeeNotAccepted: { seen: created(false) },
    KeysNotInStack: { seen: { where: "Completed", flags: deletable } },
    ReplacementRefused: {
        seen: { where: "AtAzureDC", flags: neither },
        rule: ruleFor(neither, "replace") as Refused,
        changed: ["location"],
    },
    TimeIsUp: { seen: { where: "Created", flags: neither } },
};
