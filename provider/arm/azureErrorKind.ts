/** The kinds of `AzureError`, each with the code that its messages end with, what it means and what to do; docs/errors.md is made of it. */
export const azureErrorKinds = {
    refused: {
        code: "AzureRefused",
        meaning: "Azure answered, and said no or could not.",
        next: "Read Azure's own code and message, which the message has.",
    },
    unreachable: {
        code: "NoAnswer",
        meaning: "No answer came: no such name, no connection, a certificate that is not trusted.",
        next: "Look at the network, the proxy and the setting `endpoint` or `environment`. The message says whether the request may have had an effect.",
    },
    notUnderstood: {
        code: "AnswerNotUnderstood",
        meaning: "An answer came that is not the service's: a proxy's page, half a body.",
        next: "Find out what stands between you and Azure. Nothing was concluded from the answer.",
    },
    credentials: {
        code: "LoginFailed",
        meaning: "No token could be had, or Azure does not accept it.",
        next: "The message names the logins that were tried; the settings are in [configuration.md](configuration.md).",
    },
    notRegistered: {
        code: "NotRegistered",
        meaning:
            "The subscription is not registered for Microsoft.ImportExport or Microsoft.DataBox.",
        next: "`az provider register --namespace …`, which the message has in full, once, and wait some minutes.",
    },
    // For a long time: see retryLimits.ts, as for `unfinished`.
    throttled: {
        code: "Throttled",
        meaning: "Azure answers 429, too many requests.",
        next: "Try again later.",
    },
    unfinished: {
        code: "Unfinished",
        meaning:
            "Azure accepted a request that takes it a while, and has not ended it for a long time.",
        next: "It goes on in Azure. Run the same command again later: it looks first.",
    },
    cancelled: {
        code: "RequestCancelled",
        meaning: "The caller ended the request, or its deadline passed.",
        next: "The message says whether it may have had an effect. Run the same command again: it looks first.",
    },
};

/** One of {@link azureErrorKinds}. */
export type AzureErrorKind = keyof typeof azureErrorKinds;
