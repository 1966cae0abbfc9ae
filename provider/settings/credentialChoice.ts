/**
 * Which login the settings ask for: the first one here, and it alone. Loads nothing of Azure; arm/credentialKinds.ts makes the
 * credential of each.
 */
import type { SettingName, Settings } from "./settings";

export type LoginId = "default" | "certificate" | "secret" | "oidc" | "msi" | "cli";

/** One way to log in, and what asks for it. */
export interface LoginChoice {
    readonly id: LoginId;
    readonly name: string;
    /** The settings that choose it; the first one stands for it in messages. */
    readonly chosenBy: readonly SettingName[];
    isChosen(settings: Settings): boolean;
    readonly needs: readonly SettingName[];
    readonly needsAuthority: boolean;
}

/** Every login, in the order of azure-native: what is said most plainly comes first, the Azure CLI last. */
export const LOGIN_CHOICES: readonly LoginChoice[] = [
    {
        id: "default",
        name: "DefaultAzureCredential",
        chosenBy: ["useDefaultAzureCredential"],
        isChosen: (settings) => settings.useDefaultAzureCredential === true,
        needs: [],
        needsAuthority: true,
    },
    {
        id: "certificate",
        name: "service principal with a certificate",
        chosenBy: ["clientCertificatePath"],
        isChosen: (settings) => settings.clientCertificatePath !== undefined,
        needs: ["clientCertificatePath", "tenantId", "clientId"],
        needsAuthority: true,
    },
    {
        id: "secret",
        name: "service principal with a client secret",
        chosenBy: ["clientSecret"],
        isChosen: (settings) => settings.clientSecret !== undefined,
        needs: ["clientSecret", "tenantId", "clientId"],
        needsAuthority: true,
    },
    {
        id: "oidc",
        name: "OpenID Connect",
        chosenBy: ["useOidc"],
        isChosen: (settings) => settings.useOidc === true,
        needs: ["tenantId", "clientId"],
        needsAuthority: true,
    },
    {
        id: "msi",
        name: "managed identity",
        chosenBy: ["useMsi"],
        isChosen: (settings) => settings.useMsi === true,
        needs: [],
        needsAuthority: false,
    },
    {
        // A token that somebody put there is asked for by being there. The settings of a CI's own tokens are not: it
        // sets them for every job that may use them, and the job may have logged in with `az login`.
        id: "oidc",
        name: "OpenID Connect",
        chosenBy: ["oidcToken", "oidcTokenFilePath"],
        isChosen: ({ useOidc, oidcToken, oidcTokenFilePath }) =>
            useOidc !== false && (oidcToken !== undefined || oidcTokenFilePath !== undefined),
        needs: ["tenantId", "clientId"],
        needsAuthority: true,
    },
    {
        id: "cli",
        name: "Azure CLI",
        chosenBy: ["useCli"],
        isChosen: (settings) => settings.useCli,
        needs: [],
        needsAuthority: false,
    },
];

/**
 * The login that the settings ask for; undefined: none.
 *
 * A variable `AZURE_*` is the Azure SDKs', and azure-native does not read those: it asks for a login only where nothing
 * else does. So a backend's own login does not become that of the jobs.
 */
export function chosenLogin(settings: Settings): LoginChoice | undefined {
    const said = LOGIN_CHOICES.filter((choice) => choice.isChosen(settings));
    const plainly = said.find(
        ({ id, chosenBy }) => id !== "cli" && chosenBy.some((name) => isPlain(settings, name)),
    );
    return plainly ?? said[0];
}

function isPlain({ sources }: Settings, name: SettingName): boolean {
    const source = sources[name];
    return source !== undefined && !source.startsWith("AZURE_");
}
