import { isNightly } from "../../fixtures/nightly";
import type { CommandResult } from "../../harness/stack";
import { guardedDestroyOf, packFolder, register, type Registration, type World } from "./world";

/** Where a job can be: a row of the table, and part of the job's name. */
export type State = string;

/** What a run is about. */
export interface Scenario {
    /** Every state of the service that makes a difference. */
    readonly states: readonly State[];
    /** Those in which a job may be replaced: nobody's refusal ends a run with several of them. */
    readonly replaceable: readonly State[];
    readonly typeOf: (group: string) => string;
    /** What the provider, or Azure behind it, says when it refuses. */
    readonly refusalOf: (jobName: string) => RegExp;
    /** The provider refuses a replacement in its diff, which ends the whole preview. */
    readonly onePerRun: boolean;
}

/** Every state of Azure Import/Export, and a word that this version does not know. */
const everyState = [
    "Creating",
    "Shipping",
    "Received",
    "Transferring",
    "Packaging",
    "Closed",
    "Completed",
    "Quarantined",
];

/**
 * Creating is answered as Completed is, Received and Transferring as Shipping, Closed as Packaging, an unknown word as
 * Packaging by the provider: test/unit/policies and test/component/provider/destroyPlans.test.ts judge each.
 */
const answeredAlike = ["Creating", "Received", "Transferring", "Closed", "Quarantined"];

/** At night, and when the documented tables are written anew, everything is tried on the engine. */
export const isWhole = isNightly || Boolean(process.env.UPDATE_RESULTS);

/** The states that are tried on the engine. */
export const importExportStates: readonly State[] = isWhole
    ? everyState
    : everyState.filter((state) => !answeredAlike.includes(state));

/** What the program does to a job. */
export const changes = ["removed", "renamed", "replaced", "aliased", "moved", "retained"] as const;
type Change = (typeof changes)[number];

type Group = Change | "kept" | "guarded" | "skipped" | "swapped";

/** One column of the table: what became of the job in each state. */
export type Column = Record<State, string>;

/** All columns, by their headings, in the order of the table. */
export type Results = Record<string, Column>;

const groups: readonly Group[] = [...changes, "kept", "guarded", "skipped", "swapped"];
const nameOf = (group: Group, state: State) => `${group}-${state.toLowerCase()}`;

/**
 * Runs every command on one stack with a job for each change in each state, and says what stopped it.
 *
 * The words: `pack` (a violation of the policy pack), `provider` (the provider's own refusal),
 * `deleted`, `cancelled`, `–` (nothing happens to the job, and nothing stops it).
 */
export async function runScenarios(
    world: World,
    { states, replaceable, typeOf, refusalOf, onePerRun }: Scenario,
): Promise<Results> {
    const { stack } = world;
    const byState = (cell: (state: State) => string): Column =>
        Object.fromEntries(states.map((state) => [state, cell(state)]));
    const job = (group: Group, state: State): Registration & { state: string } => ({
        name: nameOf(group, state),
        type: typeOf(group),
        state,
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

    const stoppedBy = (result: CommandResult, jobName: string) =>
        [
            packRefusal(jobName).test(result.output) && "pack",
            refusalOf(jobName).test(result.output) && "provider",
        ]
            .filter(Boolean)
            .join(", ");
    const outcome = (result: CommandResult, group: Group, state: State) => {
        const name = nameOf(group, state);
        const fate = world.fateOf(name);
        if (fate === "cancelled") return fate;
        return stoppedBy(result, name) || (fate === "gone" ? "deleted" : "–");
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
        { states, replaceable, onePerRun },
        (without, registered) => {
            register(stack, [...others(without), ...registered]);
        },
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
    { states, replaceable, onePerRun }: Pick<Scenario, "states" | "replaceable" | "onePerRun">,
    registerBeside: (without: Group, registered: Registration[]) => void,
    job: (group: Group, state: State) => Registration,
): Promise<{ previews: Record<State, CommandResult>; ups: Record<State, CommandResult> }> {
    const { stack } = world;
    const each = states.filter((state) => !replaceable.includes(state)).map((state) => [state]);
    const run = async (group: Group, runs: readonly (readonly State[])[], command: string[]) => {
        const results: Record<State, CommandResult> = {};
        for (const chosen of runs) {
            registerBeside(
                group,
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
    const previewRuns = onePerRun ? [replaceable, ...each] : [states];
    return {
        previews: await run("replaced", previewRuns, ["preview"]),
        ups: await run("swapped", [replaceable, ...each], ["up", "--yes", "--skip-preview"]),
    };
}
