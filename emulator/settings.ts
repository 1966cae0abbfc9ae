import type { Throttling } from "./arm/throttling";
import { defaultDataBoxRules, type DataBoxRules } from "./databox/rules";
import type { FaultRequest } from "./faults/fault";
import { defaultContestedRules, type ContestedRules } from "./importexport/rules";

/** An answer on its way out. */
export interface AnsweredRequest {
    /** The swagger's operationId, `DataBox.` before it for that service; null when the path named none. */
    readonly operation: string | null;
    /** Null when the request did not come so far. */
    readonly apiVersion: string | null;
    readonly method: string;
    readonly status: number;
    /** Before it is made JSON; undefined: none. */
    readonly body: unknown;
    /** True: a fault made this answer up. */
    readonly byFault: boolean;
}

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
    /** See DataBoxRules. */
    readonly dataBoxCancellableIn?: DataBoxRules["cancellableIn"];
    /** See DataBoxRules. */
    readonly dataBoxDeletableIn?: DataBoxRules["deletableIn"];
    /** See DataBoxRules. */
    readonly dataBoxCancelWithoutFee?: DataBoxRules["cancelWithoutFee"];
    /** See DataBoxRules. */
    readonly dataBoxCancel?: DataBoxRules["cancel"];
    /** See DataBoxRules. */
    readonly dataBoxPutOnExisting?: DataBoxRules["putOnExisting"];
    /** See DataBoxRules. */
    readonly dataBoxFirstStage?: DataBoxRules["firstStage"];
    /** See DataBoxRules. */
    readonly dataBoxShown?: DataBoxRules["shown"];
    /** See DataBoxRules. */
    readonly dataBoxKeysReturned?: DataBoxRules["keysReturned"];
    /** See DataBoxRules. */
    readonly dataBoxOperationPolls?: DataBoxRules["operationPolls"];
    /** See DataBoxRules. */
    readonly dataBoxRetryAfterSeconds?: DataBoxRules["retryAfterSeconds"];
    /**
     * `onDemand` (default): a job's PUT into a group that nobody ever made makes the group.
     * `strict`, as real Azure: 404 ResourceGroupNotFound.
     */
    readonly resourceGroups?: "onDemand" | "strict";
    /** Groups that exist from the start. Default: none. */
    readonly initialResourceGroups?: readonly string[];
    /** Whether subscriptions are registered for both providers from the start. Default true. */
    readonly registered?: boolean;
    /** Faults in force from the start. */
    readonly faults?: readonly FaultRequest[];
    /** Resource Manager's token buckets. Default `realTime`, as Azure. */
    readonly throttling?: Throttling;
    /** Shipped parcels move on by themselves, one step every so many seconds. Default 0: they do not. */
    readonly autopilotSeconds?: number;
    /**
     * Address that Resource Manager's server listens on. Default: the loopback address. Another one
     * lets other machines in; the admin API asks for its token there too, and managed identity
     * stays on the loopback address.
     */
    readonly host?: string;
    /** Names under which other machines know this one: they go into the certificate. Default none. */
    readonly hostNames?: readonly string[];
    /** A request that takes longer to arrive is cut off. Default 30. */
    readonly slowRequestSeconds?: number;
    /** In process only: told of every answer of Resource Manager before it is sent. */
    readonly onAnswer?: (answer: AnsweredRequest) => void;
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

/** The rules of Microsoft.DataBox that these options choose. */
export function dataBoxRules(options: EmulatorOptions): DataBoxRules {
    const standard = defaultDataBoxRules;
    return {
        cancellableIn: options.dataBoxCancellableIn ?? standard.cancellableIn,
        deletableIn: options.dataBoxDeletableIn ?? standard.deletableIn,
        cancelWithoutFee: options.dataBoxCancelWithoutFee ?? standard.cancelWithoutFee,
        cancel: options.dataBoxCancel ?? standard.cancel,
        putOnExisting: options.dataBoxPutOnExisting ?? standard.putOnExisting,
        firstStage: options.dataBoxFirstStage ?? standard.firstStage,
        shown: options.dataBoxShown ?? standard.shown,
        keysReturned: options.dataBoxKeysReturned ?? standard.keysReturned,
        operationPolls: options.dataBoxOperationPolls ?? standard.operationPolls,
        retryAfterSeconds: options.dataBoxRetryAfterSeconds,
    };
}
