/** One entry of an ARM error's `details`. */
export interface ArmErrorDetail {
    readonly code: string;
    readonly target?: string;
    readonly message: string;
}

interface ArmErrorExtras {
    readonly target?: string;
    readonly details?: readonly ArmErrorDetail[];
    readonly headers?: Readonly<Record<string, string>>;
}

/**
 * An answer that says no, in ARM's form: `{ error: { code, message, target?, details? } }`.
 *
 * The service documents no error code of its own (reference §2.4). Codes here are ARM's documented
 * ones; where the pairing of code and situation is documented nowhere, the place says "assumed".
 */
export class ArmError extends Error {
    constructor(
        readonly status: number,
        readonly code: string,
        message: string,
        readonly extras: ArmErrorExtras = {},
    ) {
        super(message);
        this.name = "ArmError";
    }

    body(): { error: object } {
        const { target, details } = this.extras;
        return {
            error: {
                code: this.code,
                message: this.message,
                ...(target === undefined ? {} : { target }),
                ...(details === undefined ? {} : { details }),
            },
        };
    }
}

/** 400 for a body or a parameter that the operation cannot take. */
export function invalidRequest(message: string, target?: string): ArmError {
    return new ArmError(400, "InvalidRequestContent", message, { target });
}

/**
 * 409 for an operation that the job's state does not allow. ARM documents the code `Conflict` for
 * this; that the service answers 409 with it is assumed.
 */
export function stateConflict(message: string): ArmError {
    return new ArmError(409, "Conflict", message);
}

export function jobNotFound(
    namespace: string,
    resourceGroupName: string,
    jobName: string,
): ArmError {
    return new ArmError(
        404,
        "ResourceNotFound",
        `The Resource '${namespace}/jobs/${jobName}' under resource group ` +
            `'${resourceGroupName}' was not found.`,
    );
}

export function resourceGroupNotFound(resourceGroupName: string): ArmError {
    return new ArmError(
        404,
        "ResourceGroupNotFound",
        `Resource group '${resourceGroupName}' could not be found.`,
    );
}

/** 429 in Resource Manager's form. */
export function throttled(retryAfterSeconds: number | undefined): ArmError {
    return new ArmError(
        429,
        "TooManyRequests",
        "The request is being throttled. Please try again" +
            (retryAfterSeconds === undefined ? " later." : ` after ${retryAfterSeconds} seconds.`),
        retryAfterSeconds === undefined
            ? {}
            : { headers: { "retry-after": String(retryAfterSeconds) } },
    );
}
