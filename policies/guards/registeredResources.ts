import { forgetCheckpoint } from "../checkpoint/lastCheckpoint";

/**
 * What the program has registered in this update, as the engine asks about it one by one.
 *
 * A stack policy is shown more than that: also what the engine has refreshed before the program ran,
 * and is about to delete.
 */
const registered = new Set<string>();

const stackType = "pulumi:pulumi:Stack";

/** A resource, as a resource policy is shown it. */
interface Registration {
    readonly type: string;
    readonly urn: string;
    readonly opts: { readonly aliases: readonly string[] };
}

/** Notes a resource that the program registers. */
export function noteRegistration({ type, urn, opts }: Registration): void {
    if (type === stackType && registered.has(urn)) {
        // The stack comes first in every update: a second one has begun, as under "pulumi watch".
        registered.clear();
        forgetCheckpoint();
    }
    for (const one of [urn, ...opts.aliases]) registered.add(one);
}

/** The URNs that the program has registered so far, and those that its resources had before. */
export function registrations(): ReadonlySet<string> {
    return registered;
}
