import { InvalidArgumentError, Option, type Command } from "commander";
import type { EmulatorOptions } from "../settings";
import { defaultDataBoxRules } from "./rules";

/** What the command line says of Microsoft.DataBox. */
export interface DataBoxServeOptions {
    readonly dataBoxCancellableIn: readonly string[];
    readonly dataBoxDeletableIn: readonly string[];
    readonly dataBoxCancelWithFee?: boolean;
    readonly dataBoxCancel: "at-once" | "when-moved";
    readonly dataBoxPutOnExisting: "refuse" | "overwrite";
    readonly dataBoxFirstStage: "Created" | "AwaitingShipmentDetails";
    readonly dataBoxShown: "at-once" | "when-created";
    readonly dataBoxKeysWithheld?: boolean;
    readonly dataBoxOperationPolls: number;
    readonly dataBoxRetryAfter?: number;
}

/** Adds the switches of Microsoft.DataBox to a command. @param words reads a list joined with commas. */
export function addDataBoxOptions(command: Command, words: (text: string) => string[]): Command {
    const { cancellableIn, deletableIn, operationPolls } = defaultDataBoxRules;
    return command
        .option(
            "--data-box-cancellable-in <stages>",
            "Data Box: stages in which isCancellable is true, joined with commas; none: in no stage",
            words,
            [...cancellableIn],
        )
        .option(
            "--data-box-deletable-in <stages>",
            "Data Box: stages in which isDeletable is true, joined with commas; none: in no stage",
            words,
            [...deletableIn],
        )
        .option("--data-box-cancel-with-fee", "Data Box: isCancellableWithoutFee is never true")
        .addOption(
            oneOf(
                "--data-box-cancel <rule>",
                "when an accepted cancellation makes the order Cancelled",
                ["at-once", "when-moved"],
            ),
        )
        .addOption(
            oneOf("--data-box-put-on-existing <rule>", "what PUT does to an order", [
                "refuse",
                "overwrite",
            ]),
        )
        .addOption(
            oneOf("--data-box-first-stage <stage>", "the stage of a new order", [
                "Created",
                "AwaitingShipmentDetails",
            ]),
        )
        .addOption(
            oneOf("--data-box-shown <rule>", "when a new order is there to be seen", [
                "at-once",
                "when-created",
            ]),
        )
        .option(
            "--data-box-keys-withheld",
            "Data Box: listCredentials does not give an import order's own keys back",
        )
        .option(
            "--data-box-operation-polls <count>",
            "Data Box: looks at a long-running operation before it has ended",
            count,
            operationPolls,
        )
        .option("--data-box-retry-after <seconds>", "Data Box: Retry-After of every 202", count);
}

/** The options of the emulator that the command line chose. */
export function dataBoxOptionsOf(options: DataBoxServeOptions): Partial<EmulatorOptions> {
    return {
        dataBoxCancellableIn: options.dataBoxCancellableIn,
        dataBoxDeletableIn: options.dataBoxDeletableIn,
        dataBoxCancelWithoutFee: !options.dataBoxCancelWithFee,
        dataBoxCancel: options.dataBoxCancel === "when-moved" ? "whenMoved" : "atOnce",
        dataBoxPutOnExisting: options.dataBoxPutOnExisting,
        dataBoxFirstStage: options.dataBoxFirstStage,
        dataBoxShown: options.dataBoxShown === "when-created" ? "whenCreated" : "atOnce",
        dataBoxKeysReturned: !options.dataBoxKeysWithheld,
        dataBoxOperationPolls: options.dataBoxOperationPolls,
        dataBoxRetryAfterSeconds: options.dataBoxRetryAfter,
    };
}

/** An option that takes one of these words; by default the first. */
function oneOf(flags: string, means: string, choices: string[]): Option {
    return new Option(flags, `Data Box: ${means}`).choices(choices).default(choices[0]);
}

function count(text: string): number {
    if (/^\d{1,6}$/.test(text)) return Number(text);
    throw new InvalidArgumentError("It is a whole number, such as 2.");
}
