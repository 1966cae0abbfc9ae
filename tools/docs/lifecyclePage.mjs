import { jobDiagram } from "./diagrams.mjs";
import { doNotEdit, table } from "./markdown.mjs";
import { orderLifecycle } from "./orderLifecycle.mjs";
import { ruleTables } from "./ruleTables.mjs";

const operationWords = {
    editDetails: "change details",
    announceShipment: "announce the shipment",
    requestCancellation: "cancel",
    delete: "delete",
    replace: "replace",
};

const stepWords = {
    delete: "delete",
    wait: "wait until it is Completed, then delete",
    cancel: "cancel, wait until it is Completed, then delete",
    refuse: "refuse, and change nothing",
};

/** What the words in a picture of the lifecycle mean. */
export const pictureNote =
    "cancel = ask Azure to cancel, wait until the job is Completed, delete. † The service's documents contradict each other on how late a cancellation is accepted, so Azure decides.";

/** The way of a parcel as text, with what a destroy does in each state. It fits 80 columns. */
export function lifecyclePicture({ jobStates, stateFacts, deletionStep, ruleFor }) {
    const onTheWay = jobStates.filter((state) => !stateFacts[state].isFinal);
    const ends = jobStates.filter((state) => stateFacts[state].isFinal).reverse();
    const short = (state) => {
        const step = deletionStep(state, false);
        const isAssumed =
            step === "cancel" && ruleFor(state, "requestCancellation").evidence === "assumed";
        return isAssumed ? `${step}†` : step;
    };
    const movers = { you: "you", Azure: "Azure", nobody: "" };
    const gap = "   ";
    const columns = [...onTheWay, ends[0]].map((state, index) => ({
        state: (index === 0 ? "" : " → ") + state,
        mover: (index === 0 ? "" : gap) + movers[stateFacts[state].movedOnBy],
        step: (index === 0 ? "" : gap) + short(state),
    }));
    const width = ({ state, mover, step }) => Math.max(state.length, mover.length, step.length);
    const line = (part) =>
        columns
            .map((column) => column[part].padEnd(width(column)))
            .join("")
            .trimEnd();
    const others = ends.slice(1).map((state) => `or ends ${state}: ${short(state)}`);
    return [
        "```text",
        `state     ${line("state")}`,
        `moved on  ${line("mover")}`,
        `destroy   ${line("step")}`,
        ...others.map((text) => `          ${text}`),
        "```",
        "",
        pictureNote,
    ].join("\n");
}

/** What a destroy does first, state by state. */
export function destroyTable({ jobStates, deletionStep }) {
    const rows = [...jobStates, "another word, or none"].map((state) => [
        state,
        stepWords[deletionStep(state, false)],
        stepWords[deletionStep(state, true)],
    ]);
    return table(["Azure says", "destroy does", "once the cancellation is requested"], rows);
}

/** docs/lifecycle.md: import/export jobs, then orders of customer disks. */
export function lifecyclePage(lifecycle, orders) {
    const { jobStates, jobOperations, stateFacts, operationSources, ruleFor } = lifecycle;
    const unknown = "another word, or none";
    const tables = ruleTables({
        rows: jobStates,
        nameOf: (state) => state,
        operations: jobOperations,
        words: operationWords,
        ruleFor,
        sources: operationSources,
    });
    return `${doNotEdit("lifecycle.ts, stateNames.ts and stageNames.ts of provider/importexport and provider/databox")}

# The lifecycle of a job

A job is a parcel with an API. You order it and announce the shipment; a carrier and a data centre move it on. What may be asked of a job depends on where its drives are. First the jobs of Import/Export; those of Data Box follow under [Customer disks](#customer-disks-data-box).

${jobDiagram(lifecycle)}

${pictureNote}

## What may be done, state by state

${tables.verdicts("state", undefined, [unknown])}

- **yes**: the provider asks Azure.
- **nothing to do**: the job is there already, or beyond.
- **no**: the provider refuses, says why, and sends nothing that changes anything.
- **†** assumed: no document says it. Such a "yes" leaves the decision to Azure. The one "no" that rests on no document is that of a state that this version does not know.
- **‡** observed: no document says it, and somebody has seen it on the real Azure.

${observedInWords(lifecycle, orders)}

## The states

${table(
    ["state", "what it means", "moved on by", "drives under way", "the end"],
    jobStates.map((state) => {
        const { means, movedOnBy, isInFlight, isFinal } = stateFacts[state];
        return [
            state,
            means,
            movedOnBy === "nobody" ? "" : movedOnBy,
            isInFlight ? "yes" : "",
            isFinal ? "yes" : "",
        ];
    }),
)}

These are the words for the job. Its drives have others (\`driveList[].state\`), and \`provisioningState\` says nothing about the parcel.

## What a destroy does

${destroyTable(lifecycle)}

The options that change this, and what happens while it waits: [destroy.md](destroy.md).

## Why not, and what to do instead

${tables.whyNot()}

## Sources

${tables.sources()}

The states come from the \`$filter\` text of the 2016-11-01 API description; later ones leave the list out.

${orderLifecycle(orders)}`;
}

/** Which cells the live service has confirmed. */
function observedInWords({ lifecycle: jobs }, { lifecycle: orders }) {
    const cells = [jobs, orders].flatMap((table) => Object.values(table).flatMap(Object.values));
    const count = cells.filter(({ evidence }) => evidence === "observed").length;
    const how = "[`npm run live`](live.md) tries them where you have a subscription.";
    return count === 0
        ? `No cell has been tried on the real Azure yet: ${how}`
        : `${count} cells were seen on the real Azure. ${how}`;
}
