import { filledIn, only } from "../dynamic/lastKnown";
import { sameIgnoringCase } from "../dynamic/sameness";
import { isWiped } from "./changes";
import type { ArmDataBoxJob } from "./dataBoxClient";
import type { CustomerDiskDetails, CustomerDiskOutputs, ImportDisk } from "./model";
import { detailsOf } from "./ownership";
import { detailInputs } from "./properties";

/** What is known of an order that a program can say: outputs fit. */
export type LastKnown = Partial<
    Pick<
        CustomerDiskOutputs,
        | "location"
        | "tags"
        | "identity"
        | "sku"
        | "transferType"
        | "deliveryType"
        | "deliveryInfo"
        | "details"
    >
>;

/** The order that Azure shows; what a program can say of one, and the answer leaves out, is as it was last known. */
export function withLastKnown(answer: ArmDataBoxJob, known: LastKnown | undefined): ArmDataBoxJob {
    if (!known) return answer;
    const { transferType, deliveryType, deliveryInfo } = known;
    const { details: _, ...properties } = answer.properties ?? {};
    return {
        ...answer,
        ...filledIn(only(answer, ["location", "sku"]), only(known, ["location", "sku"])),
        identity: filledIn(answer.identity, known.identity),
        tags: answer.tags ?? known.tags,
        properties: {
            ...filledIn(properties, { transferType, deliveryType, deliveryInfo }),
            details: detailsWithLastKnown(detailsOf(answer), known.details),
        },
    };
}

function detailsWithLastKnown(
    shown: CustomerDiskDetails,
    known: CustomerDiskDetails | undefined,
): CustomerDiskDetails {
    const { importDiskDetailsCollection: disks, ...others } = only(known, detailInputs);
    // A contact that Azure has removed stays removed.
    const kept = isWiped(shown.contactDetails) ? { ...others, contactDetails: undefined } : others;
    return {
        ...filledIn(shown, kept),
        importDiskDetailsCollection: disksWithLastKnown(
            shown.importDiskDetailsCollection,
            disks as CustomerDiskDetails["importDiskDetailsCollection"],
        ),
    };
}

/** The disks that are shown, or where none are, those that are known. */
function disksWithLastKnown(
    shown: CustomerDiskDetails["importDiskDetailsCollection"],
    known: CustomerDiskDetails["importDiskDetailsCollection"],
): Record<string, ImportDisk> | undefined {
    if (!shown || !known) return shown ?? known;
    const ofSerial = (serial: string) =>
        Object.entries(known).find(([one]) => sameIgnoringCase(one, serial))?.[1];
    return Object.fromEntries(
        Object.entries(shown).map(([serial, disk]) => [serial, filledIn(disk, ofSerial(serial))]),
    );
}
