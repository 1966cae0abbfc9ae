import type { JobIdentity, JobSource } from "./jobIdentity";
import { at, notKnown, type Properties } from "./notKnown";

/** A flag of the service; undefined when it gave none; not known when it is encrypted. */
export type Flag = boolean | undefined | typeof notKnown;

/** What the policies need to know of a Data Box order, of any SKU. */
export interface DataBoxFacts extends JobIdentity {
    readonly service: "databox";
    /** The service's word for where the order is. For messages only: nothing is decided by it. */
    readonly stage: string | undefined | typeof notKnown;
    readonly isCancellable: Flag;
    readonly isDeletable: Flag;
    readonly isCancellableWithoutFee: Flag;
    /** The shipment is marked, or a package with a tracking id is on its way. */
    readonly shipped: boolean;
    readonly sku: string | undefined | typeof notKnown;
}

/** The SKU of an order with disks of the customer's own. */
export const customerDiskSku = "DataBoxCustomerDisk";

/** The facts that only this service's orders have. Flags, stage and SKU stand at the top, whoever makes the order. */
export function dataBoxFacts(identity: JobIdentity, source: JobSource): DataBoxFacts {
    const { outputs, inputs = {} } = source;
    return {
        ...identity,
        service: "databox",
        stage: wordAt(outputs, "status"),
        isCancellable: flagAt(outputs, "isCancellable"),
        isDeletable: flagAt(outputs, "isDeletable"),
        isCancellableWithoutFee: flagAt(outputs, "isCancellableWithoutFee"),
        shipped: outputs.shipped === true || hasPackage(outputs),
        sku: skuIn(outputs) ?? skuIn(inputs) ?? skuOfMaker(identity),
    };
}

function wordAt(side: Properties, path: string): string | undefined | typeof notKnown {
    const value = at(side, path);
    if (value === notKnown) return notKnown;
    return typeof value === "string" && value !== "" ? value : undefined;
}

function flagAt(outputs: Properties, path: string): Flag {
    const value = at(outputs, path);
    return typeof value === "boolean" || value === notKnown ? value : undefined;
}

function skuIn(side: Properties) {
    return wordAt(side, "sku.name");
}

/** Our resource makes one SKU only, and fills it in. */
function skuOfMaker({ maker }: JobIdentity): string | undefined {
    return maker === "databox" ? customerDiskSku : undefined;
}

/** What the service says of a parcel to its data centre, or (device orders) to the customer. */
function hasPackage(outputs: Properties): boolean {
    return ["deliverToDcPackageDetails", "deliveryPackage"].some((key) => {
        const trackingId = at(outputs, `details.${key}.trackingId`);
        return typeof trackingId === "string" && trackingId !== "";
    });
}

/**
 * Where the order is, by the service's flags:
 *
 * - `deletable`: it has ended, or was cancelled;
 * - `cancellable`: it can be cancelled, then deleted;
 * - `stuck`: neither, so nothing but time ends it;
 * - `notKnown`: the flags that would tell are absent or encrypted.
 */
export type Standing = "deletable" | "cancellable" | "stuck" | "notKnown";

/** The one question that is asked of the flags. */
export function standingOf({ isDeletable, isCancellable }: DataBoxFacts): Standing {
    if (isDeletable === true) return "deletable";
    if (isCancellable === true) return "cancellable";
    return isDeletable === false && isCancellable === false ? "stuck" : "notKnown";
}

/**
 * Whether the order is under way, as far as anybody can tell: neither cancellable nor deletable,
 * shipped, or cancellable only with a fee; flags that are not known count.
 */
export function isOrderInFlight(order: DataBoxFacts): boolean {
    switch (standingOf(order)) {
        case "deletable":
            return false;
        case "cancellable":
            return order.shipped || order.isCancellableWithoutFee !== true;
        case "stuck":
        case "notKnown":
            return true;
    }
}

/** Whether the flags that {@link isOrderInFlight} goes by are known. */
export function areFlagsKnown(order: DataBoxFacts): boolean {
    const standing = standingOf(order);
    if (standing !== "cancellable" || order.shipped) return standing !== "notKnown";
    return typeof order.isCancellableWithoutFee === "boolean";
}

/** Completes "it is …": `ShippedToAzureDC (isCancellable: false, isDeletable: false)`. */
export function orderInWords(order: DataBoxFacts): string {
    const flags = [
        ["isCancellable", order.isCancellable],
        ["isDeletable", order.isDeletable],
        ...(order.isCancellableWithoutFee === false ? [["isCancellableWithoutFee", false]] : []),
    ];
    const said = flags.map(([name, flag]) => `${String(name)}: ${flagInWords(flag as Flag)}`);
    return `${stageWord(order)} (${said.join(", ")})`;
}

function stageWord({ stage }: DataBoxFacts): string {
    if (stage === notKnown) return "in a stage that is not known here";
    return stage ?? "in no stage that Azure names";
}

function flagInWords(flag: Flag): string {
    return typeof flag === "boolean" ? String(flag) : "not known";
}
