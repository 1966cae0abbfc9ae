/** What becomes of a program's inputs before they are compared with a job. */
import { InputWarnings, entriesOf, partOf } from "../job/inputWarnings";
import type { Finding, Untrusted } from "../job/findings";
import { isIsoCountry } from "./isoCountry";
import { definedOnly } from "../job/defined";
import { jobInWords } from "../job/jobError";
import { shipmentAhead } from "../job/shipmentLines";
import type { InputRules } from "../job/serviceDefinition";
import { isUnknown } from "../job/unknowns";
import type { Wire } from "../job/wire";
import { customerDiskSku, type CustomerDiskInputs } from "./model";
import { portalRefuses, validateJob } from "./validation";
import { afterShipment } from "./progressLines";

export const inputRules: InputRules = {
    warnings: inputWarningsOf,
    completed: withKind,
    validate: (before, decided, ownerTag) => validateJob(decided, ownerTag, before),
    remarks: (decided, _sifted, isNew) => (isNew ? remarks(decided) : []),
};

/** The SKU and the kind of details: there is one of each. */
function withKind(given: Wire): Wire {
    const { details } = given;
    const isObject = typeof details === "object" && details !== null && !Array.isArray(details);
    return {
        ...given,
        sku: given.sku ?? { name: customerDiskSku },
        ...(isObject
            ? { details: { jobDetailsType: customerDiskSku, ...definedOnly(details) } }
            : {}),
    };
}

/** What a preview of a new job has to say. Pulumi asks for nothing else before it is made. */
function remarks(decided: Wire): string[] {
    const given = decided as unknown as CustomerDiskInputs;
    if (isUnknown(given.jobName) || isUnknown(given.resourceGroupName)) return [];
    const address = { ...given, subscriptionId: given.subscriptionId ?? "" };
    const warning = portalRefuses(given.jobName);
    return [
        ...(warning ? [`Warning: the name of ${jobInWords(address)} ${warning}`] : []),
        ...(given.deliverToDcPackageDetails ? [shipmentAhead(address, afterShipment)] : []),
    ];
}

/** What in an order's inputs Azure would complain of only once the disks are there. */
export function inputWarningsOf({ location, details }: Untrusted): Finding[] {
    const warnings = new InputWarnings();
    warnings.location("location", location);
    const disks = entriesOf(partOf(details, "importDiskDetailsCollection"));
    disks.forEach(([, disk], index) => {
        // A serial number is as good as a drive id: the disk is told by its place in the map.
        const at = `details.importDiskDetailsCollection (disk ${index + 1})`;
        warnings.key(`${at}.bitLockerKey`, disk.bitLockerKey);
        warnings.manifestFile(`${at}.manifestFile`, disk.manifestFile);
    });
    const emails = partOf(partOf(details, "contactDetails"), "emailList");
    if (Array.isArray(emails)) {
        emails.forEach((email, index) =>
            warnings.email(`details.contactDetails.emailList[${index}]`, email),
        );
    }
    const reverse = partOf(details, "reverseShippingDetails");
    for (const [at, address] of [
        ["details.shippingAddress", partOf(details, "shippingAddress")],
        ["details.reverseShippingDetails.shippingAddress", partOf(reverse, "shippingAddress")],
    ] as const) {
        warnings.country(`${at}.country`, partOf(address, "country"), isIsoCountry);
    }
    return warnings.list;
}
