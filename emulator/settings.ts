import type { FaultRequest } from "./faults/fault";
import { defaultContestedRules, type ContestedRules } from "./importexport/rules";

/** How an emulator is started. Everything has a default. */
export interface EmulatorOptions {
    /**
     * Folder for `emulator.json`, certificates, keys and state; made if it is not there, and kept.
     * Default: a temporary folder, removed by `stop()`; state is then in memory only.
     */
    readonly dir?: string;
    /** Port of Resource Manager on the loopback address. Default: the one used last in `dir`, or any free one. */
    readonly port?: number;
    /** Default: a random one, kept in `dir`. */
    readonly subscriptionId?: string;
    /** Further subscriptions that exist beside it. */
    readonly additionalSubscriptionIds?: readonly string[];
    /** See ContestedRules. */
    readonly cancelAllowedIn?: readonly string[];
    /** See ContestedRules. */
    readonly putOnExisting?: ContestedRules["putOnExisting"];
    /**
     * `onDemand` (default): a job's PUT into a group that nobody ever made makes the group.
     * `strict`, as real Azure: 404 ResourceGroupNotFound.
     */
    readonly resourceGroups?: "onDemand" | "strict";
    /** Groups that exist from the start. Default: none. */
    readonly initialResourceGroups?: readonly string[];
    /** Whether subscriptions are registered for Microsoft.ImportExport from the start. Default true. */
    readonly registered?: boolean;
    /** Faults in force from the start. */
    readonly faults?: readonly FaultRequest[];
    /**
     * In process only: `requests()` also tells each request's body, BitLocker keys and addresses
     * included. Default false. The admin API never tells bodies.
     */
    readonly recordBodies?: boolean;
}

/** The contested rules that these options choose. */
export function contestedRules(options: EmulatorOptions): ContestedRules {
    return {
        cancelAllowedIn: options.cancelAllowedIn ?? defaultContestedRules.cancelAllowedIn,
        putOnExisting: options.putOnExisting ?? defaultContestedRules.putOnExisting,
    };
}
