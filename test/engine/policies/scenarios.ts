import { isNightly } from "../../fixtures/nightly";
import type { CommandResult } from "../../harness/stack";
import { guardedDestroyOf, packFolder, register, type Registration, type World } from "./world";

/** A row of a table. */
export interface Row {
    /** Short, since it is part of the job's name. */
    readonly service: string;
    /** Where the job is. */
    readonly state: string;
    /** A job may be replaced there: nobody's refusal ends a run with several of them. */
    readonly isReplaceable: boolean;
    /** The provider refuses a replacement in its diff, which ends the whole preview. */
    readonly isOnePerRun: boolean;
    readonly typeOf: (group: string) => string;
    /** What the provider, or Azure behind it, says when it refuses. */
    readonly refusalOf: (jobName: string) => RegExp;
}

/** A row's own key. */
export type State = string;

export const keyOf = ({ service, state }: Pick<Row, "service" | "state">): State =>
    `${service}-${state}`;

/** At night, and when the documented tables are written anew, everything is tried on the engine. */
export const isWhole = isNightly || Boolean(process.env.UPDATE_RESULTS);

/** What the program does to a job. */
export const changes = ["removed", "renamed", "replaced", "aliased", "moved", "retained"] as const;
type Change = (typeof changes)[number];

type Group = Change | "kept" | "guarded" | "skipped" | "swapped";

/** One column of the table: what became of the job in each state. */
export type Column = Record<State, string>;

/** All columns, by their headings, in the order of the table. */
export type Results = Record<string, Column>;

const groups: readonly Group[] = [...changes, "kept", "guarded", "skipped", "swapped"];
const nameOf = (group: Group, key: State) => `${group}-${key.toLowerCase()}`;

/**
 * Runs every command on one stack with a job for each change in each state, and says what stopped it.
 *
 * The words: `pack` (a violation of the policy pack), `provider` (the provider's own refusal),
 * `deleted`, `cancelled`, `–` (nothing happens to the job, and nothing stops it).
 */
export async function runScenarios(world: World, rows: readonly Row[]): Promise<Results> {
    const { stack } = world;
    const byKey = new Map(rows.map((row) => [keyOf(row), row]));
    const states = [...byKey.keys()];
    const byState = (cell: (state: State) => string): Column =>
        Object.fromEntries(states.map((state) => [state, cell(state)]));
    const job = (group: Group, state: State): Registration & { state: string } => ({
        name: nameOf(group, state),
        type: byKey.get(state)!.typeOf(group),
        state: byKey.get(state)!.state,
        retainOnDelete: group === "retained",
    });
    const renamed = (group: Group, state: State) => ({
        ...job(group, state),
        name: `new-${nameOf(group, state)}`,
        jobName: nameOf(group, state),
    });
    const all = groups.flatMap((group) => states.map((state) => job(group, state)));
    const others = (...without: Group[]) =>
        all.filter(({ name }) => !without.some((group) => name.startsWith(`${group}-`)));
    await world.fill(all);

    const outcome = ({ output }: CommandResult, group: Group, state: State) => {
        const name = nameOf(group, state);
        const fate = world.fateOf(name);
        if (fate === "cancelled") return fate;
        const stoppedBy = [
            packRefusal(name).test(output) && "pack",
            byKey.get(state)!.refusalOf(name).test(output) && "provider",
        ].filter(Boolean);
        return stoppedBy.join(", ") || (fate === "gone" ? "deleted" : "–");
    };
    const column = (result: CommandResult, group: Group): Column =>
        byState((state) => outcome(result, group, state));

    // What the program changes without a trace of the replaced ones: their refusal would end the run.
    register(stack, [
        ...others("removed", "renamed", "aliased", "moved", "retained"),
        ...states.map((state) => renamed("renamed", state)),
        ...states.map((state) => ({
            ...renamed("aliased", state),
            formerName: nameOf("aliased", state),
        })),
        ...states.map((state) => ({
            ...job("moved", state),
            parent: "shelf",
            formerName: nameOf("moved", state),
        })),
    ]);
    const up = await stack.run(["up", "--yes", "--policy-pack", packFolder]);
    expect(up.code).not.toBe(0);
    const calm = ["removed", "renamed", "aliased", "moved", "retained", "kept"] as const;
    // Nothing has changed in Azure: the update stopped at its preview.
    const previewed = Object.fromEntries(calm.map((group) => [group, column(up, group)])) as Record<
        (typeof calm)[number],
        Column
    >;
    if (isWhole) {
        const preview = await stack.preview("--policy-pack", packFolder);
        expect(preview.code).not.toBe(0);
        for (const group of calm) expect(column(preview, group)).toEqual(previewed[group]);
    }

    const replacements = await replaceEach(
        world,
        rows,
        (registered) => register(stack, registered),
        job,
    );
    const replaced = byState((state) => outcome(replacements.previews[state]!, "replaced", state));
    const swapped = byState((state) => {
        const word = outcome(replacements.ups[state]!, "swapped", state);
        return word === "–" || word === "deleted" ? "replaced" : word;
    });

    const guarded = await guardedDestroyOf(
        stack,
        "--yes",
        "--stack",
        "dev",
        "--target",
        "**::guarded-*",
    );
    expect(guarded.code).toBe(1);
    const judged = column(guarded, "guarded");
    const passed = states.filter((state) => judged[state] !== "pack");
    const passedTargets = passed.flatMap((state) => [
        "--target",
        `**::${nameOf("guarded", state)}`,
    ]);
    const letThrough = await guardedDestroyOf(
        stack,
        "--yes",
        "--continue-on-error",
        ...passedTargets,
    );
    const guardedColumn = byState((state) =>
        judged[state] === "pack" ? "pack" : outcome(letThrough, "guarded", state),
    );
    const isRefused = Object.values(guardedColumn).includes("provider");
    expect(letThrough.code).toBe(isRefused ? 2 : 0);

    // What was replaced stays where it is now: going back would be another replacement, and perhaps a refused one.
    register(stack, [
        ...others("skipped", "swapped"),
        ...states.map((state) => ({
            ...job("swapped", state),
            ...(swapped[state] === "replaced" && { location: "eastus" }),
        })),
    ]);
    const skipping = await stack.up("--policy-pack", packFolder, "--continue-on-error");
    const skippedColumn = byState((state) => late(outcome(skipping, "skipped", state)));
    const destroy = await stack.destroy("--continue-on-error");
    return {
        "`guarded-destroy`": guardedColumn,
        "`destroy`": column(destroy, "kept"),
        removed: previewed.removed,
        renamed: previewed.renamed,
        replaced: replaced,
        aliased: previewed.aliased,
        "moved with an alias": previewed.moved,
        retained: previewed.retained,
        "left alone": previewed.kept,
        "`up --skip-preview`, replaced": swapped,
        "`up --skip-preview`, removed": skippedColumn,
    };
}

/** After the deletes a violation of the pack stops nothing any more. */
function late(outcome: string): string {
    return outcome === "pack" ? "deleted" : outcome.replace("pack, ", "");
}

function packRefusal(jobName: string): RegExp {
    return new RegExp(
        `Cannot destroy job "${jobName}"|Cannot replace job "${jobName}"[^:]*\\(changed: [^)]*\\), which would destroy it`,
    );
}

/**
 * A replacement in each state: a preview, and an update without one. A refusal ends the whole update,
 * and a preview where the provider refuses in its diff: then one state at a time. (With
 * `--continue-on-error` the engine waits for ever when the delete before a replacement fails.)
 */
async function replaceEach(
    world: World,
    rows: readonly Row[],
    registerOnly: (registered: Registration[]) => void,
    job: (group: Group, state: State) => Registration,
): Promise<{ previews: Record<State, CommandResult>; ups: Record<State, CommandResult> }> {
    const { stack } = world;
    const states = rows.map(keyOf);
    const keysOf = (which: (row: Row) => boolean) => rows.filter(which).map(keyOf);
    const oneByOne = (keys: readonly State[]) => keys.map((key) => [key]);
    const run = async (group: Group, runs: readonly (readonly State[])[], command: string[]) => {
        const results: Record<State, CommandResult> = {};
        for (const chosen of runs) {
            // Only those: the rest is left alone by --target, and would be registered and judged for nothing.
            registerOnly(
                states.map((state) =>
                    chosen.includes(state)
                        ? { ...job(group, state), location: "eastus" }
                        : job(group, state),
                ),
            );
            const targets = chosen.flatMap((state) => ["--target", `**::${nameOf(group, state)}`]);
            const result = await stack.run([...command, "--policy-pack", packFolder, ...targets]);
            for (const state of chosen) results[state] = result;
        }
        return results;
    };
    const endsPreview = (row: Row) => row.isOnePerRun && !row.isReplaceable;
    const previewRuns = [keysOf((row) => !endsPreview(row)), ...oneByOne(keysOf(endsPreview))];
    const upRuns = [
        keysOf((row) => row.isReplaceable),
        ...oneByOne(keysOf((row) => !row.isReplaceable)),
    ];
    return {
        previews: await run("replaced", previewRuns, ["preview"]),
        ups: await run("swapped", upRuns, ["up", "--yes", "--skip-preview"]),
    };
}
