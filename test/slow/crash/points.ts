import type { Door } from "../../fixtures/jobStack";
import { CrashSite, subjectOf } from "./crashSite";
import type { Command } from "./operations";
import { operationOf } from "./services";

/** A request of an operation, and the side of its effect on which the blow falls. */
export interface Point {
    operation: string;
    /** Counted from 1, among the requests in the subscription of its job. */
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

function isInDiff({ operation, nth }: Point): boolean {
    return operationOf(operation).looksInDiff === true && nth === 1;
}

/** `create PUT 2 after` */
export function pointName({ operation, method, nth, moment }: Point): string {
    return `${operation} ${method} ${nth} ${moment}`;
}

/** Every point of some of a command's operations, all of one service, from a run that nothing disturbs. */
export async function pointsOf(
    command: Command,
    names: readonly string[],
    door?: Door,
): Promise<Point[]> {
    const subjects = names.map((name) => subjectOf(name, name));
    const site = await CrashSite.open(command, subjects, undefined, door);
    try {
        await site.again();
        return subjects.flatMap((subject) =>
            site.requestsOf(subject).flatMap(({ method }, index): Point[] => {
                const point = { operation: subject.operationName, nth: index + 1, method };
                return [
                    { ...point, moment: "before" },
                    { ...point, moment: "after" },
                ];
            }),
        );
    } finally {
        await site.dispose();
    }
}

/** @param text `operation method nth moment` */
export function pointAt(text: string): Point {
    const [operation = "", method = "", nth, moment] = text.split(" ");
    if (moment !== "before" && moment !== "after") throw new Error(`no moment in "${text}"`);
    return { operation, nth: Number(nth), method, moment };
}
