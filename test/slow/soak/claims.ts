import {
    hollowSuccess,
    identityOf,
    isOfCheckpoint,
    mayForget,
    sameId,
    type Observation,
} from "./observation";
import type { Event } from "./pulumiModel";
import type { SeenJob, SoakService } from "./service";

/** Whether what the provider says is true, and fit to be read. */

/** What was reported as done is done. */
export function wrongSuccesses(
    { after, events, struck, before, requests }: Observation,
    { notDone, shownIn }: Pick<SoakService, "notDone" | "shownIn">,
): string[] {
    const isDisturbed = struck.some((type) => ["removeJob", "moveJob", "staleRead"].includes(type));
    return events.flatMap(({ what, id, error, lost, inputs, olds, replaces }) => {
        if (error || lost) return [];
        const job = after.find((one) => sameId(one.id, id));
        if (what === "delete" && job) {
            const was = before.find((one) => identityOf(one) === identityOf(job));
            const forgets = !replaces && mayForget(olds);
            // Known limit: a delete that is told "not found" of a job made a moment ago believes it.
            const isNext = !was || struck.includes("staleRead") || struck.includes(hollowSuccess);
            return forgets || isNext || olds?.purged
                ? []
                : [`wrong: ${job.name} counts as deleted`];
        }
        if ((what !== "update" && what !== "create") || isDisturbed) return [];
        // Adopting changes nothing.
        const isAdopted = what === "create" && inputs?.adoptExisting === true;
        if (isAdopted && before.some((one) => sameId(one.id, id))) return [];
        if (what === "update" && olds?.purged) return [];
        // Options of deletion live in the checkpoint only: no request is sent that could find it gone.
        const wasGone = what === "update" && !before.some((one) => sameId(one.id, id));
        if (!job) return wasGone ? [] : [`wrong: ${id} counts as ${what}d, and is not there`];
        // Nor one that could find another job there, or what a killed update did: what the checkpoint says counts then.
        const isAsked = requests.some(({ path }) => sameId(path.split("?")[0]!, id));
        const asKept = what === "update" && olds && (!isAsked || !isOfCheckpoint(job, olds));
        const shown = asKept ? shownIn(olds) : job;
        return [...missingTags(shown, inputs), ...notDone(shown, inputs ?? {})].map(
            (name) => `wrong: ${name} of ${job.name} counts as ${what}d`,
        );
    });
}

/** What the provider calls unchanged is what the program wants. */
export function unnoticedChanges(
    { events }: Observation,
    {
        notDone,
        shownIn,
        fixedDifferences,
    }: Pick<SoakService, "notDone" | "shownIn" | "fixedDifferences">,
): string[] {
    return events.flatMap(({ what, unchanged, error, olds, inputs = {}, resource }) => {
        if (what !== "diff" || !unchanged || error || !olds || olds.purged) return [];
        const known = shownIn(olds);
        return [
            ...missingTags(known, inputs),
            ...notDone(known, inputs),
            ...fixedDifferences(known, inputs),
        ].map((name) => `wrong: ${name} of ${resource} counts as unchanged`);
    });
}

function missingTags(job: SeenJob, inputs: Event["inputs"]): string[] {
    const tags = (inputs?.tags ?? {}) as Record<string, string>;
    return Object.keys(tags).filter((name) => job.tags?.[name] !== tags[name]);
}

/** No secret and no nonsense in what the user reads; nothing fails without a word. */
export function badWords(
    { printed, events }: Observation,
    { hidden }: Pick<SoakService, "hidden">,
): string[] {
    const texts = [printed, ...events.map(({ error }) => error ?? "")];
    const isIn = (text: string) => (secret: string | RegExp) =>
        typeof secret === "string" ? text.includes(secret) : secret.test(text);
    const leaked = hidden.filter((secret) => texts.some((text) => isIn(text)(secret)));
    const nonsense = texts.filter((text) =>
        /\bundefined\b|\[object |TypeError|Cannot read prop|NaN\b/.test(text),
    );
    return [
        ...leaked.map((secret) => `leaked: ${String(secret)}`),
        ...nonsense.map((text) => `nonsense: ${text.slice(-500)}`),
    ];
}
