/** Which requests a fault strikes. Every condition given must hold; none: every ARM request. */
export interface FaultMatch {
    /** The swagger's operationId, e.g. `Jobs_Get`, or several. */
    readonly operation?: string | readonly string[];
    readonly method?: string;
    /** A job's name or its ARM id, in any letter case. */
    readonly job?: string;
    /** Everything in this subscription: jobs, their operations and lists, locks, storage accounts. */
    readonly subscriptionId?: string;
    /** Strike from the nth matching request on, counted from the fault's making. Default 1. */
    readonly nth?: number;
}

/** `before`: the operation has no effect yet. `after`: its answer is made, and not yet sent. */
export type Moment = "before" | "after";

/** What a struck request meets. */
export type FaultAction =
    /** This answer instead of the operation's; `after`: the operation has taken effect. Default before. */
    | {
          readonly type: "answer";
          readonly status: number;
          /** Sent as JSON; a string is sent as it is. */
          readonly body?: unknown;
          readonly headers?: Readonly<Record<string, string>>;
          readonly when?: Moment;
      }
    /** 429 as Resource Manager answers it; without `retryAfterSeconds` there is no Retry-After. */
    | { readonly type: "throttle"; readonly retryAfterSeconds?: number }
    /** The connection is cut, before or after the effect. */
    | { readonly type: "drop"; readonly when: Moment }
    /** The answer comes late; `before` (default) delays the effect too. */
    | { readonly type: "delay"; readonly ms: number; readonly when?: Moment }
    /** Jobs_Get answers the job as it was before its last change; a new job is not found yet. */
    | { readonly type: "staleRead" }
    /** Half the body, then the connection is cut. */
    | { readonly type: "truncateBody" }
    /** The right body under another content type. Default text/html. */
    | { readonly type: "wrongContentType"; readonly contentType?: string }
    /** 401 ExpiredAuthenticationToken. */
    | { readonly type: "expiredToken" }
    /** The parcel of the request's job moves. Default after. */
    | {
          readonly type: "moveJob";
          readonly state: string | null;
          readonly percentComplete?: number;
          readonly when?: Moment;
      }
    /** The request's job vanishes, whatever its state. Default after. */
    | { readonly type: "removeJob"; readonly when?: Moment }
    /** Somebody else's job takes the name: another createdAt and createdBy. Default after. */
    | {
          readonly type: "replaceJob";
          readonly state?: string | null;
          /** Default: none. */
          readonly tags?: Readonly<Record<string, string>>;
          readonly when?: Moment;
      }
    /** Time moves on. Default after. */
    | { readonly type: "advance"; readonly days: number; readonly when?: Moment };

/** A fault as it is asked for. */
export interface FaultRequest {
    readonly match?: FaultMatch;
    /** How many matching requests it strikes, from the nth on. Default 1. */
    readonly times?: number | "always";
    readonly action: FaultAction;
}

/** A fault in force. */
export interface Fault extends FaultRequest {
    readonly id: string;
    /** Requests that matched so far. */
    readonly matched: number;
    /** Requests that it struck so far. */
    readonly struck: number;
}
