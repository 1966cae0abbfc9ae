import { checkpointJobs, exportedResources, type CheckpointJob } from "./checkpoint";
import { pulumiError, pulumiOutput } from "./pulumiOutput";
import { findPulumiCommand, type PulumiCommand } from "./pulumiProcess";
import { lastRefresh } from "./stateAge";
import { leftAlone, targetingOf } from "./targeting";

/** The stack before this update began. */
export interface LastCheckpoint {
    readonly jobs: readonly CheckpointJob[];
    /** The end of the last refresh of the whole stack, where the stack's history tells. */
    readonly refreshedAt: Date | undefined;
    /** The URNs of resources that the update's flags leave alone, whether the program has them or not. */
    readonly leftAlone: ReadonlySet<string>;
    /** What the update's flags replace, changed or not: URNs or globs. */
    readonly replaced: readonly string[];
}

/** The checkpoint, or why it cannot be read and what would mend that. */
export type CheckpointReading =
    { readonly checkpoint: LastCheckpoint } | { readonly unreadable: string };

/** How a pack gets at the checkpoint; all may be left out. */
export interface CheckpointSettings {
    readonly pulumiCommand?: string;
    readonly projectFolder?: string;
}

const readings = new Map<string, Promise<CheckpointReading>>();

/**
 * The stack as it was when this update began, read once a process through the Pulumi CLI that runs
 * the update: whatever backend and login it has, and without deciphering a secret.
 *
 * Only under `preview` and `up`: there the engine tells a pack which stack it looks at. Never rejects.
 */
export function lastCheckpoint(settings: CheckpointSettings): Promise<CheckpointReading> {
    const key = JSON.stringify([settings.pulumiCommand, settings.projectFolder]);
    const reading = readings.get(key) ?? read(settings);
    readings.set(key, reading);
    return reading;
}

/** Reads anew from here on: another update has begun in the same process. */
export function forgetCheckpoint(): void {
    readings.clear();
}

const giveUpAfterSeconds = 120;

async function read(settings: CheckpointSettings): Promise<CheckpointReading> {
    const stack = stackOf(process.env);
    if (!stack) {
        return {
            unreadable:
                'The engine named no stack, as under "pulumi policy analyze", where there is no update to judge. ' +
                'Set the config command: "destroy" to judge a checkpoint, or leave command out.',
        };
    }
    const pulumi = await findPulumiCommand(settings.pulumiCommand);
    const cwd = settings.projectFolder ?? pulumi.workingFolder ?? process.env.PWD;
    const exported = await exportStack(pulumi, stack, cwd);
    if ("unreadable" in exported) return exported;
    const jobs = checkpointJobs(exported.resources);
    const refreshedAt =
        jobs.length > 0 ? await lastRefresh(pulumi.command, exported.stack, cwd) : undefined;
    const targeting = targetingOf(pulumi.args, process.env);
    return {
        checkpoint: {
            jobs,
            refreshedAt,
            leftAlone: leftAlone(targeting, exported.resources),
            replaced: targeting.replaced,
        },
    };
}

interface StackName {
    readonly organization: string;
    readonly project: string;
    readonly stack: string;
}

function stackOf(environment: NodeJS.ProcessEnv): StackName | undefined {
    const {
        PULUMI_NODEJS_ORGANIZATION: organization = "",
        PULUMI_NODEJS_PROJECT: project = "",
        PULUMI_NODEJS_STACK: stack,
    } = environment;
    return stack ? { organization, project, stack } : undefined;
}

type Exported =
    { resources: ReturnType<typeof exportedResources>; stack: string } | { unreadable: string };

async function exportStack(
    pulumi: PulumiCommand,
    name: StackName,
    cwd: string | undefined,
): Promise<Exported> {
    const whole = [name.organization, name.project, name.stack].filter(Boolean).join("/");
    let why = "";
    // Backends that were made before stacks had projects know the short name only.
    for (const stack of [whole, name.stack]) {
        const output = await pulumiOutput(pulumi.command, ["stack", "export", "--stack", stack], {
            cwd,
            giveUpAfterSeconds,
        });
        if (output.code === 0) {
            try {
                const resources = exportedResources(output.stdout);
                const strange = resources.find(({ urn }) => !belongsTo(name, urn));
                if (!strange) return { resources, stack };
                why ||= "it is the checkpoint of another stack";
            } catch (error) {
                why ||= (error as Error).message;
            }
        } else {
            why ||= pulumiError(output);
            // A backend that does not answer does not answer to the other name either.
            if (output.tookTooLong) break;
        }
    }
    return { unreadable: unreadable(pulumi, whole, cwd, why) };
}

function belongsTo({ project, stack }: StackName, urn: unknown): boolean {
    return typeof urn === "string" && urn.startsWith(`urn:pulumi:${stack}::${project}::`);
}

function unreadable(
    pulumi: PulumiCommand,
    stack: string,
    cwd: string | undefined,
    why: string,
): string {
    return (
        `"${pulumi.command} stack export --stack ${stack}" (found by ${pulumi.foundBy}, run in ${cwd ?? process.cwd()}) failed: ${why}. ` +
        'Correct that; or name the CLI and the project\'s folder in the config ("pulumiCommand", "projectFolder"); ' +
        'or, knowing that removed jobs are then not found, set "ifStateUnreadable": "warn".'
    );
}
