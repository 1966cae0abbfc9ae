/** `importexport-jobs orphans`: jobs that no given stack has, and the lines that adopt them. It asks, and changes nothing. */
import { Command, Option } from "commander";
import { adoptingLines } from "./adoptingLines";
import { conditions, type Condition } from "./conditions";
import { readStack } from "./givenStacks";
import {
    isWanted,
    meetsAny,
    positiveNumber,
    sayingTo,
    serviceOption,
    subscriptionOf,
    type SubscriptionOptions,
    type World,
    wordsAmong,
} from "./options";
import { orphanReport, type ShownOrphan } from "./orphanReport";
import { orphansOf, type OrphansFound } from "./orphans";
import { statusOf } from "./statusOf";
import { jobsOfSubscription, type FoundInSubscription } from "./subscriptionJobs";

interface Options extends SubscriptionOptions {
    readonly json?: true;
    readonly untagged?: true;
    readonly failOn?: readonly (Condition | "orphan")[];
    readonly expiringDays: number;
}

const failOnWords = ["orphan", ...conditions] as const;

const help = `
A stack is given by its name, or by a file of "pulumi stack export --file". Give every stack that has
jobs in the subscription: a job of a stack that is not given is listed too.

Exit codes:
  0  the orphans are listed, and none meets a condition of --fail-on
  1  the jobs could not be listed, a stack could not be read, or the options are wrong
  2  with --fail-on orphan: there is one; with the other words: one meets the condition
     (importexport-jobs --help)`;

/** @param ends gets the exit code */
export function orphansCommand(world: World, ends: (exitCode: number) => void): Command {
    return new Command("orphans")
        .description(
            "The jobs of a subscription that are some stack's by their tag and that no given stack has, and interrupted creations: each with its state, its deadline and the lines of program that adopt it",
        )
        .argument("[stacks...]", "names, or files of checkpoints; default: the selected stack")
        .option("--subscription <id>", "default: the one of the environment (ARM_SUBSCRIPTION_ID)")
        .option("--resource-group <name>", "only the jobs of this resource group")
        .addOption(serviceOption())
        .option(
            "--untagged",
            "jobs without an owner tag, too: those that no stack is known to have ordered",
        )
        .option("--json", "print JSON")
        .addOption(
            new Option(
                "--fail-on <conditions...>",
                `end with exit code 2 on these, joined with commas or each on its own: ${failOnWords.join(", ")}`,
            ).argParser(wordsAmong(failOnWords)),
        )
        .option("--expiring-days <days>", "for --fail-on expiring", positiveNumber, 3)
        .addHelpText("after", help)
        .action(async (stacks: string[], options: Options) => {
            ends(await listOrphans(stacks, options, world));
        });
}

async function listOrphans(given: string[], options: Options, world: World): Promise<number> {
    const now = world.now();
    const whose = "Whose jobs? Give --subscription with an id, or set ARM_SUBSCRIPTION_ID.";
    const { settings, subscriptionId } = subscriptionOf(options, world, whose);
    const { service, resourceGroup: resourceGroupName } = options;
    const listing = { settings, subscriptionId, resourceGroupName, service, say: sayingTo(world) };
    // Before the stacks: a job that an update orders meanwhile is then in a stack and not in the list.
    const found = await jobsOfSubscription(listing);
    const names = given.length > 0 ? given : [undefined];
    const stacks = await Promise.all(names.map((name) => readStack(name, world.env)));
    const orphans = orphansOf(found.jobs, found.listed, stacks, {
        subscriptionId,
        withUntagged: options.untagged === true,
    });
    const shown = orphans.orphans
        .filter(({ known }) => isWanted(known.address.resourceGroupName, options))
        .map((orphan): ShownOrphan => ({
            kind: orphan.kind,
            ...statusOf(orphan.known, now),
            inStack: orphan.inStack ?? null,
            removeTagFirst: orphan.wordsTaken,
            adopt: adoptingLines(orphan),
        }));
    const notes = [...notesOf(orphans, found), comparedWith(stacks.map(({ name }) => name))];
    const { warnings } = found;
    world.stdout.write(
        options.json
            ? `${JSON.stringify({ at: new Date(now).toISOString(), orphans: shown, warnings, notes }, undefined, 4)}\n`
            : orphanReport(shown, { warnings, notes }),
    );
    return exitCodeFor(shown, found, options);
}

function notesOf(
    { leftOut, notLookedFor }: OrphansFound,
    { notes }: FoundInSubscription,
): string[] {
    return [
        ...notes,
        leftOut > 0
            ? `${leftOut} without the tag pulumi-owner left out, which nothing calls a stack's: --untagged lists them too.`
            : "",
        notLookedFor > 0
            ? `${notLookedFor} interrupted creations not looked for: they are of another subscription, or the place of the job is encrypted in the checkpoint.`
            : "",
    ].filter(Boolean);
}

function comparedWith(names: readonly string[]): string {
    return `Compared with ${names.join(", ")}: a job of a stack that is not given is listed too, and so is what was ordered after a file was written.`;
}

function exitCodeFor(
    jobs: readonly ShownOrphan[],
    found: FoundInSubscription,
    { failOn = [], expiringDays }: Options,
): number {
    if (failOn.length === 0) return 0;
    const words = failOn.filter((word) => word !== "orphan");
    const isMet = meetsAny({ ...found, jobs }, { failOn: words, expiringDays });
    return isMet || (failOn.includes("orphan") && jobs.length > 0) ? 2 : 0;
}
