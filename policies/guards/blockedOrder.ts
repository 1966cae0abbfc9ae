import { lifecycle, type FlagState, type Refused } from "../../provider/databox/lifecycle";
import {
    flagStateOfOrder,
    isOrderInFlight,
    orderInWords,
    type DataBoxFacts,
} from "../dataBoxFacts";
import { isAzureNative } from "../jobTypes";
import { notKnown } from "../notKnown";
import type { BlockReason } from "./blocked";

/**
 * Why a Data Box order must not be destroyed, by the service's flags; undefined when it may.
 *
 * Neither cancellable nor deletable blocks always, unless its cancellation is on its way. What can still
 * be cancelled is blocked only on demand: this project's job cancels it, and a plain DELETE of it is
 * Azure's to refuse.
 *
 * @param inFlightToo blocks also what is shipped, or not said to be cancellable without a fee
 */
export function whyOrderBlocked(
    order: DataBoxFacts,
    inFlightToo: boolean,
): BlockReason | undefined {
    const state = flagStateOfOrder(order);
    const rule = lifecycle[state].delete;
    if (rule.verdict !== "refused") return undefined;
    if (state === "unknown") return notReadable(order, rule);
    if (state === "neither" && !order.isBeingCancelled) return reasonOf(order, rule);
    return inFlightToo && isOrderInFlight(order) ? stillUnderWay(order, state) : undefined;
}

function reasonOf(order: DataBoxFacts, { because, instead }: Refused): BlockReason {
    return {
        because: `it is ${orderInWords(order)}, ${because}.`,
        instead: isAzureNative(order.maker)
            ? 'Wait until the service says isDeletable, as it does when the order has ended, then run "pulumi refresh" and destroy again.'
            : `${instead} The policy then also wants an exception in the config (allow).`,
    };
}

/** Only with `blockedStates: "in-flight"`. */
function stillUnderWay(order: DataBoxFacts, state: FlagState): BlockReason {
    const { replace } = lifecycle[state];
    const price = replace.verdict === "refused" ? replace.because : "and it is under way";
    const because = order.isBeingCancelled
        ? "and its cancellation is on its way"
        : order.shipped
          ? "and its parcel is under way"
          : price;
    return {
        because: `it is ${orderInWords(order)}, ${because}.`,
        instead: "Wait until the service says isDeletable, or change blockedStates in the config.",
    };
}

function notReadable(order: DataBoxFacts, { because }: Refused): BlockReason {
    const { isCancellable, isDeletable } = order;
    return {
        because: `it is ${orderInWords(order)}, ${because}.`,
        instead: [isCancellable, isDeletable].includes(notKnown)
            ? "Take the flags out of additionalSecretOutputs, or look into Azure."
            : 'Run "pulumi refresh", which reads the flags, or look into Azure.',
        unreadable: true,
    };
}
