"""Goes through a job's life with the official Python client, unmodified, and prints what it saw.

argv: managed-identity | default | client-secret. The emulator's address and trust are in the environment.
"""

import json
import urllib.request

from azure.mgmt.storageimportexport import StorageImportExport
from azure.mgmt.storageimportexport.models import (
    PackageInfomation,
    ErrorResponseException,
    PutJobParameters,
    UpdateJobParameters,
)
from msrest.authentication import BasicTokenAuthentication

from login import credential, endpoint, env

group = "rg-python"


class TokenCredentialAdapter(BasicTokenAuthentication):
    """Lets the client, which is older than azure-identity, use its credentials."""

    def __init__(self, credential):
        super().__init__(None)
        self.credential = credential

    def signed_session(self, session=None):
        self.token = {"access_token": self.credential.get_token(endpoint + "/.default").token}
        return super().signed_session(session)


client = StorageImportExport(TokenCredentialAdapter(credential), env["SUBSCRIPTION"], base_url=endpoint)
seen = {}


def refusal(call):
    try:
        call()
    except ErrorResponseException as error:
        return [error.response.status_code, error.error.code]
    return "no refusal"


body = PutJobParameters.from_dict(json.loads(env["BODY"]))
created = client.jobs.create("photos", group, body)
seen["created"] = [created.name, created.properties.state, len(created.properties.drive_list)]
client.jobs.create("videos", group, body)

read = client.jobs.get("photos", group)
seen["read"] = [read.location, read.properties.drive_list[0].bit_locker_key]

shipped = client.jobs.update(
    "photos",
    group,
    UpdateJobParameters(
        state="Shipping",
        delivery_package=PackageInfomation(
            carrier_name="FedEx",
            tracking_number="992016102507",
            drive_count=2,
            ship_date="8/11/2017 9:05:00 PM",
        ),
    ),
)
seen["shipped"] = shipped.properties.state

pages = client.jobs.list_by_resource_group(group, top=1)
seen["pages"] = []
while True:
    try:
        seen["pages"].append([job.name for job in pages.advance_page()])
    except StopIteration:
        break
seen["filtered"] = [job.name for job in client.jobs.list_by_subscription(filter="state eq 'Shipping'")]
seen["keys"] = [key.drive_id for key in client.bit_locker_keys.list("photos", group)]
seen["cancelled"] = client.jobs.update(
    "photos", group, UpdateJobParameters(cancel_requested=True)
).properties.cancel_requested

seen["refused"] = refusal(lambda: client.jobs.delete("photos", group))
urllib.request.urlopen(
    urllib.request.Request(
        env["ADMIN"] + "/move",
        data=json.dumps({"id": created.id, "state": "Completed"}).encode(),
        headers={"authorization": "Bearer " + env["ADMIN_TOKEN"]},
    )
)
client.jobs.delete("photos", group)
seen["gone"] = refusal(lambda: client.jobs.get("photos", group))
seen["location"] = client.locations.get("West US").name
print(json.dumps(seen))
