/** Answers many reads of one operation from one list of the subscription: a list shows a hundred jobs for one request. */
import { AzureError } from "../arm/azureErrors";
import { isTransient } from "../arm/transientErrors";
import type { PageOptions } from "../arm/resource";
import { jobKey, type ArmJob, type JobAddress } from "./armJob";
import { jobsByKey } from "./listedJobs";

/** So many reads are done one by one: a list is not worth it. */
const SINGLE_READS = 4;
/** A list that is older tells nothing of now. */
const LISTED_FOR_MS = 10_000;
/** A list that failed, or was too long for so few reads, is tried again after so many times as many. */
const RETRY_FACTOR = 4;

/** Ends a list that takes more requests than the reads that it is to save. */
class TooLong extends Error {}

interface Listed {
    readonly askedAt: number;
    /** By `jobKey`; undefined where the list told nothing. */
    readonly jobs: Promise<ReadonlyMap<string, ArmJob> | undefined>;
}

/** The reads of the jobs of one subscription in one operation. */
export class BulkReads {
    private reads = 0;
    private listsFrom = SINGLE_READS;
    private listed: Listed | undefined;

    /**
     * @param list lists the jobs of the subscription
     * @param now in ms, of a clock that only goes forward
     */
    constructor(
        private readonly list: (options: PageOptions) => Promise<ArmJob[]>,
        private readonly now: () => number,
    ) {}

    /**
     * The job as a list shows it that was asked for less than ten seconds ago; undefined: look at it. A list may be behind
     * and leave something out, so it confirms what is known already and proves nothing else.
     *
     * @throws what is no answer of Azure's
     */
    async listedJob(job: JobAddress): Promise<ArmJob | undefined> {
        this.reads += 1;
        const isCurrent =
            this.listed !== undefined && this.now() - this.listed.askedAt < LISTED_FOR_MS;
        if (!isCurrent) {
            if (this.reads <= this.listsFrom) return undefined;
            this.listed = { askedAt: this.now(), jobs: this.listJobs(this.reads) };
        }
        return (await this.listed?.jobs)?.get(jobKey(job));
    }

    /** @param requests that a list may take: once it takes more than the reads so far, it has saved none */
    private async listJobs(requests: number): Promise<ReadonlyMap<string, ArmJob> | undefined> {
        let pages = 0;
        const onPage = () => {
            pages += 1;
            if (pages > requests) throw new TooLong();
        };
        try {
            return jobsByKey(await this.list({ once: true, onPage }));
        } catch (error) {
            if (!(error instanceof TooLong || error instanceof AzureError)) throw error;
            // No permission to list, or an answer that makes no sense, will not pass: the looks at the jobs tell.
            const mayPass = error instanceof TooLong || isTransient(error);
            this.listsFrom = mayPass ? this.reads * RETRY_FACTOR : Infinity;
            return undefined;
        }
    }
}
