/** The SDK's credential behind each way to log in to Azure; credentialChoice.ts has what chooses it. */
import { readFileSync } from "node:fs";
import {
    AzureCliCredential,
    ClientAssertionCredential,
    ClientCertificateCredential,
    ClientSecretCredential,
    DefaultAzureCredential,
    ManagedIdentityCredential,
    type AuthorityValidationOptions,
    type TokenCredentialOptions,
} from "@azure/identity";
import type { TokenCredential } from "@azure/core-auth";
import type { LoginId } from "../settings/credentialChoice";
import type { Settings } from "../settings/settings";
import { assertionSource } from "./assertions";
import { pemOfPfx } from "./pfx";

/** What every credential of the Azure SDK takes. */
export type LoginOptions = TokenCredentialOptions & AuthorityValidationOptions;

type Make = (settings: Settings, options: LoginOptions, subscriptionId?: string) => TokenCredential;

/** The SDK's credential of each login. */
export const CREDENTIALS: Readonly<Record<LoginId, Make>> = {
    default: (settings, options) =>
        new DefaultAzureCredential({ ...options, tenantId: settings.tenantId }),
    certificate: makeCertificateCredential,
    secret: ({ tenantId = "", clientId = "", clientSecret = "" }, options) =>
        new ClientSecretCredential(tenantId, clientId, clientSecret, options),
    oidc: makeOidcCredential,
    msi: ({ clientId }, options) =>
        clientId === undefined
            ? new ManagedIdentityCredential(options)
            : new ManagedIdentityCredential({ ...options, clientId }),
    // The CLI takes a subscription or a tenant, not both; the subscription tells the tenant.
    cli: (_settings, _options, subscriptionId) =>
        new AzureCliCredential({ subscription: subscriptionId }),
};

function makeCertificateCredential(settings: Settings, options: LoginOptions): TokenCredential {
    const {
        clientCertificatePath = "",
        clientCertificatePassword,
        tenantId = "",
        clientId = "",
    } = settings;
    const content = readFileSync(clientCertificatePath);
    if (!content.includes("-----BEGIN ")) {
        const certificate = pemOfPfx(content, clientCertificatePath, clientCertificatePassword);
        return new ClientCertificateCredential(tenantId, clientId, { certificate }, options);
    }
    const certificate = {
        certificatePath: clientCertificatePath,
        certificatePassword: clientCertificatePassword,
    };
    return new ClientCertificateCredential(tenantId, clientId, certificate, options);
}

function makeOidcCredential(settings: Settings, options: LoginOptions): TokenCredential {
    const { tenantId = "", clientId = "" } = settings;
    return new ClientAssertionCredential(tenantId, clientId, assertionSource(settings), options);
}
