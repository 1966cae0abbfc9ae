import { plainLocation, sameIgnoringCase, sameLocation } from "./sameness";
import { managed, tagsDiffer } from "./tags";

/** Whether two ways of writing a value mean the same to the service. */
export type Sameness = (service: unknown, program: unknown) => boolean;

/**
 * What becomes of a program's value.
 *
 * - `immutable`: goes into the creation; another value needs another job
 * - `creation`: goes into the creation, or is decided by then; another value is no opinion
 * - `patch`: one PATCH changes it
 * - `request`: it has a request of its own
 * - `stateOnly`: in no request, kept in the checkpoint
 * - `ignored`: only Azure writes it; taken, said so, and not sent
 * - `refused`: only Azure writes it; refused
 */
export type Change =
    "immutable" | "creation" | "patch" | "request" | "stateOnly" | "ignored" | "refused";

/** One property that a program can give, or that only Azure writes. */
export interface Property<Current, Inputs> {
    readonly change: Change;
    /** Where that is said: a definition of the API description, or ARM's contract. */
    readonly source: string;
    /** Why it is ignored, or refused. */
    readonly why?: string;
    /** Where the job has it; by default at the same path of the outputs. */
    readonly now?: (current: Current) => unknown;
    /** When what the job has is what the program wants. By default: what is given is there. */
    readonly same?: Sameness;
    /** The whole comparison, where it takes more than the two values. */
    readonly differs?: (current: Current, inputs: Inputs) => boolean;
    /** It says that the parcel is on its way. */
    readonly announcesShipment?: true;
    /** What can be given in it; of a list or map, in its items. */
    readonly parts?: readonly string[];
    /**
     * It is, or holds, a key or personal data: class, `check` and `read` mark the whole of it. These paths in it are the
     * secrets, `*` being every key; the policies go by them.
     */
    readonly secret?: readonly string[];
    /** Whether this value is secret; by default every one is. */
    readonly isSecret?: (value: unknown) => boolean;
    /** What Azure fills in where a program says nothing. */
    readonly filledIn?: unknown;
    /** The input of a job that is as its outputs say; by default what the job has. Undefined: Azure does not tell. */
    readonly asInput?: (now: unknown, current: Current) => unknown;
}

/** The rows of a service, by path from the top: `[]` stands for the items of a list, `{}` for the entries of a map. */
export type Rows<Current, Inputs> = Readonly<Record<string, Property<Current, Inputs>>>;

/** All that is known of a service's properties. Whoever asks about one asks here. */
export interface PropertyTable<Current, Inputs> {
    /** The input whose properties are inputs of their own: `properties`. */
    readonly nest: string;
    readonly rows: Rows<Current, Inputs>;
}

/** A job of any service as it is. */
interface AnyCurrent {
    readonly name: string;
    readonly tags?: Record<string, string>;
    readonly managedTags: string[];
    readonly formerOwner?: string;
}
type AnyInputs = Parameters<typeof tagsDiffer>[1];

const partOfId = {
    change: "immutable",
    source: "ARM: a part of the id",
    same: sameIgnoringCase,
} as const;
const ofResource = { source: "ARM: a property of every resource" };
const ours = "this provider's own";
const neverAsInput = () => undefined;

/** The table of a service: its own rows, and those of every job. @param deletionOptions their names */
export function propertyTable<Current extends AnyCurrent, Inputs extends AnyInputs>(
    nest: string,
    deletionOptions: readonly string[],
    own: Rows<Current, Inputs>,
): PropertyTable<Current, Inputs> {
    const rows: Rows<Current, Inputs> = {
        resourceGroupName: partOfId,
        jobName: { ...partOfId, now: ({ name }) => name },
        subscriptionId: { ...partOfId, asInput: neverAsInput },
        location: {
            ...ofResource,
            change: "immutable",
            same: sameLocation,
            asInput: plainLocation,
        },
        ...own,
        tags: {
            ...ofResource,
            change: "patch",
            differs: tagsDiffer,
            asInput: (_, now) => managed(now),
        },
        // Their changes and defaults are told option by option: see changes.ts and inputsFromOutputs.ts.
        deletion: {
            change: "stateOnly",
            source: ours,
            asInput: neverAsInput,
            parts: deletionOptions,
        },
        adoptExisting: {
            change: "stateOnly",
            source: ours,
            asInput: (adopts) => adopts || undefined,
        },
        owner: { change: "creation", source: ours, asInput: neverAsInput },
        creation: { change: "creation", source: ours, asInput: neverAsInput },
    };
    return { nest, rows };
}

/** Inputs that the class, or the front door, makes: a program can neither give them nor is it offered them. */
export const internalInputs: readonly string[] = ["owner", "creation"];

/** What a question about a job of any service gives that is no secret. */
export const clearResultsOfAnyJob = [
    "id",
    "name",
    "type",
    "location",
    "tags",
    "isCancellable",
    "isDeletable",
    "blockedReason",
] as const;

/** Path → why. */
export type Reasons = Readonly<Record<string, string>>;

/** A reason for refusing that the API description itself gives. */
export const readOnly =
    "is written by Azure only (read-only in its API description); take it out of the program and read it from the outputs";

/** The paths whose change is one of these. */
export function pathsOf(
    { rows }: PropertyTable<never, never>,
    ...changes: readonly Change[]
): string[] {
    return Object.keys(rows).filter((path) => changes.includes(rows[path]!.change));
}

/** The names of what a program may give directly under a path (`""`: at the top). What is `refused` is not among them. */
export function namesUnder({ nest, rows }: PropertyTable<never, never>, parent: string): string[] {
    const prefix = parent === "" ? "" : `${parent}.`;
    const below = Object.keys(rows)
        .filter((path) => path.startsWith(prefix) && rows[path]!.change !== "refused")
        .map((path) => path.slice(prefix.length).split(".")[0]!);
    const names = parent === "" ? [...below, nest] : below;
    const all = [...new Set([...partsOf(rows, parent), ...names])].filter(isName);
    return parent === "" ? all.filter((name) => !internalInputs.includes(name)) : all;
}

/** The objects of the inputs in which a program may give this name: paths, `""` for the top; of a list, the list's. */
export function placesOf(table: PropertyTable<never, never>, name: string): string[] {
    const { nest, rows } = table;
    const objects = new Set(["", nest]);
    for (const [path, { parts }] of Object.entries(rows)) {
        path.split(".").forEach((_, depth, all) => objects.add(all.slice(0, depth).join(".")));
        if (parts) objects.add(path);
    }
    const places = [...objects].filter((object) => namesUnder(table, object).includes(name));
    return [...new Set(places.map(withoutEntry))];
}

function partsOf(rows: Rows<never, never>, parent: string): readonly string[] {
    return rows[withoutEntry(parent)]?.parts ?? [];
}

/** `properties.driveList[]` is an entry of `properties.driveList`. */
function withoutEntry(path: string): string {
    return path.replace(/(\[\]|\{\})$/, "");
}

function isName(name: string): boolean {
    return !/[[{]/.test(name);
}

/** The names under the nest that a program can say, and Azure shows again in the same words. */
export function keptNames({ nest, rows }: PropertyTable<never, never>): string[] {
    const isKept = ({ change, announcesShipment }: Property<never, never>) =>
        change !== "ignored" && change !== "refused" && !announcesShipment;
    return Object.entries(rows)
        .filter(([path, row]) => path.startsWith(`${nest}.`) && isKept(row))
        .map(([path]) => path.slice(nest.length + 1));
}

/** Why properties under a path (`""`: at any depth) are ignored, or refused; by what follows on that path. */
export function reasonsUnder(
    { rows }: PropertyTable<never, never>,
    parent: string,
    change: "ignored" | "refused",
): Reasons {
    const prefix = parent === "" ? "" : `${parent}.`;
    const chosen = Object.entries(rows)
        .filter(([path, row]) => row.change === change && path.startsWith(prefix))
        .map(([path, { why = "" }]) => [path.slice(prefix.length), why]);
    return Object.fromEntries(chosen) as Reasons;
}

/** An input that is secret. */
export interface SecretInput {
    /** `properties.driveList` */
    readonly path: string;
    /** Whether this value is one; by default every value is. */
    readonly isSecret?: (value: unknown) => boolean;
}

/** The inputs that are marked secret. */
export function secretInputs({ rows }: PropertyTable<never, never>): SecretInput[] {
    return Object.entries(rows)
        .filter(([, { secret }]) => secret !== undefined)
        .map(([path, { isSecret }]) => ({ path, ...(isSecret && { isSecret }) }));
}

/** Those of the nest, by their names in it. */
export function secretsInNest(table: PropertyTable<never, never>): SecretInput[] {
    const prefix = `${table.nest}.`;
    return secretInputs(table)
        .filter(({ path }) => path.startsWith(prefix))
        .map((secret) => ({ ...secret, path: secret.path.slice(prefix.length) }));
}

/** The secrets in them, `*` being every key of a map and every place of a list. */
export function secretPaths({ rows }: PropertyTable<never, never>): string[] {
    return Object.entries(rows).flatMap(([path, { secret = [] }]) =>
        secret.map((part) => `${path}.${part}`),
    );
}
