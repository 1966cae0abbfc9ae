import { isRetiredCode } from "../arm/advice";
import { AzureError } from "../arm/azureErrors";
import type { JobAddress } from "./armJob";
import { jobInWords } from "./jobError";

/** What a delete needs to know when its service is not there any more. */
interface Ending {
    readonly address: JobAddress;
    readonly say: (line: string) => void;
    /** Whether `deletion.whenUndeletable` lets this delete forget the job. */
    readonly mayForget: boolean;
}

/**
 * Runs a delete. Where Resource Manager no longer routes the service, nothing tells what became of the job: it is
 * forgotten if the program says so, and stays in the stack otherwise.
 *
 * @returns what the delete returned, or "forgotten"
 * @throws AzureError of the service that is not there
 */
export async function orForgetRetired<T>(
    { address, say, mayForget }: Ending,
    deleting: () => Promise<T>,
): Promise<T | "forgotten"> {
    try {
        return await deleting();
    } catch (error) {
        const isRetired = error instanceof AzureError && isRetiredCode(error.code);
        if (!isRetired || !mayForget) throw error;
        say(
            `Forgetting ${jobInWords(address)} (deletion.whenUndeletable: "forget"): Resource Manager no longer routes its service (${error.code}), so nothing tells what became of it. Nothing was deleted or cancelled by this.`,
        );
        return "forgotten";
    }
}
