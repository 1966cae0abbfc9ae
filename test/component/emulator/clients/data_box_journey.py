"""Goes through the life of a Data Box order with the official Python client, unmodified, and prints what it saw.

argv: managed-identity | default | client-secret. The emulator's address and trust are in the environment.
"""

import json
import urllib.request

from azure.core.exceptions import HttpResponseError
from azure.mgmt.databox import DataBoxManagementClient

from login import credential, endpoint, env

group = "rg-python"
quickly = {"polling_interval": 0.01}

client = DataBoxManagementClient(
    credential, env["SUBSCRIPTION"], base_url=endpoint, credential_scopes=[endpoint + "/.default"]
)
jobs = client.jobs
seen = {}


def outcome(call):
    try:
        call()
    except HttpResponseError as error:
        return [error.status_code, error.error.code]
    return "done"


body = json.loads(env["BODY"])
created = jobs.begin_create(group, "photos", body, **quickly).result()
flags = created.properties
seen["created"] = [created.name, flags.status, flags.is_cancellable, flags.is_deletable]
jobs.begin_create(group, "videos", body, **quickly).result()
seen["again"] = outcome(lambda: jobs.begin_create(group, "photos", body, **quickly).result())

details = jobs.get(group, "photos", expand="details").properties.details
seen["disks"] = list(details.import_disk_details_collection)
seen["key"] = details.import_disk_details_collection["DISK-1"].bit_locker_key
seen["stage"] = details.job_stages[0].stage_name

seen["tags"] = dict(jobs.begin_update(group, "photos", {"tags": {"owner": "us"}}, **quickly).result().tags)
seen["listed"] = [job.name for job in jobs.list_by_resource_group(group)]
seen["keys"] = [
    disk.disk_serial_number
    for credentials in jobs.list_credentials(group, "photos")
    for disk in credentials.job_secrets.disk_secrets
]

seen["early"] = outcome(lambda: jobs.begin_delete(group, "photos", **quickly).result())
jobs.cancel(group, "photos", {"reason": "not needed"})
cancelled = jobs.get(group, "photos").properties
seen["cancelled"] = [cancelled.status, cancelled.cancellation_reason, cancelled.is_deletable]
jobs.begin_delete(group, "photos", **quickly).result()
seen["gone"] = outcome(lambda: jobs.get(group, "photos"))

jobs.mark_devices_shipped(
    "videos",
    group,
    {"deliverToDcPackageDetails": {"carrierName": "FedEx", "trackingId": "992016102507"}},
)
seen["shipped"] = jobs.get(group, "videos").properties.status
seen["late"] = outcome(lambda: jobs.cancel(group, "videos", {"reason": "late"}))
urllib.request.urlopen(
    urllib.request.Request(
        env["ADMIN"] + "/move",
        data=json.dumps({"id": "videos", "state": "Completed"}).encode(),
        headers={"authorization": "Bearer " + env["ADMIN_TOKEN"]},
    )
)
jobs.begin_delete(group, "videos", **quickly).result()

request = {"transferType": "ImportToAzure", "country": "US", "location": "westus"}
seen["skus"] = [
    [one.sku.name, one.enabled]
    for one in client.service.list_available_skus_by_resource_group(
        group, "westus", {**request, "skuNames": ["DataBoxCustomerDisk"]}
    )
]
region = client.service.region_configuration(
    "westus",
    {"datacenterAddressRequest": {"storageLocation": "westus", "skuName": "DataBoxCustomerDisk"}},
)
seen["address"] = region.datacenter_address_response.datacenter_address_type
print(json.dumps(seen))
