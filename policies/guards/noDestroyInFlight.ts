import type {
    PolicyResource,
    ResourceValidationPolicy,
    StackValidationPolicy,
} from "@pulumi/policy";
import {
    lastCheckpoint,
    type CheckpointReading,
    type CheckpointSettings,
} from "../checkpoint/lastCheckpoint";
import { commandOf, type Command } from "../command";
import { jobFacts } from "../factsOfService";
import { jobMaker } from "../jobTypes";
import { seen } from "../notKnown";
import { settingsOf } from "../policySettings";
import { everyService } from "../services";
import { reportAll, type Verdict } from "../verdict";
import { blockedStatesSchema, blockOf, type BlockSettings, type Threat } from "./blocked";
import { checkpointSettingsSchema } from "./checkpointSettings";
import { checkExceptions, exceptionsSchema } from "./exceptions";
import { noteRegistration, registrations } from "./registeredResources";
import { judgeRemovals } from "./removals";
import { judgeReplacement } from "./replacements";
import { judgeAge } from "./stateAgeWarning";

interface Settings extends BlockSettings, CheckpointSettings {
    readonly command?: Command;
    readonly maxStateAgeHours: number;
}

const name = "no-destroy-in-flight";
const configSchema = {
    properties: {
        blockedStates: blockedStatesSchema,
        allow: exceptionsSchema,
        ifStateUnreadable: {
            type: "string" as const,
            enum: ["block", "warn"],
            default: "block",
            description: "What to do when the checkpoint, or a job's state in it, cannot be read.",
        },
        maxStateAgeHours: {
            type: "number" as const,
            exclusiveMinimum: 0,
            default: 24,
            description:
                "Warns that a refresh is due when a job under way was last looked at longer ago, where that is known.",
        },
        ...checkpointSettingsSchema,
    },
};

const destroyed: Threat = { verb: "destroy", how: "" };

/**
 * No job is destroyed that is Packaging or Closed (or what `blockedStates` says), and no Data Box order while it is neither
 * cancellable nor deletable.
 *
 * Asked before a destroy (`pulumi policy analyze`, `guarded-destroy`) it refuses every job in a blocked
 * state. Asked under `preview` and `up` it compares the last checkpoint with the program: a job that
 * the program no longer registers, or replaces, would be destroyed; a job that is left alone may be in
 * any state. `pulumi destroy` itself never asks a policy.
 *
 * It is a resource policy and a stack policy in one. A replacement is judged when the resource is
 * registered, so before the engine acts, also with `up --skip-preview`; a removal only shows when the
 * whole program has run.
 */
export const noDestroyInFlight: ResourceValidationPolicy & StackValidationPolicy = {
    name,
    displayName: "No destroy in flight",
    description:
        "An import/export job that is Packaging or Closed (or what blockedStates says), or a Data Box order that is neither cancellable nor deletable, is not destroyed: neither by a destroy, nor by an update that removes or replaces it. Nor is a job that another resource of the program takes over.",
    enforcementLevel: "mandatory",
    severity: "critical",
    tags: [...everyService(), "destroy"],
    remediationSteps:
        "Wait until the job is Completed, or the order deletable, then destroy it. Put a removed resource back, or give its new name an alias. For one exception use the config's allow, with a reason and an expiry date.",
    url: "https://learn.microsoft.com/previous-versions/azure/storage/common/storage-import-export-cancelling-and-deleting-jobs",
    configSchema,

    async validateResource(args, report) {
        const settings = settingsFrom(args.getConfig());
        if (commandOf(settings.command) === "destroy") return;
        noteRegistration(args);
        // The stack itself is registered first. So the checkpoint is read while the program runs, and
        // before the engine has deleted anything.
        const reading = lastCheckpoint(settings);
        if (!jobMaker(args.type)) return;
        const found = await reading;
        if ("unreadable" in found) {
            // Said once for the whole stack, and here again where it matters: no later word stops a replacement.
            reportAll([unreadable(found.unreadable, settings, args.urn)], report);
            return;
        }
        const { type, urn, opts, props } = args;
        const resource = { type, urn, aliases: opts.aliases, inputs: seen(props as object) };
        reportAll(judgeReplacement(found.checkpoint, resource, settings, new Date()), report);
    },

    async validateStack(args, report) {
        const settings = settingsFrom(args.getConfig());
        if (commandOf(settings.command) === "destroy") {
            reportAll(judgeDestroy(args.resources, settings, new Date()), report);
            return;
        }
        const found = await lastCheckpoint(settings);
        reportAll(judgeUpdate(found, args.resources, settings, new Date()), report);
    },
};

function settingsFrom(config: object): Settings {
    const settings = settingsOf<Settings>(name, configSchema, config);
    checkExceptions(name, settings.allow);
    return settings;
}

function* judgeDestroy(
    resources: readonly PolicyResource[],
    settings: Settings,
    now: Date,
): Iterable<Verdict> {
    for (const resource of resources) {
        if (!jobMaker(resource.type)) continue;
        const job = jobFacts({ ...resource, outputs: seen(resource.props as object) });
        if (job) yield* blockOf(job, destroyed, settings, now);
    }
}

function* judgeUpdate(
    found: CheckpointReading,
    resources: readonly PolicyResource[],
    settings: Settings,
    now: Date,
): Iterable<Verdict> {
    if ("unreadable" in found) {
        yield unreadable(found.unreadable, settings);
        return;
    }
    const { jobs, refreshedAt, leftAlone } = found.checkpoint;
    const shown = resources.map(({ type, urn, name, opts, props }) => ({
        type,
        urn,
        name,
        aliases: opts.aliases,
        isKept: registrations().has(urn) || leftAlone.has(urn),
        properties: jobMaker(type) ? seen(props as object) : {},
    }));
    yield* judgeRemovals(jobs, shown, settings, now);
    yield* judgeAge(jobs, refreshedAt, settings.maxStateAgeHours, now);
}

function unreadable(why: string, { ifStateUnreadable }: Settings, urn?: string): Verdict {
    return {
        kind: ifStateUnreadable === "warn" ? "remark" : "refused",
        message: `Cannot tell whether this update destroys a job that is under way: the stack's checkpoint cannot be read. ${why}`,
        ...(urn && { urn }),
    };
}
