/** What the service's own flags of a customer-disk order come to. This file imports nothing. */

/** The service's own flags of an order; absent where its answer had none. */
export interface OrderFlags {
    readonly isDeletable?: boolean;
    readonly isCancellable?: boolean;
    readonly isCancellableWithoutFee?: boolean;
}

/** What the flags of an order come to: one row of the table each. */
export const flagStates = [
    "gone",
    "deletable",
    "cancellable",
    "cancellableForAFee",
    "neither",
    "unknown",
] as const;

/** One of {@link flagStates}. */
export type FlagState = (typeof flagStates)[number];

/** What each row means, in a sentence. */
export const flagStateMeanings: { readonly [S in FlagState]: string } = {
    gone: "Azure has no such order.",
    deletable: "`isDeletable` is true.",
    cancellable:
        "`isDeletable` is false, `isCancellable` and `isCancellableWithoutFee` are true: as after the creation.",
    cancellableForAFee:
        "`isDeletable` is false, `isCancellable` is true, and `isCancellableWithoutFee` is not.",
    neither: "`isDeletable` and `isCancellable` are false: Azure has the disks, or expects them.",
    unknown: "Azure's answer lacks a flag that matters.",
};

/** The row of an order. */
export function flagStateOf(order: OrderFlags | "gone"): FlagState {
    if (order === "gone") return "gone";
    if (order.isDeletable === true) return "deletable";
    if (order.isDeletable === undefined || order.isCancellable === undefined) return "unknown";
    if (!order.isCancellable) return "neither";
    return order.isCancellableWithoutFee === true ? "cancellable" : "cancellableForAFee";
}
