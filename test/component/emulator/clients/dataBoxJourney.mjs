// Goes through the life of a Data Box order with the official Node client, unmodified, and prints what it
// saw as JSON. argv: managed-identity | default | client-secret. The emulator's address and trust are in the environment.
import { DataBoxManagementClient } from "@azure/arm-databox";
import { credential } from "./login.mjs";

const { ENDPOINT, SUBSCRIPTION, ADMIN, ADMIN_TOKEN, BODY } = process.env;
const group = "rg-node";

const client = new DataBoxManagementClient(credential, SUBSCRIPTION, { endpoint: ENDPOINT });
const quickly = { updateIntervalInMs: 1 };
const seen = {};
const outcome = (work) =>
    work.then(
        () => "done",
        (error) => [error.statusCode, error.code],
    );

// The client flattens what the wire has under "properties".
const { properties, ...rest } = JSON.parse(BODY);
const body = { ...rest, ...properties };
const created = await client.jobs.beginCreateAndWait(group, "photos", body, quickly);
seen.created = [created.name, created.status, created.isCancellable, created.isDeletable];
await client.jobs.beginCreateAndWait(group, "videos", body, quickly);
seen.again = await outcome(client.jobs.beginCreateAndWait(group, "photos", body, quickly));

const read = await client.jobs.get(group, "photos", { expand: "details" });
seen.disks = Object.keys(read.details.importDiskDetailsCollection);
seen.key = read.details.importDiskDetailsCollection["DISK-1"].bitLockerKey ?? null;
seen.stage = read.details.jobStages[0].stageName;

const update = { tags: { owner: "us" } };
seen.tags = (await client.jobs.beginUpdateAndWait(group, "photos", update, quickly)).tags;
seen.listed = [];
for await (const job of client.jobs.listByResourceGroup(group)) seen.listed.push(job.name);
seen.keys = [];
for await (const { jobSecrets } of client.jobs.listCredentials(group, "photos")) {
    seen.keys.push(...jobSecrets.diskSecrets.map((disk) => disk.diskSerialNumber));
}

seen.early = await outcome(client.jobs.beginDeleteAndWait(group, "photos", quickly));
await client.jobs.cancel(group, "photos", { reason: "not needed" });
const cancelled = await client.jobs.get(group, "photos");
seen.cancelled = [cancelled.status, cancelled.cancellationReason, cancelled.isDeletable];
await client.jobs.beginDeleteAndWait(group, "photos", quickly);
seen.gone = await outcome(client.jobs.get(group, "photos"));

await client.jobs.markDevicesShipped("videos", group, {
    deliverToDcPackageDetails: { carrierName: "FedEx", trackingId: "992016102507" },
});
seen.shipped = (await client.jobs.get(group, "videos")).status;
seen.late = await outcome(client.jobs.cancel(group, "videos", { reason: "late" }));
await fetch(`${ADMIN}/move`, {
    method: "POST",
    headers: { authorization: `Bearer ${ADMIN_TOKEN}` },
    body: JSON.stringify({ id: "videos", state: "Completed" }),
});
await client.jobs.beginDeleteAndWait(group, "videos", quickly);

seen.skus = [];
const request = { transferType: "ImportToAzure", country: "US", location: "westus" };
for await (const { sku, enabled } of client.service.listAvailableSkusByResourceGroup(
    group,
    "westus",
    { ...request, skuNames: ["DataBoxCustomerDisk"] },
)) {
    seen.skus.push([sku.name, enabled]);
}
const region = await client.service.regionConfiguration("westus", {
    datacenterAddressRequest: { storageLocation: "westus", skuName: "DataBoxCustomerDisk" },
});
seen.address = region.datacenterAddressResponse.datacenterAddressType;
console.log(JSON.stringify(seen));
