import type { LoggedRequest } from "azure-importexport-emulator";
import { customerDisks } from "../soak/customerDisks";
import { importExport } from "../soak/importExport";
import { identityOf, sameId } from "../soak/observation";
import type { SeenJob } from "../soak/service";
import type { CheckpointJobs, JobRecord } from "./checkpointFile";
import { modelServices, type Declared } from "./programs";
import type { ServiceName, StackName, Step } from "./steps";

/** Azure and both stacks between two steps. */
export interface Moment {
    jobs: readonly SeenJob[];
    stacks: Readonly<Record<StackName, CheckpointJobs & { marks: readonly string[] }>>;
}

/** A step as it is judged. */
export interface Done {
    service: ServiceName;
    step: Step;
    /** Whose command it was; undefined: nobody's. */
    stack: StackName | undefined;
    /** The list that its program read. */
    declared: Readonly<Record<string, Declared>>;
    before: Moment;
    after: Moment;
    code: number;
    output: string;
    requests: readonly LoggedRequest[];
    isKilled: boolean;
    /** A fault took a job away while the command ran. */
    isRemoved: boolean;
    /** The command before it was the same one, ended well, and nothing happened since. */
    isRepeated: boolean;
    /** Texts of all files that must hold no secret. */
    files: readonly { file: string; text: string }[];
}

/** Jobs that may be in no stack, and why: somebody let go of them. */
export type LetGo = Map<string, string>;

/** Everything that must hold after each step, written by hand. */
export function violations(done: Done, letGo: LetGo): string[] {
    noteLetGo(done, letGo);
    return [
        ...sharedJobs(done),
        ...lostJobs(done, letGo),
        ...unaskedDeletions(done),
        ...unaskedCancellations(done),
        ...touchedJobs(done),
        ...needlessWrites(done),
        ...deletedForNothing(done),
        ...leaks(done),
        ...nonsense(done),
    ];
}

const tagOf = (job: SeenJob) => job.tags?.["pulumi-owner"];
const identityInTag = (job: SeenJob) => tagOf(job)?.split("#")[1];

/** Whether the record is of this very job. One without a tag tells nobody whose it is. */
export function isOf(record: JobRecord, job: SeenJob): boolean {
    const tag = tagOf(job);
    return sameId(job.id, record.id) && (tag === undefined || record.owners.includes(tag));
}

function recordOf(moment: Moment, stack: StackName, job: SeenJob): JobRecord | undefined {
    const { records } = moment.stacks[stack];
    return records.find((record) => isOf(record, job) && !record.isPendingReplacement);
}

const both = (moment: Moment) => Object.entries(moment.stacks) as [StackName, CheckpointJobs][];

function sharedJobs({ after }: Done): string[] {
    return after.jobs.filter(tagOf).flatMap((job) => {
        const holders = both(after).flatMap(([stack, { records }]) =>
            records
                .filter(
                    (one) => isOf(one, job) && !one.waitsForDeletion && !one.isPendingReplacement,
                )
                .map(({ name, type }) => `${stack}/${type}/${name}`),
        );
        const distinct = [...new Set(holders)];
        return distinct.length > 1 ? [`shared: ${job.name} by ${distinct.join(" and ")}`] : [];
    });
}

function isKept(moment: Moment, job: SeenJob): boolean {
    const identity = identityInTag(job) ?? "none";
    return Object.values(moment.stacks).some(
        ({ records, pending, marks }) =>
            records.some((one) => isOf(one, job)) ||
            pending.includes(identity) ||
            marks.includes(identity),
    );
}

/** The program, the options or somebody's own hand let go of jobs; nothing else does. */
function noteLetGo({ step, stack, before, after, output }: Done, letGo: LetGo): void {
    const byHand =
        step.do === "restore the checkpoint" ||
        (step.do === "refresh" && step.flags.includes("--clear-pending-creates"));
    for (const job of after.jobs) {
        const key = identityOf(job);
        if (isKept(after, job)) letGo.delete(key);
        else if (byHand && isKept(before, job)) letGo.set(key, "by hand");
        else if (stack !== undefined) {
            const record = before.stacks[stack].records.find((one) => isOf(one, job));
            if (!record) continue;
            const deletion = (record.outputs.deletion ?? {}) as Record<string, unknown>;
            const forgets = Object.values(deletion).includes("forget");
            if (record.retainOnDelete || /retain/.test(output)) letGo.set(key, "retainOnDelete");
            else if (forgets && (step.do === "destroy" || isUp(step))) letGo.set(key, "forget");
            else if (record.isPendingReplacement) letGo.set(key, "Pulumi forgot a replacement");
        }
    }
}

/** Those of ours that are in no state nor on the way there: a doubled one is among them. */
function lostJobs({ after, service }: Done, letGo: LetGo): string[] {
    const { whereIs } = modelServices[service];
    return after.jobs
        .filter((job) => tagOf(job) !== undefined && !isKept(after, job))
        .filter((job) => !letGo.has(identityOf(job)))
        .map((job) => `lost: ${job.name} (${whereIs(job)}, ${tagOf(job)}) is in no stack`);
}

const isUp = (step: Step) => step.do === "up" || step.do === "up again";

/** Whether the program still has this resource, by its name or an alias. */
function declares(declared: Done["declared"], record: JobRecord): Declared | undefined {
    for (const [name, one] of Object.entries(declared)) {
        const names = [
            { name, type: one.type },
            ...one.aliases.map((alias) => ({ name, type: one.type, ...alias })),
        ];
        if (names.some((urn) => urn.name === record.name && urn.type === record.type)) return one;
    }
    return undefined;
}

/** Whether the update may put another job into the place of this one. */
function mayReplace({ step }: Done, record: JobRecord, one: Declared): boolean {
    const flags = "flags" in step ? step.flags : [];
    const { args, opts } = one;
    const differs = (name: string) =>
        JSON.stringify(args[name]) !== JSON.stringify(record.inputs[name]);
    const kindOf = (inputs: Record<string, unknown>) =>
        inputs.transferType ?? (inputs.properties as { jobType?: string } | undefined)?.jobType;
    return (
        flags.some((flag) => flag.startsWith("--replace=")) ||
        record.isTainted ||
        record.isPendingReplacement ||
        opts.replaceOnChanges !== undefined ||
        opts.replacementTrigger !== undefined ||
        differs("location") ||
        (args.jobName !== undefined && differs("jobName")) ||
        (args.jobName === undefined && record.name !== record.inputs.jobName) ||
        kindOf(args) !== kindOf(record.inputs)
    );
}

type Fate = "destroyed" | "dropped" | "replaced" | "kept";

/** What the command was asked to do to the job of this record. */
function fateOf(done: Done, record: JobRecord): Fate {
    if (done.step.do === "destroy") return "destroyed";
    if (!isUp(done.step)) return "kept";
    const one = declares(done.declared, record);
    if (!one) return "dropped";
    return mayReplace(done, record, one) ? "replaced" : "kept";
}

function unaskedDeletions(done: Done): string[] {
    const { before, after, stack, isRemoved } = done;
    if (stack === undefined || isRemoved) return [];
    const isThere = (job: SeenJob) => after.jobs.some((one) => identityOf(one) === identityOf(job));
    return before.jobs
        .filter((job) => !isThere(job))
        .flatMap((job) => {
            const record = recordOf(before, stack, job);
            if (!record) return [`unasked: ${job.name} was deleted, which ${stack} does not have`];
            const fate = fateOf(done, record);
            if (fate === "kept") return [`unasked: ${job.name} was deleted by ${done.step.do}`];
            if (fate !== "replaced" && record.protect)
                return [`unasked: ${job.name} is protected, and was deleted`];
            if (fate !== "replaced" && record.retainOnDelete)
                return [`unasked: ${job.name} is retained, and was deleted`];
            return [];
        });
}

function unaskedCancellations(done: Done): string[] {
    const { before, after, stack, service, requests } = done;
    if (stack === undefined) return [];
    const { isCancelled } = modelServices[service];
    const posted = requests.flatMap(({ method, path, status }) => {
        const id = /^(.+)\/cancel\?/.exec(path)?.[1];
        return method === "POST" && id && (status ?? 0) < 400 ? [id] : [];
    });
    const isNew = (job: SeenJob) => {
        const now = after.jobs.find((one) => identityOf(one) === identityOf(job));
        const wasSent = posted.some((id) => sameId(id, job.id));
        return !isCancelled(job) && (now ? isCancelled(now) : wasSent);
    };
    return before.jobs.filter(isNew).flatMap((job) => {
        const record = recordOf(before, stack, job);
        if (!record) return [`unasked: ${job.name} was cancelled, which ${stack} does not have`];
        const one = declares(done.declared, record);
        const { cancelRequested } = (one?.args.properties ?? {}) as { cancelRequested?: boolean };
        if (isUp(done.step) && cancelRequested) return [];
        const fate = fateOf(done, record);
        const { inFlight } = (record.outputs.deletion ?? {}) as { inFlight?: string };
        const isAsked =
            fate === "destroyed" ||
            fate === "dropped" ||
            (fate === "replaced" && service === "databox" && record.outputs.shipped !== true);
        return isAsked && inFlight !== "refuse"
            ? []
            : [`unasked: ${job.name} was cancelled by ${done.step.do} (${fate})`];
    });
}

const contentOf = { importexport: importExport.content, databox: customerDisks.content };

/** Another's job is not written to, but by who asks to adopt it. */
function touchedJobs(done: Done): string[] {
    const { before, after, stack, service, declared } = done;
    if (stack === undefined) return [];
    const content = (job: SeenJob) => JSON.stringify(contentOf[service](job));
    const { records, pending, marks } = before.stacks[stack];
    const isOwn = (job: SeenJob) =>
        records.some((one) => isOf(one, job)) ||
        [...pending, ...marks].includes(identityInTag(job) ?? "none") ||
        Object.values(declared).some(({ args }) => args.adoptExisting === true);
    return before.jobs
        .filter((job) => !isOwn(job))
        .filter((job) => {
            const now = after.jobs.find((one) => identityOf(one) === identityOf(job));
            return now !== undefined && content(now) !== content(job);
        })
        .map((job) => `touched: ${job.name} (${tagOf(job)}) is not ${stack}'s`);
}

/** What has just been done is not done again. */
function needlessWrites({ isRepeated, code, requests }: Done): string[] {
    if (!isRepeated) return [];
    const sent = requests.filter(({ method }) => method !== "GET");
    const words = sent.map(({ method, path, status }) => `needless: ${method} ${path} ${status}`);
    return code === 0 ? words : [...words, "needless: the same update again fails"];
}

/** A job must not go for one that cannot be made. */
function deletedForNothing(done: Done): string[] {
    const { step, stack, before, after, code, isKilled } = done;
    if (!isUp(step) || stack === undefined || isKilled || code === 0) return [];
    if (!("trouble" in step) || step.trouble.what !== "none") return [];
    if (Object.keys(done.declared).length !== 1) return [];
    return before.jobs
        .filter((job) => !after.jobs.some((one) => identityOf(one) === identityOf(job)))
        .filter((job) => {
            const record = recordOf(before, stack, job);
            return record !== undefined && fateOf(done, record) === "replaced";
        })
        .filter(() => after.stacks[stack].records.every((one) => one.isPendingReplacement))
        .map((job) => `deleted for nothing: ${job.name}, and no other was made`);
}

function leaks({ files, output, service }: Done): string[] {
    // An example in a message, and not the address of the program, which has the same name.
    const told = output.replaceAll('contactName: "Ada Example"', "");
    const texts = [...files, { file: "the output", text: told }];
    return modelServices[service].hidden.flatMap((secret) =>
        texts
            .filter(({ text }) =>
                typeof secret === "string" ? text.includes(secret) : secret.test(text),
            )
            .map(({ file }) => `leaked: ${String(secret)} in ${file}`),
    );
}

const bad =
    /TypeError|Cannot read propert|\[object |always a bug in the provider|^panic:|\bNaN\b|"undefined"|^ +at .+:\d+:\d+\)?$/m;

function nonsense({ output, isKilled }: Done): string[] {
    const found = isKilled ? null : bad.exec(output);
    return found
        ? [`nonsense: ${output.slice(Math.max(0, found.index - 300), found.index + 500)}`]
        : [];
}
