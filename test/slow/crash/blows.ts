import type { FaultRequest } from "azure-importexport-emulator";
import type { RunningCommand } from "../../harness/runningCommand";
import type { CrashSite } from "./crashSite";
import type { Point } from "./points";

/** A way to break an operation while its requests are held at their points. */
export interface Blow {
    /** For the table. */
    what: string;
    /** Strikes when every request is held; a cut of the connection needs no blow of ours. */
    strike?: (site: CrashSite, running: RunningCommand) => void;
    /** What happens to the request itself at its point. */
    request: "goes on" | "is lost" | "is cut" | "is cut for good";
}

const toProviders = (signal: "SIGKILL" | "SIGINT") => (site: CrashSite) => {
    for (const pid of site.providerPids()) process.kill(pid, signal);
};

/** Everything that strikes. The names stand in the report. */
export const blows = {
    "CLI SIGKILL": {
        what: "the CLI alone is killed; its provider process goes on with what it was doing",
        strike: (_site, running) => running.kill(),
        request: "goes on",
    },
    "CLI SIGINT": {
        what: "Ctrl-C: Pulumi lets running steps end and begins no others",
        strike: (_site, running) => running.interrupt(),
        request: "goes on",
    },
    "CLI SIGINT twice": {
        what: "Ctrl-C twice: Pulumi ends at once",
        strike: (_site, running) => {
            running.interrupt();
            // Two signals of a kind that arrive together count as one.
            setTimeout(() => running.interrupt(), 300);
        },
        request: "is lost",
    },
    "provider SIGKILL": {
        what: "the provider process is killed",
        strike: toProviders("SIGKILL"),
        request: "is lost",
    },
    "provider SIGINT": {
        what: "the provider process is interrupted",
        strike: toProviders("SIGINT"),
        request: "is lost",
    },
    "provider SIGINT twice": {
        what: "the provider process is interrupted twice",
        strike: (site) => {
            toProviders("SIGINT")(site);
            setTimeout(() => toProviders("SIGINT")(site), 100);
        },
        request: "is lost",
    },
    "all SIGKILL": {
        what: "CLI and provider are killed together: the machine goes down",
        strike: (site, running) => {
            running.kill();
            toProviders("SIGKILL")(site);
        },
        request: "is lost",
    },
    "connection cut": { what: "the connection is cut once, at this request", request: "is cut" },
    "connection gone": {
        what: "every connection is cut from this request on, until the next command",
        request: "is cut for good",
    },
} satisfies Record<string, Blow>;

export type BlowName = keyof typeof blows;
export const blowNames = Object.keys(blows) as BlowName[];

/**
 * The faults that bring a request to its point and keep it there. The last one is the one to look for.
 *
 * @param holdMs how long it is kept: longer than the last request needs to get to its point
 */
export function faultsAt(
    point: Point,
    subscriptionId: string,
    blow: Blow,
    holdMs: number,
): FaultRequest[] {
    const match = { subscriptionId, nth: point.nth };
    const hold: FaultRequest = { match, action: { type: "delay", ms: holdMs, when: point.moment } };
    const drop: FaultRequest = { match, action: { type: "drop", when: point.moment } };
    switch (blow.request) {
        case "goes on":
            return [hold];
        case "is lost":
            return [hold, drop];
        case "is cut":
            return [drop];
        case "is cut for good":
            return [{ ...drop, times: "always" }];
    }
}
