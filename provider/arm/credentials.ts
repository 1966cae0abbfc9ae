/**
 * Which login is used. The one that the settings choose (credentialChoice.ts) is the one, and it alone: when it fails,
 * nothing else is tried, since another login could be another person in another tenant.
 */
import type { TokenCredential } from "@azure/core-auth";
import { keysOf, type Settings } from "../settings/config";
import { chosenLogin, LOGIN_CHOICES, type LoginChoice } from "../settings/credentialChoice";
import { SETTINGS } from "../settings/settings";
import { AzureError, shownCause } from "./azureErrors";
import type { Cloud } from "./clouds";
import { CREDENTIALS, type LoginOptions } from "./credentialKinds";
import { loginTransport, type LoginTrouble } from "./loginTransport";

/**
 * The login that the settings choose. Nothing is sent before the first token is needed.
 *
 * @throws AzureError of kind `credentials` when no login is chosen, or the chosen one lacks a setting. `getToken` of
 * the result throws the same kind when the login fails, or `unreachable` when nobody answered.
 */
export function credentialFor(
    settings: Settings,
    cloud: Cloud,
    subscriptionId?: string,
): TokenCredential {
    const login = chosenLogin(settings);
    if (!login)
        throw credentialsError(
            `No login to Azure is chosen, and the login of "az login" is switched off. ${waysToLogIn()}`,
        );
    const chosen = `${login.name} (${whatChose(login, settings)})`;

    const lacking = login.needs.filter((name) => settings[name] === undefined);
    if (lacking.length > 0) {
        const keys = lacking.map((name) => `${name} (${keysOf(name).join(", ")})`).join(" and ");
        throw credentialsError(
            `The login to Azure, ${chosen}, also needs ${keys}. No other login was tried. ${waysToLogIn()}`,
        );
    }
    if (login.needsAuthority && cloud.authorityHost === undefined) {
        throw credentialsError(
            `The login to Azure, ${chosen}, needs to know where to log in, since ${cloud.endpoint} is none of Azure's ` +
                `clouds. Set one of ${[...keysOf("metadataHost"), ...keysOf("authorityHost"), ...keysOf("environment")].join(", ")}.`,
        );
    }

    const network: LoginTrouble = {};
    const options: LoginOptions = {
        authorityHost: cloud.authorityHost,
        disableInstanceDiscovery: cloud.isCustom || settings.disableInstanceDiscovery === true,
        // Ours is around it, and one rule is enough: see retry.ts.
        retryOptions: { maxRetries: 0 },
        // Not a policy: the managed identity's credential has no place for one.
        httpClient: loginTransport(network),
    };
    const secrets = secretsOf(settings);
    const attempt = { chosen, secrets, network, cloud, stored: storedSettings(settings) };
    const credential = tryLogin(attempt, () =>
        CREDENTIALS[login.id](settings, options, subscriptionId),
    );
    return {
        getToken: async (scopes, tokenOptions) => {
            network.error = network.refusal = undefined;
            try {
                return await credential.getToken(scopes, tokenOptions);
            } catch (error) {
                throw loginFailed(attempt, error);
            }
        },
    };
}

/** A login that is tried, for the errors that it may end in. */
interface LoginAttempt {
    readonly chosen: string;
    readonly secrets: readonly string[];
    readonly network: LoginTrouble;
    readonly cloud: Cloud;
    /** The keys of the stack's configuration that it rests on. */
    readonly stored: readonly string[];
}

function tryLogin<T>(attempt: LoginAttempt, make: () => T): T {
    try {
        return make();
    } catch (error) {
        throw loginFailed(attempt, error);
    }
}

function loginFailed(attempt: LoginAttempt, error: unknown): AzureError {
    if (error instanceof AzureError) return error;
    const { chosen, secrets, network, cloud, stored } = attempt;
    const cause = shownCause(network.error ?? error, secrets);
    const isRefused = network.error === undefined;
    // MSAL's messages go on for lines with trace ids; the first line says what is wrong.
    const said = cause.message.split(/\r?\n/, 1)[0] ?? "";
    const why = isRefused && saysNothing(said) ? (network.refusal ?? said) : said;
    return new AzureError(
        `Could not log in to Azure with ${chosen}: ${why.replace(/[.\s]*$/, "")}. No other login was tried.` +
            `${isRefused ? storedAdvice(stored) : ""}\n${!isRefused && cloud.isCustom ? emulatorAdvice(cloud) : waysToLogIn()}`,
        {
            kind: isRefused ? "credentials" : "unreachable",
            code: cause.code,
            effect: "none",
            cause,
        },
    );
}

/** Where the answer was not Entra's, the identity library points to a page of codes, or stumbles over it. */
function saysNothing(message: string): boolean {
    return /msal\.js\.errors|Cannot read properties|had no "expiresOn"/.test(message);
}

/** The settings of a login that come from the stack's configuration. */
function storedSettings({ sources }: Settings): string[] {
    const ofLogins = LOGIN_CHOICES.flatMap(({ chosenBy, needs }) => [...chosenBy, ...needs]);
    const others = ["clientCertificatePassword", "oidcRequestUrl", "oidcRequestToken"] as const;
    return [...new Set([...ofLogins, ...others])]
        .flatMap((name) => sources[name] ?? [])
        .filter((source) => source.includes(":"));
}

/** `destroy` and `refresh` are given the configuration of the last update: a secret that was changed since is the old one. */
function storedAdvice(stored: readonly string[]): string {
    if (stored.length === 0) return "";
    return (
        `\nIn use from the stack's configuration: ${stored.join(", ")}. "pulumi refresh" and "pulumi destroy" use the ` +
        'configuration that the last "pulumi up" stored in the stack: a value that was changed since, such as a rotated ' +
        'secret, is not seen. Run "pulumi up" once, which stores what is configured now, or give secrets in the ' +
        "environment instead of the configuration."
    );
}

/** Nothing is wrong with the choice of the login where an emulator was stopped. */
function emulatorAdvice({ endpoint }: Cloud): string {
    return (
        `The settings lead to ${endpoint}, which is none of Azure's clouds. If it is an emulator, it does not run any ` +
        "more, or has another address since its last start: start it, set up this shell for it again, and repeat the command. Otherwise look at the network and the proxy."
    );
}

function credentialsError(message: string): AzureError {
    return new AzureError(message, { kind: "credentials", effect: "none" });
}

function whatChose(login: LoginChoice, settings: Settings): string {
    const keys = login.chosenBy.flatMap((name) => settings.sources[name] ?? []);
    return keys.length > 0
        ? `chosen by ${keys.join(", ")}`
        : "the default, since no other login is set";
}

/** Ends every error about a login: each way, with the config key and the variable that choose it. */
function waysToLogIn(): string {
    const ways = LOGIN_CHOICES.map((login) => {
        const keys = login.chosenBy.map((name) => {
            const all = keysOf(name);
            return `${all[0]} or ${all.find((key) => !key.includes(":"))}`;
        });
        return `- ${login.name}: ${keys.join("; ")}`;
    });
    return (
        "The logins, the first one that is set wins (azure-native's config keys count as well):\n" +
        ways.join("\n")
    );
}

function secretsOf(settings: Settings): string[] {
    return SETTINGS.filter((setting) => setting.secret).flatMap((setting) => {
        const value = settings[setting.name];
        return typeof value === "string" ? [value, value.trim()] : [];
    });
}
