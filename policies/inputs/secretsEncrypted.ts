import type {
    PolicyResource,
    ResourceValidationPolicy,
    StackValidationPolicy,
} from "@pulumi/policy";
import type { CheckpointJob } from "../checkpoint/checkpoint";
import { lastCheckpoint, type CheckpointSettings } from "../checkpoint/lastCheckpoint";
import { commandOf, type Command } from "../command";
import { checkpointSettingsSchema } from "../guards/checkpointSettings";
import { jobFacts } from "../factsOfService";
import { jobInWords } from "../jobIdentity";
import { secretPathsOf } from "../jobTypes";
import { seen } from "../notKnown";
import { settingsOf } from "../policySettings";
import { everyService } from "../services";
import { reportAll, type Verdict } from "../verdict";
import { clearSecrets, marked, withoutProxies, type ClearSecret } from "./clearSecrets";

interface Settings extends CheckpointSettings {
    readonly command?: Command;
}

const name = "secrets-encrypted";
const configSchema = { properties: checkpointSettingsSchema };

/**
 * The keys and account numbers of jobs are encrypted in the stack's state: azure-native's classes mark
 * none of them, so what a program does not wrap in `pulumi.secret` stands there in clear. This project's jobs
 * are judged as well, and pass: their provider marks what the program does not.
 *
 * Level "remediate", the default: the policy marks them itself, before the engine writes anything. Only
 * so can it be done: a policy that merely judges sees every input in clear, marked or not. It then asks
 * for the program to be mended, since the engine prints what a remediation changed when `--diff` is given.
 * Whatever the level, it tells which secrets the last checkpoint holds in clear.
 */
export const secretsEncrypted: ResourceValidationPolicy & StackValidationPolicy = {
    name,
    displayName: "Secrets encrypted",
    description:
        "BitLocker keys, carrier accounts, passwords and addresses of jobs are encrypted in the stack's state.",
    enforcementLevel: "remediate",
    severity: "critical",
    tags: [...everyService(), "encryption"],
    remediationSteps:
        'Wrap the inputs in pulumi.secret(), or leave this policy at the level "remediate". What stood in clear stays in the history of the stack: change it where you can.',
    url: "https://www.pulumi.com/docs/iac/concepts/secrets/",
    configSchema,

    remediateResource(args) {
        settingsOf<Settings>(name, configSchema, args.getConfig());
        const paths = secretPathsOf(args.type);
        if (paths.length === 0) return undefined;
        const inputs = withoutProxies(args.props as object);
        const found = clearSecrets(inputs, paths);
        if (found.length === 0) return undefined;
        for (const { holder, key, value } of found) holder[key] = marked(value);
        markedHere.set(args.urn, namesOf(found));
        return inputs;
    },

    async validateStack(args, report) {
        const settings = settingsOf<Settings>(name, configSchema, args.getConfig());
        if (commandOf(settings.command) === "destroy") return;
        if (!args.resources.some(({ type }) => secretPathsOf(type).length > 0)) return;
        reportAll(args.resources.flatMap(byThisPolicy), report);
        const before = await lastCheckpoint(settings);
        // no-destroy-in-flight says that the checkpoint cannot be read.
        if ("unreadable" in before) return;
        reportAll(before.checkpoint.jobs.flatMap(inClear), report);
    },
};

/** What this process has marked, by URN. One process serves one run of the engine. */
const markedHere = new Map<string, string>();

function byThisPolicy(resource: PolicyResource): Verdict[] {
    const names = markedHere.get(resource.urn);
    const job = names && jobFacts({ ...resource, outputs: seen(resource.props as object) });
    if (!job) return [];
    const message =
        `Marked as secret by this policy: ${names} of ${jobInWords(job)}. The program gives them in clear, so nothing else keeps them encrypted, and the engine prints them when it is run with --diff. ` +
        "Wrap them in pulumi.secret() in the program.";
    return [{ kind: "remark", message, urn: job.urn }];
}

function namesOf(found: readonly ClearSecret[]): string {
    return [...new Set(found.map(({ path }) => path))].join(", ");
}

/** What the checkpoint holds in clear. Never a refusal: it would stop the very update that mends it. */
export function inClear({ facts, inputs, outputs }: CheckpointJob): Verdict[] {
    const paths = secretPathsOf(facts.type);
    const found = [inputs, outputs].flatMap((side) => clearSecrets(side, paths));
    if (found.length === 0) return [];
    const message =
        `In clear: the stack's state holds secrets of ${jobInWords(facts)} unencrypted (${namesOf(found)}). Whoever reads the state reads them. ` +
        `Wrap them in pulumi.secret(), or leave this policy at the level "remediate", and run "pulumi up"; what stood in clear stays in the stack's history.`;
    return [{ kind: "remark", message, urn: facts.urn }];
}
