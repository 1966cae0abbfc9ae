/** What the messages of AzureError advise to do. */
import type { AzureErrorKind } from "./azureErrorKind";
import { isCertificateCode } from "./networkCodes";
import type { SecretFields } from "./redaction";

/** A service of Resource Manager, as far as requests and errors need to know it. */
export interface ArmService {
    /** Such as `Microsoft.ImportExport`: what a subscription is registered for. */
    readonly namespace: string;
    /** The one API version that is asked. */
    readonly apiVersion: string;
    /** What a login needs, as a sentence goes on after "The login lacks a permission: ". */
    readonly permission: string;
    /** What is known of the end of its jobs' API, and what takes its place: a sentence or two. */
    readonly retirement?: string;
    /** What of its bodies no text may show. */
    readonly secretFields: SecretFields;
}

/** Resource Manager's codes for a service or type that it does not route, at this API version. */
const RETIRED_CODES: readonly (string | undefined)[] = [
    "NoRegisteredProviderFound",
    "InvalidResourceType",
    "InvalidResourceNamespace",
];

/** Whether Resource Manager says that the service is not there. That says nothing of any job. */
export function isRetiredCode(code: string | undefined): boolean {
    return RETIRED_CODES.includes(code);
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
    if (isRetiredCode(code) && service?.retirement !== undefined) {
        return (
            `\nResource Manager does not route jobs of ${service.namespace} (API version ${service.apiVersion}) at ${endpoint}: retired, or never offered in this cloud. ${service.retirement} ` +
            "Nothing is concluded for jobs that a stack has. To take one out of the stack without asking Azure: " +
            'set deletion.whenUndeletable: "forget", run "pulumi up", then destroy it or take it out of the program; or use "pulumi state delete".'
        );
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
