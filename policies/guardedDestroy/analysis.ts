/** A violation, as `pulumi policy analyze --json` reports it. */
export interface Violation {
    readonly isMandatory: boolean;
    readonly policy: string;
    readonly pack: string;
    readonly urn: string;
    readonly message: string;
}

interface Event {
    policyEvent?: {
        enforcementLevel?: unknown;
        policyName?: unknown;
        policyPackName?: unknown;
        resourceUrn?: unknown;
        message?: unknown;
    };
    summaryEvent?: { PolicyPacks?: Record<string, unknown>; result?: unknown };
    sequence?: unknown;
}

/**
 * The violations of an analysis that came to its end.
 *
 * @param expectedPack the pack that must be among those that were asked
 * @param succeeded whether the command ended with exit code 0: what does not fit together is not understood
 * @throws when the answer is not understood, or the pack was not asked. The message repeats nothing of it.
 */
export function violationsIn(
    answer: string,
    expectedPack: string,
    succeeded: boolean,
): Violation[] {
    const events = answer
        .split("\n")
        .filter((line) => line.trim() !== "")
        .map(eventOf);
    const summary = events.find(({ summaryEvent }) => summaryEvent)?.summaryEvent;
    if (!summary) throw new Error("it stops before its summary");
    if (!(expectedPack in (summary.PolicyPacks ?? {}))) {
        throw new Error(`the pack ${expectedPack} is not among those that were asked`);
    }
    const first = Number(events[0]?.sequence);
    if (events.some(({ sequence }, index) => sequence !== first + index)) {
        throw new Error("an event of it is missing");
    }
    const violations = events.flatMap(violationIn);
    const isRefused = violations.some(({ isMandatory }) => isMandatory);
    if (isRefused === succeeded || (summary.result === "succeeded") !== succeeded) {
        throw new Error("its verdict does not fit the command's exit code");
    }
    return violations;
}

function violationIn({ policyEvent }: Event): Violation[] {
    if (!policyEvent) return [];
    const text = (value: unknown) => (typeof value === "string" ? value : "");
    return [
        {
            // Only what is surely advisory may pass.
            isMandatory: policyEvent.enforcementLevel !== "advisory",
            policy: text(policyEvent.policyName),
            pack: text(policyEvent.policyPackName),
            urn: text(policyEvent.resourceUrn),
            message: text(policyEvent.message),
        },
    ];
}

function eventOf(line: string): Event {
    try {
        const event: unknown = JSON.parse(line);
        if (typeof event === "object" && event !== null) return event;
    } catch {
        // Told below: a line that is no event.
    }
    throw new Error("a line of it is no event");
}
