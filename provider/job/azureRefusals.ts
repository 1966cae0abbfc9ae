import { AzureError } from "../arm/azureErrors";

/**
 * Whether Azure, and not the way to it, said no to what was asked. Only Resource Manager's answers
 * have an error code; a proxy's page has none, and nothing is concluded from it.
 */
export function isRefusal(error: unknown): error is AzureError {
    return (
        error instanceof AzureError &&
        error.kind === "refused" &&
        error.code !== undefined &&
        error.status !== undefined &&
        error.status < 500 &&
        ![401, 403, 408, 429].includes(error.status)
    );
}

/** Whether a lock or an Azure policy stopped the request: that says nothing of the service's mind. */
export function isForbidden(code: string | undefined): boolean {
    return code === "ScopeLocked" || code === "RequestDisallowedByPolicy";
}

/** Whether the login may not do this. */
export function lacksPermission(error: unknown): boolean {
    return error instanceof AzureError && error.status === 403;
}

/** What a question comes to, where Azure's "no", or the lack of a permission, is an answer, too. */
export async function orRefusal<T>(question: Promise<T>): Promise<T | AzureError> {
    try {
        return await question;
    } catch (error) {
        if (isRefusal(error) || lacksPermission(error)) return error as AzureError;
        throw error;
    }
}
