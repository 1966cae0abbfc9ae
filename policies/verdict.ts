import type { ReportViolation } from "@pulumi/policy";

/**
 * What a policy says about a job.
 *
 * - `refused`: the job breaks the rule; counts at the policy's enforcement level;
 * - `notJudged`: what the rule asks about is not known yet; never counts as broken, never silent;
 * - `remark`: nothing is broken, and the team should know.
 *
 * The message names the job and repeats no value of a secret property.
 */
export interface Verdict {
    readonly kind: "refused" | "notJudged" | "remark";
    readonly message: string;
    /** The resource it is about; none: the stack. */
    readonly urn?: string;
}

/** Hands the verdicts to the engine. */
export function reportAll(verdicts: Iterable<Verdict>, report: ReportViolation): void {
    for (const { kind, message, urn } of verdicts) {
        if (kind === "refused") report(message, urn);
        else (report as unknown as ReportAtLevel)({ message, urn, enforcementLevel: "advisory" });
    }
}

/**
 * The SDK takes a violation with a level of its own, though its types do not say so. A mandatory
 * policy would otherwise stop every preview in which something is not known yet.
 */
type ReportAtLevel = (violation: {
    message: string;
    urn: string | undefined;
    enforcementLevel: "advisory";
}) => void;
