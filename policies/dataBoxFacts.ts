import {
    flagStateOf,
    observationOf,
    type FlagState,
    type OrderFlags,
} from "../provider/databox/lifecycle";
import { customerDiskSku } from "../provider/databox/model";
import { stageInWords } from "../provider/databox/stages";
import type { Observation } from "../provider/job/plan";
import type { JobIdentity, JobSource } from "./jobIdentity";
import { at, notKnown, type Properties } from "./notKnown";
import { documentedWord } from "./words";

/** A flag of the service; undefined when it gave none, or no boolean; not known when it is encrypted. */
export type Flag = boolean | undefined | typeof notKnown;

/** What the policies need to know of a Data Box order, of any SKU. */
export interface DataBoxFacts extends JobIdentity {
    readonly service: "databox";
    /** The service's word for where the order is. For messages only: nothing is decided by it. */
    readonly stage: string | undefined | typeof notKnown;
    readonly isCancellable: Flag;
    readonly isDeletable: Flag;
    readonly isCancellableWithoutFee: Flag;
    /** Azure shows a reason of cancellation: it has been cancelled, or is about to be. */
    readonly isBeingCancelled: boolean;
    /** The shipment is marked, or a package with a tracking id is on its way. */
    readonly shipped: boolean;
    readonly sku: string | undefined | typeof notKnown;
}

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
        isBeingCancelled: typeof wordAt(outputs, "cancellationReason") === "string",
        shipped: outputs.shipped === true || hasPackage(outputs),
        sku: skuIn(outputs) ?? skuIn(inputs) ?? skuOfMaker(identity),
    };
}

function wordAt(side: Properties, path: string): string | undefined | typeof notKnown {
    const value = at(side, path);
    if (value === notKnown) return notKnown;
    return typeof value === "string" && value.trim() !== "" ? value : undefined;
}

function flagAt(outputs: Properties, path: string): Flag {
    const value = at(outputs, path);
    return typeof value === "boolean" || value === notKnown ? value : undefined;
}

function skuIn(side: Properties) {
    const sku = wordAt(side, "sku.name");
    return typeof sku === "string" ? documentedWord(sku, [customerDiskSku]) : sku;
}

/** Our resource makes one SKU only, and fills it in. */
function skuOfMaker({ maker }: JobIdentity): string | undefined {
    return maker === "databox" ? customerDiskSku : undefined;
}

/** What the service says of a parcel to its data centre, or (device orders) to the customer. */
function hasPackage(outputs: Properties): boolean {
    return [
        "deliverToDcPackageDetails.trackingId",
        "deliverToDcPackageDetails.carrierName",
        "deliveryPackage.trackingId",
    ].some((path) => typeof wordAt(outputs, `details.${path}`) === "string");
}

/** The row of the provider's table that the order is in. Encrypted flags are as good as none. */
export function flagStateOfOrder(order: DataBoxFacts): FlagState {
    return flagStateOf(flagsOf(order));
}

/** What its end depends on, as the provider would see it. */
export function observationOfOrder(order: DataBoxFacts): Observation {
    return observationOf(flagsOf(order), order.isBeingCancelled);
}

function flagsOf(order: DataBoxFacts): OrderFlags {
    const { isDeletable, isCancellable, isCancellableWithoutFee } = order;
    const given = Object.entries({ isDeletable, isCancellable, isCancellableWithoutFee });
    return Object.fromEntries(given.filter(([, flag]) => typeof flag === "boolean"));
}

/**
 * Whether the order is under way, as far as anybody can tell: neither cancellable nor deletable,
 * shipped, or not said to be cancellable without a fee; flags that are not known count.
 */
export function isOrderInFlight(order: DataBoxFacts): boolean {
    const state = flagStateOfOrder(order);
    if (state === "cancellable") return order.shipped;
    return state !== "deletable";
}

/** Whether the flags that {@link isOrderInFlight} goes by are known. */
export function areFlagsKnown(order: DataBoxFacts): boolean {
    return flagStateOfOrder(order) !== "unknown";
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
    return stage === notKnown ? "at a stage that is not known here" : stageInWords(stage);
}

function flagInWords(flag: Flag): string {
    return typeof flag === "boolean" ? String(flag) : "not known";
}
