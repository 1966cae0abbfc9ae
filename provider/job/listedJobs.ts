/** Looks for many jobs by as few requests as possible: one GET each, a list per resource group, or one of all. */
import { AzureError } from "../arm/azureErrors";
import { isTransient } from "../arm/transientErrors";
import type { PageOptions } from "../arm/resource";
import { jobKey, placeOf, type ArmJob, type JobAddress } from "./armJob";

/** What a list showed of a job. `look at it`: nothing, or no list was worth its price; that proves nothing. */
export type Found = ArmJob | "look at it" | AzureError;

/** What a client has to offer so that its jobs can be waited for, of whatever service they are. */
export interface PolledClient {
    listJobs(
        scope: { subscriptionId: string; resourceGroupName?: string },
        options?: PageOptions,
    ): Promise<ArmJob[]>;
}

/** Where jobs are listed: a resource group's name in lower case, or the whole subscription. */
const EVERYWHERE = "";

export class ListedJobs {
    /** How many requests each list took last time. One that was never tried is thought to be cheap. */
    private readonly pages = new Map<string, number>();

    constructor(private readonly client: PolledClient) {}

    /**
     * @param tell is told, for each job, what was found, as soon as its list has answered: lists do not wait for each
     * other, nor for what `tell` does
     * @param onRequest is called for each request
     * @returns when everything that `tell` did has ended. A list that Azure refuses is not tried again.
     */
    async lookFor(
        jobs: readonly JobAddress[],
        tell: (index: number, found: Found) => Promise<void>,
        onRequest: () => void,
    ): Promise<void> {
        const groups = new Map<string, number[]>();
        for (const [index, job] of jobs.entries()) {
            const key = groupKey(job.resourceGroupName);
            groups.set(key, [...(groups.get(key) ?? []), index]);
        }
        const everyone = [...jobs.keys()];
        const lists = this.cheapest(groups).map((list) => ({
            list,
            members: list === EVERYWHERE ? everyone : (groups.get(list) ?? []),
        }));
        const listed = new Set(lists.flatMap(({ members }) => members));
        const single = everyone.filter((index) => !listed.has(index));
        await Promise.all([
            ...single.map((index) => tell(index, "look at it")),
            ...lists.map(async ({ list, members }) => {
                const addresses = members.map((index) => jobs[index] as JobAddress);
                const shown = await this.list(list, addresses, onRequest);
                await Promise.all(
                    members.map((index, place) => {
                        const key = jobKey(addresses[place] as JobAddress);
                        return tell(index, shown.get(key) ?? "look at it");
                    }),
                );
            }),
        ]);
    }

    /** The lists that are cheaper than a GET for each job in them. */
    private cheapest(groups: ReadonlyMap<string, readonly number[]>): string[] {
        const perGroup = [...groups].filter(([group, jobs]) => this.priceOf(group) < jobs.length);
        const total = [...groups].reduce(
            (sum, [group, jobs]) => sum + Math.min(this.priceOf(group), jobs.length),
            0,
        );
        if (groups.size > 1 && this.priceOf(EVERYWHERE) < total) return [EVERYWHERE];
        return perGroup.map(([group]) => group);
    }

    private priceOf(list: string): number {
        return this.pages.get(list) ?? 1;
    }

    private async list(
        list: string,
        jobs: readonly JobAddress[],
        onRequest: () => void,
    ): Promise<Map<string, Found>> {
        const [first] = jobs;
        if (!first) return new Map();
        const { subscriptionId, resourceGroupName } = first;
        const scope =
            list === EVERYWHERE ? { subscriptionId } : { subscriptionId, resourceGroupName };
        let pages = 0;
        const onPage = () => {
            pages += 1;
            onRequest();
        };
        try {
            const shown = await this.client.listJobs(scope, { once: true, onPage });
            this.pages.set(list, pages);
            return jobsByKey(shown, list);
        } catch (error) {
            if (!(error instanceof AzureError)) throw error;
            if (isTransient(error)) return new Map(jobs.map((job) => [jobKey(job), error]));
            // No permission to list, or an answer that makes no sense: looking at each job tells.
            this.pages.set(list, Infinity);
            return new Map();
        }
    }
}

/**
 * Listed jobs by `jobKey`. One whose id makes no sense has no key: it is looked at by itself.
 *
 * @param list the resource group that was listed; default: the whole subscription
 */
export function jobsByKey(jobs: readonly ArmJob[], list: string = EVERYWHERE): Map<string, ArmJob> {
    const byKey = new Map<string, ArmJob>();
    for (const job of jobs) {
        const { resourceGroupName: group, jobName } = placeOf(job);
        const resourceGroupName = list === EVERYWHERE ? group : list;
        if (resourceGroupName && jobName) byKey.set(jobKey({ resourceGroupName, jobName }), job);
    }
    return byKey;
}

function groupKey(resourceGroupName: string): string {
    return resourceGroupName.toLowerCase();
}
