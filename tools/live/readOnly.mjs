// What can be learnt without changing anything: login, registration, permissions, locations, lists, API versions.
import { readFileSync } from "node:fs";
import { isRetired, isSuccess, orError } from "./azure.mjs";
import { isOurs, services, shippingAddress } from "./services.mjs";

/** Resource Manager's own operations. */
const RESOURCES = { namespace: "Microsoft.Resources", apiVersion: "2021-04-01", permission: "" };
const PERMISSIONS = {
    namespace: "Microsoft.Authorization",
    apiVersion: "2022-04-01",
    permission: "",
};

/** The roles of the documentation: one list for both. */
const roles = { importExport: "import-export-jobs", dataBox: "data-box-orders" };

/**
 * @param place `{ subscriptionId, resourceGroup?, location }`
 * @returns `{ isLoggedIn, leftovers, permissions }`; everything else goes into the record
 */
export async function readOnly({ azure, place, record, check }) {
    const subscription = `/subscriptions/${place.subscriptionId}`;
    const ask = async (service, what, path, method = "GET", body = undefined) => {
        check();
        return await orError(azure.ask(method, path, { what, service, body }));
    };
    const login = await ask(RESOURCES, "read the subscription", subscription);
    record.add({
        step: "log in and read the subscription",
        request: "GET subscription",
        answer: login,
    });
    if (!isSuccess(login)) return { isLoggedIn: false, leftovers: [], permissions: [] };

    const permissions = await permissionsOf({ ask, place, record });
    const leftovers = [];
    for (const [word, service] of Object.entries(services)) {
        await registration({ ask, word, service, subscription, record });
        leftovers.push(...(await listed({ azure, word, service, place, record, check })));
    }
    await locations({ ask, record });
    if (place.resourceGroup !== undefined) await offers({ ask, place, record });
    return { isLoggedIn: true, leftovers, permissions };
}

/** What Resource Manager says today of a namespace: whether the subscription is registered, and its API versions. */
async function registration({ ask, word, service, subscription, record }) {
    const path = `${subscription}/providers/${service.namespace}`;
    const answer = await ask(RESOURCES, `read the registration of ${service.namespace}`, path);
    const types = answer.json?.resourceTypes ?? [];
    const versions = types.find(({ resourceType }) => resourceType === "jobs")?.apiVersions ?? [];
    const note = isSuccess(answer)
        ? `${answer.json.registrationState}; API versions of jobs: ${versions.join(", ") || "none"}`
        : undefined;
    record.add({
        service: word,
        step: "registration and API versions",
        request: "GET provider",
        answer,
        note,
    });
}

/** The jobs that there are, counted by where they are; never a name. */
async function listed({ azure, word, service, place, record, check }) {
    check();
    const { subscriptionId } = place;
    const path = `/subscriptions/${subscriptionId}/providers/${service.namespace}/jobs`;
    const jobs = await orError(
        azure.list(path, { what: "list the jobs of the subscription", service }),
    );
    const step = `list the jobs at ${service.apiVersion}`;
    if (!Array.isArray(jobs)) {
        const note = isRetired(jobs)
            ? "Resource Manager does not route this API version"
            : undefined;
        record.add({ service: word, step, request: "GET jobs", answer: jobs, note });
        return [];
    }
    const counts = new Map();
    for (const job of jobs) {
        const { words } = service.look(job);
        counts.set(words, (counts.get(words) ?? 0) + 1);
    }
    const seen = [...counts].map(([words, count]) => `${count} × ${words}`).join("; ");
    const note = `${jobs.length} ${jobs.length === 1 ? "job" : "jobs"}${seen && `: ${seen}`}`;
    record.add({ service: word, step, request: "GET jobs", answer: { status: 200 }, note });
    return jobs.filter(isOurs).map(({ id }) => ({ word, id }));
}

async function locations({ ask, record }) {
    const service = services.importExport;
    const path = `/providers/${service.namespace}/locations`;
    const answer = await ask(service, "list the locations", path);
    const all = answer.json?.value ?? [];
    const blank = all.filter(({ properties }) => !/\S/.test(properties?.streetAddress1 ?? ""));
    const note = isSuccess(answer)
        ? `${all.length} locations, ${blank.length} of them without an address: ${blank.map(({ name }) => name).join(", ") || "none"}`
        : undefined;
    record.add({
        service: "importExport",
        step: "locations",
        request: "GET locations",
        answer,
        note,
    });
}

/** Questions of Data Box that order nothing. */
async function offers({ ask, place, record }) {
    const service = services.dataBox;
    const at = `/subscriptions/${place.subscriptionId}/resourceGroups/${place.resourceGroup}/providers/${service.namespace}/locations/${place.location}`;
    const skus = await ask(service, "list the available SKUs", `${at}/availableSkus`, "POST", {
        transferType: "ImportToAzure",
        country: shippingAddress().country,
        location: place.location,
        skuNames: ["DataBoxCustomerDisk"],
    });
    const offered = (skus.json?.value ?? []).map(
        ({ sku, enabled, properties }) =>
            `${sku?.name} ${enabled ? "enabled" : `disabled (${properties?.disabledReason})`}`,
    );
    const note = isSuccess(skus) ? offered.join("; ") || "none" : undefined;
    record.add({
        service: "dataBox",
        step: "available SKUs",
        request: "POST availableSkus",
        answer: skus,
        note,
    });
    const region = await ask(
        service,
        "ask for the data centre",
        `${at}/regionConfiguration`,
        "POST",
        {
            datacenterAddressRequest: {
                storageLocation: place.location,
                skuName: "DataBoxCustomerDisk",
            },
        },
    );
    const { datacenterAddressType: kind, supportedCarriersForReturnShipment: carriers = [] } =
        region.json?.datacenterAddressResponse ?? {};
    const address =
        kind === undefined ? "no address" : `${kind}, carriers: ${carriers.join(", ") || "none"}`;
    record.add({
        service: "dataBox",
        step: "data centre",
        request: "POST regionConfiguration",
        answer: region,
        note: isSuccess(region) ? address : undefined,
    });
}

/** Which actions of the documented roles the login has, at the resource group or the subscription. */
async function permissionsOf({ ask, place, record }) {
    const group = place.resourceGroup === undefined ? "" : `/resourceGroups/${place.resourceGroup}`;
    const path = `/subscriptions/${place.subscriptionId}${group}/providers/Microsoft.Authorization/permissions`;
    const answer = await ask(PERMISSIONS, "read the permissions", path);
    const granted = isSuccess(answer) ? (answer.json?.value ?? []) : undefined;
    const all = Object.entries(roles).flatMap(([service, file]) =>
        actionsOf(file).map((action) => ({
            service,
            action,
            isGranted: granted && isGranted(granted, action),
        })),
    );
    const lacking = all.filter((one) => one.isGranted === false).map(({ action }) => action);
    const note =
        granted &&
        (lacking.length === 0 ? "all that the roles name" : `lacks ${lacking.join(", ")}`);
    record.add({ step: "permissions", request: "GET permissions", answer, note });
    return all;
}

function actionsOf(file) {
    const url = new URL(`../../docs/roles/${file}.json`, import.meta.url);
    return JSON.parse(readFileSync(url, "utf8")).Actions;
}

/** Azure's rule: one assignment has to allow the action, and not take it back. */
export function isGranted(permissions, action) {
    const matches = (patterns = []) => patterns.some((pattern) => wildcard(pattern).test(action));
    return permissions.some(({ actions, notActions }) => matches(actions) && !matches(notActions));
}

const wildcard = (pattern) => new RegExp(`^${pattern.split("*").map(escaped).join(".*")}$`, "i");
const escaped = (text) => text.replace(/[.+?^${}()|[\]\\]/g, "\\$&");
