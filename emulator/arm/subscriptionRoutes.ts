import { importExportApiVersions } from "../importexport/apiVersions";
import { displayNames } from "../importexport/locations";
import { ArmError } from "./error";
import type { ArmAnswer, ArmCall, Route } from "./router";
import { importExportNamespace, type RegistrationState, type Subscriptions } from "./subscriptions";

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
                handle: (call) => ({ status: 200, body: { value: [this.provider(call)] } }),
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
        checkNamespace(call);
        return { status: 200, body: this.provider(call) };
    }

    private setRegistration(call: ArmCall, state: RegistrationState): ArmAnswer {
        checkNamespace(call);
        this.subscriptions.setRegistration(call.params.subscriptionId ?? "", state);
        return { status: 200, body: this.provider(call) };
    }

    private provider({ params }: ArmCall): object {
        const subscriptionId = params.subscriptionId ?? "";
        const served = {
            apiVersions: [...importExportApiVersions].reverse(),
            capabilities: "None",
        };
        return {
            id: `/subscriptions/${subscriptionId}/providers/${importExportNamespace}`,
            namespace: importExportNamespace,
            registrationPolicy: "RegistrationRequired",
            registrationState: this.subscriptions.registration(subscriptionId),
            resourceTypes: [
                { resourceType: "jobs", locations: Object.values(displayNames), ...served },
                { resourceType: "locations", locations: [], ...served },
                { resourceType: "operations", locations: [], ...served },
            ],
        };
    }
}

function checkNamespace({ params }: ArmCall): void {
    if (params.namespace?.toLowerCase() === importExportNamespace.toLowerCase()) return;
    throw new ArmError(
        404,
        "InvalidResourceNamespace",
        `The resource namespace is invalid. This emulator knows ${importExportNamespace} alone.`,
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
