/**
 * Every state of a job against every option of `deletion`, in one stack and one destroy.
 *
 * The matrix is written by hand, from the design's table and not from the provider's.
 */
import { deliveryPackage, exportJob, importJob, type PlainJobArgs } from "../fixtures/jobInputs";
import { JobStack, type Observed } from "../fixtures/jobStack";

/** How a job is brought to where the destroy finds it. */
interface Situation {
    args?: (deletion: Record<string, unknown>) => PlainJobArgs;
    /** The program asks for the cancellation before the parcel moves on. */
    cancelled?: true;
    moveTo?: string | null;
    gone?: true;
}

const situations: Record<string, Situation> = {
    creating: {},
    posted: { args: (deletion) => importJob({ deletion, properties: { deliveryPackage } }) },
    shipping: { moveTo: "Shipping" },
    received: { moveTo: "Received" },
    transferring: { moveTo: "Transferring" },
    "transferring-cancelled": { cancelled: true, moveTo: "Transferring" },
    packaging: { moveTo: "Packaging" },
    "packaging-cancelled": { cancelled: true, moveTo: "Packaging" },
    closed: { moveTo: "Closed" },
    completed: { moveTo: "Completed" },
    unknown: { moveTo: "Quarantined" },
    stateless: { moveTo: null },
    gone: { gone: true },
};

const options: Record<string, Record<string, unknown>> = {
    plain: { waitMinutes: 0 },
    refuse: { waitMinutes: 0, inFlight: "refuse" },
    wait: { waitMinutes: 0.02 },
    "forget-late": { waitMinutes: 0, whenTimeIsUp: "forget" },
    "forget-undeletable": { waitMinutes: 0, whenUndeletable: "forget" },
    "refuse-or-forget": {
        waitMinutes: 0,
        inFlight: "refuse",
        whenTimeIsUp: "forget",
        whenUndeletable: "forget",
    },
};

/** What a destroy leaves. */
interface Outcome {
    resource: "leaves" | "stays";
    job: "deleted" | "cancelled" | "untouched";
    requests: RegExp;
    says: RegExp;
}

const onlyLooked = /^GET 200$/;

const deleted: Outcome = {
    resource: "leaves",
    job: "deleted",
    requests: /^GET 200, DELETE 200$/,
    says: /^$/,
};
const warned: Outcome = { ...deleted, says: /warning: .* is Creating but has a tracking number/ };
const wasGone: Outcome = { ...deleted, requests: /^GET 404$/ };
const notWanted: Outcome = {
    resource: "stays",
    job: "untouched",
    requests: onlyLooked,
    says: /Cannot delete .*resource group "rg-archive".* deletion\.inFlight is "refuse".* "pulumi up", then "pulumi destroy" again/,
};
const timeIsUp: Outcome = {
    resource: "stays",
    job: "cancelled",
    requests: /^GET 200, PATCH 200, GET 200$/,
    says: /Asking Azure to cancel .* This is final[^]*Stopped waiting .* after 0 s: its cancellation is requested, and it is still (Shipping|Received|Transferring)\..* Run "pulumi destroy" again/,
};
const waited: Outcome = {
    ...timeIsUp,
    requests: /^GET 200, PATCH 200(, GET 200){2,}$/,
    says: /Asking Azure to cancel [^]*Stopped waiting .* after 1 s: its cancellation is requested/,
};
const forgottenLate: Outcome = {
    ...timeIsUp,
    resource: "leaves",
    says: /Asking Azure to cancel [^]*Forgetting .* is (Shipping|Received|Transferring): its cancellation is requested \(deletion\.whenTimeIsUp: "forget"\)/,
};
const stillComing: Outcome = {
    ...timeIsUp,
    requests: /^GET 200, GET 200$/,
    says: /^((?!Asking)[^])*Stopped waiting .* its cancellation is requested, and it is still (Transferring|Packaging)/,
};
const waitedForIt: Outcome = {
    ...stillComing,
    requests: /^GET 200(, GET 200){2,}$/,
    says: /^((?!Asking)[^])*Stopped waiting .* after 1 s: its cancellation is requested/,
};
const forgottenComing: Outcome = {
    ...stillComing,
    resource: "leaves",
    says: /^((?!Asking)[^])*Forgetting .* is (Transferring|Packaging): its cancellation is requested/,
};
const refused = (says: RegExp): Outcome => ({
    resource: "stays",
    job: "untouched",
    requests: onlyLooked,
    says,
});
const tooLate = refused(
    /Cannot delete .* is Packaging, too late to cancel.*Wait until the job is Completed, then run "pulumi destroy" again/,
);
const ended = refused(/Cannot delete .* is Closed.* errors.* 90 days after its end/);
const unknownWord = refused(/Cannot delete .* is "Quarantined".* Nothing was changed/);
const noWord = refused(/Cannot delete .* is in no state that Azure names.* Nothing was changed/);
const forgotten: Outcome = {
    resource: "leaves",
    job: "untouched",
    requests: onlyLooked,
    says: /Forgetting .*deletion\.whenUndeletable: "forget".* stays in Azure/,
};

type Row = [Outcome, Outcome, Outcome, Outcome, Outcome, Outcome];

const matrix: Record<keyof typeof situations, Row> = {
    //             plain     refuse     wait      forget-late   forget-undeletable  refuse-or-forget
    creating: [deleted, deleted, deleted, deleted, deleted, deleted],
    posted: [warned, warned, warned, warned, warned, warned],
    shipping: [timeIsUp, notWanted, waited, forgottenLate, timeIsUp, notWanted],
    received: [timeIsUp, notWanted, waited, forgottenLate, timeIsUp, notWanted],
    transferring: [timeIsUp, notWanted, waited, forgottenLate, timeIsUp, notWanted],
    "transferring-cancelled": [
        stillComing,
        { ...notWanted, job: "cancelled" },
        waitedForIt,
        forgottenComing,
        stillComing,
        { ...notWanted, job: "cancelled" },
    ],
    packaging: [tooLate, tooLate, tooLate, tooLate, forgotten, forgotten],
    "packaging-cancelled": [
        stillComing,
        stillComing,
        waitedForIt,
        forgottenComing,
        stillComing,
        forgottenComing,
    ],
    closed: [ended, ended, ended, ended, forgotten, forgotten],
    completed: [deleted, deleted, deleted, deleted, deleted, deleted],
    unknown: [unknownWord, unknownWord, unknownWord, unknownWord, forgotten, forgotten],
    stateless: [noWord, noWord, noWord, noWord, forgotten, forgotten],
    gone: [wasGone, wasGone, wasGone, wasGone, wasGone, wasGone],
};

const keysMissing: Outcome = {
    resource: "stays",
    job: "untouched",
    requests: /^GET 200, POST 200$/,
    says: /Cannot delete .* BitLocker keys of its drives would be lost.* "pulumi refresh".* deletion\.discardKeys: true/,
};
const keysKnown: Outcome = { ...deleted, requests: /^GET 200, POST 200, DELETE 200$/ };

/** Completed exports; "refreshed" has its keys in the stack. */
const exportCells: Record<string, { deletion: Record<string, unknown>; outcome: Outcome }> = {
    "export-unread": { deletion: { waitMinutes: 0 }, outcome: keysMissing },
    "export-unread-kept": {
        deletion: { waitMinutes: 0, discardKeys: false, whenUndeletable: "forget" },
        outcome: keysMissing,
    },
    "export-refreshed": { deletion: { waitMinutes: 0 }, outcome: keysKnown },
    "export-discarded": { deletion: { waitMinutes: 0, discardKeys: true }, outcome: deleted },
};

const cells = Object.entries(matrix).flatMap(([situation, row]) =>
    Object.keys(options).map((option, index) => ({
        name: `${situation}-${option}`,
        situation,
        option,
        outcome: row[index]!,
    })),
);
const outcomes: [string, Outcome][] = [
    ...cells.map(({ name, outcome }): [string, Outcome] => [name, outcome]),
    ...Object.entries(exportCells).map(([name, { outcome }]): [string, Outcome] => [name, outcome]),
];

let jobs: JobStack;
let before: Map<string, unknown>;
let destroyed: Observed;
let left: string[];

async function deploy(cancels: boolean): Promise<void> {
    const imports = cells.map(({ name, situation, option }) => {
        const { args, cancelled } = situations[situation]!;
        const job = args?.(options[option]!) ?? importJob({ deletion: options[option]! });
        if (cancels && cancelled) job.properties.cancelRequested = true;
        return [name, job] as const;
    });
    const others = Object.entries(exportCells).map(
        ([name, { deletion }]) => [name, exportJob({ deletion })] as const,
    );
    await jobs.deploy(Object.fromEntries([...imports, ...others]));
}

beforeAll(async () => {
    jobs = await JobStack.create();
    await deploy(false);
    await deploy(true);
    for (const { name, situation } of cells) {
        const { moveTo, gone } = situations[situation]!;
        if (moveTo !== undefined) jobs.move(name, moveTo);
        if (gone) jobs.emulator.remove(jobs.id(name));
    }
    Object.keys(exportCells).forEach((name) => jobs.move(name, "Completed"));
    await jobs.stack.refresh("--target", jobs.urn("export-refreshed"));
    before = new Map(outcomes.map(([name]) => [name, jobs.job(name)]));
    destroyed = await jobs.observe(jobs.stack.destroy("--continue-on-error"));
    left = await jobs.names();
}, 120_000);
afterAll(() => jobs.dispose());

describe("A destroy", () => {
    it.each(outcomes)("of %s does what the table says", (name, outcome) => {
        const { requestsOf, linesOf } = destroyed;
        const job = jobs.job(name);
        expect(linesOf(name)).toMatch(outcome.says);
        expect(requestsOf(name)).toMatch(outcome.requests);
        expect(left.includes(name) ? "stays" : "leaves").toBe(outcome.resource);
        if (outcome.job === "deleted") expect(job).toBeUndefined();
        if (outcome.job === "untouched") expect(job).toEqual(before.get(name));
        if (outcome.job === "cancelled") {
            expect(job).toMatchObject({ properties: { cancelRequested: true } });
        }
    });

    it("exits with an error, since some jobs stay", () => {
        expect(destroyed.code).not.toBe(0);
    });

    it("tells, while it waits, for what and for how long", () => {
        expect(destroyed.output).toMatch(
            /Waiting for (\d+ jobs|job "[a-z-]+-wait" .*) to end: .* up to .*\. Ctrl-C is safe/,
        );
    });

    it("sends the cancellation and nothing else in its PATCH", () => {
        const bodies = destroyed.requests
            .filter(({ method }) => method === "PATCH")
            .map(({ body }) => JSON.stringify(body));
        expect(new Set(bodies)).toEqual(new Set(['{"properties":{"cancelRequested":true}}']));
    });

    it("shows no stack trace and no path of a source file", () => {
        expect(destroyed.output).not.toMatch(/\n\s+at |\.js:\d+|\.ts:\d+/);
    });
});
