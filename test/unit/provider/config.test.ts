import {
    keysOf,
    readSettings,
    requireSetting,
    SettingsError,
    subscriptionIdOf,
    type SettingName,
} from "../../../provider/settings/config";
import { SETTINGS } from "../../../provider/settings/settings";

const guid = (digit: string) =>
    `${digit.repeat(8)}-${digit.repeat(4)}-${digit.repeat(4)}-${digit.repeat(4)}-${digit.repeat(12)}`;

function read(config: Record<string, string>, env: Record<string, string> = {}) {
    return readSettings({ get: (key) => config[key] }, env);
}

function errorOf(action: () => unknown): Error {
    try {
        action();
    } catch (error) {
        return error as Error;
    }
    throw new Error("It did not throw.");
}

describe("a setting that is given in several places", () => {
    it("is taken from the own key, then azure-native's, then ARM_*, then AZURE_*", () => {
        const config = {
            "azure-importexport:subscriptionId": guid("1"),
            "azure-native:subscriptionId": guid("2"),
        };
        const env = { ARM_SUBSCRIPTION_ID: guid("3"), AZURE_SUBSCRIPTION_ID: guid("4") };
        expect(read(config, env).subscriptionId).toBe(guid("1"));
        expect(read({ "azure-native:subscriptionId": guid("2") }, env).subscriptionId).toBe(
            guid("2"),
        );
        expect(read({}, env).subscriptionId).toBe(guid("3"));
        expect(read({}, { AZURE_SUBSCRIPTION_ID: guid("4") }).subscriptionId).toBe(guid("4"));
    });

    it("says where it was found", () => {
        const settings = read({ "azure-native:tenantId": "t" }, { ARM_CLIENT_ID: "c" });
        expect(settings.sources).toEqual({
            tenantId: "azure-native:tenantId",
            clientId: "ARM_CLIENT_ID",
        });
    });

    it("passes over empty values, which CI systems set for secrets that are not there", () => {
        expect(
            read({ "azure-importexport:clientSecret": "" }, { ARM_CLIENT_SECRET: "s" })
                .clientSecret,
        ).toBe("s");
        expect(read({}, { ARM_TENANT_ID: "  ", AZURE_TENANT_ID: "t" }).tenantId).toBe("t");
    });
});

// Written by hand from azure-native's documentation, Terraform's azurerm and the Azure SDKs.
describe.each<[SettingName, string[]]>([
    [
        "subscriptionId",
        [
            "azure-importexport:subscriptionId",
            "azure-native:subscriptionId",
            "ARM_SUBSCRIPTION_ID",
            "AZURE_SUBSCRIPTION_ID",
        ],
    ],
    [
        "tenantId",
        [
            "azure-importexport:tenantId",
            "azure-native:tenantId",
            "ARM_TENANT_ID",
            "AZURE_TENANT_ID",
        ],
    ],
    [
        "clientId",
        [
            "azure-importexport:clientId",
            "azure-native:clientId",
            "ARM_CLIENT_ID",
            "AZURE_CLIENT_ID",
        ],
    ],
    [
        "clientSecret",
        [
            "azure-importexport:clientSecret",
            "azure-native:clientSecret",
            "ARM_CLIENT_SECRET",
            "AZURE_CLIENT_SECRET",
        ],
    ],
    [
        "clientCertificatePath",
        [
            "azure-importexport:clientCertificatePath",
            "azure-native:clientCertificatePath",
            "ARM_CLIENT_CERTIFICATE_PATH",
            "AZURE_CLIENT_CERTIFICATE_PATH",
        ],
    ],
    [
        "clientCertificatePassword",
        [
            "azure-importexport:clientCertificatePassword",
            "azure-native:clientCertificatePassword",
            "ARM_CLIENT_CERTIFICATE_PASSWORD",
            "AZURE_CLIENT_CERTIFICATE_PASSWORD",
        ],
    ],
    ["useOidc", ["azure-importexport:useOidc", "azure-native:useOidc", "ARM_USE_OIDC"]],
    ["oidcToken", ["azure-importexport:oidcToken", "azure-native:oidcToken", "ARM_OIDC_TOKEN"]],
    [
        "oidcTokenFilePath",
        [
            "azure-importexport:oidcTokenFilePath",
            "azure-native:oidcTokenFilePath",
            "ARM_OIDC_TOKEN_FILE_PATH",
            "AZURE_FEDERATED_TOKEN_FILE",
        ],
    ],
    [
        "oidcRequestUrl",
        [
            "azure-importexport:oidcRequestUrl",
            "azure-native:oidcRequestUrl",
            "ARM_OIDC_REQUEST_URL",
            "ACTIONS_ID_TOKEN_REQUEST_URL",
            "SYSTEM_OIDCREQUESTURI",
        ],
    ],
    [
        "oidcRequestToken",
        [
            "azure-importexport:oidcRequestToken",
            "azure-native:oidcRequestToken",
            "ARM_OIDC_REQUEST_TOKEN",
            "ACTIONS_ID_TOKEN_REQUEST_TOKEN",
            "SYSTEM_ACCESSTOKEN",
        ],
    ],
    [
        "oidcAudience",
        ["azure-importexport:oidcAudience", "azure-native:oidcAudience", "ARM_OIDC_AUDIENCE"],
    ],
    [
        "oidcAzureServiceConnectionId",
        [
            "azure-importexport:oidcAzureServiceConnectionId",
            "ARM_ADO_PIPELINE_SERVICE_CONNECTION_ID",
            "ARM_OIDC_AZURE_SERVICE_CONNECTION_ID",
            "AZURESUBSCRIPTION_SERVICE_CONNECTION_ID",
        ],
    ],
    ["location", ["azure-importexport:location", "azure-native:location", "ARM_LOCATION_NAME"]],
    ["useMsi", ["azure-importexport:useMsi", "azure-native:useMsi", "ARM_USE_MSI"]],
    [
        "useDefaultAzureCredential",
        [
            "azure-importexport:useDefaultAzureCredential",
            "azure-native:useDefaultAzureCredential",
            "ARM_USE_DEFAULT_AZURE_CREDENTIAL",
        ],
    ],
    ["useCli", ["azure-importexport:useCli", "ARM_USE_CLI"]],
    [
        "environment",
        [
            "azure-importexport:environment",
            "azure-native:environment",
            "ARM_ENVIRONMENT",
            "AZURE_ENVIRONMENT",
        ],
    ],
    [
        "metadataHost",
        [
            "azure-importexport:metadataHost",
            "azure-native:metadataHost",
            "ARM_METADATA_HOSTNAME",
            "ARM_METADATA_HOST",
        ],
    ],
    [
        "authorityHost",
        [
            "azure-importexport:authorityHost",
            "azure-native:activeDirectoryAuthorityHost",
            "ARM_ACTIVE_DIRECTORY_AUTHORITY_HOST",
            "AZURE_AUTHORITY_HOST",
        ],
    ],
    [
        "disableInstanceDiscovery",
        [
            "azure-importexport:disableInstanceDiscovery",
            "azure-native:disableInstanceDiscovery",
            "ARM_DISABLE_INSTANCE_DISCOVERY",
        ],
    ],
    [
        "endpoint",
        [
            "azure-importexport:endpoint",
            "azure-native:resourceManagerEndpoint",
            "AZURE_IMPORTEXPORT_ENDPOINT",
            "ARM_RESOURCE_MANAGER_ENDPOINT",
        ],
    ],
    [
        "audience",
        [
            "azure-importexport:audience",
            "azure-native:resourceManagerAudience",
            "ARM_RESOURCE_MANAGER_AUDIENCE",
        ],
    ],
    ["ownerTag", ["azure-importexport:ownerTag"]],
    [
        "retrySeconds",
        [
            "azure-importexport:retrySeconds",
            "azure-importexport:patienceSeconds",
            "AZURE_IMPORTEXPORT_RETRY_SECONDS",
            "AZURE_IMPORTEXPORT_PATIENCE_SECONDS",
        ],
    ],
])("the setting %s", (name, keys) => {
    const example: Record<string, string> = {
        boolean: "false",
        guid: guid("9"),
        environment: "China",
        url: "https://arm.example/",
        host: "arm.example:8443",
        text: "something",
        seconds: "90",
    };
    const kept: Record<string, unknown> = {
        boolean: false,
        guid: guid("9"),
        environment: "china",
        url: "https://arm.example",
        host: "https://arm.example:8443",
        text: "something",
        seconds: 90,
    };

    it("is looked for under these keys, in this order", () => {
        expect(keysOf(name)).toEqual(keys);
    });

    it.each(keys)("is read from %s", (key) => {
        const type = SETTINGS.find((setting) => setting.name === name)?.type ?? "";
        const given = { [key]: example[type] ?? "" };
        const settings = key.includes(":") ? read(given) : read({}, given);
        expect(settings[name]).toBe(kept[type]);
    });
});

it("the table has no setting that this test does not know", () => {
    expect(SETTINGS).toHaveLength(25);
});

it("the config keys of azure-native are keys that azure-native has", async () => {
    const native = Object.keys(await import("@pulumi/azure-native/config/vars.js"));
    // The plugin reads them, and no list of the SDK has them.
    const documented = [
        "activeDirectoryAuthorityHost",
        "oidcAudience",
        "resourceManagerAudience",
        "resourceManagerEndpoint",
    ];
    for (const { native: key } of SETTINGS) {
        if (key !== undefined) expect([...native, ...documented]).toContain(key);
    }
});

describe("what is not set", () => {
    it("has the defaults: Azure CLI allowed, owner tag on, two minutes of retries, nothing else", () => {
        expect(read({})).toEqual({
            useCli: true,
            ownerTag: true,
            retrySeconds: 120,
            sources: {},
        });
    });

    it("is reported with every key that was tried, in order, and an example", () => {
        const { message } = errorOf(() => subscriptionIdOf(read({})));
        expect(message).toContain(
            "azure-importexport:subscriptionId, azure-native:subscriptionId, ARM_SUBSCRIPTION_ID, AZURE_SUBSCRIPTION_ID",
        );
        expect(message).toContain("pulumi config set azure-importexport:subscriptionId");
        expect(() => requireSetting(read({}), "tenantId", "to log in")).toThrow(SettingsError);
    });

    it("does not matter where a job gives its own subscription", () => {
        expect(subscriptionIdOf(read({}), guid("5"))).toBe(guid("5"));
        expect(
            subscriptionIdOf(read({ "azure-native:subscriptionId": guid("2") }), guid("5")),
        ).toBe(guid("5"));
    });
});

describe("the cloud", () => {
    it.each([
        ["public", "public"],
        ["AzureCloud", "public"],
        ["usgovernment", "usgovernment"],
        ["usgov", "usgovernment"],
        ["usgovernmentl4", "usgovernment"],
        ["AzureUSGovernment", "usgovernment"],
        ["azureusgovernmentcloud", "usgovernment"],
        ["china", "china"],
        ["AzureChinaCloud", "china"],
    ])("%s is %s", (given, environment) => {
        expect(read({}, { ARM_ENVIRONMENT: given }).environment).toBe(environment);
    });
});

describe("a wrong value", () => {
    it("is reported with its key and a right value, every wrong one at once", () => {
        const { message } = errorOf(() =>
            read(
                {
                    "azure-native:useMsi": "yes",
                    "azure-importexport:endpoint": "http://127.0.0.1:8080",
                },
                {
                    ARM_ENVIRONMENT: "germany",
                    ARM_SUBSCRIPTION_ID: "my-subscription",
                    ARM_METADATA_HOSTNAME: "http://x",
                },
            ),
        );
        expect(message).toContain(`azure-native:useMsi must be "true" or "false", not "yes"`);
        expect(message).toContain(
            "azure-importexport:endpoint must be an address such as https://management.azure.com",
        );
        expect(message).toContain(
            `ARM_ENVIRONMENT must be "public", "usgovernment" or "china", not "germany"`,
        );
        expect(message).toContain(
            "ARM_SUBSCRIPTION_ID must be an id such as 00000000-0000-0000-0000-000000000000",
        );
        expect(message).toContain("ARM_METADATA_HOSTNAME must be a host");
    });

    it.each(["1", "0", "on", "yes", "truee"])("of a boolean is %s", (text) => {
        expect(() => read({ "azure-importexport:ownerTag": text })).toThrow(SettingsError);
    });

    it("of a secret setting is never shown", () => {
        const secrets = SETTINGS.filter((setting) => setting.secret);
        expect(secrets.map((setting) => setting.name)).toEqual([
            "clientSecret",
            "clientCertificatePassword",
            "oidcToken",
            "oidcRequestToken",
        ]);
        const config = Object.fromEntries(
            secrets.map((setting) => [`azure-importexport:${setting.name}`, "hush-hush"]),
        );
        const wrong = errorOf(() => read({ ...config, "azure-importexport:useMsi": "maybe" }));
        expect(wrong.message).not.toContain("hush-hush");
        const settings = read(config);
        expect(errorOf(() => subscriptionIdOf(settings)).message).not.toContain("hush-hush");
    });
});

describe("addresses", () => {
    it.each([
        ["https://management.azure.com/", "https://management.azure.com"],
        ["https://127.0.0.1:8443", "https://127.0.0.1:8443"],
        ["https://gateway.example/arm//", "https://gateway.example/arm"],
    ])("%s is kept without a trailing slash", (given, kept) => {
        expect(read({ "azure-importexport:endpoint": given }).endpoint).toBe(kept);
    });

    it.each(["https://user:password@host", "https://host/?x=1", "ftp://host", "just text"])(
        "%s is refused",
        (given) => {
            expect(() => read({ "azure-importexport:endpoint": given })).toThrow(SettingsError);
        },
    );
});
