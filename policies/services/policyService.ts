import type { PropertyTable, Sameness } from "../../provider/job/propertyTable";
import { covers } from "../../provider/job/sameness";
import type { JobIdentity, JobSource } from "../jobIdentity";
import type { JobFacts } from "./jobFacts";

/** A service, as the pack needs it. The list is index.ts, and its key there is the service's word in rules and tags. */
export interface PolicyService<Facts extends JobFacts = JobFacts> {
    /** Its resource provider. */
    readonly namespace: string;
    /** Who makes its jobs, by name. Those of azure-native have names that begin so. */
    readonly makers: Readonly<Record<string, JobMakerFacts>>;
    /** What it takes as a job's name, and how that is said. */
    readonly jobName: { readonly rule: RegExp; readonly inWords: string };
    facts(identity: JobIdentity, source: JobSource): Facts;
    /**
     * Whether the rules that a policy on inputs has for this service are about the job; not known: an input decides that
     * is not known. Absent: about each.
     */
    hasInputsOfRules?(facts: Facts): boolean | NotKnownInput;
}

/** The input that decides. */
export interface NotKnownInput {
    readonly notKnown: string;
}

/** A kind of resource that is a job: decides what its inputs and outputs look like, and what a delete does. */
export interface JobMakerFacts {
    /** Whether a resource of this type is one. */
    isType(type: string): boolean;
    /** The inputs whose change replaces the job, which destroys it: their path, and when two values are the same. */
    readonly immutableInputs: Readonly<Record<string, Sameness>>;
    /** Where its secrets stand; `*` is every key of a map and every place of a list. */
    readonly secretPaths: readonly string[];
    /** What replacing the job does to it, as a clause. Default: {@link destroyedFirst}. */
    readonly replacementEffect?: string;
}

export const destroyedFirst = "which would destroy it first";

/** What is encrypted in every checkpoint is compared by the provider's diff alone, which refuses the replacement in preview. */
export function visibleImmutable({ rows }: PropertyTable<never, never>): Record<string, Sameness> {
    const visible = Object.entries(rows).filter(
        ([, { change, secret, isSecret }]) => change === "immutable" && (!secret || isSecret),
    );
    return Object.fromEntries(visible.map(([path, { same = covers }]) => [path, same]));
}
