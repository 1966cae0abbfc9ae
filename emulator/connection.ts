/** How to reach a running emulator: the content of `DIR/emulator.json`. All strings. */
export interface Connection {
    /** Resource Manager, `https://localhost:PORT`. */
    readonly endpoint: string;
    /** Path of the certificate authority's certificate, PEM. */
    readonly caCertificate: string;
    readonly subscriptionId: string;
    readonly tenantId: string;
    /** The service principal. */
    readonly clientId: string;
    /** The service principal's secret. */
    readonly clientSecret: string;
    /** Managed identity, App Service form. */
    readonly identityEndpoint: string;
    /** The secret that goes with it: `X-IDENTITY-HEADER`. */
    readonly identityHeader: string;
    readonly adminEndpoint: string;
    readonly adminToken: string;
}

/**
 * Environment variables that make the Azure clients of a child process talk to the emulator, by
 * managed identity.
 *
 * No client id or secret is among them: with these, Azure's default credential would first try the
 * service principal, and for that ask the public cloud who the emulator's authority is.
 *
 * @param caBundle path of a PEM file with the usual authorities and the emulator's. `SSL_CERT_FILE`
 * and `REQUESTS_CA_BUNDLE` replace a client's own list, so the emulator's alone would cut the
 * process off from everything else.
 */
export function environmentFor(connection: Connection, caBundle: string): Record<string, string> {
    const { endpoint, subscriptionId, tenantId } = connection;
    return {
        // Managed identity, App Service form: every Azure SDK, az, azapi.
        IDENTITY_ENDPOINT: connection.identityEndpoint,
        IDENTITY_HEADER: connection.identityHeader,
        // Terraform, Pulumi's azure-native and this repository's provider.
        ARM_USE_MSI: "true",
        // Azure SDKs and az.
        AZURE_SUBSCRIPTION_ID: subscriptionId,
        AZURE_TENANT_ID: tenantId,
        AZURE_AUTHORITY_HOST: endpoint,
        AZURE_CORE_INSTANCE_DISCOVERY: "false",
        ...common(connection, caBundle),
    };
}

/**
 * As `environmentFor`, for Pulumi's Azure providers and Terraform alone: they log in as the service principal, and what
 * the Azure SDKs log in with is not touched.
 */
export function providersOnly(connection: Connection, caBundle: string): Record<string, string> {
    return {
        ARM_USE_MSI: "false",
        ARM_CLIENT_ID: connection.clientId,
        ARM_CLIENT_SECRET: connection.clientSecret,
        ...common(connection, caBundle),
    };
}

function common(connection: Connection, caBundle: string): Record<string, string> {
    const { endpoint, subscriptionId, tenantId } = connection;
    return {
        AZURE_IMPORTEXPORT_ENDPOINT: endpoint,
        ARM_USE_CLI: "false",
        ARM_SUBSCRIPTION_ID: subscriptionId,
        ARM_TENANT_ID: tenantId,
        // azapi: another Resource Manager than the public cloud's.
        ARM_RESOURCE_MANAGER_ENDPOINT: endpoint,
        ARM_RESOURCE_MANAGER_AUDIENCE: endpoint,
        ARM_ACTIVE_DIRECTORY_AUTHORITY_HOST: endpoint,
        // A proxy could not reach this machine's loopback address.
        NO_PROXY: withoutProxyFor("localhost", "127.0.0.1"),
        no_proxy: withoutProxyFor("localhost", "127.0.0.1"),
        // Trust: Node adds to its list, Go and Python replace theirs.
        NODE_EXTRA_CA_CERTS: connection.caCertificate,
        SSL_CERT_FILE: caBundle,
        REQUESTS_CA_BUNDLE: caBundle,
    };
}

function withoutProxyFor(...hosts: string[]): string {
    const already = (process.env.NO_PROXY ?? process.env.no_proxy ?? "").split(",").filter(Boolean);
    return [...new Set([...already, ...hosts])].join(",");
}
