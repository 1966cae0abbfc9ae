/** What the messages of AzureError advise to do. */
import type { AzureErrorKind } from "./azureErrorKind";
import { isCertificateCode } from "./networkCodes";

/** A service of Resource Manager, as far as errors speak of it. */
export interface ArmService {
    /** Such as `Microsoft.ImportExport`: what a subscription is registered for. */
    readonly namespace: string;
    /** The one API version that is asked. */
    readonly apiVersion: string;
    /** What a login needs, as a sentence goes on after "The login lacks a permission: ". */
    readonly permission: string;
}

/** What to do about an answer that says no: nothing, or a line of its own. */
export function advice(
    kind: AzureErrorKind,
    status: number,
    code: string | undefined,
    { endpoint, service }: { endpoint: string; service?: ArmService },
): string {
    if (kind === "notRegistered") {
        return (
            "\nThe subscription is not registered for this service. Register it once, wait some minutes and try again: " +
            `az provider register --namespace ${service?.namespace ?? "NAMESPACE"}`
        );
    }
    if (kind === "credentials") {
        return (
            "\nAzure does not accept the login. Is it meant for this cloud and tenant? " +
            "Settings: azure-importexport:environment, azure-importexport:tenantId."
        );
    }
    if (kind === "throttled") return "\nToo many requests. Wait some minutes and try again.";
    if (code === "AuthorizationFailed" && service) {
        return `\nThe login lacks a permission: ${service.permission}`;
    }
    if (code === "ResourceGroupNotFound") {
        return "\nCreate the resource group first, or correct resourceGroupName or the subscription.";
    }
    if (code === "SubscriptionNotFound") {
        return "\nIs the subscription id right, and does this login see it? az account list shows what it sees.";
    }
    if (status === 404 && code === undefined) {
        return `\nThis is not Resource Manager's way to say that something is gone; so nothing was concluded from it. Is ${endpoint} the right endpoint?`;
    }
    return "";
}

/** What to do when there is no answer. */
export function reachAdvice(code: string | undefined): string {
    if (isCertificateCode(code)) {
        return (
            "The certificate is not trusted. If a proxy or an emulator has a certificate authority of its own, " +
            "give its file to Node before it starts: NODE_EXTRA_CA_CERTS=/path/to/ca.pem"
        );
    }
    return (
        "Check the network, the proxy (HTTPS_PROXY, NO_PROXY), and the endpoint if you set one " +
        "(azure-importexport:endpoint, AZURE_IMPORTEXPORT_ENDPOINT, metadataHost)."
    );
}
