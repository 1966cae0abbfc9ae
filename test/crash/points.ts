import { CrashSite, subjectOf } from "./crashSite";
import { operations, type Command } from "./operations";

/** A request of an operation, and the side of its effect on which the blow falls. */
export interface Point {
    operation: string;
    /** Which of the operation's jobs: 0, or 1 for the one that a new name makes. */
    jobIndex: number;
    /** Counted from 1, among the requests about that job. */
    nth: number;
    /** `PUT`, for the reader. */
    method: string;
    moment: "before" | "after";
}

/**
 * Points that one blow can strike together: all of them, but those in a diff. While one is held
 * there, Pulumi compares nothing else and begins nothing.
 */
export function batchesOf(points: readonly Point[]): Point[][] {
    const together = points.filter((point) => !isInDiff(point));
    const alone = points.filter(isInDiff).map((point) => [point]);
    return together.length === 0 ? alone : [together, ...alone];
}

function isInDiff({ operation, jobIndex, nth }: Point): boolean {
    return operations[operation]!.looksInDiff === true && jobIndex === 0 && nth === 1;
}

/** `create PUT 2 after` */
export function pointName({ operation, jobIndex, method, nth, moment }: Point): string {
    return `${operation} ${method} ${jobIndex > 0 ? "new " : ""}${nth} ${moment}`;
}

/** Every point of some of a command's operations, from a run that nothing disturbs. */
export async function pointsOf(command: Command, names: readonly string[]): Promise<Point[]> {
    const subjects = names.map((name) => subjectOf(name, operations[name]!));
    const site = await CrashSite.open(command, subjects);
    try {
        await site.again();
        return subjects.flatMap(({ resource, jobNames }) =>
            jobNames.flatMap((jobName, jobIndex) =>
                site.requestsOf(jobName).flatMap(({ method }, index): Point[] => {
                    const point = { operation: resource, jobIndex, nth: index + 1, method };
                    return [
                        { ...point, moment: "before" },
                        { ...point, moment: "after" },
                    ];
                }),
            ),
        );
    } finally {
        await site.dispose();
    }
}
