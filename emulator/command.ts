#!/usr/bin/env node
import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import Ajv from "ajv";
import { Command, Option } from "commander";
import { checkOptions } from "./checkedOptions";
import type { Connection } from "./connection";
import {
    addDataBoxOptions,
    dataBoxOptionsOf,
    type DataBoxServeOptions,
} from "./databox/commandOptions";
import { Directory } from "./directory";
import { startEmulator } from "./emulator";
import { shellSetup, shellUndone, type ShellSetup } from "./shellSetup";
import { defaultShell, linesFor, shellNames, type ShellName } from "./shells";
import type { FaultRequest } from "./faults/fault";
import { faultSchema } from "./faults/faultSchema";
import { defaultContestedRules } from "./importexport/rules";
import { hintFor } from "./knownWords";
import { moreWords, pace, portNumber, words } from "./optionValues";
import type { EmulatorOptions } from "./settings";

/** That of the package. */
const { version } = JSON.parse(readFileSync(path.join(__dirname, "../package.json"), "utf8")) as {
    version: string;
};

interface ServeOptions extends DataBoxServeOptions {
    readonly dir: string;
    readonly port?: number;
    readonly cancelAllowedIn: readonly string[];
    readonly putOnExisting: "overwrite" | "refuse";
    readonly resourceGroups: "on-demand" | "strict";
    readonly resourceGroup?: string[];
    readonly unregistered?: boolean;
    readonly throttling: "real-time" | "moved-time" | "off";
    readonly autopilot?: number;
    readonly faults?: string;
    readonly listenBeyondLoopback?: string;
    readonly hostName?: string[];
}

interface EnvOptions {
    readonly shell: ShellName;
    readonly undo?: true;
}

const examples = `
Examples:
  azure-importexport-emulator --dir .emulator                       runs until Ctrl-C
  eval "$(azure-importexport-emulator env --dir .emulator)"         this shell talks to it (bash, zsh)
  azure-importexport-emulator env --dir .emulator --shell powershell | Out-String | Invoke-Expression
  azure-importexport-emulator page --dir .emulator                  a link to its page

It ends with Ctrl-C, and what it knows stays in the folder: the next start goes on from there.`;

const envExamples = `
--dir names the emulator's folder, which must be given.

Examples:
  eval "$(azure-importexport-emulator env --dir .emulator)"
  azure-importexport-emulator env --dir .emulator --shell powershell | Out-String | Invoke-Expression
  azure-importexport-emulator env --dir .emulator --shell cmd > emulator.cmd && call emulator.cmd
  azure-importexport-emulator env --dir .emulator --shell fish | source
  azure-importexport-emulator env --dir .emulator --shell dotenv > emulator.env
  eval "$(azure-importexport-emulator env --dir .emulator --undo)"`;

const pageExamples = `
Example:
  azure-importexport-emulator page --dir .emulator`;

/** Runs the command line. @param argv the arguments, without node and script. */
export async function main(argv: readonly string[]): Promise<void> {
    const program = new Command("azure-importexport-emulator")
        .description(
            "Azure Resource Manager's import/export and Data Box jobs, on this machine, without a disk",
        )
        .version(version)
        .addHelpText("after", examples)
        // Not required of commander, which asks for it before it looks at the words, and so of a misspelt one.
        .option("--dir <dir>", "folder for emulator.json, certificates and state; always given")
        .option("--port <port>", "https port; default: the one used last, or any", portNumber)
        .option(
            "--cancel-allowed-in <states>",
            "job states in which a cancellation is accepted, joined with commas; none: in no state",
            words,
            [...defaultContestedRules.cancelAllowedIn],
        )
        .addOption(
            new Option("--put-on-existing <rule>", "what PUT does to a job that exists")
                .choices(["overwrite", "refuse"])
                .default("overwrite"),
        )
        .addOption(
            new Option(
                "--resource-groups <rule>",
                "on-demand: the PUT of a job makes its group; strict: 404, as in Azure",
            )
                .choices(["on-demand", "strict"])
                .default("on-demand"),
        )
        .option(
            "--resource-group <names...>",
            "resource groups that exist from the start, joined with commas or each on its own",
            moreWords,
        )
        .option("--unregistered", "start with the subscription not registered for the provider")
        .addOption(
            new Option("--throttling <rule>", "Resource Manager's token buckets, and by which time")
                .choices(["real-time", "moved-time", "off"])
                .default("real-time"),
        )
        .option(
            "--autopilot <seconds>",
            "parcels move on by themselves, a step every so often",
            pace,
        )
        .option("--faults <file>", "JSON file with a list of faults in force from the start")
        .option(
            "--listen-beyond-loopback <address>",
            "let other machines in, at this address of this machine (0.0.0.0: at every one)",
        )
        .option(
            "--host-name <names...>",
            "names that other machines know this one by, joined with commas or each on its own",
            moreWords,
        )
        .allowExcessArguments()
        .action((_: unknown, command: Command) => serve(command));
    addDataBoxOptions(program, words);
    program
        .command("env")
        .description("print lines that make this shell's Azure clients talk to the emulator")
        .addOption(
            new Option("--shell <shell>", "for which shell the lines are")
                .choices(shellNames)
                .default(defaultShell()),
        )
        .option("--undo", "print lines that take away again what env has set")
        .addHelpText("after", envExamples)
        .action(async (options: EnvOptions) => printEnvironment(folderOf(program), options));
    program
        .command("page")
        .description("print a link to the emulator's page; it works once, for two minutes")
        .addHelpText("after", pageExamples)
        .action(async () => printPageLink(folderOf(program)));
    await program.parseAsync([...argv], { from: "user" });
}

/** @throws Error where none is given */
function folderOf(program: Command): string {
    const { dir } = program.opts<Partial<ServeOptions>>();
    if (dir !== undefined) return dir;
    throw new Error("Which emulator? Give its folder: --dir .emulator, for example.");
}

async function serve(program: Command): Promise<void> {
    const [unknown] = program.args;
    if (unknown !== undefined) {
        const known = program.commands.map((command) => command.name());
        throw new Error(`There is no command "${unknown}". ${hintFor(unknown, known)}`);
    }
    const options = { ...program.opts<ServeOptions>(), dir: folderOf(program) };
    const emulator = await startEmulator(await startOptions(options));
    let stopping = false;
    const stop = () => {
        if (stopping) return;
        stopping = true;
        emulator.stop().then(() => process.exit(0), fail);
    };
    process.once("SIGINT", stop);
    process.once("SIGTERM", stop);
    process.stdout.write(
        `The import/export emulator is ready at ${emulator.endpoint} (connection in ${options.dir}/emulator.json).\n`,
    );
}

async function startOptions(options: ServeOptions): Promise<EmulatorOptions> {
    const throttling = { "real-time": "realTime", "moved-time": "movedTime", off: "off" } as const;
    const chosen: EmulatorOptions = {
        dir: options.dir,
        port: options.port,
        cancelAllowedIn: options.cancelAllowedIn,
        putOnExisting: options.putOnExisting,
        resourceGroups: options.resourceGroups === "strict" ? "strict" : "onDemand",
        initialResourceGroups: options.resourceGroup,
        registered: !options.unregistered,
        throttling: throttling[options.throttling],
        autopilotSeconds: options.autopilot,
        faults: options.faults === undefined ? [] : await readFaults(options.faults),
        host: options.listenBeyondLoopback,
        hostNames: options.hostName,
        ...dataBoxOptionsOf(options),
    };
    checkOptions(chosen, switchFor);
    return chosen;
}

/** An option of the emulator as the command line writes it: `dataBoxDeletableIn` is `--data-box-deletable-in`. */
function switchFor(option: keyof EmulatorOptions): string {
    if (option === "initialResourceGroups") return "--resource-group";
    return `--${option.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

async function readFaults(file: string): Promise<FaultRequest[]> {
    const ajv = new Ajv({ discriminator: true, allowUnionTypes: true });
    const isFaultList = ajv.compile<FaultRequest[]>({ type: "array", items: faultSchema });
    const faults = await readJson(file);
    if (isFaultList(faults)) return faults;
    throw new Error(
        `The faults in "${file}" cannot be used: ${ajv.errorsText(isFaultList.errors, { dataVar: "the list" })}.`,
    );
}

async function readJson(file: string): Promise<unknown> {
    const text = await readFile(file, "utf8");
    try {
        return JSON.parse(text) as unknown;
    } catch (error) {
        throw new Error(`The faults in "${file}" cannot be used: ${(error as Error).message}.`);
    }
}

async function printEnvironment(dir: string, { shell, undo }: EnvOptions): Promise<void> {
    const setup = undo ? shellUndone(process.env, new Directory(dir)) : await setupOf(dir);
    const { notes } = setup;
    process.stdout.write(linesFor(shell, setup).join(""));
    process.stderr.write(notes.map((note) => `${note}\n`).join(""));
}

async function setupOf(dir: string): Promise<ShellSetup> {
    const directory = new Directory(dir);
    return await shellSetup(await connectionIn(directory, dir), directory, process.env);
}

async function printPageLink(dir: string): Promise<void> {
    const { adminEndpoint, adminToken } = await connectionIn(new Directory(dir), dir);
    const answer = await fetch(`${adminEndpoint}/page-link`, {
        method: "POST",
        headers: { authorization: `Bearer ${adminToken}` },
    });
    if (!answer.ok) throw new Error(`The emulator in "${dir}" answered ${answer.status}.`);
    process.stdout.write(`${((await answer.json()) as { url: string }).url}\n`);
}

async function connectionIn(directory: Directory, dir: string): Promise<Connection> {
    const connection = await directory.announced();
    if (connection) return connection;
    throw new Error(
        `No emulator runs in "${dir}": it has no emulator.json. Start one with --dir ${dir} first.`,
    );
}

function fail(error: unknown): void {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
}

if (require.main === module) main(process.argv.slice(2)).catch(fail);
