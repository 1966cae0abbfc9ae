// Goes through a job's life with the official Node client, unmodified, and prints what it saw as
// JSON. argv: managed-identity | default | client-secret. The emulator's address and trust are in the environment.
import { StorageImportExport } from "@azure/arm-storageimportexport";
import { credential } from "./login.mjs";

const { ENDPOINT, SUBSCRIPTION, ADMIN, ADMIN_TOKEN, BODY } = process.env;
const group = "rg-node";

const client = new StorageImportExport(credential, SUBSCRIPTION, { endpoint: ENDPOINT });
const seen = {};

const body = JSON.parse(BODY);
const created = await client.jobs.create("photos", group, body);
seen.created = [created.name, created.properties.state, created.properties.driveList.length];
await client.jobs.create("videos", group, body);

const read = await client.jobs.get("photos", group);
seen.read = [read.location, read.properties.driveList[0].bitLockerKey ?? null];
seen.createdByType = read.systemData.createdByType;

const shipped = await client.jobs.update("photos", group, {
    state: "Shipping",
    deliveryPackage: { carrierName: "FedEx", trackingNumber: "992016102507" },
});
seen.shipped = shipped.properties.state;

seen.pages = [];
for await (const page of client.jobs.listByResourceGroup(group, { top: 1 }).byPage()) {
    seen.pages.push(page.map((job) => job.name));
}
seen.filtered = [];
for await (const job of client.jobs.listBySubscription({ filter: "state eq 'Shipping'" })) {
    seen.filtered.push(job.name);
}

seen.keys = [];
for await (const key of client.bitLockerKeys.list("photos", group)) seen.keys.push(key.driveId);

const cancelled = await client.jobs.update("photos", group, { cancelRequested: true });
seen.cancelled = cancelled.properties.cancelRequested;

seen.refused = await client.jobs.delete("photos", group).then(
    () => "deleted",
    (error) => [error.statusCode, error.code],
);
await fetch(`${ADMIN}/move`, {
    method: "POST",
    headers: { authorization: `Bearer ${ADMIN_TOKEN}` },
    body: JSON.stringify({ id: created.id, state: "Completed" }),
});
await client.jobs.delete("photos", group);
seen.gone = await client.jobs.get("photos", group).then(
    () => "there",
    (error) => [error.statusCode, error.code],
);
seen.location = (await client.locations.get("West US")).name;
console.log(JSON.stringify(seen));
