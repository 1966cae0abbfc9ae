import { dataBoxApiVersions } from "../databox/apiVersions";
import { importExportApiVersions } from "../importexport/apiVersions";
import { displayNames } from "../jobs/dataCenters";
import { jobNamespaces, type JobNamespace } from "../jobs/job";
import { ArmError } from "./error";
import type { ArmAnswer, ArmCall, Route } from "./router";
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
        const read = { method: "GET", quota: "reads" } as const;
        const act = { method: "POST", quota: "writes" } as const;
        const routes: Omit<Route, "apiVersions" | "takesBody">[] = [
            {
                ...read,
                operation: "Subscriptions_List",
                path: "/subscriptions",
                handle: () => this.list(),
            },
            {
                ...read,
                operation: "Subscriptions_Get",
                path: one,
                handle: ({ params }) => ({
                    status: 200,
                    body: this.subscription(params.subscriptionId ?? ""),
                }),
            },
            {
                ...read,
                operation: "Subscriptions_ListLocations",
                path: `${one}/locations`,
                handle: ({ params }) => locations(params.subscriptionId ?? ""),
            },
            { ...read, operation: "Tenants_List", path: "/tenants", handle: () => this.tenants() },
            {
                ...read,
                operation: "Providers_List",
                path: `${one}/providers`,
                handle: (call) => ({
                    status: 200,
                    body: { value: jobNamespaces.map((name) => this.provider(call, name)) },
                }),
            },
            {
                ...read,
                operation: "Providers_Get",
                path: provider,
                handle: (call) => this.getProvider(call),
            },
            {
                ...act,
                operation: "Providers_Register",
                path: `${provider}/register`,
                handle: (call) => this.setRegistration(call, "Registered"),
            },
            {
                ...act,
                operation: "Providers_Unregister",
                path: `${provider}/unregister`,
                handle: (call) => this.setRegistration(call, "NotRegistered"),
            },
        ];
        return routes.map((route) => ({ ...route, apiVersions: "any", takesBody: false }));
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
