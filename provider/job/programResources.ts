import { isSameJob, type JobAddress } from "./armJob";
import type { Finding } from "./findings";
import { wordsOf } from "./ownerTag";
import type { Registered } from "./registered";
import { RegistrationMarks } from "./registrationMarks";

/** What the calls of one operation have seen of the program's resources, each for those that come after it. */
export class ProgramResources {
    /** What the program registered in this operation. */
    private readonly registered: Registered[] = [];
    /** Which job the program gives each resource now, by the words of its owner tag. */
    private readonly declared = new Map<string, string>();
    /** Resources that come from the other provider, dynamic or packaged, by the words of their owner tags. */
    private readonly moved = new Set<string>();
    /** Ids of jobs that a create of this operation works on, in lower case. */
    private readonly claimed = new Set<string>();
    /** Jobs that a create of this operation made or took over. */
    private readonly taken: Registered[] = [];
    /** Jobs that resources of the program have by the checkpoint. */
    private existing: Registered[] = [];

    /** @param marks what the program has registered with other processes */
    constructor(private readonly marks = new RegistrationMarks()) {}

    /** Notes that the program has this resource, or one of this job, so that a delete of it replaces it. */
    noteRegistered({ subscriptionId, resourceGroupName, jobName, owner, lacks }: Registered): void {
        const resource = { subscriptionId, resourceGroupName, jobName, owner, lacks };
        this.registered.push(resource);
        this.marks.note(resource);
    }

    /** Whether it is known that a program runs: an update, and no destroy. */
    get hasProgram(): boolean {
        return this.marks.hasProgram;
    }

    /** Whether a resource of the program is to have this job. */
    isRegistered(job: JobAddress): boolean {
        return this.registered.some((one) => isSameJob(one, job));
    }

    /**
     * Whether a delete of this job is half of a replacement: `destroy`, and an update that drops the
     * resource, delete jobs that the program does not register, with whatever process.
     */
    isBeingReplaced(job: JobAddress, owner: string): boolean {
        const isOwners = (one: Registered) =>
            one.owner !== undefined && wordsOf(one.owner) === wordsOf(owner);
        if (this.registered.some(isOwners) || this.isRegistered(job)) return true;
        const isIt = (one: Registered) => isOwners(one) || isSameJob(one, job);
        return this.marks.isProviderReplaced || this.marks.ofOthers.some(isIt);
    }

    /** What is wrong, as a new job's, with the inputs of the resource that the program registered for this very job. */
    lacksOfNext(job: JobAddress): readonly Finding[] {
        return [...this.registered, ...this.marks.ofOthers]
            .filter((one) => isSameJob(one, job))
            .flatMap(({ lacks = [] }) => lacks);
    }

    /**
     * Notes which job the program gives a resource now.
     *
     * @param owner the resource's owner tag, or its words
     * @returns the name of another resource of the program that it gives the same job
     */
    noteDeclared(owner: string, address: JobAddress): string | undefined {
        const { subscriptionId, resourceGroupName, jobName } = address;
        const job = [subscriptionId, resourceGroupName, jobName].join("/").toLowerCase();
        const words = wordsOf(owner);
        this.declared.set(words, job);
        const [other] = [...this.declared].find(([one, its]) => one !== words && its === job) ?? [];
        return other?.split("/").at(-1);
    }

    /** Reserves a job for one create of this operation. False: another create has it already. */
    claim(id: string): boolean {
        if (this.claimed.has(id.toLowerCase())) return false;
        this.claimed.add(id.toLowerCase());
        return true;
    }

    /** Notes that a create of this operation has this job now. */
    noteTaken(resource: Registered): void {
        this.taken.push(resource);
    }

    /** Notes that a resource of the program has this job, by the checkpoint. */
    noteExisting(resource: Registered): void {
        this.existing.push(resource);
    }

    /** Notes that a resource of the program is to get another job: its old one is deleted, and nobody's after that. */
    noteReplaced(resource: Registered): void {
        this.noteRegistered(resource);
        this.existing = this.existing.filter(({ owner }) => owner !== resource.owner);
    }

    /** The resources of the program that have this job: made or taken over in this operation, or before it. */
    having(job: JobAddress): { taken: Registered[]; existing: Registered[] } {
        const ofJob = (one: Registered) => isSameJob(one, job);
        return { taken: this.taken.filter(ofJob), existing: this.existing.filter(ofJob) };
    }

    /** Notes that a resource comes from the other provider, dynamic or packaged. @param words of its owner tag */
    noteMoved(words: string): void {
        this.moved.add(words);
    }

    /** Whether it was noted that the resource of these words comes from the other provider. */
    hasMoved(words: string): boolean {
        return this.moved.has(words);
    }
}
