/**
 * Which login is used. The first one of LOGINS that the settings ask for is the one, and it alone: when it fails,
 * nothing else is tried, since another login could be another person in another tenant.
 */
import type { TokenCredential } from "@azure/core-auth";
import { keysOf, type Settings } from "../config";
import { SETTINGS } from "../settings";
import { AzureError, shownCause } from "./azureErrors";
import type { Cloud } from "./clouds";
import { LOGINS, type Login, type LoginOptions } from "./logins";
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
    const login = LOGINS.find((candidate) => candidate.isChosen(settings));
    if (!login) throw credentialsError(`No login to Azure is chosen. ${waysToLogIn()}`);
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
        // Ours is around it, and one rule is enough: see tries.ts.
        retryOptions: { maxRetries: 0 },
        // Not a policy: the managed identity's credential has no place for one.
        httpClient: loginTransport(network),
    };
    const secrets = secretsOf(settings);
    const credential = tryLogin(chosen, secrets, network, () =>
        login.make(settings, options, subscriptionId),
    );
    return {
        getToken: async (scopes, tokenOptions) => {
            network.error = undefined;
            try {
                return await credential.getToken(scopes, tokenOptions);
            } catch (error) {
                throw loginFailed(chosen, error, secrets, network);
            }
        },
    };
}

function tryLogin<T>(
    chosen: string,
    secrets: readonly string[],
    network: LoginTrouble,
    make: () => T,
): T {
    try {
        return make();
    } catch (error) {
        throw loginFailed(chosen, error, secrets, network);
    }
}

function loginFailed(
    chosen: string,
    error: unknown,
    secrets: readonly string[],
    network: LoginTrouble,
): AzureError {
    if (error instanceof AzureError) return error;
    const cause = shownCause(network.error ?? error, secrets);
    // MSAL's messages go on for lines with trace ids; the first line says what is wrong.
    const why = cause.message.split(/\r?\n/, 1)[0] ?? "";
    return new AzureError(
        `Could not log in to Azure with ${chosen}: ${why} No other login was tried. ${waysToLogIn()}`,
        {
            kind: network.error === undefined ? "credentials" : "unreachable",
            code: cause.code,
            effect: "none",
            cause,
        },
    );
}

function credentialsError(message: string): AzureError {
    return new AzureError(message, { kind: "credentials", effect: "none" });
}

function whatChose(login: Login, settings: Settings): string {
    const keys = login.chosenBy.flatMap((name) => settings.sources[name] ?? []);
    return keys.length > 0
        ? `chosen by ${keys.join(", ")}`
        : "the default, since no other login is set";
}

/** Ends every error about a login: each way, with the config key and the variable that choose it. */
function waysToLogIn(): string {
    const ways = LOGINS.map((login) => {
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
