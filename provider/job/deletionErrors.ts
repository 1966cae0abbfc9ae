import type { AzureError } from "../arm/azureErrors";
import { type Facts, errorsOf, type ErrorRows } from "./errorTable";
import { azureSaid, minutes } from "./jobError";

/**
 * The errors of a delete, and of a replacement, which is one that nobody asked for in so many words. Most are told in the
 * service's words (`ServiceFacts`), and so are their examples in docs/errors.md.
 */
export const deletionErrorRows = {
    AzureDisagrees: {
        meaning:
            "Azure refused, twice in the same state, what its documents allow. The job is unchanged and still in the stack. A lock or an Azure policy on the resource group is the usual reason.",
        when: "Azure refused what its documents allow, twice in the same state.",
        text: (
            job,
            {
                where,
                operation,
                otherwise,
                cause,
            }: Facts<"where" | "operation" | "otherwise" | "cause">,
        ) =>
            `Azure refused to ${operation} ${job}, and still reports it as ${where}: ${azureSaid(cause)}. ` +
            `${otherwise[operation]} ${orLock} ask Azure support with this message.`,
    },
    CancellationRefused: {
        meaning:
            "Azure did not accept the cancellation. The job goes on, and is still in the stack.",
        when: "Azure refused the PATCH that cancels; the documents contradict each other on when it may.",
        text: (
            job,
            {
                where,
                contradiction,
                otherwise,
                deletable,
                cause,
            }: Facts<"where" | "contradiction" | "otherwise" | "deletable" | "cause">,
        ) =>
            `Azure refused to cancel ${job} while it is ${where}: ${azureSaid(cause)}. ` +
            (contradiction ? `${contradiction} Wait` : `${otherwise.cancel} ${orLock} wait`) +
            ` until ${deletable}, then run "pulumi destroy" again; or set deletion.whenUndeletable: "forget" and run "pulumi up" to let it leave the stack.`,
    },
    DeletionRefused: {
        meaning:
            "The job cannot be deleted where it is, or its `deletion` options forbid it. Nothing was changed: the job stays in Azure and in the stack.",
        messages: {
            undeletable: {
                when: "The table refuses the delete.",
                text: (job, { where, rule, flags }: Facts<"where" | "rule" | "flags">) =>
                    `Cannot delete ${job}: it is ${where}, ${rule.because}. ${azureSays(flags)}${rule.instead}`,
            },
            notWanted: {
                when: 'The stack said `deletion.inFlight: "refuse"`.',
                text: (job, { whereInFlight, deletable }: Facts<"whereInFlight" | "deletable">) =>
                    `Cannot delete ${job}: it is ${whereInFlight}, and deletion.inFlight is "refuse". ` +
                    `Wait until ${deletable}, or set deletion.inFlight: "cancel" and run "pulumi up", then "pulumi destroy" again.`,
            },
        },
    },
    DeletionUnderWay: {
        meaning:
            "Azure works on the deletion of a customer-disk job, and had not ended it when the wait did. The job is still in the stack; the next destroy finds out.",
        when: "Azure accepted the DELETE, and had not ended it when the wait did.",
        text: (job, { where, waitMinutes }: Facts<"where" | "waitMinutes">) =>
            `Stopped waiting for ${job} after ${minutes(waitMinutes)}: Azure has accepted its deletion and works on it; it was ${where}. ` +
            `The job stays in the stack until it is gone. Run "pulumi destroy" again later: it goes on from here. ` +
            `To wait longer set deletion.waitMinutes and run "pulumi up".`,
    },
    FeeNotAccepted: {
        meaning:
            "A customer-disk job would have to be cancelled, and Azure does not say that this is free of charge. Nothing was changed.",
        when: "The cancellation may cost something, and the stack did not say that this is accepted.",
        text: (job, { whereInFlight, flags }: Facts<"whereInFlight" | "flags">) =>
            `Cannot delete ${job}: it is ${whereInFlight}, which Azure does not say to be free of charge (${flags}). ` +
            `Nothing was changed. To cancel it all the same, set deletion.acceptFee: true and run "pulumi up", then "pulumi destroy" again.`,
    },
    KeysNotInStack: {
        meaning:
            "Deleting an export could delete the only copy of the keys to its drives. Nothing was deleted. The message says whether a refresh reads them, whether the login lacks the permission to read them, or whether Azure has none. Where you are sure that you have them all, keep them somewhere else (`pulumi stack export --show-secrets`) and set `deletion.discardKeys: true`.",
        when: "An export job whose keys only Azure has.",
        text: (
            job,
            {
                where,
                disks,
                keysOutput,
                instead = `Run "pulumi refresh", which reads them into the secret output ${keysOutput}, then "pulumi destroy" again;`,
            }: Facts<"where" | "disks" | "keysOutput"> & {
                /** What to do where a refresh would not read them. */
                readonly instead?: string;
                readonly cause?: AzureError;
            },
        ) =>
            `Cannot delete ${job}: it is ${where}, and the BitLocker keys of its ${disks} would be lost with it: they are not in the stack. ` +
            `Nothing else opens the ${disks}. ${instead} or set deletion.discardKeys: true and run "pulumi up" to give them up.`,
    },
    ReplacementRefused: {
        meaning:
            "A changed input needs another job, and this one cannot be deleted now. A replacement cancels no import/export job, and a customer-disk job only before its shipment. Nothing was changed.",
        when: "A replacement, which is a delete that was not asked for in so many words.",
        text: (
            job,
            {
                where,
                rule,
                changed,
                flags,
                deletable,
            }: Facts<"where" | "rule" | "changed" | "flags" | "deletable">,
        ) => {
            const isForced = changed.length === 0;
            return (
                `Cannot replace ${job}${isForced ? "" : ` (changed: ${changed.join(", ")})`}: it is ${where}, ${rule.because}. ${azureSays(flags)}` +
                `Nothing was changed. ` +
                (isForced
                    ? `Wait until ${deletable}, or take away what replaces it: --replace, a taint ("pulumi state untaint"), the option replaceWith, or the replacement of its provider.`
                    : rule.instead)
            );
        },
    },
    TimeIsUp: {
        meaning:
            "The cancellation is requested, and the job had not ended when the wait did. It is still in the stack, and the next destroy goes on waiting.",
        when: "The wait for a cancelled job ran out.",
        text: (
            job,
            {
                where,
                waitMinutes,
                cancelled,
                ends,
                flags,
                cause,
            }: Facts<"where" | "waitMinutes" | "cancelled" | "ends" | "flags"> & {
                /** Why the last look failed. */
                readonly cause?: AzureError;
            },
        ) =>
            `Stopped waiting for ${job} after ${minutes(waitMinutes)}: ${cancelled}, and ` +
            (cause === undefined
                ? `it is still ${where}${flags === undefined ? "" : ` (${flags})`}. `
                : `it was ${where} when Azure answered last, and Azure does not answer now. `) +
            `${ends} Run "pulumi destroy" again later: it goes on from here. ` +
            `To wait longer set deletion.waitMinutes, to let the job end without the stack set deletion.whenTimeIsUp: "forget" (each with "pulumi up").`,
        examples: [{ cause: undefined }],
    },
    WaitCancelled: {
        meaning:
            "Ctrl-C while a packaged provider waited for a cancelled job. Azure goes on with the cancellation; the job is still in the stack. Ctrl-C never reaches a dynamic resource.",
        when: "The engine cancelled the operation (Ctrl-C) while a cancelled job was waited for.",
        text: (job) =>
            `Stopped waiting for ${job} to end, as asked: its cancellation stays requested, and cannot be taken back. The job is still in the stack. Run the command again: it goes on from here.`,
    },
} satisfies ErrorRows;

export const deletionErrors = errorsOf(deletionErrorRows);

/** Between what Azure contradicts and what to do otherwise. */
const orLock = "Is there a lock on the job or its resource group? If not,";

const azureSays = (flags: string | undefined) =>
    flags === undefined ? "" : `Azure says ${flags}. `;
