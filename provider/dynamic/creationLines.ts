import type { JobAddress } from "../azure/jobsClient";
import { jobInWords } from "./jobError";

/** What is said while a job is made, of one of our name that turns up or that it takes the place of. */

/** An interrupted creation is gone on with. */
export function goingOn(address: JobAddress): string {
    return `Found ${jobInWords(address)} in Azure with this resource's owner tag: going on with the creation that was interrupted.`;
}

/** The PUT found somebody's job. @param where the service's word for where it is */
export function overwrote(address: JobAddress, where: string): string {
    return (
        `Warning: another identity had made a job of that name a moment before, and the creation of ${jobInWords(address)} overwrote it. It is ${where}. ` +
        `If it is not meant to be this resource's, take the resource out of the stack with "pulumi state delete".`
    );
}

/** A replacement ends a job whose keys are in the stack. @param output the secret output that has them */
export function keysLeaveStack(address: JobAddress, count: number, output: string): string {
    return (
        `Warning: replacing ${jobInWords(address)} takes the BitLocker keys of ${count === 1 ? "a disk" : `${count} disks`} out of the stack (secret output ${output}). ` +
        `Nothing else opens them: put them somewhere safe before, for example with "pulumi stack export --show-secrets".`
    );
}
