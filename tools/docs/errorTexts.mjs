// What docs/errors.md says beyond the code: the meaning of each code, and the made-up job of its examples.

/** What happened to the job and to the stack, by code. */
export const meanings = {
    AdoptionDiffers:
        "`adoptExisting` found a job that differs from the program in something that nobody can change. Nothing was written, and the job is not in the stack.",
    AzureDisagrees:
        "Azure refused, twice in the same state, what its documents allow. The job is unchanged and still in the stack. A lock or an Azure policy on the resource group is the usual reason.",
    CancellationRefused:
        "Azure did not accept the cancellation. The job goes on, and is still in the stack.",
    CancellationTooLate:
        "The program asks for a cancellation that the documents exclude. Nothing was sent.",
    CreationUnconfirmed:
        "The answer to the creation was lost on the way, or Azure refuses to make a customer-disk job a second time and does not show the first. The stack keeps the job as one that may exist; the next `pulumi up` looks before it does anything. Azure makes a customer-disk job in the background: for half an hour after the creation was last asked for, a refresh keeps it, and a destroy or a replacement refuses. To correct the program before that, put the old values back, run `pulumi up` until the order is there, then change them.",
    DeletionRefused:
        "The job cannot be deleted where it is, or its `deletion` options forbid it. Nothing was changed: the job stays in Azure and in the stack.",
    DeletionUnderWay:
        "Azure works on the deletion of a customer-disk job, and had not ended it when the wait did. The job is still in the stack; the next destroy finds out.",
    FeeNotAccepted:
        "A customer-disk job would have to be cancelled, and Azure does not say that this is free of charge. Nothing was changed.",
    JobGone:
        "An update found no job in Azure. Nothing was ordered anew; `pulumi refresh` finds out what became of it.",
    JobMoved:
        "Azure has the job in another resource group of the subscription than the stack does: the id finds nothing, and the owner tag and the name do. Nothing was changed, and the job stays in the stack. A refresh keeps it as it was, and says so.",
    JobNotFound:
        "Azure does not find the job under its id, and the list of the subscription, which would show it where somebody has moved it, did not come. The stack keeps the job, and nothing was changed.",
    JobPurged:
        "The job has ended and Azure has deleted its record, as it does 90 days after the end. The stack remembers it, so that no second job is ordered by accident.",
    KeysNotInStack:
        "Deleting an export could delete the only copy of the keys to its drives. Nothing was deleted. The message says whether a refresh reads them, whether the login lacks the permission to read them, or whether Azure has none. Where you are sure that you have them all, keep them somewhere else (`pulumi stack export --show-secrets`) and set `deletion.discardKeys: true`.",
    LockNotRemoved:
        "A customer-disk job is deleted, and the lock that its service left on a storage account is still there. The resource is still in the stack; the next destroy tries to remove the lock again.",
    NameTaken:
        "A job of that name exists, and nothing proves that it is this resource's. It was left alone.",
    NameUsedTwice:
        "Two resources of one stack want the same job name. Only the first one was ordered.",
    NothingToAdopt:
        "`adoptExisting`, and Azure has no job of that name. The rules for a new job do not bind an adoption, so the program need not describe a whole job; this one does not. Nothing was sent.",
    NotTakenBack:
        "A cancellation is final, and the program says `cancelRequested: false`. Nothing was sent.",
    OtherCloud:
        "The settings lead to another cloud or endpoint than the one that has the job. Nothing was asked there.",
    ReplacementRefused:
        "A changed input needs another job, and this one cannot be deleted now. A replacement cancels no import/export job, and a customer-disk job only before its shipment. Nothing was changed.",
    ShipmentRefused:
        "Azure did not take the announcement of a shipment, or other tracking details of one. The job is in the stack, and unchanged.",
    SomebodyElsesJob:
        "The job under this name has another owner tag, or another time of creation, than the one in the stack.",
    TakenOverBySibling:
        "Another record of the stack has the job, or may have it. It was not deleted.",
    TimeIsUp:
        "The cancellation is requested, and the job had not ended when the wait did. It is still in the stack, and the next destroy goes on waiting.",
    UnfinishedCreation: "The job is ordered and in the stack, but its shipment is not announced.",
    WaitCancelled:
        "Ctrl-C while a packaged provider waited for a cancelled job. Azure goes on with the cancellation; the job is still in the stack. A dynamic resource is never told of Ctrl-C.",
    UpdateRefused:
        "Azure refused a change. The job is unchanged, and the stack keeps the old values.",
};

/** The made-up order of the examples: the flags of the row that each factory of databox/errors.ts speaks of. */
const free = { isDeletable: false, isCancellable: true, isCancellableWithoutFee: true };
const sampleOrders = {
    deletionRefused: { where: "DataCopy", flags: { isDeletable: false, isCancellable: false } },
    replacementRefused: { where: "AtAzureDC", flags: { isDeletable: false, isCancellable: false } },
    feeNotAccepted: { where: "Created", flags: { ...free, isCancellableWithoutFee: false } },
    timeIsUp: { where: "Created", flags: { isDeletable: false, isCancellable: false } },
    azureDisagrees: { where: "Cancelled", flags: { isDeletable: true, isCancellable: false } },
    deletionUnderWay: { where: "Cancelled", flags: { isDeletable: true, isCancellable: false } },
    keysNotInStack: { where: "Completed", flags: { isDeletable: true, isCancellable: false } },
    shipmentRefused: { where: "DataCopy", flags: { isDeletable: false, isCancellable: false } },
};

/** A value for every parameter that a factory of databox/errors.ts may have. */
export function sampleOrderArguments({ name, lifecycle, AzureError }) {
    const { where, flags } = sampleOrders[name] ?? { where: "Created", flags: free };
    const operation = name === "replacementRefused" ? "replace" : "delete";
    return {
        ...sampleArguments({ name, state: "Creating", lifecycle: undefined, AzureError }),
        where,
        flags,
        rule: lifecycle.ruleFor(flags, operation),
        isCorrection: false,
        account:
            "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-archive/providers/Microsoft.Storage/storageAccounts/archive",
    };
}

/** The state of the made-up job, by factory; `Creating` where it says nothing. */
export const sampleStates = {
    deletionRefused: "Packaging",
    deletionNotWanted: "Shipping",
    replacementRefused: "Received",
    timeIsUp: "Shipping",
    cancellationRefused: "Received",
    cancellationTooLate: "Packaging",
    azureDisagrees: "Completed",
    notTakenBack: "Shipping",
    updateRefused: "Transferring",
};

const ruleOperations = {
    deletionRefused: "delete",
    replacementRefused: "replace",
    cancellationTooLate: "requestCancellation",
};

/** A value for every parameter that a factory may have, by the parameter's name. */
export function sampleArguments({ name, state = "Creating", lifecycle, AzureError }) {
    const error = new AzureError("Azure answered 409 Conflict: not now.", {
        kind: "refused",
        status: 409,
        code: "Conflict",
        azureMessage: "not now",
        effect: "none",
    });
    const lost = new AzureError("no answer from https://management.azure.com (ECONNRESET).", {
        kind: "unreachable",
        effect: "unknown",
    });
    return {
        job: {
            subscriptionId: "00000000-0000-0000-0000-000000000000",
            resourceGroupName: "rg-archive",
            jobName: "photos",
        },
        state,
        where: state,
        rule: lifecycle?.ruleFor(state, ruleOperations[name] ?? "delete"),
        changed: [name === "replacementRefused" ? "location" : "properties.logLevel"],
        differences: ["location"],
        missing: ['location is missing; give it, e.g. "westus"'],
        waitMinutes: 10,
        error: name === "creationUnconfirmed" ? lost : error,
        cause: error,
        operation: "delete",
        action: "delete",
        resourceGroupName: "rg-elsewhere",
        documents: lifecycle?.operationSources.delete,
        evidence: 'its tag "pulumi-owner" says acme/archive/prod/photos',
        sent: "A cancellation",
        owner: "acme/archive/prod/photos",
        why: "it has no owner tag",
        reason: 'the Pulumi CLI ("pulumi") is not on PATH',
        stored: "https://management.azure.com",
        now: "https://management.chinacloudapi.cn",
    };
}

/** AzureError's kinds: kind, meaning, what to do. */
export const azureKinds = [
    [
        "`refused`",
        "Azure answered, and said no or could not.",
        "Read Azure's own code and message at the end.",
    ],
    [
        "`unreachable`",
        "Nobody answered: no such name, no connection, a certificate that is not trusted.",
        "Look at the network, the proxy and the setting `endpoint` or `environment`. The message says whether the request may have had an effect.",
    ],
    [
        "`notUnderstood`",
        "An answer came that is not the service's: a proxy's page, half a body.",
        "Find out what stands between you and Azure. Nothing was concluded from the answer.",
    ],
    [
        "`credentials`",
        "No token could be had, or Azure does not accept it.",
        "The message names the logins that were tried; the settings are in [configuration.md](configuration.md).",
    ],
    [
        "`notRegistered`",
        "The subscription is not registered for Microsoft.ImportExport or Microsoft.DataBox.",
        "`az provider register --namespace …`, which the message has in full, once, and wait some minutes.",
    ],
    ["`throttled`", "Azure answers 429, too many requests.", "Try again later."],
    [
        "`unfinished`",
        "Azure accepted a request that takes it a while, and has not ended it for a long time.",
        "It goes on in Azure. Run the same command again later: it looks first.",
    ],
    [
        "`cancelled`",
        "The caller ended the request, or its deadline passed.",
        "The message says whether it may have had an effect. Run the same command again: it looks first.",
    ],
];
