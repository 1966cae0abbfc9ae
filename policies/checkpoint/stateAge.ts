import { dateOf } from "./checkpoint";
import { pulumiOutput } from "./pulumiOutput";

/** An entry of `pulumi stack history --json`, as far as it matters here. */
interface HistoryEntry {
    kind?: unknown;
    result?: unknown;
    endTime?: unknown;
    environment?: Record<string, unknown>;
}

/**
 * When the stack was last refreshed as a whole, by its history; undefined where that tells nothing.
 * Only warnings depend on it.
 */
export async function lastRefresh(
    command: string,
    stack: string,
    cwd: string | undefined,
): Promise<Date | undefined> {
    const args = ["stack", "history", "--json", "--page-size", "50", "--stack", stack];
    const output = await pulumiOutput(command, args, { cwd, giveUpAfterSeconds: 60 });
    if (output.code !== 0) return undefined;
    try {
        return refreshedAt(JSON.parse(output.stdout));
    } catch {
        return undefined;
    }
}

/** The end of the newest refresh that succeeded and looked at every resource. */
export function refreshedAt(history: unknown): Date | undefined {
    if (!Array.isArray(history)) return undefined;
    const moments = (history as HistoryEntry[])
        .filter(({ result, kind, environment = {} }) => {
            const isRefresh = kind === "refresh" || isSet(environment, "refresh");
            const isWhole = !isSet(environment, "target") && !isSet(environment, "exclude");
            return result === "succeeded" && isRefresh && isWhole;
        })
        .flatMap(({ endTime }) => dateOf(endTime) ?? []);
    return moments.sort((one, other) => other.getTime() - one.getTime())[0];
}

function isSet(environment: Record<string, unknown>, flag: string): boolean {
    const value = environment[`pulumi.flag.${flag}`];
    return value === "true" || value === "set";
}
