import type { EmulatorOptions } from "azure-importexport-emulator";
import type { Stage } from "./stage";
import type { PlainArgs } from "../../fixtures/jobStack";

type Wishes = Record<string, unknown>;

/** One service's jobs, for the scenarios that both services have. */
export interface Cast {
    readonly word: "job" | "order";
    readonly importOf: (wishes?: Wishes) => PlainArgs;
    /** An import whose shipment is announced. */
    readonly shippedOf: (wishes?: Wishes) => PlainArgs;
    readonly exportOf: (wishes?: Wishes) => PlainArgs;
    /** An export whose disks are on their way, so that it has keys in the end. */
    readonly shippedExportOf: (wishes?: Wishes) => PlainArgs;
    /** An import that another one replaces. */
    readonly replacing: PlainArgs;
    /** The job that Azure has of somebody who declared this. */
    readonly planted: (args: PlainArgs) => Record<string, unknown>;
    /** The method of an action: of the announcement of a shipment, and of a cancellation. */
    readonly action: "PATCH" | "POST";
    /** An import that a destroy cancels. */
    readonly cancellableOf: (wishes?: Wishes) => PlainArgs;
    /** How a cancelled job ends, where its cancellation takes as long as it takes. */
    readonly cancelled: string;
    readonly slowCancellation?: EmulatorOptions;
    /** Orders imports, and brings them where a destroy deletes them at once. */
    readonly makeDeletable: (stage: Stage, names: readonly string[]) => Promise<void>;
    /** Where a parcel is that has arrived. */
    readonly arrived: string;
    /** A job that may be replaced, and one that may not, in words. */
    readonly replaceable: string;
    readonly onItsWay: string;
}

/** The options of a destroy that waits. */
export const patient = { waitMinutes: 10 };

/** A change that a PATCH makes. */
export const tagged = { tags: { team: "archive" } };
