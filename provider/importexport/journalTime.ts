/**
 * When a record of a journal was written. WAImportExport writes its machine's local time, `2016/11/01 21:22:25.379`;
 * journals that went through other hands have ISO's forms, too. What can be two days is none: `11/1/2016`.
 */

/** A moment, as far as the text tells it. */
export interface WrittenAt {
    /** Milliseconds since 1970; of a local time, as if it were UTC. */
    readonly ms: number;
    /** The text says which zone the time is in. */
    readonly hasZone: boolean;
}

const written =
    /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*(Z|[+-]\d{2}:?\d{2})?)?$/i;

/** The moment that a text names; undefined when it names none, or one that there is not. */
export function readTime(text: string | undefined): WrittenAt | undefined {
    const parts = written.exec(text?.trim() ?? "");
    if (!parts) return undefined;
    const [year, month, day, hour, minute, second] = parts
        .slice(1, 7)
        .map((part) => Number(part ?? 0)) as [number, number, number, number, number, number];
    const ms = Date.UTC(year, month - 1, day, hour, minute, second);
    const date = new Date(ms);
    const isReal =
        date.getUTCMonth() === month - 1 &&
        date.getUTCDate() === day &&
        hour < 24 &&
        minute < 60 &&
        second < 60;
    if (!isReal) return undefined;
    const fractionMs = Number(`0.${parts[7] ?? 0}`) * 1_000;
    return { ms: ms + fractionMs - zoneMs(parts[8]), hasZone: parts[8] !== undefined };
}

function zoneMs(zone: string | undefined): number {
    if (zone === undefined || /^z$/i.test(zone)) return 0;
    const [hours, minutes] = [zone.slice(1, 3), zone.slice(-2)].map(Number) as [number, number];
    return (zone.startsWith("-") ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}

/** Local times are up to 14 hours ahead of UTC and 12 behind. */
const widestZonesMs = 26 * 3_600_000;

/** Which of two moments is the later one; undefined when that cannot be told, or there is none. */
export function laterOf(
    first: WrittenAt | undefined,
    second: WrittenAt | undefined,
): "first" | "second" | undefined {
    if (!first || !second || first.ms === second.ms) return undefined;
    const apartMs = Math.abs(first.ms - second.ms);
    if (first.hasZone !== second.hasZone && apartMs <= widestZonesMs) return undefined;
    return first.ms > second.ms ? "first" : "second";
}
