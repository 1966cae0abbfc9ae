import { orderInWords, standingOf, type DataBoxFacts } from "../dataBoxFacts";
import { isAzureNative } from "../jobTypes";
import { notKnown } from "../notKnown";
import type { BlockReason } from "./blocked";

/**
 * Why a Data Box order must not be destroyed, by the service's flags; undefined when it may.
 *
 * Neither cancellable nor deletable blocks always. What can still be cancelled is blocked only on
 * demand: this project's job cancels it, and a plain DELETE of it is Azure's to refuse.
 *
 * @param inFlightToo blocks also what is shipped, or cancellable only with a fee
 */
export function whyOrderBlocked(
    order: DataBoxFacts,
    inFlightToo: boolean,
): BlockReason | undefined {
    switch (standingOf(order)) {
        case "deletable":
            return undefined;
        case "stuck":
            return {
                because: `it is ${orderInWords(order)}: too late to cancel, and not deletable before its end.`,
                instead: `Wait until the service says isDeletable, as it does when the order has ended, then run "pulumi refresh" and destroy again.${forgetting(order)}`,
            };
        case "notKnown":
            return notReadable(order);
        case "cancellable":
            return inFlightToo ? whyCancellableBlocked(order) : undefined;
    }
}

/** Only with `blockedStates: "in-flight"`: what could be cancelled at a price. */
function whyCancellableBlocked(order: DataBoxFacts): BlockReason | undefined {
    const instead =
        "Wait until the service says isDeletable, or change blockedStates in the config.";
    if (order.shipped) {
        return { because: `it is ${orderInWords(order)}, and its parcel is under way.`, instead };
    }
    switch (order.isCancellableWithoutFee) {
        case true:
            return undefined;
        case false:
            return {
                because: `it is ${orderInWords(order)}: cancelling it costs a fee.`,
                instead,
            };
        default:
            return notReadable(order);
    }
}

function notReadable(order: DataBoxFacts): BlockReason {
    const isEncrypted = [
        order.isCancellable,
        order.isDeletable,
        order.isCancellableWithoutFee,
    ].includes(notKnown);
    return {
        because: `it is ${orderInWords(order)}, so nobody can say whether it is under way.`,
        instead: isEncrypted
            ? "Take the flags out of additionalSecretOutputs, or look into Azure."
            : 'Run "pulumi refresh", which reads the flags, or look into Azure.',
        unreadable: true,
    };
}

function forgetting({ maker }: DataBoxFacts): string {
    return isAzureNative(maker)
        ? ""
        : ' To let it leave the stack before, set deletion.whenUndeletable: "forget"; the policy then also wants an exception in the config (allow).';
}
