/** What Node's error codes say about a request that got no answer. */

/** A certificate that is not trusted: nothing is sent before it is checked. */
export function isCertificateCode(code: string | undefined): boolean {
    return /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER/.test(code ?? "");
}

/** A connection that was never made. */
export function isNoConnectionCode(code: string | undefined): boolean {
    return /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ENETUNREACH|EHOSTUNREACH)$/.test(code ?? "");
}

/** A connection that broke or never came about in time, and the SDK's code of an answer that was cut. */
export function isBrokenConnectionCode(code: string | undefined): boolean {
    return /^(ECONNRESET|ECONNABORTED|EPIPE|ETIMEDOUT|ESOCKETTIMEDOUT|PARSE_ERROR)$/.test(
        code ?? "",
    );
}

/** An error's code, such as `ECONNRESET`. */
export function codeOf(error: unknown): string | undefined {
    return error instanceof Error && "code" in error && typeof error.code === "string"
        ? error.code
        : undefined;
}
