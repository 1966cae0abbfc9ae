import { withDefaults } from "./defined";
import { hasUnknown } from "./unknowns";

/** Whether two ways of writing a value mean the same to the service. */
export type Sameness = (service: unknown, program: unknown) => boolean;

/** What can be said of one input: an unknown one (preview) is judged once it is known. */
export type Comparison = "equal" | "changed" | "not told yet";

/** Compares what the service said with what the program wants; what it leaves out is no opinion. */
export function compare(now: unknown, wanted: unknown, same: Sameness): Comparison {
    if (wanted === undefined || wanted === null) return "equal";
    if (hasUnknown(wanted)) return "not told yet";
    return same(now, wanted) ? "equal" : "changed";
}

/** An input that the service cannot change on a job that exists. */
export interface Immutable<Current, Inputs> {
    readonly now: (current: Current) => unknown;
    readonly wanted: (inputs: Inputs) => unknown;
    readonly same: Sameness;
}

/** The immutable inputs for which the program needs another job, and those of which nobody can say so yet. */
export function compareImmutable<Current, Inputs>(
    table: Readonly<Record<string, Immutable<Current, Inputs>>>,
    current: Current,
    inputs: Inputs,
): { replaces: string[]; notToldYet: string[] } {
    const named = (wanted: Comparison) =>
        Object.entries(table)
            .filter(([, row]) => compare(row.now(current), row.wanted(inputs), row.same) === wanted)
            .map(([name]) => name);
    return { replaces: named("changed"), notToldYet: named("not told yet") };
}

/** Whether the program wants another value: one that it leaves out is no opinion, an unknown one is another. */
export function differs(now: unknown, wanted: unknown, same: Sameness): boolean {
    return compare(now, wanted, same) !== "equal";
}

/** What the checkpoint keeps of inputs that no request holds. */
interface KeptInputs<Deletion> {
    readonly deletion: Deletion;
    readonly adoptExisting: boolean;
}

/** The inputs that live in the checkpoint only, and that the program wants otherwise. */
export function stateOnlyInputs<Deletion extends object>(
    current: KeptInputs<Deletion>,
    inputs: { readonly deletion?: Partial<Deletion>; readonly adoptExisting?: boolean },
    defaults: Deletion,
): string[] {
    const wanted = withDefaults(defaults, inputs.deletion);
    const names = Object.keys(wanted) as (keyof Deletion & string)[];
    const deletion = names.filter((name) => wanted[name] !== current.deletion[name]);
    const adopts = inputs.adoptExisting ?? false;
    return [
        ...deletion.map((name) => `deletion.${name}`),
        ...(adopts === current.adoptExisting ? [] : ["adoptExisting"]),
    ];
}
