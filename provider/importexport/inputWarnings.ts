import { InputWarnings, entriesOf, partOf } from "../job/inputWarnings";
import type { Finding, Untrusted } from "../job/findings";

/** What in a job's inputs Azure would complain of only once the drives are there. */
export function inputWarningsOf({ location, properties }: Untrusted): Finding[] {
    const warnings = new InputWarnings();
    warnings.location("location", location);
    for (const [index, drive] of entriesOf(partOf(properties, "driveList"))) {
        const at = `properties.driveList[${index}]`;
        warnings.key(`${at}.bitLockerKey`, drive.bitLockerKey);
        warnings.manifestFile(`${at}.manifestFile`, drive.manifestFile);
    }
    const address = partOf(properties, "returnAddress");
    warnings.email("properties.returnAddress.email", partOf(address, "email"));
    return warnings.list;
}
