/**
 * The table of settings: which there are, and where each is looked for. The reader (config.ts), the error messages and
 * the documentation all read it. Loads nothing of Azure.
 */

import type { Environment } from "./environments";

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
    oidcAudience?: string;
    oidcAzureServiceConnectionId?: string;
    useMsi?: boolean;
    useDefaultAzureCredential?: boolean;
    /** Default true. */
    useCli: boolean;
    /** Absent means that nobody said it: the cloud of the `az` login or the public one, unless `metadataHost` says otherwise. */
    environment?: Environment;
    metadataHost?: string;
    /** `https://host…`, without a trailing slash. */
    authorityHost?: string;
    disableInstanceDiscovery?: boolean;
    /** The location of jobs that name none. */
    location?: string;
    /** `https://host[:port][/path]`, without a trailing slash. */
    endpoint?: string;
    /** What tokens for `endpoint` are asked for, without a trailing slash. */
    audience?: string;
    /** Default true. */
    ownerTag: boolean;
    /** Default 120. */
    retrySeconds: number;
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
    /** The own config key of earlier releases, which is still read. */
    readonly formerly?: string;
    /** Environment variables, in the order in which they are asked. */
    readonly env: readonly string[];
    readonly type: "text" | "boolean" | "environment" | "url" | "host" | "guid" | "seconds";
    /** A secret value appears in no message. */
    readonly secret: boolean;
    readonly default?: string;
    /** One sentence for the documentation. */
    readonly meaning: string;
}

/** The namespaces of the config keys. */
export const OWN_NAMESPACE = "azure-importexport";
export const NATIVE_NAMESPACE = "azure-native";

const RETRY_VARIABLES = [
    "AZURE_IMPORTEXPORT_RETRY_SECONDS",
    "AZURE_IMPORTEXPORT_PATIENCE_SECONDS",
] as const;

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
                "A file with the certificate and private key of the service principal, .pfx or PEM.",
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
    row(
        "oidcRequestUrl",
        "text",
        ["ARM_OIDC_REQUEST_URL", "ACTIONS_ID_TOKEN_REQUEST_URL", "SYSTEM_OIDCREQUESTURI"],
        {
            meaning:
                "Where to ask for an OpenID Connect token; GitHub Actions and Azure DevOps set it.",
        },
    ),
    row(
        "oidcRequestToken",
        "text",
        ["ARM_OIDC_REQUEST_TOKEN", "ACTIONS_ID_TOKEN_REQUEST_TOKEN", "SYSTEM_ACCESSTOKEN"],
        {
            secret: true,
            meaning:
                "The bearer token of that question; GitHub Actions sets it, a pipeline of Azure DevOps maps `$(System.AccessToken)` to it.",
        },
    ),
    row("oidcAudience", "text", ["ARM_OIDC_AUDIENCE"], {
        meaning:
            "The audience that GitHub's token is asked for. Default, as Entra of each cloud expects it: api://AzureADTokenExchange; US Government: api://AzureADTokenExchangeUSGov, China: api://AzureADTokenExchangeChina. azure-native's default is the first one in every cloud: set it where a federated credential of US Government or China has that.",
    }),
    row(
        "oidcAzureServiceConnectionId",
        "text",
        [
            "ARM_ADO_PIPELINE_SERVICE_CONNECTION_ID",
            "ARM_OIDC_AZURE_SERVICE_CONNECTION_ID",
            "AZURESUBSCRIPTION_SERVICE_CONNECTION_ID",
        ],
        {
            native: false,
            meaning:
                "The service connection of Azure DevOps whose token is asked for; given, the question is put as Azure DevOps takes it.",
        },
    ),
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
            "The cloud: public, usgovernment or china. Not used when metadataHost is set. Default: that of an `az login`, where that is the login, else public.",
    }),
    row("metadataHost", "host", ["ARM_METADATA_HOSTNAME", "ARM_METADATA_HOST"], {
        meaning: "A host that describes the cloud under /metadata/endpoints.",
    }),
    row("authorityHost", "host", ["ARM_ACTIVE_DIRECTORY_AUTHORITY_HOST", "AZURE_AUTHORITY_HOST"], {
        native: "activeDirectoryAuthorityHost",
        meaning: "Where to log in, when it is not where the cloud says.",
    }),
    row("disableInstanceDiscovery", "boolean", ["ARM_DISABLE_INSTANCE_DISCOVERY"], {
        meaning:
            "Do not ask the public cloud whether the login address is genuine. Always so with metadataHost or endpoint.",
    }),
    row("location", "text", ["ARM_LOCATION_NAME"], {
        meaning: "The location of jobs that name none. A job keeps the one that it was made with.",
    }),
    row("endpoint", "url", ["AZURE_IMPORTEXPORT_ENDPOINT", "ARM_RESOURCE_MANAGER_ENDPOINT"], {
        native: "resourceManagerEndpoint",
        meaning:
            "Where Azure Resource Manager answers, when it is none of the clouds: an emulator, or a private link.",
    }),
    row("audience", "url", ["ARM_RESOURCE_MANAGER_AUDIENCE"], {
        native: "resourceManagerAudience",
        meaning:
            "What tokens are asked for, when it is not the endpoint itself, nor what the metadata host says.",
    }),
    row("ownerTag", "boolean", [], {
        native: false,
        default: "true",
        meaning:
            "Whether jobs get a tag that tells which stack they belong to; without it nothing tells.",
    }),
    row("retrySeconds", "seconds", RETRY_VARIABLES, {
        native: false,
        formerly: "patienceSeconds",
        default: "120",
        meaning:
            "How long a request that Azure does not answer, or answers with 408, 5xx or a conflict that passes, is tried again, and at most 60 s of it how long a customer-disk job is looked for that Azure works on and does not show. 0: never. Its former name, patienceSeconds, is still read.",
    }),
];

function row(
    name: SettingName,
    type: SettingRow["type"],
    env: readonly string[],
    more: {
        meaning: string;
        secret?: boolean;
        native?: string | false;
        formerly?: string;
        default?: string;
    },
): SettingRow {
    return {
        name,
        type,
        env,
        native: more.native === false ? undefined : (more.native ?? name),
        formerly: more.formerly,
        secret: more.secret ?? false,
        default: more.default,
        meaning: more.meaning,
    };
}
