import { entryOf, type CheckpointJob } from "../checkpoint/checkpoint";
import type { LastCheckpoint } from "../checkpoint/lastCheckpoint";
import { matchesAny } from "../checkpoint/targeting";
import { jobInWords } from "../jobIdentity";
import type { Sameness } from "../../provider/job/propertyTable";
import { immutableInputs, jobMaker, replacementEffect, staysInPlace } from "../jobTypes";
import { at, hasNotKnown, type Properties } from "../notKnown";
import { serviceOfType } from "../services";
import type { Verdict } from "../verdict";
import { blockOf, type BlockSettings } from "./blocked";

/** A job as the program registers it, before the engine acts on it. */
export interface RegisteredInputs {
    readonly type: string;
    readonly urn: string;
    readonly aliases: readonly string[];
    readonly inputs: Properties;
}

/**
 * What the update would destroy by replacing it: a job in a blocked state, with a changed immutable
 * input, tainted, or named by `--replace`.
 *
 * @param before the checkpoint, and what the update's flags replace
 */
export function* judgeReplacement(
    { jobs, replaced }: Pick<LastCheckpoint, "jobs" | "replaced">,
    resource: RegisteredInputs,
    settings: BlockSettings,
    now: Date,
): Iterable<Verdict> {
    const old = entryOf(jobs, resource);
    if (!old || old.retained || jobMaker(resource.type) === undefined) return;
    const { changed, notJudged } = changes(old, resource.inputs, immutableInputs(resource.type));
    const becomesAnother =
        !staysInPlace(old.facts.type, resource.type) ||
        serviceOfType(resource.type)?.word !== old.facts.service;
    if (becomesAnother) changed.push("its type");
    const facts = { ...old.facts, urn: resource.urn };
    const order = orderToReplace(old, resource, replaced);
    if (order) {
        yield* blockOf(facts, { verb: "replace", ...order }, settings, now);
        return;
    }
    if (changed.length > 0) {
        const threat = {
            verb: "replace" as const,
            how: ` (changed: ${changed.join(", ")}), ${replacementEffect(resource.type)}`,
            wayOut: "Put the old value back, or order a second job under another name.",
        };
        yield* blockOf(facts, threat, settings, now);
        return;
    }
    const threatens = [...blockOf(facts, unjudged, settings, now)].length > 0;
    if (notJudged.length === 0 || !threatens) return;
    yield {
        kind: "notJudged",
        message: `Could not judge yet whether ${jobInWords(facts)} would be replaced: ${notJudged.join(", ")} is not known at preview, or encrypted in the stack. A change would destroy the job.`,
        urn: resource.urn,
    };
}

/** What replaces the job although no input of it changes. */
function orderToReplace(
    { tainted, facts }: CheckpointJob,
    { urn }: RegisteredInputs,
    replaced: readonly string[],
): { how: string; wayOut: string } | undefined {
    if (matchesAny(urn, replaced) || matchesAny(facts.urn, replaced)) {
        return {
            how: ", which the command names to be replaced, and which would destroy it first",
            wayOut: "Leave --replace (or --target-replace) out until the job has ended.",
        };
    }
    if (!tainted) return undefined;
    return {
        how: ", which is tainted, and which the update would destroy first",
        wayOut: `Take the mark away: pulumi state untaint '${facts.urn}'.`,
    };
}

const unjudged = { verb: "replace" as const, how: "" };

function changes(
    old: CheckpointJob,
    inputs: Properties,
    table: Readonly<Record<string, Sameness>>,
): { changed: string[]; notJudged: string[] } {
    const changed: string[] = [];
    const notJudged: string[] = [];
    for (const [path, same] of Object.entries(table)) {
        const wanted = at(inputs, path);
        if (wanted === undefined || wanted === null) continue;
        const before = [at(old.inputs, path), at(old.outputs, outputPath(path))].filter(
            (value) => value !== undefined,
        );
        if (before.some((value) => !hasNotKnown([value, wanted]) && same(value, wanted))) continue;
        const isUnclear = hasNotKnown(wanted) || hasNotKnown(before[0]) || before.length === 0;
        (isUnclear ? notJudged : changed).push(path);
    }
    return { changed, notJudged };
}

/** The name of the job is an input by one name and an output by another. */
function outputPath(inputPath: string): string {
    return inputPath === "jobName" ? "name" : inputPath;
}
