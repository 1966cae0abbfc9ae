import type { Policy, PolicyConfigSchema, ResourceValidationPolicy } from "@pulumi/policy";
import { jobFacts, type JobFacts } from "../factsOfService";
import { isAzureNative } from "../azureNative";
import { at, hasNotKnown, seen, type Properties } from "../notKnown";
import { ruleOfService, serviceOfType, type FactsByService, type Service } from "../services";
import type { DataBoxFacts } from "../services/dataBox";
import type { ImportExportFacts } from "../services/importExport";
import { settingsOf } from "../policySettings";
import { reportAll, type Verdict } from "../verdict";

/** A job as the program registers it. */
export interface RegisteredJob<Facts extends JobFacts = JobFacts> {
    readonly facts: Facts;
    /** The resource's inputs. */
    readonly inputs: Properties;
    /** The value at a path below `properties` (of an order: `details`); undefined when it is not given. */
    property(path: string): unknown;
    /** That path from the top, for messages. */
    pathOf(path: string): string;
}

/** An Azure Import/Export job as the program registers it. */
export type RegisteredImportExportJob = RegisteredJob<ImportExportFacts>;

/** A Data Box order as the program registers it. */
export type RegisteredOrder = RegisteredJob<DataBoxFacts>;

/** One sentence or two on what is wrong, or the path of an input that is not known yet. */
export type Finding = { readonly wrong: string } | { readonly notKnown: string };

/** Judges the inputs of one service's jobs, or of any job. Pure. */
export type InputRule<Settings, Job = RegisteredJob> = (
    job: Job,
    settings: Settings,
) => Iterable<Finding>;

/** One rule for every service, or one for each that the policy has something to say of. */
export type InputRules<Settings> =
    | InputRule<Settings>
    | { readonly [S in Service]?: InputRule<Settings, RegisteredJob<FactsByService[S]>> };

interface ResourcePolicy<Settings> extends Omit<Policy, "configSchema"> {
    readonly settings?: PolicyConfigSchema["properties"];
    /** The rules say what a new job has to look like: a job that is adopted is there already, and Azure took it. */
    readonly ofNewJobs?: boolean;
    readonly rules: InputRules<Settings>;
}

/** A policy on the inputs of each job, of every service and any maker. */
export function resourcePolicy<Settings extends object = object>({
    settings = {},
    ofNewJobs = false,
    rules,
    ...policy
}: ResourcePolicy<Settings>): ResourceValidationPolicy {
    const configSchema = { properties: settings };
    return {
        ...policy,
        configSchema,
        validateResource(args, report) {
            // Before the type is looked at: a wrong config is an error even where there is no job yet.
            const given = settingsOf<Settings>(policy.name, configSchema, args.getConfig());
            const inputs = seen(args.props as object);
            if (ofNewJobs && inputs.adoptExisting === true) return;
            const facts = jobFacts({ ...args, outputs: {}, inputs });
            if (facts) reportAll(verdictsOf(facts, judged(facts, inputs, rules, given)), report);
        },
    };
}

/** The one place that tells the services' rules apart. */
function judged<Settings>(
    facts: JobFacts,
    inputs: Properties,
    rules: InputRules<Settings>,
    settings: Settings,
): Iterable<Finding> {
    const pathOf = (path: string) => `${facts.words.properties}.${path}`;
    const job = { facts, inputs, pathOf, property: (path: string) => at(inputs, pathOf(path)) };
    if (typeof rules === "function") return rules(job, settings);
    const rule = ruleOfService<InputRule<Settings>>(rules, facts.service);
    if (!rule) return [];
    const isAbout = serviceOfType(facts.type)?.service.hasInputsOfRules?.(facts) ?? true;
    if (typeof isAbout === "object") return [isAbout];
    return isAbout ? rule(job, settings) : [];
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

/** The first of these paths below `properties` or `details` that holds something not known. */
export function firstNotKnown(job: RegisteredJob, paths: readonly string[]): string | undefined {
    const path = paths.find((one) => hasNotKnown(job.property(one)));
    return path && job.pathOf(path);
}

/**
 * Whether an order need not be ready to ship yet. This project's says when it ships
 * (`deliverToDcPackageDetails`); azure-native's has no such step, so it has to be ready from the beginning.
 */
export function isBeforeShipment({ facts, inputs }: RegisteredOrder): boolean {
    if (isAzureNative(facts.maker)) return false;
    return inputs.deliverToDcPackageDetails === undefined && inputs.shipped !== true;
}

/** Whether this is what the service said of the order, as under `pulumi policy analyze`, not what a program asks for. */
export function isAnswer({ inputs }: RegisteredOrder): boolean {
    return inputs.isCancellable !== undefined || inputs.isDeletable !== undefined;
}
