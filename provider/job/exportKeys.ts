import { AzureError } from "../arm/azureErrors";
import { deletionErrors } from "./deletionErrors";
import type { JobKind } from "./serviceTypes";
import { keysIn } from "./outputs";
import { orRefusal, isRefusal, lacksPermission } from "./azureRefusals";
import { sameIgnoringCase } from "./sameness";
import type { Target } from "./serviceDefinition";
import type { JobAddress } from "./armJob";
import { azureSaid, jobInWords } from "./jobError";

/** The keys of an export, as both services have them: only Azure knows them, until a refresh reads them. */

/**
 * The keys that Azure has, and those that the stack has from before; these alone, with a warning, where Azure says no.
 *
 * @param asked Azure's answer to the question for the keys
 * @param diskOf what tells the disk of a key
 */
export async function freshKeys<Key>(
    asked: Promise<Key[] | "gone">,
    known: Key[],
    diskOf: (key: Key) => unknown,
    warn: (no: AzureError) => void,
): Promise<Key[] | "gone"> {
    const keys = await orRefusal(asked);
    if (keys === "gone") return "gone";
    if (keys instanceof AzureError) {
        warn(keys);
        return known;
    }
    const others = known.filter(
        (one) => !keys.some((key) => sameIgnoringCase(diskOf(key), diskOf(one))),
    );
    return [...keys, ...others];
}

/** A refresh could not read them. @param permission the action that asks for them */
export function keysNotRead(address: JobAddress, no: AzureError, permission: string): string {
    const why = isRefusal(no)
        ? `Azure answered ${no.status} ${no.code}`
        : `no permission to read them (${permission})`;
    return `Warning: the stack does not have all BitLocker keys of ${jobInWords(address)}: ${why}.`;
}

/** What to do where a delete is not told them. @param permission the action that asks for them */
export function insteadOfKeys(no: AzureError, permission: string): string {
    return lacksPermission(no)
        ? `Azure does not tell them (${azureSaid(no)}): give the login the permission ${permission}, and run "pulumi refresh";`
        : `Azure does not tell them now (${azureSaid(no)}): try again later, or ask Azure support;`;
}

/** A replacement ends a job whose keys are in the stack. @param output the secret output that has them */
export function keysLeaveStack(address: JobAddress, count: number, output: string): string {
    return (
        `Warning: replacing ${jobInWords(address)} takes the BitLocker keys of ${count === 1 ? "a disk" : `${count} disks`} out of the stack (secret output ${output}). ` +
        `Nothing else opens them: put them somewhere safe before, for example with "pulumi stack export --show-secrets".`
    );
}

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
