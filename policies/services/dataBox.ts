import { flagStateOf, type FlagState } from "../../provider/databox/flags";
import { lifecycle, observationOf, type Refused } from "../../provider/databox/lifecycle";
import { customerDiskSku } from "../../provider/databox/model";
import { stageInWords } from "../../provider/databox/stageNames";
import type { JobIdentity, JobSource } from "../jobIdentity";
import { isAzureNative } from "../azureNative";
import { at, notKnown, type Properties } from "../notKnown";
import { documentedWord, isWord } from "../words";
import { deletionOptionsIn, wayToEnd, wayToForget } from "./deletionOptions";
import type { BlockReason, ExportKeys, JobFacts, ServiceWords } from "./jobFacts";

/** A flag of the service; undefined when it gave none, or no boolean; not known when it is encrypted. */
export type Flag = boolean | undefined | typeof notKnown;

/** What the policies need to know of a Data Box order, of any SKU. */
export interface DataBoxFacts extends JobFacts {
    readonly service: "databox";
    readonly isCancellable: Flag;
    readonly isDeletable: Flag;
    /** The shipment is marked, or a package with a tracking id is on its way. */
    readonly shipped: boolean;
    readonly sku: string | undefined | typeof notKnown;
}

const words: ServiceWords = {
    job: "Data Box order",
    end: "deletable",
    hasEnded: "the order has ended",
    // No document says what Azure answers to the DELETE of an order that is not deletable.
    plainDelete: "sent a plain DELETE, which Azure may refuse",
    properties: "details",
};

/** Flags, stage and SKU stand at the top, whoever makes the order. */
export function dataBoxFacts(
    identity: JobIdentity,
    { outputs, inputs = {} }: JobSource,
): DataBoxFacts {
    const flags: Flags = {
        isCancellable: flagAt(outputs, "isCancellable"),
        isDeletable: flagAt(outputs, "isDeletable"),
        isCancellableWithoutFee: flagAt(outputs, "isCancellableWithoutFee"),
    };
    // Encrypted flags are as good as none.
    const known = Object.fromEntries(
        Object.entries(flags).filter(([, flag]) => typeof flag === "boolean"),
    );
    const state = flagStateOf(known);
    const shipped = outputs.shipped === true || hasPackage(outputs);
    const isBeingCancelled = typeof wordAt(outputs, "cancellationReason") === "string";
    const sku = skuIn(outputs) ?? skuIn(inputs) ?? skuOfMaker(identity);
    const order: DataBoxFacts = {
        ...identity,
        ...flags,
        service: "databox",
        words,
        shipped,
        sku,
        standing: standingOf(wordAt(outputs, "status"), flags),
        observation: observationOf(known, isBeingCancelled),
        deletion: deletionOptionsIn(outputs),
        // Neither cancellable nor deletable, shipped, or not said to be cancellable without a fee; unknown flags count.
        isInFlight: !identity.purged && (state === "cancellable" ? shipped : state !== "deletable"),
        isReadable: state !== "unknown",
        whyBlocked: (blockedStates) =>
            identity.purged
                ? undefined
                : whyBlocked(order, state, isBeingCancelled, blockedStates === "in-flight"),
        exportKeys:
            sku === customerDiskSku && flags.isDeletable === true && !identity.purged
                ? exportKeys(outputs)
                : undefined,
        // Of an order that is about to be made the service has said nothing yet.
        ifNew: () => (flags.isCancellable === undefined ? undefined : order),
        ifUnseen: () => order,
    };
    return order;
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

interface Flags {
    readonly isCancellable: Flag;
    readonly isDeletable: Flag;
    readonly isCancellableWithoutFee: Flag;
}

/** `ShippedToAzureDC (isCancellable: false, isDeletable: false)`. The stage is for messages: nothing is decided by it. */
function standingOf(stage: string | undefined | typeof notKnown, flags: Flags): string {
    const { isCancellable, isDeletable, isCancellableWithoutFee } = flags;
    const shown = {
        isCancellable,
        isDeletable,
        ...(isCancellableWithoutFee === false && { isCancellableWithoutFee }),
    };
    const said = Object.entries(shown).map(
        ([name, flag]) => `${name}: ${typeof flag === "boolean" ? flag : "not known"}`,
    );
    const where = stage === notKnown ? "at a stage that is not known here" : stageInWords(stage);
    return `${where} (${said.join(", ")})`;
}

/** A cancelled order is deletable too, and no disk of it was ever written. */
function exportKeys(outputs: Properties): ExportKeys | undefined {
    if (at(outputs, "cancellationReason")) return undefined;
    const type = at(outputs, "transferType");
    return {
        isExport: type === notKnown ? notKnown : isWord(type, "ExportFromAzure"),
        keys: at(outputs, "diskSecrets"),
        what: "an export that has ended",
        fetch: "Fetch them with listJobCredentials and keep them where they are safe; azure-native's order holds none.",
        output: "diskSecrets",
    };
}

const untilDeletable = "Wait until the service says isDeletable";

/**
 * Neither cancellable nor deletable blocks always, unless its cancellation is on its way. What can still
 * be cancelled is blocked only on demand: this project's job cancels it, and a plain DELETE of it is
 * Azure's to refuse.
 *
 * @param inFlightToo blocks also what is shipped, or not said to be cancellable without a fee
 */
function whyBlocked(
    order: DataBoxFacts,
    state: FlagState,
    isBeingCancelled: boolean,
    inFlightToo: boolean,
): BlockReason | undefined {
    const { delete: rule, replace } = lifecycle[state];
    if (rule.verdict !== "refused") return undefined;
    if (state === "unknown") return notReadable(order, rule);
    if (state === "neither" && !isBeingCancelled) return reasonOf(order, rule);
    if (!inFlightToo || !order.isInFlight) return undefined;
    const price = replace.verdict === "refused" ? replace.because : "and it is under way";
    const parcel = order.shipped ? "and its parcel is under way" : price;
    const because = isBeingCancelled ? "and its cancellation is on its way" : parcel;
    return {
        because: `it is ${order.standing}, ${because}.`,
        instead: wayToEnd(order, untilDeletable),
    };
}

function reasonOf(order: DataBoxFacts, { because, instead }: Refused): BlockReason {
    return {
        because: `it is ${order.standing}, ${because}.`,
        instead: isAzureNative(order.maker)
            ? `${untilDeletable}, as it does when the order has ended, then run "pulumi refresh" and destroy again.`
            : wayToForget(order, instead, `${untilDeletable}.`),
    };
}

function notReadable(order: DataBoxFacts, { because }: Refused): BlockReason {
    const { isCancellable, isDeletable } = order;
    return {
        because: `it is ${order.standing}, ${because}.`,
        instead: [isCancellable, isDeletable].includes(notKnown)
            ? "Take the flags out of additionalSecretOutputs, or look into Azure."
            : 'Run "pulumi refresh", which reads the flags, or look into Azure.',
        unreadable: true,
    };
}
