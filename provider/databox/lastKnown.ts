import { filledIn, filledUp, only } from "../job/lastKnown";
import { keptNames } from "../job/propertyTable";
import { sameIgnoringCase } from "../job/sameness";
import type { ArmDataBoxJob } from "./dataBoxClient";
import type { CustomerDiskDetails, ImportDisk, LastKnown } from "./model";
import { detailsOf } from "./observation";
import { properties as table } from "./propertyTable";
import { isWiped } from "./sameness";

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
    const {
        importDiskDetailsCollection: disks,
        dataImportDetails,
        dataExportDetails,
        ...others
    } = only(known, keptNames(table)) as CustomerDiskDetails;
    // A contact that Azure has removed stays removed.
    const kept = isWiped(shown.contactDetails) ? { ...others, contactDetails: undefined } : others;
    return {
        ...filledIn(shown, kept),
        dataImportDetails: filledUp(shown.dataImportDetails, dataImportDetails),
        dataExportDetails: filledUp(shown.dataExportDetails, dataExportDetails),
        importDiskDetailsCollection: disksWithLastKnown(shown.importDiskDetailsCollection, disks),
    };
}

/** Disks are told by their serial numbers, in any casing. None is ever taken from an order: the answer lacks it. */
function disksWithLastKnown(
    shown: CustomerDiskDetails["importDiskDetailsCollection"],
    known: CustomerDiskDetails["importDiskDetailsCollection"],
): Record<string, ImportDisk> | undefined {
    if (!shown || !known) return shown ?? known;
    const find = (disks: Record<string, ImportDisk>, serial: string) =>
        Object.entries(disks).find(([one]) => sameIgnoringCase(one, serial))?.[1];
    const others = Object.entries(known).filter(([serial]) => !find(shown, serial));
    const filled = Object.entries(shown).map(
        ([serial, disk]) => [serial, filledIn(disk, find(known, serial))] as const,
    );
    return Object.fromEntries([...filled, ...others]);
}
