import { spawn } from "node:child_process";
import fs from "node:fs/promises";
import path from "node:path";
import { pulumiError, pulumiOutput, type PulumiOutput } from "../checkpoint/pulumiOutput";
import { violationsIn, type Violation } from "./analysis";
import type { Arguments } from "./arguments";
import { deletionsIn, type Deletion } from "./deletions";
import { NotDestroyed } from "./notDestroyed";
import { configBeforeDestroy, type PackConfig } from "./packConfig";
import { onlyResources, privateFile, withPrivateFolder } from "./stackFile";
import { summaryOf } from "./summary";

/** 0: destroyed (or previewed); 1: a mandatory policy refused, nothing was destroyed; 2: something failed. */
export type ExitCode = 0 | 1 | 2;

const packName = "azure-importexport";
const packFolder = path.resolve(__dirname, "../../..");
const pulumi = "pulumi";

/**
 * Destroys a stack if the policies let it: refreshes it, asks them about what this destroy would
 * delete, and only then runs `pulumi destroy`.
 *
 * @param say takes lines of text for the user
 * @throws NotDestroyed for whatever goes wrong before the destroy
 */
export async function guardedDestroy(
    args: Arguments,
    say: (text: string) => void,
): Promise<ExitCode> {
    requireConsent(args);
    const packs = await packsToAsk(args);
    await refresh(args, say);
    const deletions = await previewedDeletions(args);
    const violations = deletions.length > 0 ? await analyse(args, packs, deletions) : [];
    say(summaryOf(deletions, violations));
    if (violations.some(({ isMandatory }) => isMandatory)) {
        say("Refused by policy. Nothing was destroyed.");
        return 1;
    }
    const code = await show(["destroy", ...args.forDestroy], "inherit");
    if (code === 0) return 0;
    say(
        `"pulumi destroy" ended with exit code ${code}. The policies had let it go; its own words are above. ` +
            "A job that moved on in the meantime is refused by the provider.",
    );
    return 2;
}

function requireConsent({ asks, nonInteractive }: Arguments): void {
    if (!asks || process.env.PULUMI_SKIP_CONFIRMATIONS) return;
    if (process.stdin.isTTY && !nonInteractive) return;
    throw new NotDestroyed(
        "Nobody is there to confirm the destroy. Add --yes to destroy without a question, or --preview-only to look only.",
    );
}

interface Pack {
    readonly folder: string;
    readonly config: PackConfig | undefined;
}

async function packsToAsk({ packs, packConfigs }: Arguments): Promise<Pack[]> {
    const isOwnGiven = packConfigs.length === packs.length + 1;
    if (packConfigs.length > 0 && packConfigs.length !== packs.length && !isOwnGiven) {
        throw new NotDestroyed(
            `There are ${packConfigs.length} --policy-pack-config for ${packs.length} --policy-pack. Give one for each, in the same order; one more, as the first, is for this package's own pack.`,
        );
    }
    const configs = await Promise.all(packConfigs.map(readConfig));
    const own = isOwnGiven ? configs.shift() : undefined;
    const others = packs.map((folder, index) => ({ folder, config: configs[index] }));
    await Promise.all(others.map(requirePack));
    return [{ folder: packFolder, config: ownConfig(own ?? {}) }, ...others];
}

async function readConfig(file: string): Promise<PackConfig> {
    try {
        const config: unknown = JSON.parse(await fs.readFile(file, "utf8"));
        if (typeof config === "object" && config !== null) return config as PackConfig;
    } catch (error) {
        throw new NotDestroyed(
            `The policy pack config ${file} cannot be read: ${(error as Error).message}`,
        );
    }
    throw new NotDestroyed(
        `The policy pack config ${file} is no JSON object. Right is, for example: { "no-destroy-in-flight": "mandatory" }.`,
    );
}

function ownConfig(given: PackConfig): PackConfig {
    try {
        return configBeforeDestroy(given);
    } catch (error) {
        throw new NotDestroyed((error as Error).message);
    }
}

async function requirePack({ folder }: Pack): Promise<void> {
    try {
        await fs.access(path.join(folder, "PulumiPolicy.yaml"));
    } catch {
        throw new NotDestroyed(
            `There is no policy pack in ${folder}: it has no PulumiPolicy.yaml. Name the pack's folder.`,
        );
    }
}

async function refresh(args: Arguments, say: (text: string) => void): Promise<void> {
    if (args.previewOnly) {
        say("--preview-only: the stack is not refreshed, so states are those of the last refresh.");
        return;
    }
    // Its words go to stderr with ours: stdout is the destroy's.
    const code = await show(["refresh", "--yes", "--skip-preview", ...args.forRefresh], "stderr");
    if (code === 0) return;
    throw new NotDestroyed(
        `"pulumi refresh" ended with exit code ${code}, so nobody knows where the parcels are. Nothing was destroyed. Mend what it says above, and try again.`,
    );
}

async function previewedDeletions(args: Arguments): Promise<Deletion[]> {
    const output = await pulumiOutput(pulumi, [
        ...["destroy", "--preview-only", "--json"],
        ...args.forPreview,
    ]);
    if (output.code !== 0) throw failed("pulumi destroy --preview-only", output);
    return understood("pulumi destroy --preview-only", () => deletionsIn(output.stdout));
}

async function analyse(
    args: Arguments,
    packs: readonly Pack[],
    deletions: readonly Deletion[],
): Promise<Violation[]> {
    const exported = await pulumiOutput(pulumi, ["stack", "export", ...args.forStack]);
    if (exported.code !== 0) throw failed("pulumi stack export", exported);
    const urns = new Set(deletions.map(({ urn }) => urn));
    const checkpoint = understood("pulumi stack export", () =>
        onlyResources(exported.stdout, urns),
    );
    return withPrivateFolder(async (folder) => {
        const file = await privateFile(folder, "stack.json", checkpoint);
        const asked = await Promise.all(
            packs.map(async ({ folder: pack, config = {} }, index) => {
                const name = `config-${index}.json`;
                const configFile = await privateFile(folder, name, JSON.stringify(config));
                return ["--policy-pack", path.resolve(pack), "--policy-pack-config", configFile];
            }),
        );
        const command = ["policy", "analyze", "--json", "--file", file, ...asked.flat()];
        return verdictOf(await pulumiOutput(pulumi, command, { cwd: args.cwd }));
    });
}

/** Exit code and events have to agree: what does not fit together is not understood. */
function verdictOf(output: PulumiOutput): Violation[] {
    const command = "pulumi policy analyze";
    if (output.code !== 0 && !output.stdout.includes('"summaryEvent"')) {
        throw failed(command, output);
    }
    const violations = understood(command, () => violationsIn(output.stdout, packName));
    const isRefused = violations.some(({ isMandatory }) => isMandatory);
    if (isRefused !== (output.code !== 0)) throw failed(command, output);
    return violations;
}

function understood<T>(command: string, read: () => T): T {
    try {
        return read();
    } catch (error) {
        throw new NotDestroyed(
            `The answer of "${command}" was not understood: ${(error as Error).message}. Nothing was destroyed. Is the Pulumi CLI version 3.249.0 or newer?`,
        );
    }
}

function failed(command: string, output: PulumiOutput): NotDestroyed {
    return new NotDestroyed(
        `"${command}" failed: ${previewErrors(output) ?? pulumiError(output)}. Nothing was destroyed.`,
    );
}

/** A preview in JSON tells its errors there. */
function previewErrors({ stdout }: PulumiOutput): string | undefined {
    try {
        const { diagnostics = [] } = JSON.parse(stdout) as {
            diagnostics?: { severity?: string; message?: string }[];
        };
        const errors = diagnostics.filter(({ severity }) => severity === "error");
        return errors.map(({ message = "" }) => message.trim()).join(" ") || undefined;
    } catch {
        return undefined;
    }
}

/** Runs a command for the user to see. */
function show(args: readonly string[], stdout: "inherit" | "stderr"): Promise<number> {
    return new Promise((resolve, reject) => {
        const child = spawn(pulumi, args, {
            stdio: ["inherit", stdout === "stderr" ? 2 : "inherit", "inherit"],
        });
        const end = () => child.kill("SIGTERM");
        process.on("SIGTERM", end);
        child.on("error", (error) => {
            process.off("SIGTERM", end);
            const advice = "Install it, and put it on PATH.";
            reject(
                new NotDestroyed(
                    `The Pulumi CLI could not be started: ${error.message}. ${advice}`,
                ),
            );
        });
        child.on("close", (code) => {
            process.off("SIGTERM", end);
            resolve(code ?? 1);
        });
    });
}
