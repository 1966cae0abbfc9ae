import { AzureError } from "../arm/azureErrors";
import { deletionErrors } from "./deletionErrors";
import { insteadOfKeys } from "./exportKeys";
import type { JobKind } from "./serviceTypes";
import { keysIn } from "./outputs";
import { orRefusal } from "./azureRefusals";
import { sameIgnoringCase } from "./sameness";
import type { Target } from "./serviceDefinition";

/**
 * Whether a delete would take keys with it that nobody has read: "kept", or "gone" when the job vanished before it could
 * be asked.
 *
 * @throws JobError `KeysNotInStack` for an export with a key that only Azure has, or may have
 */
export async function assertKeysKept<K extends JobKind>(
    { service, client, address }: Target<K>,
    seen: K["seen"],
    olds: K["outputs"],
): Promise<"kept" | "gone"> {
    const { mayBeLost, list, diskOf, disksOf, permission } = service.keys;
    if (!mayBeLost(seen, olds)) return "kept";
    const facts = { job: address, ...service.errorFacts(seen) };
    const known = keysIn(service, olds).map(diskOf);
    const isKnown = (disk: unknown) => known.some((one) => sameIgnoringCase(one, disk));
    const disks = disksOf(seen);
    const unread = disks.filter((disk) => !isKnown(disk));
    const keys = await orRefusal(list(client, address));
    if (keys === "gone") return "gone";
    if (keys instanceof AzureError) {
        if (disks.length > 0 && unread.length === 0) return "kept";
        const instead = insteadOfKeys(keys, permission);
        throw deletionErrors.KeysNotInStack({ ...facts, instead, cause: keys });
    }
    if (!keys.map(diskOf).every(isKnown)) throw deletionErrors.KeysNotInStack(facts);
    // A cancelled export may have disks that were never written, and then they have no key.
    if (unread.length > 0 && !seen.isCancelling) {
        const instead = `Azure has none for ${unread.length} of its ${facts.disks}, and a refresh would not find any: ask Azure support;`;
        throw deletionErrors.KeysNotInStack({ ...facts, instead });
    }
    return "kept";
}
