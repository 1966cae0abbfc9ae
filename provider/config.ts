/**
 * The settings of the package: which subscription, which cloud, which login.
 *
 * Every setting is looked up in its own key (`azure-importexport:<name>`), then in the key of azure-native where
 * that provider has one, then in the environment. The table below is the only list of them: the reader, the error
 * messages and the documentation all read it. This file loads nothing of Azure.
 */

/** The clouds that azure-native knows too; each has its own Resource Manager and its own login. */
export type Environment = "public" | "usgovernment" | "china";

/** What `readSettings` found. A setting that is nowhere is absent, except those that have a default. */
export interface Settings {
    subscriptionId?: string;
    tenantId?: string;
    clientId?: string;
    clientSecret?: string;
    clientCertificatePath?: string;
    clientCertificatePassword?: string;
    useOidc?: boolean;
    oidcToken?: string;
    oidcTokenFilePath?: string;
    oidcRequestUrl?: string;
    oidcRequestToken?: string;
    useMsi?: boolean;
    useDefaultAzureCredential?: boolean;
    /** Default true. */
    useCli: boolean;
    /** Absent means that nobody said it: the public cloud, unless `metadataHost` says otherwise. */
    environment?: Environment;
    metadataHost?: string;
    disableInstanceDiscovery?: boolean;
    /** `https://host[:port][/path]`, without a trailing slash. */
    endpoint?: string;
    /** Default true. */
    ownerTag: boolean;
    /** Where each value was found, for error messages: a config key or the name of an environment variable. */
    sources: Partial<Record<SettingName, string>>;
}

export type SettingName = Exclude<keyof Settings, "sources">;

/** One row of the table of settings. */
export interface SettingRow {
    /** Own config key, after `azure-importexport:`. */
    readonly name: SettingName;
    /** azure-native's config key, after `azure-native:`, where that provider has one. */
    readonly native?: string;
    /** Environment variables, in the order in which they are asked. */
    readonly env: readonly string[];
    readonly type: "text" | "boolean" | "environment" | "url" | "host" | "guid";
    /** A secret value appears in no message. */
    readonly secret: boolean;
    readonly default?: string;
    /** One sentence for the documentation. */
    readonly meaning: string;
}

const OWN = "azure-importexport";
const NATIVE = "azure-native";

/** Every setting. Names and variables are those of azure-native and of Terraform's azurerm where they have one. */
export const SETTINGS: readonly SettingRow[] = [
    row("subscriptionId", "guid", ["ARM_SUBSCRIPTION_ID", "AZURE_SUBSCRIPTION_ID"], {
        meaning: "The subscription of jobs that do not name one themselves.",
    }),
    row("tenantId", "text", ["ARM_TENANT_ID", "AZURE_TENANT_ID"], {
        meaning: "The tenant (directory) to log in to.",
    }),
    row("clientId", "text", ["ARM_CLIENT_ID", "AZURE_CLIENT_ID"], {
        meaning:
            "The application of a service principal, or the client of a user-assigned managed identity.",
    }),
    row("clientSecret", "text", ["ARM_CLIENT_SECRET", "AZURE_CLIENT_SECRET"], {
        secret: true,
        meaning: "The secret of the service principal.",
    }),
    row(
        "clientCertificatePath",
        "text",
        ["ARM_CLIENT_CERTIFICATE_PATH", "AZURE_CLIENT_CERTIFICATE_PATH"],
        {
            meaning:
                "A file with the certificate and private key of the service principal, in PEM.",
        },
    ),
    row(
        "clientCertificatePassword",
        "text",
        ["ARM_CLIENT_CERTIFICATE_PASSWORD", "AZURE_CLIENT_CERTIFICATE_PASSWORD"],
        { secret: true, meaning: "The password of that file." },
    ),
    row("useOidc", "boolean", ["ARM_USE_OIDC"], {
        meaning: "Log in with an OpenID Connect token (workload identity federation).",
    }),
    row("oidcToken", "text", ["ARM_OIDC_TOKEN"], {
        secret: true,
        meaning: "The OpenID Connect token itself.",
    }),
    row("oidcTokenFilePath", "text", ["ARM_OIDC_TOKEN_FILE_PATH", "AZURE_FEDERATED_TOKEN_FILE"], {
        meaning: "A file that holds the OpenID Connect token; it is read again at every login.",
    }),
    row("oidcRequestUrl", "text", ["ARM_OIDC_REQUEST_URL", "ACTIONS_ID_TOKEN_REQUEST_URL"], {
        meaning: "Where to ask for an OpenID Connect token; GitHub Actions sets it.",
    }),
    row("oidcRequestToken", "text", ["ARM_OIDC_REQUEST_TOKEN", "ACTIONS_ID_TOKEN_REQUEST_TOKEN"], {
        secret: true,
        meaning: "The bearer token of that question; GitHub Actions sets it.",
    }),
    row("useMsi", "boolean", ["ARM_USE_MSI"], {
        meaning: "Log in with the managed identity of the machine.",
    }),
    row("useDefaultAzureCredential", "boolean", ["ARM_USE_DEFAULT_AZURE_CREDENTIAL"], {
        meaning: "Log in with the chain DefaultAzureCredential of the Azure SDK.",
    }),
    row("useCli", "boolean", ["ARM_USE_CLI"], {
        native: false,
        default: "true",
        meaning: "Log in as the user of the Azure CLI (`az login`) when no other login is set.",
    }),
    row("environment", "environment", ["ARM_ENVIRONMENT", "AZURE_ENVIRONMENT"], {
        meaning:
            "The cloud: public, usgovernment or china. Not used when metadataHost is set. Default: public.",
    }),
    row("metadataHost", "host", ["ARM_METADATA_HOSTNAME", "ARM_METADATA_HOST"], {
        meaning: "A host that describes the cloud under /metadata/endpoints.",
    }),
    row("disableInstanceDiscovery", "boolean", ["ARM_DISABLE_INSTANCE_DISCOVERY"], {
        meaning:
            "Do not ask the public cloud whether the login address is genuine. Always so with metadataHost or endpoint.",
    }),
    row("endpoint", "url", ["AZURE_IMPORTEXPORT_ENDPOINT"], {
        native: false,
        meaning:
            "Where Azure Resource Manager answers, when it is none of the clouds: an emulator, or a private link.",
    }),
    row("ownerTag", "boolean", [], {
        native: false,
        default: "true",
        meaning:
            "Whether jobs get a tag that tells which stack they belong to; without it nothing tells.",
    }),
];

function row(
    name: SettingName,
    type: SettingRow["type"],
    env: readonly string[],
    more: { meaning: string; secret?: boolean; native?: false; default?: string },
): SettingRow {
    return {
        name,
        type,
        env,
        native: more.native === false ? undefined : name,
        secret: more.secret ?? false,
        default: more.default,
        meaning: more.meaning,
    };
}

/** The spellings that azure-native accepts for a cloud, in lower case. */
export const ENVIRONMENT_NAMES: Readonly<Record<string, Environment>> = {
    public: "public",
    azurecloud: "public",
    usgovernment: "usgovernment",
    usgov: "usgovernment",
    usgovernmentl4: "usgovernment",
    azureusgovernment: "usgovernment",
    azureusgovernmentcloud: "usgovernment",
    china: "china",
    azurechinacloud: "china",
};

/** Settings that are missing or wrong. The message is complete and holds no value of a secret setting. */
export class SettingsError extends Error {
    override readonly name = "SettingsError";
}

/**
 * Reads every setting.
 *
 * @param config takes full keys, such as `azure-importexport:subscriptionId`; an empty value counts as absent
 * @throws SettingsError that lists every wrong value at once. A missing one is no error here: see `requireSetting`.
 */
export function readSettings(
    config: { get(key: string): string | undefined },
    env: NodeJS.ProcessEnv,
): Settings {
    const settings: Settings = { useCli: true, ownerTag: true, sources: {} };
    const wrong: string[] = [];
    for (const setting of SETTINGS) {
        const found = find(setting, config, env);
        const text = found?.value ?? setting.default;
        if (text === undefined) continue;
        const parsed = parse(setting, text);
        if ("expected" in parsed) {
            const shown = setting.secret ? "" : `, not "${text}"`;
            wrong.push(`${found?.key ?? setting.name} must be ${parsed.expected}${shown}`);
            continue;
        }
        // Each row's type is the type of its own field, which TypeScript cannot follow through a table.
        Object.assign(settings, { [setting.name]: parsed.value });
        if (found) settings.sources[setting.name] = found.key;
    }
    if (wrong.length > 0) throw new SettingsError(`Wrong settings: ${wrong.join("; ")}.`);
    return settings;
}

/** The keys of a setting in the order in which they are asked: own config, azure-native's config, environment. */
export function keysOf(name: SettingName): string[] {
    const setting = SETTINGS.find((candidate) => candidate.name === name);
    if (!setting) throw new Error(`There is no setting "${name}".`);
    return [...configKeysOf(setting), ...setting.env];
}

/**
 * The value of a setting that must be there.
 *
 * @param purpose ends the sentence "… is needed", for example "for every job without a subscriptionId of its own"
 * @throws SettingsError that names every key that was tried, in order
 */
export function requireSetting<K extends SettingName>(
    settings: Settings,
    name: K,
    purpose: string,
): NonNullable<Settings[K]> {
    const value = settings[name];
    if (value === undefined) throw new SettingsError(missing(name, purpose));
    return value;
}

/**
 * The subscription to work in.
 *
 * @param own the resource's or function's own `subscriptionId`; it wins over the settings
 * @throws SettingsError that names every key that was tried, in order
 */
export function subscriptionIdOf(settings: Settings, own?: string): string {
    return (
        own ??
        requireSetting(
            settings,
            "subscriptionId",
            "where a job does not give its own subscriptionId",
        )
    );
}

function missing(name: SettingName, purpose: string): string {
    const keys = keysOf(name);
    return (
        `The setting ${name} is needed ${purpose}, and nothing sets it. Looked for, in this order: ` +
        `${keys.join(", ")}. Set one of them, for example: pulumi config set ${OWN}:${name} <value>`
    );
}

function configKeysOf(setting: SettingRow): string[] {
    const own = `${OWN}:${setting.name}`;
    return setting.native === undefined ? [own] : [own, `${NATIVE}:${setting.native}`];
}

function find(
    setting: SettingRow,
    config: { get(key: string): string | undefined },
    env: NodeJS.ProcessEnv,
): { key: string; value: string } | undefined {
    const candidates = [
        ...configKeysOf(setting).map((key) => ({ key, value: config.get(key) })),
        ...setting.env.map((key) => ({ key, value: env[key] })),
    ];
    for (const { key, value } of candidates) {
        // CI systems set variables to nothing when a secret is not there.
        if (value !== undefined && value.trim() !== "") {
            return { key, value: setting.secret ? value : value.trim() };
        }
    }
    return undefined;
}

type Parsed = { value: string | boolean } | { expected: string };

function parse(setting: SettingRow, text: string): Parsed {
    switch (setting.type) {
        case "text":
            return { value: text };
        case "boolean":
            if (/^true$/i.test(text)) return { value: true };
            if (/^false$/i.test(text)) return { value: false };
            return { expected: `"true" or "false"` };
        case "environment": {
            const environment = ENVIRONMENT_NAMES[text.toLowerCase()];
            if (environment) return { value: environment };
            return { expected: `"public", "usgovernment" or "china"` };
        }
        case "guid":
            if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)) return { value: text };
            return {
                expected: "an id such as 00000000-0000-0000-0000-000000000000",
            };
        case "url":
            return httpsUrl(text, "an address such as https://management.azure.com");
        case "host":
            return httpsUrl(
                text.includes("://") ? text : `https://${text}`,
                "a host such as management.azure.com, or one with a port",
            );
    }
}

/** The Azure SDK sends tokens over https only, so anything else is refused here, with a reason. */
function httpsUrl(text: string, expected: string): Parsed {
    const url = URL.canParse(text) ? new URL(text) : undefined;
    if (url?.protocol !== "https:" || url.username !== "" || url.search !== "" || url.hash !== "") {
        return { expected: `${expected} (https only)` };
    }
    return { value: (url.origin + url.pathname).replace(/\/+$/, "") };
}
