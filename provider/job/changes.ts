import { changesBetween, type Changes } from "./differences";
import type { JobKind } from "./kind";
import type { ServiceDefinition } from "./service";

/** What stands between a job as it is and a job as the program wants it, by the service's property table. */
export function changesOf<K extends JobKind>(
    service: ServiceDefinition<K>,
    current: K["outputs"],
    inputs: K["inputs"],
): Changes {
    const deletionDefaults = service.deletionOf(undefined, inputs.owner);
    return changesBetween(service.properties, current, inputs, deletionDefaults);
}
