import type { Deletion } from "./deletionOptions";
import { withDefaults } from "./defined";
import type { Property, PropertyTable, Sameness } from "./propertyTable";
import { covers } from "./sameness";
import { hasUnknown } from "./unknowns";

/**
 * What stands between a job as it is and a job as the program wants it.
 *
 * "As it is" is what the service said at the last look. A property that the program leaves out is no opinion, except
 * `tags`, the disks of an import and `deletion`; what the service adds by itself is none either.
 */
export interface Changes {
    /** Inputs that the service cannot change on a job that exists: another job is needed. */
    readonly replaces: readonly string[];
    /** Immutable inputs that are not known yet (preview): judged when they are. */
    readonly notToldYet: readonly string[];
    /** Inputs that one PATCH changes. */
    readonly patches: readonly string[];
    /** Whether the shipment is to be announced, or its tracking details are others, where that is a request of its own. */
    readonly ships?: boolean;
    /** Inputs that live in the checkpoint only. */
    readonly stateOnly: readonly string[];
}

/** What can be said of one input: an unknown one (preview) is judged once it is known. */
export type Comparison = "equal" | "changed" | "not known yet";

/** Compares what the service said with what the program wants; what it leaves out is no opinion. */
export function compare(now: unknown, wanted: unknown, same: Sameness): Comparison {
    if (wanted === undefined || wanted === null) return "equal";
    if (hasUnknown(wanted)) return "not known yet";
    return same(now, wanted) ? "equal" : "changed";
}

/** What stands at a path such as `properties.export`. */
export function valueAt(holder: unknown, path: string): unknown {
    return path.split(".").reduce<unknown>((value, key) => {
        if (typeof value !== "object" || value === null) return undefined;
        return (value as Readonly<Record<string, unknown>>)[key];
    }, holder);
}

function compareRow<Current, Inputs>(
    path: string,
    { now, same = covers, differs }: Property<Current, Inputs>,
    current: Current,
    inputs: Inputs,
): Comparison {
    if (differs) return differs(current, inputs) ? "changed" : "equal";
    return compare(now ? now(current) : valueAt(current, path), valueAt(inputs, path), same);
}

/** What the checkpoint keeps of inputs that no request holds. */
interface KeptInputs {
    readonly deletion: Deletion;
    readonly adoptExisting: boolean;
}

/**
 * The whole difference. Reads no service.
 *
 * @param deletionDefaults the deletion options of a program that gives none
 */
export function changesBetween<Current extends KeptInputs, Inputs extends object>(
    { rows }: PropertyTable<Current, Inputs>,
    current: Current,
    inputs: Inputs,
    deletionDefaults: Current["deletion"],
): Changes {
    const all = Object.entries(rows);
    const judged = (change: Property<Current, Inputs>["change"], ...is: Comparison[]) =>
        all
            .filter(([, row]) => row.change === change)
            .filter(([path, row]) => is.includes(compareRow(path, row, current, inputs)))
            .map(([path]) => path);
    return {
        replaces: judged("immutable", "changed"),
        notToldYet: judged("immutable", "not known yet"),
        patches: judged("patch", "changed", "not known yet"),
        ...(all.some(([, { change }]) => change === "request") && {
            ships: judged("request", "changed", "not known yet").length > 0,
        }),
        stateOnly: stateOnlyInputs(current, inputs, deletionDefaults),
    };
}

/** Whether the program announces a shipment, or tracking details, that the service does not know of yet. */
export function announcesShipment<Current, Inputs>(
    { rows }: PropertyTable<Current, Inputs>,
    current: Current,
    inputs: Inputs,
): boolean {
    return Object.entries(rows).some(
        ([path, row]) =>
            row.announcesShipment && compareRow(path, row, current, inputs) !== "equal",
    );
}

/** The inputs that live in the checkpoint only, and that the program wants otherwise. */
function stateOnlyInputs(
    current: KeptInputs,
    inputs: { readonly deletion?: object; readonly adoptExisting?: boolean },
    defaults: object,
): string[] {
    const wanted = Object.entries(withDefaults(defaults, inputs.deletion));
    const deletion = wanted.filter(([name, value]) => value !== valueAt(current.deletion, name));
    const adopts = inputs.adoptExisting ?? false;
    return [
        ...deletion.map(([name]) => `deletion.${name}`),
        ...(adopts === current.adoptExisting ? [] : ["adoptExisting"]),
    ];
}
