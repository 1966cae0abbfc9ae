import { ownerInputs } from "./checkedInputs";
import { withoutDefaults } from "./defined";
import { valueAt } from "./changes";
import type { JobKind } from "./serviceTypes";
import type { InputsFromOutputs } from "./refreshedInputs";
import type { ServiceDefinition } from "./serviceDefinition";
import type { Wire } from "./wire";

/** How a service's inputs are read from the outputs of its jobs, by its property table. */
export function inputsFromOutputs<K extends JobKind>(
    service: ServiceDefinition<K>,
): InputsFromOutputs<K["outputs"]> {
    const { nest, rows } = service.properties;
    const all = Object.entries(rows);
    const filledIn = all.filter(([, row]) => row.filledIn !== undefined);
    const given = all.filter(([, { change }]) => change !== "ignored" && change !== "refused");
    return {
        nest,
        defaults: Object.fromEntries(filledIn.map(([path, row]) => [path, row.filledIn])),
        of: (outs) => {
            const inputs: Wire = {};
            for (const [path, { now, asInput }] of given) {
                const shown = now ? now(outs) : valueAt(outs, path);
                put(inputs, path, asInput ? asInput(shown, outs) : shown);
            }
            const deletionDefaults = service.deletionOf(undefined, outs.owner);
            put(inputs, "deletion", withoutDefaults(outs.deletion, deletionDefaults));
            return { ...inputs, ...ownerInputs(outs.owner) };
        },
    };
}

function put(inputs: Wire, path: string, value: unknown): void {
    if (value === undefined || value === null) return;
    const [first = "", ...rest] = path.split(".");
    if (rest.length === 0) inputs[first] = value;
    else put((inputs[first] ??= {}) as Wire, rest.join("."), value);
}
