import { type Facts, lostAnswer, errorsOf, type ErrorRows } from "./errorTable";
import { azureSaid, minutes, orphansTell } from "./jobError";
import { ownerTagName } from "./tags";
import { quoted } from "../settings/errorCode";
import { copiedFrom } from "./otherStack";

/** The errors that all kinds of job have; those of a delete are in deletionErrors.ts. docs/errors.md is made of them. */
export const errorRows = {
    AdoptionDiffers: {
        meaning:
            "`adoptExisting` found a job that differs from the program in something that cannot be changed. Nothing was written, and the job is not in the stack.",
        when: "`adoptExisting`, and the job is not the one that the program describes.",
        text: (job, { where, differences }: Facts<"where" | "differences">) =>
            `Cannot adopt ${job}: it is ${where}, and it differs in what cannot be changed: ${differences.join(", ")}. ` +
            `Nothing was changed. Give these inputs the values that the job has, or choose another jobName.`,
    },
    CreationUnconfirmed: {
        meaning:
            "The answer to the creation was lost on the way, or Azure refuses to make a customer-disk job a second time and does not show the first. The stack keeps the job as one that may exist; the next `pulumi up` looks before it does anything. Azure makes a customer-disk job in the background: for half an hour after the creation was last asked for, a refresh keeps it, and a destroy or a replacement refuses. To correct the program before that, put the old values back, run `pulumi up` until the order is there, then change them.",
        messages: {
            atCreation: {
                when: "The PUT's answer was lost.",
                text: (job, { cause }: Facts<"cause">) =>
                    `Azure did not confirm the creation of ${job}, so it may exist: ${quoted(cause)} ` +
                    `It is kept in the stack. Run "pulumi up" again: it looks first and makes no second job.`,
                examples: [{ cause: lostAnswer }],
            },
            atDeletion: {
                when: "Azure never confirmed the creation, does not show the job, and may still be at work on it.",
                text: (job, { waitMinutes }: Facts<"waitMinutes">) =>
                    `Cannot delete ${job} yet: Azure never confirmed its creation, does not show it, and may still be at work on it; the job would then be left in Azure without a stack. ` +
                    `It stays in the stack. Run "pulumi destroy" again in ${minutes(waitMinutes)}: what Azure does not show by then was never made. ` +
                    `"pulumi up" goes on with the creation.`,
            },
        },
    },
    JobGone: {
        meaning:
            "An update found no job in Azure. Nothing was ordered anew; `pulumi refresh` finds out what became of it.",
        messages: {
            atAdoption: {
                when: "`adoptExisting`, and the job vanished while it was looked at.",
                text: (job) =>
                    `Cannot adopt ${job}: it was there a moment ago, and Azure no longer has it. Nothing was changed. ` +
                    `If a new job is wanted in its place, run "pulumi up" again.`,
            },
            atUpdate: {
                when: "An update found nothing to update.",
                text: (job) =>
                    `Cannot update ${job}: Azure no longer has it. Run "pulumi refresh": it tells an expired job from one that has ended, and never orders a second one by itself.`,
            },
        },
    },
    JobMoved: {
        meaning:
            "Azure has the job in another resource group of the subscription than the stack does: the id finds nothing, and the owner tag and the name do. Nothing was changed, and the job stays in the stack. A refresh keeps it as it was, and says so.",
        when: "The job is not under its id, and one that is this resource's is in another resource group.",
        text: (
            job,
            { where, resourceGroupName, action }: Facts<"where" | "resourceGroupName" | "action">,
        ) =>
            `Cannot ${action} ${job}: Azure has it in resource group "${resourceGroupName}" now, so somebody moved it there; it is ${where}. Nothing was changed, and no other job is ordered. ` +
            `Move it back; or take this resource out of the stack with "pulumi state delete", and give it resourceGroupName: "${resourceGroupName}" and adoptExisting: true in the program. ${orphansTell}`,
    },
    JobNotFound: {
        meaning:
            "Azure does not find the job under its id, and the list of the subscription, which would show it where somebody has moved it, did not come. The stack keeps the job, and nothing was changed.",
        when: "Azure does not find a job under its id, and did not say whether it is in another resource group.",
        text: (job, { cause }: Facts<"cause">) =>
            `Azure does not find ${job}, and whether somebody moved it to another resource group could not be found out: ${quoted(cause)} ` +
            `Nothing was changed, and the job stays in the stack. Run the command again.`,
    },
    JobPurged: {
        meaning:
            "The job has ended and Azure has deleted its record, as it does 90 days after the end. The stack remembers it, so that no second job is ordered by accident.",
        when: "The job has been purged or deleted, and the program wants to change it.",
        text: (job, { changed }: Facts<"changed">) =>
            `Cannot change ${job} (${changed.join(", ")}): it has ended, and Azure no longer has it. ` +
            `Put the old values back to keep its record in the stack, take the resource out of the program to end it, or order a new job under another resource name.`,
    },
    NameTaken: {
        meaning:
            "A job of that name exists, and nothing proves that it is this resource's. It was left alone.",
        when: "A job of that name exists and is not ours to take.",
        text: (job, { where, why, overwrites }: Facts<"where" | "why" | "overwrites">) =>
            `Cannot create ${job}: a job of that name exists, it is ${where}${overwrites ? ", and Azure would overwrite it" : ""}. It was not taken over, since ${why}. ` +
            `Choose another jobName, or set adoptExisting: true to take the job over as it is. ${orphansTell}`,
        examples: [{ overwrites: true }, { overwrites: false, where: "Created" }],
    },
    NameUsedTwice: {
        meaning:
            "Two resources of one stack want the same job. A preview says so before anything is ordered, where both names are known; otherwise only the first one was ordered. A job that a resource of the stack has is not adopted or imported by another one.",
        messages: {
            inUpdate: {
                when: "Two resources of one update ask for the same job.",
                text: (job) =>
                    `Cannot create ${job}: another resource of this stack has that name in this update. ` +
                    `Give one of the two another jobName; leave jobName out to have one made.`,
            },
            inStack: {
                when: "`adoptExisting` or an import, and another resource of the stack has the job.",
                text: (job, { where, action, resource }: Facts<"where" | "action" | "resource">) =>
                    `Cannot ${action} ${job}: the resource "${resource}" of this stack has it already, and each could cancel or delete it under the other. It is ${where}; nothing was changed. ` +
                    `If only its name has changed, give the resource an alias of the old one; or take "${resource}" out of the stack with "pulumi state delete", which touches nothing in Azure, and run this again.`,
                examples: [{ action: "import" }],
            },
        },
    },
    NothingToAdopt: {
        meaning:
            "`adoptExisting`, and Azure has no job of that name. The rules for a new job do not bind an adoption, so the program need not describe a whole job; this one does not. Nothing was sent.",
        messages: {
            atAdoption: {
                when: "`adoptExisting`, there is no job, and the program does not say enough to order one.",
                text: (job, { missing }: Facts<"missing">) =>
                    `Cannot adopt ${job}: Azure has no job of that name there. ` +
                    `A new one is not ordered, since the program does not describe a whole one: ${missing.join("; ")}. ` +
                    `Correct jobName, resourceGroupName or the subscription; or describe the job, if a new one is wanted.`,
            },
            atReplacement: {
                when: "The program describes an adopted job, and is to replace it.",
                text: (job, { missing }: Facts<"missing">) =>
                    `Cannot replace ${job}: the job that would take its place could not be made. ` +
                    `The program adopts (adoptExisting), and does not describe a whole job: ${missing.join("; ")}. Nothing was deleted. ` +
                    `Put the old values back, or leave --replace out, to keep the job; or describe the whole job, if a new one is wanted.`,
            },
        },
    },
    OtherCloud: {
        meaning:
            "The settings lead to another cloud or endpoint than the one that has the job. Nothing was asked there.",
        when: "The settings point at another Resource Manager than the one that has the job.",
        text: (job, { stored, now }: Facts<"stored" | "now">) =>
            `Cannot work on ${job}: it lives behind ${stored}, and the settings lead to ${now}. ` +
            `Asking there would say nothing about the job. Set the environment or endpoint of ${stored} again.`,
    },
    SomebodyElsesJob: {
        meaning:
            "The job under this name has another owner tag, or another time of creation, than the one in the stack.",
        messages: {
            found: {
                when: "The job under our name is not the one that we made.",
                text: (job, { where, evidence }: Facts<"where" | "evidence">) =>
                    `Cannot touch ${job}: the job of that name is not this resource's: ${evidence}. It is ${where}; nothing was changed. ` +
                    `If your job is gone for good, take this resource out of the stack with "pulumi state delete"; ` +
                    `if the job is yours after all, remove its tag "${ownerTagName}" or correct it. ${orphansTell}`,
            },
            copied: {
                when: "A destroy by the packaged provider, in a stack whose state was copied from another one that has the job still. An update is refused alike, by both providers, before anything is done; a plain `pulumi destroy` by the dynamic provider is not, since the engine does not tell it which stack runs; `guarded-destroy` refuses it for both.",
                text: (job, { stack }: Facts<"stack">) =>
                    `Cannot delete ${job}: the ${copiedFrom(stack)}. Nothing was changed.`,
            },
            reached: {
                when: "A request for our job was answered by somebody else's, which took the name in between. Azure has no ETags for jobs, so this cannot be prevented; it can only be reported.",
                text: (job, { where, evidence, sent }: Facts<"where" | "evidence" | "sent">) =>
                    `${sent} had been sent for ${job} when another job took its name, and it reached that job: ${evidence}. It is ${where}. ` +
                    `Tell its owner, and look at the job in Azure; nothing more is sent to it. ` +
                    `If your job is gone for good, take this resource out of the stack with "pulumi state delete".`,
            },
            atAdoption: {
                when: "`adoptExisting` or an import, and the owner tag names another resource.",
                text: (job, { where, owner }: Facts<"where" | "owner">) =>
                    `Cannot adopt ${job}: its tag "${ownerTagName}" says that it belongs to ${owner}. It is ${where}; nothing was changed. ` +
                    `Let that stack give it up first ("pulumi state delete" there), then remove the tag and run "pulumi up" again. ${orphansTell}`,
            },
            atImport: {
                when: "`pulumi import` of a job whose owner tag has this resource's words: they prove nothing, and an import writes nothing that would tell its former owner.",
                text: (job, { where, owner }: Facts<"where" | "owner">) =>
                    `Cannot import ${job}: its tag "${ownerTagName}" is of an earlier creation by ${owner}, and another stack of these words may have the job. It is ${where}; nothing was changed. ` +
                    `If none has it, declare it with adoptExisting: true in the place of the import and run "pulumi up", which renews the tag; or remove the tag and import again. ${orphansTell}`,
            },
        },
    },
    StateEdited: {
        meaning:
            "What the stack has stored of the job is what no version of this package stored: somebody edited it, or an alias brought it from another provider, such as azure-native. Nothing was asked of Azure.",
        when: "After `pulumi state edit`, or `pulumi stack import` of an edited export; with an alias of another provider's resource.",
        text: (job, { outputs }: Facts<"outputs">) =>
            `Cannot go on with ${job}: what the stack has stored of it was edited, or comes by an alias from another provider's resource; missing or of another type: ${outputs.join(", ")}. Azure was not asked, and nothing was changed. ` +
            `Where it was edited, import an export of the stack from before that ("pulumi stack import"). Otherwise take this resource out with "pulumi state delete", and declare it with adoptExisting: true, without an alias.`,
    },
    TakenOverBySibling: {
        meaning: "Another record of the stack has the job, or may have it. It was not deleted.",
        messages: {
            byAnother: {
                when: "Another resource of the stack took the job over, in this operation or before it.",
                text: (job) =>
                    `Cannot delete ${job}: another resource of this stack has it now, and deleting it here would delete that one's job. ` +
                    `Give the new resource an alias of this one, or take this one out of the stack with "pulumi state delete".`,
            },
            perhaps: {
                when: "The resource has a job of this id, and nothing tells whether what is to be deleted is that one.",
                text: (job, { reason }: Facts<"reason">) =>
                    `Cannot delete ${job}: the resource has a job of this very id, and whether this one is the record of an earlier replacement is not known: ${reason}. ` +
                    `Nothing was deleted. Run "pulumi up" again where the Pulumi CLI can read the stack.`,
            },
        },
    },
    UnfinishedCreation: {
        meaning: "The job is ordered and in the stack, but its shipment is not announced.",
        when: "The job exists, and what should have followed did not work.",
        text: (job, { where, cause }: Facts<"where"> & { readonly cause: Error }) =>
            `Created ${job}, but its shipment is not announced; it is ${where}: ${quoted(cause)} ` +
            `The job is kept in the stack. Run "pulumi up" again to go on.`,
    },
    UpdateRefused: {
        meaning:
            "Azure refused a change. The job is unchanged, and the stack keeps the old values.",
        messages: {
            atAdoption: {
                when: "`adoptExisting`, and Azure refused the one write of it.",
                text: (job, { where, cause }: Facts<"where" | "cause">) =>
                    `Cannot adopt ${job}: its tag "${ownerTagName}" is of an earlier creation, and Azure refused to renew it while it is ${where}: ${azureSaid(cause)}. ` +
                    `Without that another stack of the same names could go on changing the job. Nothing was changed. Run "pulumi up" again where changes of tags are allowed; or remove the tag, if no other stack has the job.`,
            },
            atUpdate: {
                when: "Azure refused a PATCH.",
                text: (job, { where, changed, cause }: Facts<"where" | "changed" | "cause">) =>
                    `Azure refused to change ${changed.join(", ")} of ${job} while it is ${where}: ${azureSaid(cause)}. ` +
                    `Which changes Azure takes after the shipment is not documented. Put the old value back, or correct what Azure names.`,
                examples: [{ where: "Transferring" }],
            },
        },
    },
} satisfies ErrorRows;

export const errors = errorsOf(errorRows);
