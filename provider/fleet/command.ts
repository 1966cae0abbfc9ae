#!/usr/bin/env node
/** `importexport-jobs`: the status of a fleet of jobs, of every service in services.ts. It asks, and changes nothing. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { Command, Option } from "commander";
import { AzureError } from "../arm/azureErrors";
import { isTransient } from "../arm/transientErrors";
import { SettingsError } from "../settings/config";
import { conditions, type Condition } from "./conditions";
import { conditionsInHelp } from "./conditionsHelp";
import { CheckpointError } from "./checkpointText";
import type { JobStatus } from "./jobStatus";
import type { Found } from "./knownJob";
import {
    isWanted,
    layoutOf,
    meetsAny,
    positiveNumber,
    sayingTo,
    serviceOption,
    StaleError,
    subscriptionOf,
    type SubscriptionOptions,
    type World,
    wordsAmong,
} from "./options";
import { orphansCommand } from "./orphansCommand";
import { PulumiCliError } from "./pulumiCli";
import { report } from "./report";
import { services } from "./services";
import { jobsOfStack } from "./stackJobs";
import { statusOf } from "./statusOf";
import { jobsOfSubscription } from "./subscriptionJobs";

interface Options extends SubscriptionOptions {
    readonly stack?: string | true;
    readonly json?: true;
    readonly watch?: number | true;
    readonly failOn?: Condition[];
    readonly expiringDays: number;
}

/** That of the package. */
const { version } = JSON.parse(
    readFileSync(path.join(__dirname, "../../package.json"), "utf8"),
) as { version: string };

const exitCodes = () => `
Examples:
  importexport-jobs --stack prod                     the jobs of a stack
  importexport-jobs --stack prod --watch 30          the same, every half a minute
  importexport-jobs --subscription 00000000-0000-0000-0000-000000000000 --fail-on blocked,failed

Columns:
  DAYS      whole days in this state; "≤ 12" and "3–12" where only bounds are known: Azure does not say when a state began
  DEADLINE  days until Azure deletes the job by itself
  DESTROY   what a destroy would do with it now; WHY is the reason

Exit codes:
  0  the jobs are listed, and none meets a condition of --fail-on
  1  the jobs could not be listed, or the options are wrong
  2  a job meets a condition of --fail-on:
${conditionsInHelp()}

Without --stack and --subscription: the subscription of the environment (ARM_SUBSCRIPTION_ID).
Logins and settings are those of the provider; with --stack also from the stack's configuration.
For a job of no stack, "destroy" is what a stack with default options would do.`;

const defaultWatchSeconds = 60;

/** Runs the command. @param argv the arguments, without node and script. @returns the exit code, see `--help` */
export async function main(argv: readonly string[], world: World): Promise<number> {
    let exitCode = 0;
    await new Command("importexport-jobs")
        .enablePositionalOptions() // the options behind a command's name are the command's
        .version(version)
        .description(
            `The status of ${services.map(({ describedJobs }) => describedJobs).join(" and of ")}, and what a destroy would do with each`,
        )
        .option("--stack [name]", "the jobs of a Pulumi stack; default: the selected one")
        .addOption(
            new Option("--subscription <id>", "all jobs of a subscription").conflicts("stack"),
        )
        .option("--resource-group <name>", "only the jobs of this resource group")
        .addOption(serviceOption())
        .option("--json", "print JSON; with --watch a line at every change")
        .option(
            "--watch [seconds]",
            `look again every so often (${defaultWatchSeconds} seconds), until Ctrl-C or --fail-on`,
            positiveNumber,
        )
        .addOption(
            new Option(
                "--fail-on <conditions...>",
                `end with exit code 2 on these, joined with commas or each on its own: ${conditions.join(", ")}`,
            ).argParser(wordsAmong(conditions)),
        )
        .option("--expiring-days <days>", "for --fail-on expiring", positiveNumber, 3)
        .addHelpText("after", exitCodes())
        .argument("[command]") // else a misspelt command is "too many arguments"
        .usage("[options] [command]")
        .action(async (word: string | undefined, options: Options, command: Command) => {
            if (word !== undefined)
                command.error(`error: there is no command '${word}'; orphans is one`);
            exitCode = options.watch ? await watch(options, world) : await once(options, world);
        })
        .addCommand(orphansCommand(world, (code) => (exitCode = code)))
        .parseAsync([...argv], { from: "user" });
    return exitCode;
}

/** What one look came to. */
interface Look extends Omit<Found, "jobs"> {
    readonly jobs: readonly JobStatus[];
    readonly at: string;
}

async function once(options: Options, world: World): Promise<number> {
    const look = await lookAtJobs(options, world);
    world.stdout.write(options.json ? json(look, 4) : report(look.jobs, look, layoutOf(world)));
    return exitCodeFor(look, options);
}

/** Looks again and again. A look that fails for a passing reason is told and not the end. */
async function watch(options: Options, world: World): Promise<number> {
    const seconds = secondsBetween(options);
    let shown = "";
    for (let isFirst = true; ; isFirst = false) {
        try {
            const look = await lookAtJobs(options, world);
            const passing = look.unlisted.find(isTransient);
            if (passing && !isFirst) throw passing;
            shown = show(look, shown, options, world);
            const code = exitCodeFor(look, options);
            if (code !== 0) return code;
        } catch (error) {
            if (isFirst || !isTransient(error)) throw error;
            world.stderr.write(`${error.message}\n`);
        }
        await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
    }
}

function secondsBetween({ watch }: Options): number {
    return watch === true ? defaultWatchSeconds : (watch ?? 0);
}

/** `2026-11-29 14:05:09`, by the clock on the wall. */
function localTime(at: Date): string {
    const two = (part: number) => String(part).padStart(2, "0");
    const day = [at.getFullYear(), two(at.getMonth() + 1), two(at.getDate())].join("-");
    return `${day} ${[at.getHours(), at.getMinutes(), at.getSeconds()].map(two).join(":")}`;
}

/** A terminal is drawn anew; a file or a pipe gets what has changed. @returns what is shown now */
function show(look: Look, shown: string, options: Options, world: World): string {
    if (options.json) {
        // The time alone is no change.
        const text = json({ ...look, at: "" });
        if (text !== shown) world.stdout.write(json(look));
        return text;
    }
    const text = report(look.jobs, look, layoutOf(world));
    const next = new Date(Date.parse(look.at) + secondsBetween(options) * 1_000);
    const when = `${localTime(new Date(look.at))}; next look at ${localTime(next)}`;
    if (world.stdout.isTTY) world.stdout.write(`\u001b[H\u001b[J${when}\n\n${text}`);
    else if (text !== shown) world.stdout.write(`${when}\n${text}\n`);
    return text;
}

async function lookAtJobs(options: Options, world: World): Promise<Look> {
    const now = world.now();
    const found = await findJobs(options, world);
    const statuses = found.jobs
        .filter(({ address }) => isWanted(address.resourceGroupName, options))
        .map((job) => statusOf(job, now));
    return { ...found, jobs: statuses, at: new Date(now).toISOString() };
}

async function findJobs(options: Options, world: World): Promise<Found> {
    const say = sayingTo(world);
    if (options.stack) {
        const stack = options.stack === true ? undefined : options.stack;
        return await jobsOfStack(stack, world.env, say, options.service);
    }
    const whose =
        "Whose jobs? Give --stack, or --subscription with an id, or set ARM_SUBSCRIPTION_ID.";
    const { resourceGroup: resourceGroupName, service } = options;
    const listed = subscriptionOf(options, world, whose);
    return await jobsOfSubscription({ ...listed, resourceGroupName, service, say });
}

function exitCodeFor(look: Look, { failOn = [], expiringDays }: Options): number {
    return failOn.length > 0 && meetsAny(look, { failOn, expiringDays }) ? 2 : 0;
}

function json({ at, jobs, warnings, notes }: Look, indent?: number): string {
    return `${JSON.stringify({ at, jobs, warnings, notes }, undefined, indent)}\n`;
}

/** Errors that say all there is to say; of any other the stack is wanted too. */
function describe(error: unknown): string {
    const isExpected =
        error instanceof AzureError ||
        error instanceof SettingsError ||
        error instanceof PulumiCliError ||
        error instanceof CheckpointError ||
        error instanceof StaleError;
    if (isExpected) return error.message;
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

if (require.main === module) {
    const { env, stdout, stderr, argv } = process;
    main(argv.slice(2), { env, stdout, stderr, now: Date.now }).then(
        (exitCode) => {
            process.exitCode = exitCode;
        },
        (error: unknown) => {
            stderr.write(`${describe(error)}\n`);
            process.exitCode = 1;
        },
    );
}
