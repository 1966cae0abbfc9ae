import { InputWarnings, entriesOf, partOf } from "../job/inputWarnings";
import type { Finding, Untrusted } from "../job/findings";
import { isIsoCountry } from "./isoCountry";

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
