/**
 * What every benchmark reports. A figure means nothing by itself on a shared machine: it stands
 * beside a baseline that was measured in the same run.
 */
export interface Row {
    /** What was measured, as a reader says it. */
    what: string;
    unit: "s" | "MB" | "bytes" | "requests" | "requests/min" | "requests/s" | "ms" | "ratio";
    /** The median of the runs. */
    value: number;
    /** Lowest and highest of the runs. */
    spread: [number, number];
    /** What it stands beside, and its median. */
    baseline?: { what: string; value: number };
    /** The highest ratio to the baseline that is good enough. */
    goal?: number;
    note?: string;
}

/** Median, lowest and highest. */
export function summary(runs: readonly number[]): Pick<Row, "value" | "spread"> {
    const sorted = [...runs].sort((a, b) => a - b);
    const middle = sorted[Math.floor((sorted.length - 1) / 2)] ?? NaN;
    const upper = sorted[Math.ceil((sorted.length - 1) / 2)] ?? NaN;
    return { value: (middle + upper) / 2, spread: [sorted[0] ?? NaN, sorted.at(-1) ?? NaN] };
}

/** Seconds that an action takes. */
export async function seconds(action: () => Promise<unknown>): Promise<number> {
    const start = performance.now();
    await action();
    return (performance.now() - start) / 1000;
}

/** Hands the rows to `npm run bench`, or prints them when the benchmark is run alone. */
export function report(rows: readonly Row[]): void {
    if (process.send) process.send(rows);
    else console.log(JSON.stringify(rows, null, 4));
}

/** Runs a benchmark; what stops it ends the process, whatever is still open. */
export function runBench(main: () => Promise<void>): void {
    main().catch((error: unknown) => {
        console.error(error);
        process.exit(1);
    });
}
