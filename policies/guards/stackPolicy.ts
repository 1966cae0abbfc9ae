import type {
    Policy,
    PolicyConfigSchema,
    PolicyResource,
    StackValidationPolicy,
} from "@pulumi/policy";
import { entryOf, type CheckpointJob } from "../checkpoint/checkpoint";
import {
    lastCheckpoint,
    type CheckpointReading,
    type CheckpointSettings,
} from "../checkpoint/lastCheckpoint";
import { commandOf, type Command } from "../command";
import { jobFacts, type JobFacts } from "../factsOfService";
import { seen, type Properties } from "../notKnown";
import { ruleOfService, type FactsByService, type Service } from "../services";
import { settingsOf } from "../policySettings";
import { reportAll, type Verdict } from "../verdict";
import { checkpointSettingsSchema } from "./checkpointSettings";

/** A job as the engine shows it, and as the last checkpoint has it. */
export interface ShownJob<Facts = JobFacts> {
    /** What was last known, or, where the update changes the job, what the program's inputs say. */
    readonly job: Facts;
    readonly properties: Properties;
    readonly resource: PolicyResource;
    /** All resources of the stack. */
    readonly resources: readonly PolicyResource[];
    /** Undefined where there is none, it cannot be read, or the resources are themselves the checkpoint. */
    readonly old: CheckpointJob | undefined;
    /** The facts there, unless the job was one of another service. */
    readonly was: Facts | undefined;
    /** Undefined before a destroy: then the resources are themselves the checkpoint. */
    readonly before: CheckpointReading | undefined;
}

/** What a policy says of one job. Pure. */
export type JobRule<Settings, Facts = JobFacts> = (
    shown: ShownJob<Facts>,
    settings: Settings,
    now: Date,
) => Iterable<Omit<Verdict, "urn">>;

/** One rule for every service, or one for each that the policy has something to say of. */
export type JobRules<Settings> =
    JobRule<Settings> | { readonly [S in Service]?: JobRule<Settings, FactsByService[S]> };

interface StackPolicy<Settings> extends Omit<Policy, "configSchema"> {
    /** The settings of its own. */
    readonly settings?: PolicyConfigSchema["properties"];
    /** Under preview and up the last checkpoint is read, and there are settings that say how. Default: no. */
    readonly asksCheckpoint?: boolean;
    readonly rules: JobRules<Settings>;
    /** Said of a stack in which no job is of a service that has a rule. Default: silence. */
    readonly notApplicable?: string;
}

/** A policy on each job of a stack: under preview, up, and before a destroy. */
export function stackPolicy<Settings extends object = object>({
    settings = {},
    asksCheckpoint = false,
    rules,
    notApplicable,
    ...policy
}: StackPolicy<Settings>): StackValidationPolicy {
    const properties = { ...settings, ...(asksCheckpoint && checkpointSettingsSchema) };
    const configSchema = { properties };
    return {
        ...policy,
        configSchema,
        async validateStack({ resources, ...args }, report) {
            type All = Settings & CheckpointSettings & { command?: Command };
            const given = settingsOf<All>(policy.name, configSchema, args.getConfig());
            const isUpdate = asksCheckpoint && commandOf(given.command) === "update";
            const before = isUpdate ? await lastCheckpoint(given) : undefined;
            const rulings = resources.map((one) => ruling(rules, one, resources, before));
            if (notApplicable !== undefined && rulings.every((one) => !one)) {
                args.notApplicable(notApplicable);
            }
            reportAll(
                rulings.flatMap((one) => one?.(given, new Date()) ?? []),
                report,
            );
        },
    };
}

/** What the rules say of one resource; nothing where it is no job that they are about. */
export function judgeJob<Settings>(
    rules: JobRules<Settings>,
    resource: PolicyResource,
    before: CheckpointReading | undefined,
    settings: Settings,
    now: Date,
): Verdict[] {
    return ruling(rules, resource, [resource], before)?.(settings, now) ?? [];
}

type Ruling<Settings> = (settings: Settings, now: Date) => Verdict[];

function ruling<Settings>(
    rules: JobRules<Settings>,
    resource: PolicyResource,
    resources: readonly PolicyResource[],
    before: CheckpointReading | undefined,
): Ruling<Settings> | undefined {
    const properties = seen(resource.props as object);
    const job = jobFacts({ ...resource, outputs: properties, inputs: properties });
    if (!job) return undefined;
    const judge = ruleFor(rules, job);
    if (!judge) return undefined;
    const jobs = before && "checkpoint" in before ? before.checkpoint.jobs : [];
    const old = entryOf(jobs, { urn: job.urn, aliases: resource.opts.aliases });
    const context = { properties, resource, resources, old, before };
    return (settings, now) =>
        [...judge(context, settings, now)].map((verdict) => ({ ...verdict, urn: job.urn }));
}

/** The one place that tells the services' rules apart. */
function ruleFor<Settings>(rules: JobRules<Settings>, job: JobFacts) {
    const rule =
        typeof rules === "function" ? rules : ruleOfService<JobRule<Settings>>(rules, job.service);
    if (!rule) return undefined;
    return (context: Omit<ShownJob, "job" | "was">, ...rest: [Settings, Date]) => {
        const { facts: old } = context.old ?? {};
        const was = old?.service === job.service ? old : undefined;
        return rule({ ...context, job, was }, ...rest);
    };
}
