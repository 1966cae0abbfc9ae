import type { HttpMethods } from "@azure/core-rest-pipeline";
import type { ArmService } from "./advice";
import type { Effect } from "./azureErrors";
import type { CallContext } from "./context";

/** What a call says beside the id. */
export interface ArmCall {
    /** What it is to do, as it reads after "Could not", for example `read job "parcel" in resource group "rg"`. */
    readonly what: string;
    readonly service: ArmService;
    readonly context: CallContext;
    /** Beside `api-version`. */
    readonly query?: Readonly<Record<string, string | undefined>>;
    /** See `LookOptions`. */
    readonly once?: boolean;
}

/** A POST that says whether it changes anything. */
export interface ArmAction extends ArmCall {
    readonly isWrite: boolean;
}

/** One request with all its attempts. */
export interface Exchange {
    readonly call: ArmCall;
    readonly method: HttpMethods;
    readonly url: string;
    readonly id?: string;
    readonly body?: unknown;
    readonly isWrite: boolean;
    /** "unknown" once an attempt of a write ended in a way that may have had an effect. */
    effect: Effect;
}
