import { changesBetween, type Changes } from "./changes";
import type { JobKind } from "./serviceTypes";
import { pathsOf } from "./propertyTable";
import type { ServiceDefinition } from "./serviceDefinition";
import { isUnknown, unknownValue } from "./unknowns";
import type { Wire } from "./wire";

/** The resource's inputs as they crossed the wire, without Pulumi's own. */
export function inputsOf<K extends JobKind>(
    { properties: table }: ServiceDefinition<K>,
    given: Wire,
): K["inputs"] {
    const { nest } = table;
    // Unknown as a whole: anything in it may be another, the immutable inputs too.
    const immutable = pathsOf(table, "immutable").find((path) => path.startsWith(`${nest}.`))!;
    const unknown = { [immutable.slice(nest.length + 1)]: unknownValue };
    return {
        ...given,
        [nest]: isUnknown(given[nest]) ? unknown : (given[nest] ?? {}),
    } as unknown as K["inputs"];
}

/** What stands between a job as it is and a job as the program wants it, by the service's property table. */
export function changesOf<K extends JobKind>(
    service: ServiceDefinition<K>,
    current: K["outputs"],
    inputs: K["inputs"],
): Changes {
    const deletionDefaults = service.deletionOf(undefined, inputs.owner);
    return changesBetween(service.properties, current, inputs, deletionDefaults);
}
