// The lifecycles as Mermaid state diagrams, made from the tables: GitHub draws them.

const jobSteps = {
    delete: "delete",
    wait: "wait",
    cancel: "cancel, wait, delete",
    refuse: "refuse",
};

/** The states of an import/export job, who moves it on, and what a destroy does in each. */
export function jobDiagram({ jobStates, stateFacts, deletionStep, ruleFor }) {
    const isFinal = (state) => stateFacts[state].isFinal;
    const [first, ...underWay] = jobStates.filter((state) => !isFinal(state));
    const ends = jobStates.filter(isFinal);
    const step = (state) => {
        const isAssumed = ruleFor(state, "requestCancellation").evidence === "assumed";
        const word = deletionStep(state, false);
        return jobSteps[word] + (word === "cancel" && isAssumed ? " †" : "");
    };
    const named = (state) => `state "${state} – destroy: ${step(state)}" as ${state}`;
    const movers = { you: "you announce the shipment", Azure: "Azure", nobody: "" };
    const moves = [first, ...underWay]
        .slice(0, -1)
        .map((state, index) => [state, underWay[index], movers[stateFacts[state].movedOnBy]]);
    const inside = moves.slice(1).map(([from, to, by]) => `    ${from} --> ${to}: ${by}`);
    return mermaid([
        ...[first, ...ends].map(named),
        `[*] --> ${first}: you order it`,
        `${first} --> ${underWay[0]}: ${movers[stateFacts[first].movedOnBy]}`,
        'state "drives under way" as inFlight {',
        ...underWay.map((state) => `    ${named(state)}`),
        ...inside,
        "}",
        `${underWay.at(-1)} --> Completed: Azure`,
        ...ends
            .filter((state) => state !== "Completed")
            .map((state) => `inFlight --> ${state}: ended with errors`),
        ...[first, ...ends]
            .filter((state) => deletionStep(state, false) === "delete")
            .map((state) => `${state} --> [*]: deleted`),
    ]);
}

const orderSteps = {
    delete: "delete",
    cancel: "cancel, wait, delete",
    askAboutFee: "refuse, or acceptFee",
    refuse: "refuse",
};

/** An order by its flags: what it can become by a request, and what a destroy does in each row. */
export function orderDiagram({ flagStates, ruleFor, deletionStep }, { rowWords, sampleFlags }) {
    const rows = flagStates.filter((row) => row !== "gone" && row !== "unknown");
    const isYes = (row, operation) => {
        const { verdict, evidence } = ruleFor(sampleFlags[row], operation);
        return verdict === "allowed" && evidence === "documented";
    };
    const moves = (operation, to, words) =>
        rows.filter((row) => isYes(row, operation)).map((row) => `${row} --> ${to}: ${words}`);
    return mermaid([
        ...rows.map(
            (row) =>
                `state "${rowWords[row]} – destroy: ${orderSteps[deletionStep(sampleFlags[row], false)]}" as ${row}`,
        ),
        "[*] --> cancellable: you order it",
        ...moves("markDevicesShipped", "neither", "you announce the shipment"),
        ...moves("cancel", "deletable", "cancelled"),
        "neither --> deletable: Azure, when it has ended",
        ...moves("delete", "[*]", "deleted"),
    ]);
}

const mermaid = (lines) =>
    ["```mermaid", "stateDiagram-v2", ...lines.map((line) => `    ${line}`), "```"].join("\n");
