// The options of npm run live, and what they have to be before anything is sent.
import { Command, CommanderError } from "commander";
import { SetupError, version } from "../progress.mjs";

const help = `
Without options it only reads: login, registration, permissions, locations, lists, and what each API version answers.
The login and the subscription are those of the provider (docs/configuration.md): az login, or ARM_… variables.

Exit codes:
  0    the report is written, and nothing is left in Azure
  1    nothing could be asked, or the options are wrong
  2    something of the kit is left in Azure, and the report says what; with --read: a cell was refuted
  130  interrupted (143: terminated); what was made is taken away first, and the report is written

One run at a time in a resource group: a run takes away what an earlier one left there.`;

/** @returns the options. @throws SetupError for those that make no sense; undefined after --help */
export function readOptions(argv) {
    const command = new Command("npm run live --")
        .description(
            "Asks a real Azure what its documents leave open, and writes a report that can be posted",
        )
        .option("--create", "also make one job that is never shipped, and take it away again")
        .option("--order", "with --create: also make one Data Box order, and cancel it")
        .option("--clean-up", "only take away what an earlier run has left in --resource-group")
        .option("--read <report.json>", "only mark what a report has seen in the lifecycle tables")
        .option("--subscription <id>", "default: that of the settings")
        .option("--resource-group <name>", "where the job is made; an existing one")
        .option("--storage-account <id>", "the ARM id of the storage account that the job names")
        .option("--location <name>", "of the job", "westus")
        .option("--wait-minutes <number>", "how long a cancelled job is waited for", number, 10)
        .option("--out <folder>", "where the report is written", "live-report")
        .option("--accept-cost", "do not ask whether a price is accepted")
        .version(version)
        .addHelpText("after", help)
        .exitOverride()
        .configureOutput({ writeErr: () => undefined });
    try {
        command.parse(argv, { from: "user" });
    } catch (error) {
        if (!(error instanceof CommanderError)) throw error;
        if (error.exitCode === 0) return undefined;
        throw new SetupError(`${error.message}. See: npm run live -- --help`);
    }
    const options = command.opts();
    const wrong = problemOf(options);
    if (wrong !== undefined) throw new SetupError(`${wrong} See: npm run live -- --help`);
    return options;
}

function problemOf({ create, order, cleanUp, resourceGroup, storageAccount }) {
    if (order && !create) return "--order needs --create.";
    if (create && cleanUp) return "--create cleans up by itself: leave --clean-up out.";
    if ((create || cleanUp) && resourceGroup === undefined) {
        return `${create ? "--create" : "--clean-up"} needs --resource-group.`;
    }
    if (resourceGroup !== undefined && !/^[\p{L}\p{N}_().-]{1,90}$/u.test(resourceGroup)) {
        return "--resource-group is a name, such as rg-live-kit.";
    }
    if (create && storageAccount === undefined) return "--create needs --storage-account.";
    const isAccount =
        /^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+\/providers\/Microsoft\.Storage\/storageAccounts\/[a-z0-9]{3,24}$/i;
    if (storageAccount !== undefined && !isAccount.test(storageAccount)) {
        return "--storage-account is an ARM id: az storage account show --name NAME --query id --output tsv.";
    }
    return undefined;
}

function number(text) {
    const value = Number(text);
    if (text.trim() !== "" && value >= 0 && value <= 1440) return value;
    throw new SetupError("--wait-minutes is a number from 0 to 1440, such as 10.");
}
