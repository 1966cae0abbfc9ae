import { setTimeout } from "node:timers/promises";
import type { Fault } from "azure-importexport-emulator";
import type { Door } from "../../fixtures/jobStack";
import type { CommandResult } from "../../harness/stack";
import { blows, faultsAt, type Blow, type BlowName } from "./blows";
import { CrashSite, subjectOf, type Subject } from "./crashSite";
import type { Command } from "./operations";
import { pointName, type Point } from "./points";
import { services, serviceOf } from "./services";
import { problemsOf, type Problem } from "./verdict";

/** What came of one blow that struck many points at once. */
export interface Outcome {
    command: Command;
    blow: BlowName;
    points: readonly Point[];
    problems: Problem[];
    /** Commands that Pulumi asked for before it went on, in order. */
    askedFor: string[];
    /** How often the command ran after the blow. */
    repeats: number;
    /** The first command's exit code. */
    code: number;
    /** Everything that was printed, for the search for a cause. */
    output: string;
}

/** Where the packages are, as node_modules, and which of its two providers they are driven by. Default: the repository's. */
export interface Versions {
    /** The packaged provider makes the jobs; by default the dynamic one. It is the repository's. */
    door?: Door;
    /** Those that make the stack, and that the blow strikes. */
    struck?: string;
    /** Those that the command runs with again. */
    goesOn?: string;
}

/**
 * Strikes one blow at many points: each point has a resource of its own, all are under way in one
 * command, each is held at its point, and the blow falls when all are there. Then the same command
 * runs again, with what Pulumi asks for, and the ends are compared.
 */
export async function crash(
    command: Command,
    blowName: BlowName,
    points: readonly Point[],
    versions: Versions = {},
): Promise<Outcome> {
    // An order is made and deleted by requests with pauses between them.
    const shortest = serviceOf(points[0]!.operation) === services.databox ? 10_000 : 3_000;
    for (const holdMs of [shortest, 30_000, 60_000, 120_000]) {
        try {
            return await crashOnce(command, blowName, points, versions, holdMs);
        } catch (error) {
            if (!(error instanceof LetGoTooEarly)) throw error;
        }
    }
    throw new LetGoTooEarly();
}

/** The machine was too slow for this hold; nothing was struck. */
class LetGoTooEarly extends Error {
    override readonly message = "The first request was let go before the last was at its point.";
}

async function crashOnce(
    command: Command,
    blowName: BlowName,
    points: readonly Point[],
    versions: Versions,
    holdMs: number,
): Promise<Outcome> {
    const blow: Blow = blows[blowName];
    const struck = points.map((point, index) => ({
        point,
        subject: subjectOf(`${point.operation}-${index}`, point.operation),
    }));
    const site = await CrashSite.open(
        command,
        struck.map(({ subject }) => subject),
        versions.struck,
        versions.door,
    );
    try {
        const code = await breakOff(site, blow, struck, holdMs);
        site.jobs.stack.usePackages(versions.goesOn);
        const { askedFor, repeats, last } = await goOn(site);
        const problems = await problemsOf(site, blow, struck, last);
        return {
            command,
            blow: blowName,
            points,
            problems,
            askedFor,
            repeats,
            code,
            output: site.output,
        };
    } finally {
        await site.dispose();
    }
}

/** A subject and where it is struck. */
export interface Struck {
    point: Point;
    subject: Subject;
}

async function breakOff(
    site: CrashSite,
    blow: Blow,
    struck: readonly Struck[],
    holdMs: number,
): Promise<number> {
    const { emulator } = site.jobs;
    const faults = struck.map(({ point, subject }) => {
        const made = faultsAt(point, subject.subscriptionId, blow, holdMs).map((fault) =>
            emulator.addFault(fault),
        );
        return { point, fault: made.at(-1)! };
    });
    const running = site.start();
    if (blow.strike) {
        await allHeld(site, faults, running.result, holdMs);
        blow.strike(site, running);
    }
    const { code, output } = await running.result;
    site.output += output;
    const missed = faults.filter(({ fault }) => !site.struckBy(fault));
    if (missed.length > 0) {
        const names = missed.map(({ point }) => pointName(point)).join(", ");
        throw new Error(`Nothing was struck at ${names}:\n${output}`);
    }
    await noneHeld(site, blow, faults);
    emulator.clearFaults();
    return code;
}

interface Trap {
    point: Point;
    fault: Fault;
}

/** Resolves when every request is at its point: struck, its effect done or not, and not answered. */
async function allHeld(
    site: CrashSite,
    traps: readonly Trap[],
    ended: Promise<CommandResult>,
    holdMs: number,
): Promise<void> {
    const since = new Map<string, number>();
    let result: CommandResult | undefined;
    void ended.then((value) => (result = value));
    for (;;) {
        const held = traps.filter((trap) => isHeld(site, trap));
        held.forEach(({ fault }) => since.set(fault.id, since.get(fault.id) ?? Date.now()));
        if (Math.min(...since.values()) < Date.now() - holdMs + 500) {
            throw new LetGoTooEarly();
        }
        if (held.length === traps.length) return;
        if (result) {
            const missing = traps.filter((trap) => !held.includes(trap));
            const names = missing.map(({ point }) => pointName(point)).join(", ");
            throw new Error(`Ended before ${names} was reached:\n${result.output}`);
        }
        await setTimeout(5);
    }
}

function isHeld(site: CrashSite, { point, fault }: Trap): boolean {
    const request = site.struckBy(fault);
    if (!request) return false;
    // The body is kept in the moment in which the operation takes effect.
    return point.moment === "before" || "body" in request;
}

/** Waits until the requests that go on have been answered; who sent them may be without an engine by now. */
async function noneHeld(site: CrashSite, blow: Blow, traps: readonly Trap[]): Promise<void> {
    if (blow.request !== "goes on") return;
    while (traps.some(({ fault }) => site.struckBy(fault)?.status === null)) await setTimeout(20);
}

/** The same command again, and what Pulumi asks for, until it ends well or for good. */
async function goOn(
    site: CrashSite,
): Promise<{ askedFor: string[]; repeats: number; last: CommandResult }> {
    const askedFor: string[] = [];
    for (let repeats = 1; ; repeats += 1) {
        const last = await site.again();
        if (last.code === 0 || repeats === 4) return { askedFor, repeats, last };
        if (/currently locked/.test(last.output)) {
            askedFor.push("pulumi cancel --yes");
            await site.run(["cancel", "--yes"]);
        } else if (site.command === "refused") {
            return { askedFor, repeats, last };
        }
    }
}
