import type { CommandResult } from "../../harness/stack";
import type { Blow } from "./blows";
import type { Struck } from "./crash";
import type { CrashSite, Subject } from "./crashSite";
import { pointName } from "./points";

/**
 * - `lost`: a job that no resource stands for, or a resource whose job was never ordered;
 * - `doubled`: two jobs for one resource, or one ordered twice;
 * - `unasked`: a cancellation that nobody asked for;
 * - `leaked`: a secret in a file or in the output;
 * - `stuck`: the same command again does not get there.
 */
export const problemKinds = ["lost", "doubled", "unasked", "leaked", "stuck"] as const;

export interface Problem {
    kind: (typeof problemKinds)[number];
    /** The point that it came from; none where the run as a whole is at fault. */
    point?: string;
    what: string;
}

/** Compares Azure, checkpoint and program after the command has run again. */
export async function problemsOf(
    site: CrashSite,
    blow: Blow,
    struck: readonly Struck[],
    last: CommandResult,
): Promise<Problem[]> {
    const inStack = await site.jobs.names();
    const problems = [
        ...ends(site, last),
        ...struck.flatMap((one) => endOf(site, blow, one, inStack)),
        ...strangers(site, struck),
    ];
    if (site.command === "up" && problems.length === 0) problems.push(...(await unsettled(site)));
    return [...problems, ...leaks(site)];
}

function ends(site: CrashSite, last: CommandResult): Problem[] {
    const fails = site.command === "refused";
    if ((last.code !== 0) === fails) return [];
    return [{ kind: "stuck", what: `the command ended with ${last.code}:\n${last.output}` }];
}

function endOf(
    site: CrashSite,
    blow: Blow,
    { point, subject }: Struck,
    inStack: readonly string[],
): Problem[] {
    const { ends } = subject.operation;
    const problems: Problem[] = [];
    const report = (kind: Problem["kind"], what: string) =>
        problems.push({ kind, point: pointName(point), what });

    const resources = inStack.filter((name) => name === subject.resource).length;
    const found = site.serviceJobs().filter(({ name }) => subject.jobNames.includes(name));
    const job = found[0];
    if (found.length > 1) report("doubled", found.map(({ name }) => name).join(" and "));
    if (ends.resource && resources !== 1) report("lost", `${resources} resources in the stack`);
    if (ends.job && !job) report("lost", "no job in Azure");
    if (!ends.resource && resources > 0) report("stuck", "still in the stack");
    if (!ends.job && job) report(resources > 0 ? "stuck" : "lost", "a job is left in Azure");
    const { whereIs, isCancelled: isCancelledNow } = site.service;
    if (job && ends.job && whereIs(job) !== ends.job) {
        report("stuck", `the job is ${whereIs(job)}, not ${ends.job}`);
    }
    const isCancelled = job !== undefined && isCancelledNow(job);
    if (isCancelled && !ends.cancelled) report("unasked", "the job is cancelled");
    if (job && ends.cancelled && !isCancelled) report("stuck", "the job is not cancelled");
    const cancellations = tookEffect(site, subject, /\/cancel\?/, "POST");
    if (cancellations > 0 && !subject.operation.cancels) report("unasked", "it was cancelled");
    const orders = tookEffect(
        site,
        subject,
        new RegExp(`/jobs/${subject.jobNames.at(-1)}\\?`),
        "PUT",
    );
    // A request whose answer was lost is sent again by the Azure SDK itself: the same PUT once more.
    if (orders > 1 && blow.request !== "is cut" && blow.request !== "is cut for good") {
        const list = site
            .requestsOf(subject)
            .map(({ method, status }) => `${method} ${status ?? "lost"}`);
        report("doubled", `the job was ordered ${orders} times: ${list.join(", ")}`);
    }
    return problems;
}

/** Requests that took effect: the emulator keeps a body in the moment in which they do, or are refused. */
function tookEffect(site: CrashSite, subject: Subject, path: RegExp, method: string): number {
    return site
        .requestsOf(subject)
        .filter(
            (request) =>
                request.method === method &&
                path.test(request.path) &&
                "body" in request &&
                (request.status ?? 0) < 400,
        ).length;
}

function strangers(site: CrashSite, struck: readonly Struck[]): Problem[] {
    const known = new Set(struck.flatMap(({ subject }) => subject.jobNames));
    return site
        .serviceJobs()
        .filter(({ name }) => !known.has(name))
        .map(({ name }) => ({ kind: "doubled", what: `nobody asked for job ${name}` }));
}

/** Program, checkpoint and Azure agree when neither preview nor refresh finds a change. */
async function unsettled(site: CrashSite): Promise<Problem[]> {
    const checks = [
        ["preview", "--expect-no-changes"],
        ["refresh", "--yes", "--skip-preview", "--expect-no-changes"],
    ];
    const problems: Problem[] = [];
    for (const args of checks) {
        const { code, output } = await site.run(args);
        if (code !== 0)
            problems.push({ kind: "stuck", what: `${args[0]} finds changes:\n${output}` });
    }
    return problems;
}

function leaks(site: CrashSite): Problem[] {
    // The address of a long-running operation is signed: who has it needs no login.
    const hidden = [...site.service.secrets, ...site.keysGiven, "/operationResults/"];
    const places = [
        ...site.files().map(({ file, text }) => ({ place: `file ${file}`, text })),
        { place: "output", text: site.output },
    ];
    return places.flatMap(({ place, text }) =>
        hidden
            .filter((secret) => text.includes(secret))
            .map((secret) => ({ kind: "leaked" as const, what: `${secret} in ${place}` })),
    );
}
