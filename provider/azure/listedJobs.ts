/** Looks for many jobs by as few requests as possible: one GET each, a list per resource group, or one of all. */
import { AzureError, isTransient } from "./azureErrors";
import type { ArmJob, ImportExportClient, JobAddress } from "./jobsClient";

/** What a list showed of a job. `look at it`: nothing, or no list was worth its price; that proves nothing. */
export type Found = ArmJob | "look at it" | AzureError;

/** Where jobs are listed: a resource group's name in lower case, or the whole subscription. */
const EVERYWHERE = "";

/** What a client has to offer so that its jobs can be waited for. */
export type WatchedClient = Pick<ImportExportClient, "listJobs">;

export class ListedJobs {
    /** How many requests each list took last time. One that was never tried is thought to be cheap. */
    private readonly pages = new Map<string, number>();

    constructor(private readonly client: WatchedClient) {}

    /**
     * @returns what was found, in the order of `jobs`, and how many requests it took, those to come for
     * `look at it` included. A list that Azure refuses is not tried again.
     */
    async lookFor(jobs: readonly JobAddress[]): Promise<{ found: Found[]; requests: number }> {
        const groups = new Map<string, JobAddress[]>();
        for (const job of jobs) {
            const key = groupKey(job.resourceGroupName);
            groups.set(key, [...(groups.get(key) ?? []), job]);
        }
        const lists = this.cheapest(groups);
        const shown = new Map<string, Found>();
        await Promise.all(
            lists.map(async (list) => {
                const members = list === EVERYWHERE ? jobs : (groups.get(list) ?? []);
                for (const [key, found] of await this.list(list, members)) shown.set(key, found);
            }),
        );
        const found = jobs.map((job) => shown.get(jobKey(job)) ?? "look at it");
        const listed = lists.reduce((sum, list) => sum + this.priceOf(list), 0);
        const single = found.filter((one) => one === "look at it").length;
        return { found, requests: (Number.isFinite(listed) ? listed : lists.length) + single };
    }

    /** The lists that are cheaper than a GET for each job in them. */
    private cheapest(groups: ReadonlyMap<string, readonly JobAddress[]>): string[] {
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

    private async list(list: string, jobs: readonly JobAddress[]): Promise<Map<string, Found>> {
        const [first] = jobs;
        if (!first) return new Map();
        const { subscriptionId, resourceGroupName } = first;
        const scope =
            list === EVERYWHERE ? { subscriptionId } : { subscriptionId, resourceGroupName };
        let pages = 0;
        const onPage = () => (pages += 1);
        try {
            const shown = await this.client.listJobs(scope, { once: true, onPage });
            this.pages.set(list, pages);
            return new Map(shown.flatMap((job) => keysOf(job, list).map((key) => [key, job])));
        } catch (error) {
            if (!(error instanceof AzureError)) throw error;
            if (isTransient(error)) return new Map(jobs.map((job) => [jobKey(job), error]));
            // No permission to list, or an answer that makes no sense: looking at each job tells.
            this.pages.set(list, Infinity);
            return new Map();
        }
    }
}

/** The key of a listed job. One whose id makes no sense has none: it is looked at by itself. */
function keysOf({ id = "", name }: ArmJob, list: string): string[] {
    const [, group, jobName] = /\/resourceGroups\/([^/]+)\/.*\/jobs\/([^/]+)$/i.exec(id) ?? [];
    const groupName = list === EVERYWHERE ? group : list;
    const ownName = name ?? jobName;
    return groupName && ownName ? [`${groupName}/${ownName}`.toLowerCase()] : [];
}

function jobKey(job: JobAddress): string {
    return `${job.resourceGroupName}/${job.jobName}`.toLowerCase();
}

function groupKey(resourceGroupName: string): string {
    return resourceGroupName.toLowerCase();
}
