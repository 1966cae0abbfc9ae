import type { FaultAction } from "azure-importexport-emulator";

/** A fault, and what it must come to. */
interface FaultKind {
    action: FaultAction;
    /** From the request on; default once. */
    times?: "always";
    /** It is ridden out: the operation succeeds as if nothing had been. */
    passes?: true;
    /** The proper answer to a request that ends a job looks the same. */
    notForDeletions?: true;
}

const says = (status: number, code: string): FaultAction => ({
    type: "answer",
    status,
    body: { error: { code, message: "said by a fault" } },
});

/** Every kind of fault that the emulator can make at one request. */
export const faultKinds: Readonly<Record<string, FaultKind>> = {
    "request lost once": { action: { type: "drop", when: "before" }, passes: true },
    "answer lost once": { action: { type: "drop", when: "after" }, passes: true },
    "503 once": { action: { type: "answer", status: 503 }, passes: true },
    "500 after the effect once": {
        action: { type: "answer", status: 500, when: "after" },
        passes: true,
    },
    "408 once": { action: { type: "answer", status: 408 }, passes: true },
    "429 with Retry-After": { action: { type: "throttle", retryAfterSeconds: 1 }, passes: true },
    "429 without Retry-After": { action: { type: "throttle" }, passes: true },
    "token expired once": { action: { type: "expiredToken" }, passes: true },
    "slow request": { action: { type: "delay", ms: 300 }, passes: true },
    "slow answer": { action: { type: "delay", ms: 300, when: "after" }, passes: true },
    "requests lost always": { action: { type: "drop", when: "before" }, times: "always" },
    "answers lost always": { action: { type: "drop", when: "after" }, times: "always" },
    "503 always": { action: { type: "answer", status: 503 }, times: "always" },
    "500 after the effect always": {
        action: { type: "answer", status: 500, when: "after" },
        times: "always",
    },
    "token refused always": { action: { type: "expiredToken" }, times: "always" },
    "body cut": { action: { type: "truncateBody" } },
    "body cut always": { action: { type: "truncateBody" }, times: "always" },
    "page instead of JSON": { action: { type: "wrongContentType" } },
    "a proxy's 404": { action: { type: "answer", status: 404, body: "<html>not here</html>" } },
    "403": { action: says(403, "AuthorizationFailed") },
    "409 lock": { action: says(409, "ScopeLocked") },
    "400": { action: says(400, "InvalidRequestContent") },
    "200 and nothing": { action: { type: "answer", status: 200, body: "" }, notForDeletions: true },
};
