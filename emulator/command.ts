#!/usr/bin/env node
import { Command, InvalidArgumentError, Option } from "commander";
import { environmentFor, exportLines } from "./connection";
import { Directory } from "./directory";
import { startEmulator } from "./emulator";
import { defaultContestedRules } from "./importexport/rules";
import type { EmulatorOptions } from "./settings";

interface ServeOptions {
    readonly dir: string;
    readonly port?: number;
    readonly cancelAllowedIn: readonly string[];
    readonly putOnExisting: "overwrite" | "refuse";
    readonly resourceGroups: "on-demand" | "strict";
    readonly resourceGroup?: string[];
    readonly unregistered?: boolean;
}

/** Runs the command line. @param argv the arguments, without node and script. */
export async function main(argv: readonly string[]): Promise<void> {
    const program = new Command("azure-importexport-emulator")
        .description("Azure Resource Manager's import/export jobs, on this machine, without a disk")
        .requiredOption("--dir <dir>", "folder for emulator.json, certificates and state")
        .option("--port <port>", "https port on the loopback address; default: any", port)
        .option(
            "--cancel-allowed-in <states>",
            "job states in which a cancellation is accepted, joined with commas",
            list,
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
        .option("--resource-group <name...>", "resource groups that exist from the start")
        .option("--unregistered", "start with the subscription not registered for the provider")
        .action(serve);
    program
        .command("env")
        .description("print export lines that make this shell's Azure clients talk to the emulator")
        .action(async () => printEnvironment(program.opts<{ dir: string }>().dir));
    await program.parseAsync([...argv], { from: "user" });
}

async function serve(options: ServeOptions): Promise<void> {
    const emulator = await startEmulator(startOptions(options));
    let stopping = false;
    const stop = () => {
        if (stopping) return;
        stopping = true;
        void emulator.stop().then(() => process.exit(0));
    };
    process.once("SIGINT", stop);
    process.once("SIGTERM", stop);
    process.stdout.write(
        `The import/export emulator is ready at ${emulator.endpoint} (connection in ${options.dir}/emulator.json).\n`,
    );
}

function startOptions(options: ServeOptions): EmulatorOptions {
    return {
        dir: options.dir,
        port: options.port,
        cancelAllowedIn: options.cancelAllowedIn,
        putOnExisting: options.putOnExisting,
        resourceGroups: options.resourceGroups === "strict" ? "strict" : "onDemand",
        initialResourceGroups: options.resourceGroup,
        registered: !options.unregistered,
    };
}

async function printEnvironment(dir: string): Promise<void> {
    const directory = new Directory(dir);
    const connection = await directory.announced();
    if (!connection) {
        throw new Error(
            `No emulator was started in "${dir}": it has no emulator.json. Start one with --dir ${dir} first.`,
        );
    }
    process.stdout.write(exportLines(environmentFor(connection, directory.caBundle)));
}

function port(text: string): number {
    const number = Number(text);
    if (Number.isInteger(number) && number >= 0 && number <= 65535) return number;
    throw new InvalidArgumentError("A port is a whole number from 0 to 65535.");
}

function list(text: string): string[] {
    return text
        .split(",")
        .map((word) => word.trim())
        .filter(Boolean);
}

if (require.main === module) {
    main(process.argv.slice(2)).catch((error: unknown) => {
        process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
        process.exitCode = 1;
    });
}
