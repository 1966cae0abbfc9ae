import fs from "node:fs";
import path from "node:path";

/** A job that a checkpoint holds, as its file shows it: what is secret is encrypted there. */
export interface JobRecord {
    name: string;
    urn: string;
    type: string;
    id: string;
    /** The owner tag that the job has, and the one that it had, as the outputs tell them. */
    owners: string[];
    /** It waits for its deletion beside the resource. */
    waitsForDeletion: boolean;
    /** Deleted in order to be replaced: the resource has no job at the moment. */
    isPendingReplacement: boolean;
    protect: boolean;
    retainOnDelete: boolean;
    isTainted: boolean;
    inputs: Record<string, unknown>;
    outputs: Record<string, unknown>;
}

/** What the file of a stack holds of jobs. */
export interface CheckpointJobs {
    records: JobRecord[];
    /** Identities of creations that began and did not end. */
    pending: string[];
    text: string;
}

interface Resource {
    urn: string;
    type: string;
    id?: string;
    delete?: boolean;
    pendingReplacement?: boolean;
    protect?: boolean;
    retainOnDelete?: boolean;
    taint?: boolean;
    inputs?: Record<string, unknown>;
    outputs?: Record<string, unknown>;
}

interface Latest {
    resources?: Resource[] | null;
    pending_operations?: { type: string; resource: Resource }[] | null;
}

const isJob = ({ type }: Resource) => /:(Job|CustomerDiskJob)$/.test(type);

/** Reads a stack's file in a backend's folder, without a command. */
export function jobsIn(backend: string, project: string, stack: string): CheckpointJobs {
    const file = path.join(backend, ".pulumi/stacks", project, `${stack}.json`);
    const text = fs.readFileSync(file, "utf8");
    const { checkpoint } = JSON.parse(text) as { checkpoint: { latest?: Latest } };
    const { resources, pending_operations: pending } = checkpoint.latest ?? {};
    return {
        text,
        records: (resources ?? []).filter(isJob).map(recordOf),
        pending: (pending ?? [])
            .filter(({ type, resource }) => type === "creating" && isJob(resource))
            .flatMap(({ resource: { inputs } }) =>
                typeof inputs?.creation === "string" ? [inputs.creation] : [],
            ),
    };
}

function recordOf(resource: Resource): JobRecord {
    const { urn, type, id = "", inputs = {}, outputs = {} } = resource;
    return {
        name: urn.split("::").at(-1)!,
        urn,
        type,
        id,
        owners: [outputs.owner, outputs.formerOwner].filter((one) => typeof one === "string"),
        waitsForDeletion: resource.delete === true,
        isPendingReplacement: resource.pendingReplacement === true,
        protect: resource.protect === true,
        retainOnDelete: resource.retainOnDelete === true,
        isTainted: resource.taint === true,
        inputs,
        outputs,
    };
}
