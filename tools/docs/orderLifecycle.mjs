// The part of docs/lifecycle.md, and of docs/destroy.md, that is about customer-disk orders.
import { orderDiagram } from "./diagrams.mjs";
import { table } from "./markdown.mjs";
import { ruleTables } from "./ruleTables.mjs";

const operationWords = {
    editDetails: "change details",
    markDevicesShipped: "announce the shipment",
    cancel: "cancel",
    delete: "delete",
    replace: "replace",
};

const rowWords = {
    gone: "gone",
    deletable: "deletable",
    cancellable: "cancellable, free of charge",
    cancellableForAFee: "cancellable, perhaps for a fee",
    neither: "neither",
    unknown: "a flag is missing",
};

const stepWords = {
    nothing: "nothing: it is done",
    delete: "delete",
    wait: "wait until it is deletable, then delete",
    cancel: "cancel, wait until it is deletable, then delete",
    askAboutFee: "refuse; with `deletion.acceptFee` as above",
    refuse: "refuse, and change nothing",
};

/** A set of flags for each row: what the table is asked with. */
const sampleFlags = {
    gone: "gone",
    deletable: { isDeletable: true, isCancellable: false },
    cancellable: { isDeletable: false, isCancellable: true, isCancellableWithoutFee: true },
    cancellableForAFee: { isDeletable: false, isCancellable: true, isCancellableWithoutFee: false },
    neither: { isDeletable: false, isCancellable: false },
    unknown: {},
};

/** What a destroy of an order does first, flag by flag. */
export function orderDestroyTable({ flagStates, deletionStep }) {
    const rows = flagStates.map((row) => [
        rowWords[row],
        stepWords[deletionStep(sampleFlags[row], false)],
        stepWords[deletionStep(sampleFlags[row], true)],
    ]);
    return table(["Azure says", "destroy does", "once the cancellation is accepted"], rows);
}

/** The second half of docs/lifecycle.md. */
export function orderLifecycle(orders) {
    const { flagStates, flagStateMeanings, orderOperations, operationSources, ruleFor } = orders;
    const { orderStages, stageMeanings } = orders;
    const tables = ruleTables({
        rows: flagStates,
        nameOf: (row) => rowWords[row],
        operations: orderOperations,
        words: operationWords,
        ruleFor: (row, operation) => ruleFor(sampleFlags[row], operation),
        sources: operationSources,
    });
    return `## Customer disks (Data Box)

A \`CustomerDiskJob\` is an order of Azure Data Box: the same disks and parcels, other rules. The service says itself what may be done: with every answer come \`isDeletable\`, \`isCancellable\` and \`isCancellableWithoutFee\`. Those flags decide, and never the stage.

${orderDiagram(orders, { rowWords, sampleFlags })}

A flag that is missing refuses whatever cannot be taken back.

${tables.verdicts("Azure says", {
    headings: ["which is"],
    of: (row) => [flagStateMeanings[row]],
})}

**yes**, **no** and **†** as above. A replacement of an order that is cancellable cancels it; that is done only while no shipment is announced and \`deletion.inFlight\` is \`"cancel"\`, and the preview says so ([why](decisions/databox.md)).

### What a destroy does to an order

${orderDestroyTable(orders)}

### Side by side

${table(
    ["", "`Job` (Import/Export)", "`CustomerDiskJob` (Data Box)"],
    [
        ["decided by", "the state, by the table above", "the service's flags"],
        ["a new one", "can be deleted", "can be cancelled, and then deleted"],
        ["a cancellation", "a property, `cancelRequested`", "a request of its own, with a reason"],
        ["the shipment", '`properties.state: "Shipping"`', "`deliverToDcPackageDetails`"],
        ["not shipped for two weeks", "expires", "is deleted by the service"],
        ["leaves behind", "nothing", "the lock `DATABOX_SERVICE` on its storage accounts"],
    ],
)}

### The stages

The words for where an order is (\`status\`). The list is open, the order is our reading, and nothing is decided by them.

${table(
    ["stage", "what it means"],
    orderStages.map((stage) => [stage, stageMeanings[stage]]),
)}

### Why not, and what to do instead, with an order

${tables.whyNot()}

### Sources of the rules for orders

${tables.sources()}`;
}
