/** azure-native's settings, as its config/vars.d.ts lists them, and what becomes of each here. Written by hand. */
import { readSettings } from "../../../provider/settings/config";
import { LEFT_OUT } from "../../../provider/settings/leftOutSettings";
import { SETTINGS, type SettingName } from "../../../provider/settings/settings";
import * as vars from "@pulumi/azure-native/config/vars";

const guid = "00000000-0000-4000-8000-000000000001";

type Row = { ours: SettingName; given: string; read: unknown; env: string } | { because: RegExp };

const table: Record<string, Row> = {
    auxiliaryTenantIds: { because: /second tenant/ },
    clientCertificatePassword: {
        ours: "clientCertificatePassword",
        given: "pass",
        read: "pass",
        env: "ARM_CLIENT_CERTIFICATE_PASSWORD",
    },
    clientCertificatePath: {
        ours: "clientCertificatePath",
        given: "c.pfx",
        read: "c.pfx",
        env: "ARM_CLIENT_CERTIFICATE_PATH",
    },
    clientId: { ours: "clientId", given: guid, read: guid, env: "ARM_CLIENT_ID" },
    clientSecret: { ours: "clientSecret", given: "s", read: "s", env: "ARM_CLIENT_SECRET" },
    disableInstanceDiscovery: {
        ours: "disableInstanceDiscovery",
        given: "true",
        read: true,
        env: "ARM_DISABLE_INSTANCE_DISCOVERY",
    },
    disablePulumiPartnerId: { because: /no partner id/ },
    environment: {
        ours: "environment",
        given: "usgovernment",
        read: "usgovernment",
        env: "ARM_ENVIRONMENT",
    },
    location: { ours: "location", given: "westus", read: "westus", env: "ARM_LOCATION_NAME" },
    metadataHost: {
        ours: "metadataHost",
        given: "example.org",
        read: "https://example.org",
        env: "ARM_METADATA_HOSTNAME",
    },
    msiEndpoint: { because: /finds the managed identity's endpoint itself/ },
    oidcRequestToken: {
        ours: "oidcRequestToken",
        given: "t",
        read: "t",
        env: "ARM_OIDC_REQUEST_TOKEN",
    },
    oidcRequestUrl: {
        ours: "oidcRequestUrl",
        given: "https://example.org/t",
        read: "https://example.org/t",
        env: "ARM_OIDC_REQUEST_URL",
    },
    oidcToken: { ours: "oidcToken", given: "t", read: "t", env: "ARM_OIDC_TOKEN" },
    oidcTokenFilePath: {
        ours: "oidcTokenFilePath",
        given: "f",
        read: "f",
        env: "ARM_OIDC_TOKEN_FILE_PATH",
    },
    partnerId: { because: /attributes use to a partner/ },
    subscriptionId: {
        ours: "subscriptionId",
        given: guid,
        read: guid,
        env: "ARM_SUBSCRIPTION_ID",
    },
    tenantId: { ours: "tenantId", given: guid, read: guid, env: "ARM_TENANT_ID" },
    useDefaultAzureCredential: {
        ours: "useDefaultAzureCredential",
        given: "true",
        read: true,
        env: "ARM_USE_DEFAULT_AZURE_CREDENTIAL",
    },
    useMsi: { ours: "useMsi", given: "true", read: true, env: "ARM_USE_MSI" },
    useOidc: { ours: "useOidc", given: "true", read: true, env: "ARM_USE_OIDC" },
};

/**
 * Settings that azure-native's plugin reads and its SDK does not list (pulumi/pulumi-azure-native,
 * provider/pkg/provider/auth_azidentity.go, readAuthConfig and getCloud).
 */
const unlisted: Record<string, Row> = {
    activeDirectoryAuthorityHost: {
        ours: "authorityHost",
        given: "https://login.example.org/",
        read: "https://login.example.org",
        env: "ARM_ACTIVE_DIRECTORY_AUTHORITY_HOST",
    },
    oidcAudience: {
        ours: "oidcAudience",
        given: "api://AzureADTokenExchangeUSGov",
        read: "api://AzureADTokenExchangeUSGov",
        env: "ARM_OIDC_AUDIENCE",
    },
    resourceManagerAudience: {
        ours: "audience",
        given: "https://management.example.org/",
        read: "https://management.example.org",
        env: "ARM_RESOURCE_MANAGER_AUDIENCE",
    },
    resourceManagerEndpoint: {
        ours: "endpoint",
        given: "https://arm.example.org/",
        read: "https://arm.example.org",
        env: "ARM_RESOURCE_MANAGER_ENDPOINT",
    },
};

describe("the settings of azure-native", () => {
    it("are all in the table", () => {
        expect(Object.keys(table).sort()).toEqual(Object.keys(vars).sort());
    });

    it.each(Object.entries({ ...table, ...unlisted }))(
        "%s is read as azure-native reads it, or is left out with a reason",
        (native, row) => {
            if ("because" in row) {
                const left = LEFT_OUT.find((one) => one.native === native);
                expect(left?.because).toMatch(row.because);
                expect(SETTINGS.map((setting) => setting.native)).not.toContain(native);
                return;
            }
            const config = {
                get: (key: string) => (key === `azure-native:${native}` ? row.given : undefined),
            };
            expect(readSettings(config, {})[row.ours]).toEqual(row.read);
            const none = { get: () => undefined };
            expect(readSettings(none, { [row.env]: row.given })[row.ours]).toEqual(row.read);
        },
    );
});
