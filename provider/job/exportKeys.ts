import { AzureError } from "../arm/azureErrors";
import type { JobAddress } from "./armJob";
import { azureSaid, jobInWords } from "./jobError";
import { isRefusal, lacksPermission, orRefusal } from "./azureRefusals";
import { sameIgnoringCase } from "./sameness";

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
