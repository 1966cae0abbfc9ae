import { identityOf, type JobSource } from "./jobIdentity";
import { serviceOfType } from "./services";
import type { JobFacts } from "./services/jobFacts";

export type { JobFacts };

/** The facts of a resource; undefined when it is a job of no service. */
export function jobFacts(source: JobSource): JobFacts | undefined {
    const found = serviceOfType(source.type);
    if (!found) return undefined;
    const { service, maker } = found;
    return service.facts(identityOf(source, maker, service.namespace), source);
}
