import type { EmulatorOptions } from "azure-importexport-emulator";
import { doorsOf, importExportJobs, type JobKind, type PlainArgs } from "../../fixtures/jobStack";
import { isNightly } from "../../fixtures/nightly";
import {
    events,
    orderEvents,
    RaceCourse,
    type Event,
    type OrderEvent,
    type Race,
    type Ran,
    type Strike,
} from "./raceCourse";

const everyEvent = { ...events, ...orderEvents };

/** What a race ends in. */
export interface Outcome {
    /** "kept": refused, and the half-made resource stays in the stack. */
    ends: "well" | "refused" | "kept";
    /** Every request about the job: `METHOD status`, joined by ", ". */
    requests: RegExp;
    /** The message, and every line that names the job. */
    says: RegExp;
    /** The job at the end. */
    job: "gone" | "there" | "cancelled";
    /** The job at the end is a new one of ours, although another's had the name. */
    isOurs?: true;
    /** The state that the outputs tell. */
    state?: string;
}

/** The answer was a refusal, and another look tells why: nothing was done. @param answer such as `DELETE 409` */
export const lookedAgainAfter =
    (answer: string) =>
    (says: RegExp): Outcome => ({
        ends: "refused",
        requests: new RegExp(`^GET 200, ${answer}, GET 200$`),
        says,
        job: "there",
    });

/** The look found another's job: the words of its tag, or when it was created, say so. */
export const notOurs =
    /Cannot touch job .* is not this resource's: (it was created at .*, and ours at|its tag "pulumi-owner" says organization\/other\/prod\/photos)/;

/** A point in an operation: where the job is when it begins, and the answer after which the world changes. */
export interface Point {
    describe: string;
    args: PlainArgs;
    begins?: string | null;
    cancelled?: boolean;
    isNew?: boolean;
    after: NonNullable<Strike["match"]>;
    operation: Race["operation"];
    cells: Partial<Record<Event | OrderEvent, Outcome>>;
}

/**
 * Declares one `describe` a door and point, and one `it` a cell; all cells of a point run at once. Both doors call the same
 * methods: by day the packaged provider meets the first point of each table, at night all.
 */
export function describePoints(
    title: string,
    points: Point[],
    { kind = importExportJobs, ...options }: EmulatorOptions & { kind?: JobKind } = {},
): void {
    describe.each(doorsOf(kind))("By the %s provider:", (_, door) => {
        const tried = door.isPackaged && !isNightly ? points.slice(0, 1) : points;
        describePointsAt(door, title, tried, options);
    });
}

function describePointsAt(
    kind: JobKind,
    title: string,
    points: Point[],
    options: EmulatorOptions,
): void {
    let course: RaceCourse;
    beforeAll(async () => (course = await RaceCourse.open(kind, options)));
    afterAll(() => course.close());

    describe.each(points.map((point, index) => ({ ...point, index })))(
        `${title} $describe`,
        ({ index, cells, after, ...setting }) => {
            // An order's name has at most 24 characters.
            const nameOf = (event: string) =>
                `p${index}-${event}`
                    .replace("another stack's", "stack")
                    .replaceAll(/[^a-z0-9]+/gi, "-")
                    .toLowerCase();
            let ran: Map<string, Ran>;
            beforeAll(async () => {
                const races = Object.keys(cells).map((event): Race => {
                    const strikes = [
                        { match: after, action: everyEvent[event as Event | OrderEvent] },
                    ];
                    return { ...setting, name: nameOf(event), strikes };
                });
                ran = await course.run(races);
            });
            it.each(Object.entries(cells))("meets: %s", (event, expected) => {
                const result = ran.get(nameOf(event))!;
                expectOutcome(nameOf(event), result, expected);
                const tookTheName = event.startsWith("another") && !expected.isOurs;
                expect(result.isAnothers).toBe(result.job !== undefined && tookTheName);
            });
        },
    );
}

/** Holds a race's end against what was written down for it, and against what every end must keep to. */
export function expectOutcome(name: string, ran: Ran, expected: Outcome): void {
    const { answer, requests, says, job } = ran;
    expect(says).toMatch(expected.says);
    expect(requests).toMatch(expected.requests);
    expect(endOf(answer)).toBe(expected.ends);
    expect(fateOf(job)).toBe(expected.job);
    if (expected.state !== undefined) {
        expect(answer.value).toMatchObject({ state: expected.state });
    }
    if (answer.error !== undefined) {
        expect(answer.error).toMatch(
            new RegExp(`job "${name}" (\\(|in )resource group "rg-archive"`),
        );
    }
}

function endOf(answer: Ran["answer"]): Outcome["ends"] {
    if (answer.error === undefined) return "well";
    return answer.kept ? "kept" : "refused";
}

function fateOf(job: Ran["job"]): Outcome["job"] {
    if (!job) return "gone";
    return job.properties.cancelRequested || job.properties.cancellationReason
        ? "cancelled"
        : "there";
}
