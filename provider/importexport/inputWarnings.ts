import { Doubts, entriesOf, partOf } from "../job/inputWarnings";
import type { Finding, Untrusted } from "../job/findings";

/** What in a job's inputs Azure would complain of only once the drives are there. */
export function doubtsOf({ location, properties }: Untrusted): Finding[] {
    const doubts = new Doubts();
    doubts.location("location", location);
    for (const [index, drive] of entriesOf(partOf(properties, "driveList"))) {
        const at = `properties.driveList[${index}]`;
        doubts.key(`${at}.bitLockerKey`, drive.bitLockerKey);
        doubts.manifestFile(`${at}.manifestFile`, drive.manifestFile);
    }
    const address = partOf(properties, "returnAddress");
    doubts.email("properties.returnAddress.email", partOf(address, "email"));
    return doubts.list;
}
