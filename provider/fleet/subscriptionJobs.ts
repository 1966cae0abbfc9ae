import { AzureError } from "../arm/azureErrors";
import { isTransient } from "../arm/transientErrors";
import { quoted } from "../settings/errorCode";
import type { FleetService, Listed, Listing } from "./fleetService";
import type { Found } from "./knownJob";
import { servicesFor } from "./services";

/** The jobs, and whose list is whole: without one, nothing tells that a job is not there. */
export interface FoundInSubscription extends Found {
    /** Namespaces of services. */
    readonly listed: readonly string[];
}

/**
 * Every job of a subscription or of one of its resource groups, whoever made it, of every service. Where one of them
 * cannot be asked, a warning says why, and the others' jobs are found all the same.
 *
 * @param listing `service`: the word of one service; undefined: every one
 * @throws AzureError when none can be asked
 */
export async function jobsOfSubscription({
    service,
    ...listing
}: Listing & { readonly service?: string }): Promise<FoundInSubscription> {
    const asked = servicesFor(service);
    const answers = await Promise.all(asked.map((one) => answerOf(one, listing)));
    const listed = answers.flatMap((answer) => (answer instanceof AzureError ? [] : [answer]));
    const errors = answers.filter((answer) => answer instanceof AzureError);
    if (listed.length === 0) throw reasonOf(errors);
    const isListed = (answer: Listed | AzureError | undefined) =>
        !(answer instanceof AzureError) || answer.kind === "notRegistered";
    return {
        listed: asked.flatMap(({ namespace }, index) =>
            isListed(answers[index]) ? [namespace] : [],
        ),
        jobs: listed.flatMap(({ jobs }) => jobs),
        notes: listed.flatMap(({ notes }) => notes),
        warnings: answers.flatMap((answer, index) =>
            answer instanceof AzureError
                ? [`${asked[index]?.jobs} could not be listed. ${answer.message}`]
                : [],
        ),
        // "You can't unregister a resource provider when you still have resource types from that resource provider in
        // your subscription." (Azure resource providers and types): a service without registration has no jobs.
        unlisted: errors.filter(({ kind }) => kind !== "notRegistered"),
    };
}

async function answerOf({ list }: FleetService, listing: Listing): Promise<Listed | AzureError> {
    try {
        return await list(listing);
    } catch (error) {
        if (error instanceof AzureError) return error;
        throw error;
    }
}

/** What keeps all from answering is told once, except permissions: each service has its own. A passing one decides. */
function reasonOf(errors: readonly AzureError[]): AzureError {
    const different = errors.filter(
        (error, place) => !errors.slice(0, place).some((before) => isToldBy(before, error)),
    );
    const [first, ...others] = different as [AzureError, ...AzureError[]];
    if (others.length === 0) return first;
    const decisive = different.filter(isTransient).at(-1) ?? first;
    return new AzureError(different.map(quoted).join("\n"), { ...decisive });
}

function isToldBy(before: AzureError, error: AzureError): boolean {
    return before.status !== 403 && before.kind === error.kind && before.code === error.code;
}
