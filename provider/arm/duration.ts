/** A time as a person says it: `38 s`, `2 min 38 s`, `10 min`, `1 h 5 min`. Below a second: `0.4 s`. */
export function duration(ms: number): string {
    if (ms > 0 && ms < 1_000) return `${Math.max(1, Math.round(ms / 100)) / 10} s`;
    const seconds = Math.round(ms / 1_000);
    const parts = [
        [Math.floor(seconds / 3_600), "h"],
        [Math.floor((seconds % 3_600) / 60), "min"],
        [seconds % 60, "s"],
    ] as const;
    const words = parts.filter(([count]) => count > 0).map(([count, unit]) => `${count} ${unit}`);
    return words.slice(0, 2).join(" ") || "0 s";
}
