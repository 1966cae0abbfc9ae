import type { PolicyConfigSchema, ResourceValidation } from "@pulumi/policy";
import { jobFacts, type JobFacts } from "../jobFacts";
import { at, hasNotKnown, seen, type Properties } from "../notKnown";
import { settingsOf } from "../settings";
import { reportAll, type Verdict } from "../verdict";

/** A job as the program registers it. */
export interface RegisteredJob {
    readonly facts: JobFacts;
    /** The resource's inputs. */
    readonly inputs: Properties;
    /** The value at a path below `properties`; undefined when it is not given. */
    property(path: string): unknown;
}

/** One sentence or two on what is wrong, or the path of an input that is not known yet. */
export type Finding = { readonly wrong: string } | { readonly notKnown: string };

/** Judges one job's inputs. Pure. */
export type InputRule<Settings> = (job: RegisteredJob, settings: Settings) => Iterable<Finding>;

/** A policy's `validateResource` out of a rule: for import/export jobs of either maker only. */
export function eachJob<Settings extends object>(
    policy: string,
    schema: PolicyConfigSchema,
    rule: InputRule<Settings>,
): ResourceValidation {
    return (args, report) => {
        // Before the type is looked at: a wrong config is an error even where there is no job yet.
        const settings = settingsOf<Settings>(policy, schema, args.getConfig());
        const inputs = seen(args.props as object);
        const facts = jobFacts({ ...args, outputs: {}, inputs });
        if (!facts) return;
        const job = { facts, inputs, property: (path: string) => at(inputs, `properties.${path}`) };
        reportAll(verdictsOf(facts, rule(job, settings)), report);
    };
}

function* verdictsOf(job: JobFacts, findings: Iterable<Finding>): Iterable<Verdict> {
    for (const finding of findings) {
        if ("wrong" in finding) {
            yield { kind: "refused", message: `Job "${job.name}" ${finding.wrong}`, urn: job.urn };
            continue;
        }
        const message =
            `Job "${job.name}" could not be judged yet: ${finding.notKnown} is not known at preview ` +
            "(or, offline, encrypted). It is judged when the update runs.";
        yield { kind: "notJudged", message, urn: job.urn };
    }
}

/** The first of these paths below `properties` that holds something not known. */
export function firstNotKnown(job: RegisteredJob, paths: readonly string[]): string | undefined {
    const path = paths.find((one) => hasNotKnown(job.property(one)));
    return path && `properties.${path}`;
}
