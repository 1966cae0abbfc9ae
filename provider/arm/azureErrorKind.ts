/**
 * - `refused`: Azure answered and said no, or could not (any status without a kind of its own, 5xx included)
 * - `unreachable`: no answer: no name, no connection, no trust in the certificate, or the connection ended
 * - `notUnderstood`: an answer that is not what the service's specification says
 * - `credentials`: no token, or Azure does not accept it
 * - `notRegistered`: the subscription is not registered for the service
 * - `throttled`: 429 to everything of this kind, for a long time (see retryLimits.ts)
 * - `unfinished`: Azure accepted the request, and has not ended it after a long time (see retryLimits.ts)
 * - `cancelled`: the caller ended it, by a signal or a deadline
 */
export type AzureErrorKind =
    | "refused"
    | "unreachable"
    | "notUnderstood"
    | "credentials"
    | "notRegistered"
    | "throttled"
    | "unfinished"
    | "cancelled";
