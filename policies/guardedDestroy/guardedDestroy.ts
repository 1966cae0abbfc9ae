import readline from "node:readline/promises";
import { violationsIn, type Violation } from "./analysis";
import { asking, failed, understood } from "./commandOutput";
import type { Arguments } from "./arguments";
import { backendSeconds } from "./backendWatch";
import { Commands } from "./commands";
import { commandEnvironment } from "./environmentFlags";
import type { Interruption } from "./interruption";
import {
    checkpointIn,
    deletionsOf,
    isSameState,
    onlyDeleted,
    unfinishedJobs,
    type Checkpoint,
    type Deletion,
} from "./deletions";
import { blockViolations } from "./blockViolations";
import { copiedJobs } from "./copiedJobs";
import { droppedJobs } from "./droppedJobs";
import { NotDestroyed } from "./notDestroyed";
import { packName, packsToAsk, type Pack } from "./packs";
import { selectStack, type SelectedStack } from "./selectedStack";
import { previewIn, type Preview } from "./preview";
import { privateFile, withPrivateFolder } from "./privateFolder";
import { projectFingerprint } from "./projectFiles";
import { summaryOf } from "./summary";
import { cutOffCreations } from "./cutOffCreations";

/** 0: destroyed (or previewed); 1: a mandatory policy refused, nothing was destroyed; 2: something failed. */
export type ExitCode = 0 | 1 | 2;

type Say = (text: string) => void;

/** How long a preview or an analysis of a big stack may take before it counts as hanging. */
const engineSeconds = 30 * 60;

/**
 * Destroys a stack if the policies let it: refreshes it, asks them about what this destroy would
 * delete, and only then runs `pulumi destroy`, if the stack is still as it was judged.
 *
 * @param say takes lines of text for the user
 * @param interruption hears the signals; after one nothing more is started
 * @throws NotDestroyed for whatever goes wrong before the destroy
 */
export async function guardedDestroy(
    args: Arguments,
    say: Say,
    interruption: Interruption,
): Promise<ExitCode> {
    requireConsent(args);
    const packs = await packsToAsk(args);
    if (process.env.PULUMI_OPTION_POLICY_PACK) {
        say(
            "PULUMI_OPTION_POLICY_PACK is for preview and up. To have more packs asked here, name them with --policy-pack.",
        );
    }
    const commands = new Commands(commandEnvironment(process.env), interruption);
    const selected = await selectStack(args, commands);
    await refresh(args, selected, say);
    const checkpoint = await exported(args, selected);
    const previewed = await askPreview(args, selected);
    const deletions = understood("pulumi destroy --preview-only", () =>
        deletionsOf(checkpoint, previewed, args.isNarrowed),
    );
    const settings = await projectFingerprint();
    const violations = [
        ...(deletions.length > 0 ? await analysed(selected, packs, checkpoint, deletions) : []),
        ...blockViolations(
            [
                ...droppedJobs(deletions),
                ...(await copiedJobs(selected, deletions)),
                ...cutOffCreations(
                    unfinishedJobs(checkpoint),
                    args.isNarrowed && !args.removesStack,
                ),
            ],
            packs[0].config,
            new Date(),
        ),
    ];
    say(summaryOf(deletions, violations));
    if (violations.some(({ isMandatory }) => isMandatory)) {
        say("Refused by policy. Nothing was destroyed.");
        return 1;
    }
    if (args.previewOnly) return preview(args, selected);
    if (args.asks) await agreement(args, selected);
    await requireUnchanged(args, selected, checkpoint, settings);
    return destroy(args, selected, say);
}

function requireConsent({ asks, nonInteractive }: Arguments): void {
    if (!asks || (process.stdin.isTTY && !nonInteractive)) return;
    throw new NotDestroyed(
        "No one is there to confirm the destroy. Add --yes to destroy without a question, or --preview-only to look only.",
    );
}

async function refresh(
    args: Arguments,
    { stack, commands }: SelectedStack,
    say: Say,
): Promise<void> {
    if (args.previewOnly) {
        say("--preview-only: the stack is not refreshed, so states are those of the last refresh.");
        return;
    }
    const command = ["refresh", "--yes", "--skip-preview", `--stack=${stack}`];
    // Interactive, it would ask about unfinished creations. Its words go to stderr with ours: stdout is the destroy's.
    const code = await commands.show(
        [...command, "--non-interactive", ...args.forStep.refresh],
        "stderr",
        true,
    );
    commands.interruption.requireNone('"pulumi refresh"');
    if (code === 0) return;
    throw new NotDestroyed(
        `"pulumi refresh"${asking(commands.backend)} ended with exit code ${code}, so no one knows where the parcels are. Nothing was destroyed. Correct what it says above, and try again.`,
    );
}

async function exported(args: Arguments, { stack, commands }: SelectedStack): Promise<Checkpoint> {
    const command = ["stack", "export", `--stack=${stack}`, ...args.forStep.export];
    const output = await commands.ask(command, backendSeconds);
    if (output.code !== 0) throw failed("pulumi stack export", output, commands.backend);
    return understood("pulumi stack export", () => checkpointIn(output.stdout, stack));
}

async function askPreview(args: Arguments, { stack, commands }: SelectedStack): Promise<Preview> {
    const command = ["destroy", "--preview-only", "--json", `--stack=${stack}`];
    // Without its steps shown, what waits for its deletion since a replacement is left out. The stack has been refreshed.
    const shown = ["--show-replacement-steps", "--refresh=false"];
    const output = await commands.ask(
        [...command, ...shown, ...args.forStep.preview],
        engineSeconds,
    );
    if (output.code !== 0) throw failed("pulumi destroy --preview-only", output, commands.backend);
    return understood("pulumi destroy --preview-only", () => previewIn(output.stdout));
}

async function analysed(
    { commands }: SelectedStack,
    packs: readonly Pack[],
    checkpoint: Checkpoint,
    deletions: readonly Deletion[],
): Promise<Violation[]> {
    return withPrivateFolder(async (folder) => {
        const file = await privateFile(folder, "stack.json", onlyDeleted(checkpoint, deletions));
        const asked = await Promise.all(
            packs.map(async ({ folder: pack, config }, index) => {
                const name = `config-${index}.json`;
                const configFile = await privateFile(folder, name, JSON.stringify(config));
                return ["--policy-pack", pack, "--policy-pack-config", configFile];
            }),
        );
        const command = ["policy", "analyze", "--json", "--file", file, ...asked.flat()];
        const output = await commands.ask(command, engineSeconds, true);
        const succeeded = output.code === 0;
        // Without a summary there was no verdict, and the command says why.
        if (!succeeded && !output.stdout.includes('"summaryEvent"')) {
            throw failed("pulumi policy analyze", output, commands.backend);
        }
        return understood("pulumi policy analyze", () =>
            violationsIn(output.stdout, packName, succeeded),
        );
    });
}

/** For the user to see. */
async function preview(args: Arguments, { stack, commands }: SelectedStack): Promise<ExitCode> {
    const command = ["destroy", "--preview-only", `--stack=${stack}`, "--refresh=false"];
    const code = await commands.show([...command, ...args.forDestroy], "stdout", true);
    commands.interruption.requireNone('"pulumi destroy --preview-only"');
    return code === 0 ? 0 : 2;
}

/** Shows what is about to go, and asks. Pulumi's own question would leave time between the verdict and the destroy. */
async function agreement(args: Arguments, selected: SelectedStack): Promise<void> {
    const { interruption } = selected.commands;
    if ((await preview(args, selected)) !== 0) {
        throw new NotDestroyed(
            '"pulumi destroy --preview-only" failed; its own words are above. Nothing was destroyed.',
        );
    }
    const terminal = readline.createInterface({ input: process.stdin, output: process.stderr });
    terminal.on("SIGINT", () => interruption.hear("SIGINT"));
    const question = `Destroy this in ${selected.stack}? Only "yes" is a yes: `;
    const answer = await new Promise<string>((resolve) => {
        terminal.on("close", () => resolve(""));
        terminal
            .question(question, { signal: interruption.signal })
            .then(resolve, () => resolve(""));
    });
    terminal.close();
    interruption.requireNone("the question");
    if (answer.trim().toLowerCase() === "yes") return;
    throw new NotDestroyed("It was not confirmed. Nothing was destroyed.");
}

/** What came into the stack since, nobody has judged. */
async function requireUnchanged(
    args: Arguments,
    selected: SelectedStack,
    judged: Checkpoint,
    settings: string,
): Promise<void> {
    if (!isSameState(judged, await exported(args, selected))) {
        throw new NotDestroyed(
            `The stack ${selected.stack} was changed by somebody else while it was judged. Nothing was destroyed. Run the command again, to have the stack judged as it is now.`,
        );
    }
    if (settings !== (await projectFingerprint())) {
        throw new NotDestroyed(
            "The settings of the project or of one of its stacks (Pulumi.yaml, Pulumi.<stack>.yaml) were changed while the stack was judged. Nothing was destroyed. Run the command again.",
        );
    }
}

async function destroy(
    args: Arguments,
    { stack, commands }: SelectedStack,
    say: Say,
): Promise<ExitCode> {
    const command = ["destroy", "--yes", "--skip-preview", `--stack=${stack}`];
    // A refresh here would change what was judged, after the verdict.
    // Nor is it ended, whatever becomes of the backend: what Azure has begun, the provider brings to its end.
    const code = await commands.show(
        [...command, "--refresh=false", ...args.forDestroy],
        "stdout",
        false,
    );
    if (code === 0) return 0;
    const { by } = commands.interruption;
    say(
        by
            ? `Interrupted by ${by} during "pulumi destroy", which the policies had let go. What it had deleted by then is deleted; its own words are above.`
            : `"pulumi destroy"${asking(commands.backend)} ended with exit code ${code}. The policies had let it go; its own words are above. ` +
                  "A job that moved on in the meantime is refused by the provider.",
    );
    return 2;
}
