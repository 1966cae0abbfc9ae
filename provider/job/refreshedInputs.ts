/**
 * The inputs that `read` gives back: so the engine compares the program with the job as it is now, and an input whose
 * changes are ignored (`ignoreChanges`) keeps what somebody else gave it.
 *
 * Pulumi's dynamic runtime hands `read` the outputs only. So inputs are told from the outputs, and the outputs remember
 * where the program says it otherwise: a value written in another way, one that Azure fills in, one that it shows no more.
 */
import { isDeepStrictEqual } from "node:util";
import type { Wire } from "./wire";
import { asSecret } from "./secretMarks";

/** The output that remembers. For nearly every job there is nothing to remember, and no such output. */
const writtenKey = "inputsAsWritten";

/** How one service's inputs are told from its outputs. */
export interface InputsFromOutputs<Outputs> {
    /** The input whose properties are inputs of their own: `properties`. */
    readonly nest: string;
    /** By path, what Azure fills in where a program says nothing: `{ "properties.logLevel": "Error" }`. */
    readonly defaults: Readonly<Record<string, unknown>>;
    /** The inputs of a job that is as the outputs say. What Azure does not show is left out. */
    readonly of: (outs: Outputs) => Wire;
}

/** By path, what the program says: a list of the one value, or of none where it says nothing. */
type Written = Readonly<Record<string, readonly unknown[]>>;

/** Outputs as they are kept in the checkpoint, taken apart. */
export interface Kept<Outputs> {
    readonly outs: Outputs;
    readonly written: Written;
}

/** Takes what is remembered from the stored outputs. */
export function withoutWritten(stored: Wire): Kept<Wire> {
    const { [writtenKey]: written = {}, ...outs } = stored;
    return { outs, written: written as Written };
}

/** Stored outputs that remember where these inputs say it otherwise. */
export function withWritten<Outputs>(
    stored: Wire,
    told: InputsFromOutputs<Outputs>,
    outs: Outputs,
    inputs: Wire,
): Wire {
    const now = byPath(told.of(outs), told.nest);
    const said = byPath(inputs, told.nest);
    const others = [...new Set([...now.keys(), ...said.keys()])]
        .filter((path) => !isDeepStrictEqual(implied(told, path, now), said.get(path)))
        .map((path) => [path, said.has(path) ? [said.get(path)] : []]);
    if (others.length === 0) return stored;
    return { ...stored, [writtenKey]: asSecret(Object.fromEntries(others)) };
}

/**
 * The inputs after a look at the job: what has changed since the last look is as it is now; everything else as the inputs
 * were, also where the answer says nothing.
 */
export function refreshedInputs<Outputs>(
    told: InputsFromOutputs<Outputs>,
    last: Kept<Outputs>,
    outs: Outputs,
): Wire {
    const then = byPath(told.of(last.outs), told.nest);
    const now = byPath(told.of(outs), told.nest);
    const inputs = new Map<string, unknown>();
    for (const path of new Set([...then.keys(), ...now.keys(), ...Object.keys(last.written)])) {
        const hasChanged = now.has(path) && !isDeepStrictEqual(now.get(path), then.get(path));
        const before = last.written[path] ?? [implied(told, path, then)];
        const value = hasChanged ? now.get(path) : before[0];
        if (value !== undefined) inputs.set(path, value);
    }
    return nested(inputs, told.nest);
}

/** What the program says of an input, as far as the outputs tell: nothing, where they have what Azure fills in. */
function implied<Outputs>(
    { defaults }: InputsFromOutputs<Outputs>,
    path: string,
    outputs: ReadonlyMap<string, unknown>,
): unknown {
    const value = outputs.get(path);
    const isFilledIn = Object.hasOwn(defaults, path) && isDeepStrictEqual(value, defaults[path]);
    return isFilledIn ? undefined : value;
}

function byPath(inputs: Wire, nest: string): Map<string, unknown> {
    const paths = Object.entries(inputs).flatMap(([key, value]): [string, unknown][] =>
        key === nest && isObject(value)
            ? Object.entries(value).map(([inner, one]) => [`${nest}.${inner}`, one])
            : [[key, value]],
    );
    return new Map(paths.filter(([, value]) => value !== undefined && value !== null));
}

function nested(paths: ReadonlyMap<string, unknown>, nest: string): Wire {
    const inner: Wire = {};
    const inputs: Wire = { [nest]: inner };
    for (const [path, value] of paths) {
        if (path.startsWith(`${nest}.`)) inner[path.slice(nest.length + 1)] = value;
        else inputs[path] = value;
    }
    return inputs;
}

function isObject(value: unknown): value is Wire {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}
