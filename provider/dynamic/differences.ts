import { withDefaults } from "./defined";
import { hasUnknown } from "./unknowns";

/** Whether two ways of writing a value mean the same to the service. */
export type Sameness = (service: unknown, program: unknown) => boolean;

/** Whether the program wants another value: one that it leaves out is no opinion, an unknown one is another. */
export function differs(now: unknown, wanted: unknown, same: Sameness): boolean {
    if (wanted === undefined || wanted === null) return false;
    if (hasUnknown(wanted)) return true;
    return !same(now, wanted);
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
