/** The outputs of a job: what Azure shows, and what no answer of Azure holds. */
import { storedProviderKey, type Wire } from "./wire";
import type { ArmJob, JobAddress } from "./armJob";
import { definedOnly } from "./defined";
import type { JobKind } from "./serviceTypes";
import { ownerOf } from "./ownership";
import type { SecretInput } from "./propertyTable";
import { gaps } from "./storedOutputs";
import { withSecretsMarked } from "./secretMarks";
import type { Remembered, ServiceDefinition } from "./serviceDefinition";
import { withoutOwner } from "./tags";

/** What is remembered of the inputs: they have just been accepted, or are about to be. */
export function rememberInputs<K extends JobKind>(
    service: ServiceDefinition<K>,
    inputs: K["inputs"],
    cloud: string,
    keys: K["key"][] = [],
): Remembered<K> {
    return {
        deletion: service.deletionOf(inputs.deletion, inputs.owner),
        adoptExisting: inputs.adoptExisting ?? false,
        cloud,
        owner: inputs.owner,
        managedTags: Object.keys(inputs.tags ?? {}),
        keys,
        secrets: service.outputs.secretsOfInputs(inputs),
    };
}

/** What is remembered of the last checkpoint. */
export function rememberOutputs<K extends JobKind>(
    service: ServiceDefinition<K>,
    olds: K["outputs"],
): Remembered<K> {
    const { deletion, adoptExisting, cloud, owner, formerOwner, managedTags } = olds;
    return {
        deletion,
        adoptExisting,
        cloud,
        owner,
        formerOwner,
        managedTags,
        keys: keysIn(service, olds),
        secrets: service.outputs.secretsOfOutputs(olds),
        known: olds,
    };
}

/** The outputs for a job as Azure shows it. */
export function outputsOf<K extends JobKind>(
    service: ServiceDefinition<K>,
    address: JobAddress,
    answer: ArmJob,
    remembered: Remembered<K>,
): K["outputs"] {
    const { keys, secrets, known, formerOwner, ...kept } = remembered;
    const job = service.outputs.withLastKnown(answer, known);
    return definedOnly({
        name: address.jobName,
        type: job.type ?? service.armType,
        location: job.location,
        tags: withoutOwner(job.tags),
        identity: job.identity,
        systemData: job.systemData,
        ...service.outputs.own(job, service.observe(job), secrets),
        purged: false,
        [service.keys.output]: keys,
        resourceGroupName: address.resourceGroupName,
        subscriptionId: address.subscriptionId,
        ...kept,
        formerOwner: ownerOf(job) === kept.owner ? undefined : formerOwner,
    });
}

/** The keys of an export's disks that the stack has. */
export function keysIn<K extends JobKind>(
    { keys }: ServiceDefinition<K>,
    outs: K["outputs"],
): K["key"][] {
    return ((outs as unknown as Wire)[keys.output] ?? []) as K["key"][];
}

/** The same outputs with these keys. */
export function withKeys<K extends JobKind>(
    service: ServiceDefinition<K>,
    outs: K["outputs"],
    keys: K["key"][],
): K["outputs"] {
    return { ...outs, [service.keys.output]: keys };
}

/**
 * The outputs of a job whose creation Azure has not confirmed: only what was asked for.
 *
 * @param askedAt when, by Azure's clock; ms since 1970
 */
export function unconfirmedOutputs<K extends JobKind>(
    service: ServiceDefinition<K>,
    address: JobAddress,
    inputs: K["inputs"],
    remembered: Remembered<K>,
    askedAt: number,
): K["outputs"] {
    const asked: ArmJob = service.requests.create(inputs, undefined);
    const mayAppearLater = service.creationGraceMinutes > 0;
    return {
        ...outputsOf(service, address, asked, remembered),
        creationUnconfirmed: true,
        ...(mayAppearLater && { creationAskedAt: new Date(askedAt).toISOString() }),
    };
}

/** The outputs of a job that the service no longer has: what was last known, and that it is over. */
export function purgedOutputs<K extends JobKind>(
    service: ServiceDefinition<K>,
    olds: K["outputs"],
): K["outputs"] {
    const { formerOwner: _tagIsGone, ...kept } = olds;
    return {
        ...kept,
        purged: true,
        isCancellable: false,
        isDeletable: false,
        blockedReason: `It ended (last seen ${service.words.lastSeen(olds)}) and Azure no longer has it. Destroying it only forgets it.`,
    };
}

/** The outputs with the program's options that no request holds. */
export function withStateOnlyInputs<K extends JobKind>(
    service: ServiceDefinition<K>,
    olds: K["outputs"],
    inputs: K["inputs"],
): K["outputs"] {
    return {
        ...olds,
        deletion: service.deletionOf(inputs.deletion, inputs.owner),
        adoptExisting: inputs.adoptExisting ?? false,
    };
}

/**
 * What Pulumi keeps of a job's outputs, the secret ones marked; the class fills in the rest. A secret output that came in clear
 * would become a secret that holds secrets, where an input inside it is one: longer, and encoded twice at every write.
 */
export function storedOutputs<K extends JobKind>(
    service: ServiceDefinition<K>,
    outs: K["outputs"],
): Wire {
    const { output, isExport } = service.keys;
    const keys = keysIn(service, outs);
    const lean = leanOutputs(outs, service.deletionOf(undefined, outs.owner));
    const { [output]: _keys, ...stored } = lean;
    // Empty, it still says something of an export: its keys are not in the stack yet.
    const hasKeys = keys.length > 0 || isExport(outs);
    const kept = { ...stored, ...(hasKeys && { [output]: keys }) };
    return withSecretsMarked(kept, service.outputs.secretOutputs.map(secretOutput));
}

/** An empty list is none: every secret is encrypted anew at every write. */
export function secretOutput(path: string): SecretInput {
    return { path, isSecret: (value) => !Array.isArray(value) || value.length > 0 };
}

/** The outputs of a job as any version of this package stored them; the first left nothing out. */
export function knownOutputs<K extends JobKind>(
    service: ServiceDefinition<K>,
    stored: Wire,
): K["outputs"] {
    const outs = {
        ...service.outputs.gaps,
        [service.keys.output]: [],
        ...withoutGaps(stored),
    } as unknown as K["outputs"];
    return { ...outs, deletion: service.deletionOf(outs.deletion, outs.owner) };
}

/** Outputs that say nothing for nearly every job. */
interface OftenEmpty<Deletion> {
    readonly adoptExisting: boolean;
    readonly managedTags: readonly string[];
    readonly deletion: Deletion;
}

/**
 * Outputs without what is the same for nearly every job.
 *
 * Pulumi writes the whole checkpoint at every step, each value of each resource twice through an
 * encoder and each secret by itself, so a field that says nothing is paid for N² times. What the
 * resource's class promises to programs it fills in again.
 */
export function leanOutputs<Deletion extends object>(
    outs: OftenEmpty<Deletion>,
    deletionDefaults: Deletion,
): Wire {
    const { adoptExisting, managedTags, deletion, ...kept } = outs;
    const names = Object.keys(deletionDefaults) as (keyof Deletion)[];
    const isDefault = names.every((name) => deletion[name] === deletionDefaults[name]);
    return {
        ...kept,
        ...(adoptExisting && { adoptExisting }),
        ...(managedTags.length > 0 && { managedTags }),
        ...(!isDefault && { deletion }),
    };
}

/** Stored outputs as any version of this package stored them, with what is left out for every job. */
export function withoutGaps(stored: Wire): Wire {
    const { [storedProviderKey]: _line, ...kept } = stored;
    return { ...gaps, ...kept };
}
