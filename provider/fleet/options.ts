/** What `importexport-jobs` and its commands have in common: the world, options, and what is refused. */
import { InvalidArgumentError, Option } from "commander";
import { readSettings, SettingsError, type Settings } from "../settings/config";
import { sameIgnoringCase } from "../job/sameness";
import { meets, type Condition } from "./conditions";
import type { JobStatus } from "./jobStatus";
import type { Found } from "./knownJob";
import type { Layout } from "./report";
import { services } from "./services";

/** What the command needs of the world, so that tests can move the time. */
export interface World {
    readonly env: NodeJS.ProcessEnv;
    /** Milliseconds since 1970. */
    readonly now: () => number;
    readonly stdout: NodeJS.WriteStream;
    readonly stderr: NodeJS.WriteStream;
}

/** Which jobs of a subscription are listed. */
export interface SubscriptionOptions {
    readonly subscription?: string;
    readonly resourceGroup?: string;
    /** The word of one service. */
    readonly service?: string;
}

/** `--service`, one of those that services.ts has. */
export function serviceOption(): Option {
    return new Option("--service <name>", "only the jobs of this service").choices(
        services.map(({ word }) => word),
    );
}

/** What is said of a wait must not get between the lines of the report. */
export function sayingTo({ stderr }: World): (line: string) => void {
    return (line) => void stderr.write(`${line}\n`);
}

/** The settings of the environment, and the subscription that is listed. @throws SettingsError when nothing gives one */
export function subscriptionOf(
    options: SubscriptionOptions,
    { env }: World,
    whose: string,
): { settings: Settings; subscriptionId: string } {
    const settings = readSettings({ get: () => undefined }, env);
    const subscriptionId = options.subscription ?? settings.subscriptionId;
    if (subscriptionId === undefined) throw new SettingsError(whose, "MissingSetting");
    return { settings, subscriptionId };
}

/** Whether a job of this resource group is asked for. */
export function isWanted(resourceGroupName: string, options: SubscriptionOptions): boolean {
    const { resourceGroup } = options;
    return resourceGroup === undefined || sameIgnoringCase(resourceGroupName, resourceGroup);
}

/** `--fail-on` cannot be judged. */
export class StaleError extends Error {
    override readonly name = "StaleError";
}

/** @throws StaleError for states that may be old, and for jobs that are missing: they must not let a pipeline pass */
export function meetsAny(
    { jobs, warnings, unlisted }: Omit<Found, "jobs"> & { jobs: readonly JobStatus[] },
    { failOn, expiringDays }: { failOn: readonly Condition[]; expiringDays: number },
): boolean {
    if (unlisted.length > 0 || jobs.some(({ isFresh }) => !isFresh)) {
        throw new StaleError(
            `--fail-on needs the states that the jobs have now. ${warnings.join(" ")}`,
        );
    }
    return jobs.some((job) => failOn.some((word) => meets(job, word, expiringDays)));
}

export function layoutOf({ stdout, env }: World): Layout {
    const isTerminal = stdout.isTTY === true;
    return {
        columns: isTerminal ? stdout.columns || 80 : undefined, // some report 0
        colours: isTerminal && !env.NO_COLOR && env.TERM !== "dumb",
    };
}

/** Reads a list of these words that may be given in one word, in several, or by the option several times. */
export function wordsAmong<T extends string>(allowed: readonly T[]) {
    return (text: string, before: readonly T[] = []): T[] => {
        const given = text.split(",").map((word) => word.trim());
        const isAllowed = (word: string): word is T =>
            (allowed as readonly string[]).includes(word);
        if (given.every(isAllowed)) return [...before, ...given];
        throw new InvalidArgumentError(`Allowed choices are ${allowed.join(", ")}.`);
    };
}

export function positiveNumber(text: string): number {
    const number = Number(text);
    if (number > 0 && number <= 86_400) return number;
    throw new InvalidArgumentError("It must be a number above 0, such as 30.");
}
