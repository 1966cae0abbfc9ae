import { dataBoxApiVersions } from "../databox/apiVersions";
import { importExportApiVersions } from "../importexport/apiVersions";
import { displayNames } from "../jobs/dataCenters";
import { jobNamespaces, type JobNamespace } from "../jobs/job";
import { ArmError } from "./error";
import { operation, type ArmAnswer, type ArmCall, type Route } from "./router";
import type { RegistrationState, Subscriptions } from "./subscriptions";

/** Subscriptions, tenants and the registration of resource providers: what clients ask first. */
export class SubscriptionRoutes {
    constructor(
        private readonly subscriptions: Subscriptions,
        private readonly tenantId: string,
    ) {}

    routes(): readonly Route[] {
        const one = "/subscriptions/{subscriptionId}";
        const provider = `${one}/providers/{namespace}`;
        const routes = [
            operation("GET", "Subscriptions_List", "/subscriptions", () => this.list()),
            operation("GET", "Subscriptions_Get", one, ({ params }) => ({
                status: 200,
                body: this.subscription(params.subscriptionId ?? ""),
            })),
            operation("GET", "Subscriptions_ListLocations", `${one}/locations`, ({ params }) =>
                locations(params.subscriptionId ?? ""),
            ),
            operation("GET", "Tenants_List", "/tenants", () => this.tenants()),
            operation("GET", "Providers_List", `${one}/providers`, (call) => ({
                status: 200,
                body: { value: jobNamespaces.map((name) => this.provider(call, name)) },
            })),
            operation("GET", "Providers_Get", provider, (call) => this.getProvider(call)),
            operation("POST", "Providers_Register", `${provider}/register`, (call) =>
                this.setRegistration(call, "Registered"),
            ),
            operation("POST", "Providers_Unregister", `${provider}/unregister`, (call) =>
                this.setRegistration(call, "NotRegistered"),
            ),
        ];
        return routes.map((route) => ({ ...route, apiVersions: "any" }));
    }

    private list(): ArmAnswer {
        const value = this.subscriptions.ids.map((id) => this.subscription(id));
        return { status: 200, body: { value, count: { type: "Total", value: value.length } } };
    }

    private subscription(subscriptionId: string): object {
        return {
            id: `/subscriptions/${subscriptionId}`,
            subscriptionId,
            tenantId: this.tenantId,
            displayName: "Import/Export emulator",
            state: "Enabled",
            authorizationSource: "RoleBased",
            managedByTenants: [],
            subscriptionPolicies: {
                locationPlacementId: "Public_2014-09-01",
                quotaId: "PayAsYouGo_2014-09-01",
                spendingLimit: "Off",
            },
        };
    }

    private tenants(): ArmAnswer {
        const tenant = {
            id: `/tenants/${this.tenantId}`,
            tenantId: this.tenantId,
            displayName: "Import/Export emulator",
            tenantCategory: "Home",
        };
        return { status: 200, body: { value: [tenant] } };
    }

    private getProvider(call: ArmCall): ArmAnswer {
        return { status: 200, body: this.provider(call, checkedNamespace(call)) };
    }

    private setRegistration(call: ArmCall, state: RegistrationState): ArmAnswer {
        const namespace = checkedNamespace(call);
        this.subscriptions.setRegistration(call.params.subscriptionId ?? "", namespace, state);
        return { status: 200, body: this.provider(call, namespace) };
    }

    private provider({ params }: ArmCall, namespace: JobNamespace): object {
        const subscriptionId = params.subscriptionId ?? "";
        const served = {
            apiVersions: [...apiVersionsOf[namespace]].reverse(),
            capabilities: "None",
        };
        return {
            id: `/subscriptions/${subscriptionId}/providers/${namespace}`,
            namespace,
            registrationPolicy: "RegistrationRequired",
            registrationState: this.subscriptions.registration(subscriptionId, namespace),
            resourceTypes: [
                { resourceType: "jobs", locations: Object.values(displayNames), ...served },
                { resourceType: "locations", locations: [], ...served },
                { resourceType: "operations", locations: [], ...served },
            ],
        };
    }
}

const apiVersionsOf: Readonly<Record<JobNamespace, readonly string[]>> = {
    "Microsoft.ImportExport": importExportApiVersions,
    "Microsoft.DataBox": dataBoxApiVersions,
};

function checkedNamespace({ params }: ArmCall): JobNamespace {
    const namespace = jobNamespaces.find(
        (known) => known.toLowerCase() === params.namespace?.toLowerCase(),
    );
    if (namespace) return namespace;
    throw new ArmError(
        404,
        "InvalidResourceNamespace",
        `The resource namespace is invalid. This emulator knows ${jobNamespaces.join(" and ")} alone.`,
    );
}

function locations(subscriptionId: string): ArmAnswer {
    const value = Object.entries(displayNames).map(([name, displayName]) => ({
        id: `/subscriptions/${subscriptionId}/locations/${name}`,
        name,
        type: "Region",
        displayName,
        regionalDisplayName: displayName,
        metadata: { regionType: "Physical" },
    }));
    return { status: 200, body: { value } };
}
