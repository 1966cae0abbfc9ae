import type { JobAddress } from "./armJob";
import { jobInWords } from "./jobError";

/** What is said when a job of our name turns up while one is made. */

/** An interrupted creation is gone on with. @param sends names of properties, with counts; no values */
export function goingOn(address: JobAddress, sends: readonly string[]): string {
    const sending = sends.length > 0 ? ` Azure is sent anew: ${sends.join(", ")}.` : "";
    return `Found ${jobInWords(address)} in Azure with this resource's owner tag: going on with the creation that was interrupted.${sending}`;
}

/** The PUT found somebody's job. @param where the service's word for where it is */
export function overwrote(address: JobAddress, where: string): string {
    return (
        `Warning: another identity had made a job of that name a moment before, and the creation of ${jobInWords(address)} overwrote it. It is ${where}. ` +
        `If it is not meant to be this resource's, take the resource out of the stack with "pulumi state delete".`
    );
}

/**
 * An existing job is in the stack now.
 *
 * @param where the service's word for where it is
 * @param differing inputs that the next update will send
 */
export function adoptedAsItIs(
    job: JobAddress,
    where: string,
    differing: readonly string[],
): string {
    const later =
        differing.length > 0
            ? ` It differs in ${differing.join(", ")}; the next "pulumi up" will change that.`
            : "";
    return `Adopted ${jobInWords(job)} as it is: ${where}.${later}`;
}
