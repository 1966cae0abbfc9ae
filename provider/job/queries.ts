/** What the questions about jobs that nobody has to own are the same in for every service. */
import type { Surroundings } from "../arm/context";
import type { Settings } from "../settings/config";
import type { ArmJob, JobAddress, JobScope } from "./armJob";
import type { Connect } from "./jobClient";

/** The client for a question, and where it is asked. @throws SettingsError; AzureError when the cloud does not describe itself */
export async function clientFor<Client, Scope extends Partial<JobScope>>(
    connect: Connect<Client>,
    context: QueryContext,
    args: Scope,
): Promise<{
    client: Client;
    scope: Pick<Scope, "resourceGroupName"> & { subscriptionId: string };
}> {
    const subscriptionId = context.subscription(args.subscriptionId);
    const client = await connect(context.settings, subscriptionId, context.surroundings);
    return { client, scope: { subscriptionId, resourceGroupName: args.resourceGroupName } };
}

/**
 * How a service is asked what it has of a job that must be there.
 *
 * @param missing how a sentence names such a job, and why one may be gone: `an order`, `Azure deletes one after …`
 */
export function questionsAboutAJob<Client>(
    connect: Connect<Client>,
    missing: { readonly kind: string; readonly why: string },
) {
    /** @throws NotFoundError; AzureError; SettingsError */
    return async <Answer>(
        context: QueryContext,
        { jobName, ...args }: Omit<JobAddress, "subscriptionId"> & { subscriptionId?: string },
        question: (client: Client, address: JobAddress) => Promise<Answer | "gone">,
    ): Promise<Answer> => {
        const { client, scope } = await clientFor(connect, context, args);
        const answer = await question(client, { ...scope, jobName });
        if (answer !== "gone") return answer;
        throw new NotFoundError(
            `There is no ${missing.kind} "${jobName}" in resource group "${scope.resourceGroupName}" of subscription ` +
                `${scope.subscriptionId}. ${missing.why}`,
        );
    };
}

/** What ARM shows of every resource. */
export function resourceFields(job: ArmJob) {
    const { type, location, tags, identity, systemData } = job;
    const id = job.id ?? "";
    const name = job.name ?? job.id?.split("/").pop() ?? "";
    return { id, name, type, location, tags, identity, systemData };
}

/** What a function asked for is not there. */
export class NotFoundError extends Error {
    override readonly name = "NotFoundError";
}

/** Who asks Azure something without owning a job: a running program, or a packaged provider on behalf of one. */
export interface QueryContext {
    readonly settings: Settings;
    /**
     * The subscription that is asked.
     *
     * @param own the function's own `subscriptionId`
     * @throws SettingsError when there is none
     */
    readonly subscription: (own: string | undefined) => string;
    /** For whom; default: this machine's clock, lines to the standard output. */
    readonly surroundings?: Surroundings;
}
