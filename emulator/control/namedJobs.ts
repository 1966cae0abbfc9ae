import { jobNamespaces, parseJobId, type JobName, type JobNamespace } from "../jobs/job";
import type { JobRegister } from "../jobs/jobRegister";
import { ControlError } from "./controlError";

/** Which service's job is meant, where a name alone does not say. */
export interface JobChoice {
    readonly provider?: string;
}

/** A job's place: its service's register, and its name there. */
export interface JobPlace {
    readonly register: JobRegister;
    readonly name: JobName;
}

/** Finds the jobs that people name, by ARM id or by name alone. */
export class NamedJobs {
    constructor(private readonly registers: readonly JobRegister[]) {}

    of(namespace: JobNamespace): JobRegister {
        return this.registers.find((register) => register.kind.namespace === namespace)!;
    }

    /** @throws ControlError 400 for what is no job's ARM id. */
    parsed(id: string): JobPlace {
        const parsed = parseJobId(id);
        if (parsed) return { register: this.of(parsed.namespace), name: parsed.name };
        throw new ControlError(
            400,
            `"id" must be a job's ARM id: /subscriptions/…/resourceGroups/…/providers/` +
                `${jobNamespaces.join(" or ")}/jobs/….`,
        );
    }

    /** @throws ControlError 404 when there is no such job, 400 when several have the name. */
    existing(idOrName: string, choice: JobChoice = {}): JobPlace {
        const places = idOrName.includes("/")
            ? [this.parsed(idOrName)].filter(({ register, name }) => register.get(name))
            : this.ofName(idOrName, choice.provider?.toLowerCase());
        if (places.length === 1) return places[0]!;
        if (places.length === 0) throw new ControlError(404, `There is no job "${idOrName}".`);
        throw new ControlError(
            400,
            `${places.length} jobs are called "${idOrName}". Give the ARM id, or the provider: ` +
                `${jobNamespaces.join(" or ")}.`,
        );
    }

    private ofName(jobName: string, provider: string | undefined): JobPlace[] {
        return this.registers
            .filter(({ kind }) => !provider || kind.namespace.toLowerCase() === provider)
            .flatMap((register) =>
                register
                    .all()
                    .filter((job) => job.name.toLowerCase() === jobName.toLowerCase())
                    .map((job) => ({ register, name: { ...job, jobName: job.name } })),
            );
    }
}
