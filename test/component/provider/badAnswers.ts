import type { FaultAction } from "azure-importexport-emulator";
import { importJob } from "../../fixtures/jobInputs";
import { RaceCourse, type Race, type Ran, type Strike } from "./raceCourse";
import { expectOutcome, type Outcome } from "./raceTable";

export const dropped = (when: "before" | "after"): FaultAction => ({ type: "drop", when });
export const page: FaultAction = { type: "answer", status: 404, body: "<html>Not here.</html>" };
export const says = (status: number, code: string, message = "No."): FaultAction => ({
    type: "answer",
    status,
    body: { error: { code, message } },
});
/** Success, with a body that says nothing. */
export const hollow = (
    when: "before" | "after",
    body: unknown = "<html>Welcome!</html>",
): FaultAction => ({
    type: "answer",
    status: 200,
    body,
    when,
});
export const on = (
    method: string,
    action: FaultAction,
    more: Partial<Strike> & { nth?: number } = {},
) => {
    const { nth, ...rest } = more;
    return { match: { method, nth }, action, ...rest };
};

export interface Cell {
    strikes: Strike[];
    expected: Outcome;
    args?: Race["args"];
    begins?: string;
}

export const well = (requests: RegExp, job: Outcome["job"], says = /^$/): Outcome => ({
    ends: "well",
    requests,
    says,
    job,
});
export const refused = (requests: RegExp, job: Outcome["job"], says: RegExp): Outcome => ({
    ends: "refused",
    requests,
    says,
    job,
});

export const noCode =
    /Azure answered 404 without an error code of Resource Manager[^]*nothing was concluded from it/;
export const hollowAnswer = /answered 200, but the answer was not understood/;
export const lost = /no answer from https.*Whether it was done all the same is not known/;
/** Requests that are tried again and again, and never answered. */
export const onlyLost = (method: string) => `${method} dropped(, ${method} dropped)+`;

/** The races of some cells; the names are made of the operation. */
export function racesOf(
    operation: string,
    cells: Record<string, Cell>,
    run: Race["operation"],
    isNew = false,
) {
    return Object.entries(cells).map(([situation, { strikes, expected, args, begins }], index) => {
        const race: Race = {
            name: `${operation}-${index}`,
            args: args ?? importJob(),
            begins,
            isNew,
            strikes,
            operation: run,
        };
        return { title: `A ${operation} ${situation}`, race, expected };
    });
}

/** Runs all of them at once, and declares one `it` a cell. @returns what they came to, for more tests */
export function describeAnswers(cells: ReturnType<typeof racesOf>) {
    const result = {} as { course: RaceCourse; ran: Map<string, Ran> };
    beforeAll(async () => {
        result.course = await RaceCourse.open();
        result.ran = await result.course.run(cells.map(({ race }) => race));
    }, 60_000);
    afterAll(() => result.course.close());

    describe("An answer that is lost, cut, foreign, or a refusal", () => {
        it.each(cells)("$title ends as it must", ({ race, expected }) => {
            expectOutcome(race.name, result.ran.get(race.name)!, expected);
        });
    });
    return result;
}
