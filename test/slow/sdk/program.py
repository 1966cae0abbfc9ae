"""Both services by the generated SDK, in an inline program of the Automation API: no language host is needed.

`program.py up|destroy` prints what the operation changed and the stack's outputs, as JSON. TEAM is a tag of both jobs;
IMPORT has, as JSON, the ids of jobs that exist, by name, and SETTINGS what the stack is configured with.
"""

import json
import os
import sys

import pulumi
from pulumi import automation
from pulumi_azure_importexport import databox, importexport

RESOURCE_GROUP = "rg-archive"
ACCOUNT = (
    "/subscriptions/11111111-1111-4111-8111-111111111111/resourceGroups/rg-archive"
    "/providers/Microsoft.Storage/storageAccounts/archive"
)
KEY = "238810-662376-448998-450120-652806-203390-606320-483076"
HASH = "109B21108597EF36D5785F08303F3638"

tags = {"team": os.environ["TEAM"]} if "TEAM" in os.environ else {}
imported = json.loads(os.environ.get("IMPORT", "{}"))


def options(name):
    return pulumi.ResourceOptions(import_=imported[name]) if name in imported else None


def program():
    job = importexport.Job(
        "photos",
        opts=options("photos"),
        job_name="photos",
        resource_group_name=RESOURCE_GROUP,
        location="westus",
        tags=tags,
        properties=importexport.JobPropertiesArgs(
            job_type="Import",
            storage_account_id=ACCOUNT,
            drive_list=[
                importexport.DriveArgs(
                    drive_id="9CA995BB",
                    bit_locker_key=KEY,
                    manifest_file="\\DriveManifest.xml",
                    manifest_hash=HASH,
                )
            ],
        ),
        deletion=importexport.DeletionArgs(wait_minutes=0),
    )
    order = databox.CustomerDiskJob(
        "disks",
        opts=options("disks"),
        job_name="disks",
        resource_group_name=RESOURCE_GROUP,
        location="westus",
        transfer_type="ImportToAzure",
        tags=tags,
        details=databox.CustomerDiskJobDetailsArgs(
            contact_details=databox.ContactDetailsArgs(
                contact_name="Ada Example",
                phone="4250000001",
                email_list=["ada@example.com"],
            ),
            shipping_address=databox.ShippingAddressArgs(
                street_address1="1 Example Street",
                city="Exampletown",
                state_or_province="Examplestate",
                postal_code="98007",
                country="US",
            ),
            return_to_customer_package_details=databox.PackageCarrierDetailsArgs(
                carrier_name="FedEx", carrier_account_number="ACC-700"
            ),
            import_disk_details_collection={
                "DISK-7700": databox.ImportDiskDetailsArgs(
                    manifest_file="\\DriveManifest.xml", manifest_hash=HASH, bit_locker_key=KEY
                )
            },
            data_import_details=[
                databox.DataImportDetailsArgs(
                    account_details=databox.StorageAccountDetailsArgs(
                        data_account_type="StorageAccount", storage_account_id=ACCOUNT
                    )
                )
            ],
        ),
        deletion=databox.CustomerDiskDeletionArgs(wait_minutes=0),
    )
    pulumi.export("state", job.state)
    pulumi.export("status", order.status)
    pulumi.export("waitMinutes", job.deletion.wait_minutes)
    pulumi.export("properties", job.properties)
    pulumi.export("details", order.details)


stack = automation.create_or_select_stack("dev", project_name="test", program=program)
settings = json.loads(os.environ.get("SETTINGS", "{}"))
stack.set_all_config({name: automation.ConfigValue(value) for name, value in settings.items()})
try:
    result = stack.up() if sys.argv[1] == "up" else stack.destroy()
except automation.CommandError as error:
    sys.exit(str(error))
print(
    json.dumps(
        {
            "changes": result.summary.resource_changes,
            "outputs": {
                name: "secret" if output.secret else output.value
                for name, output in getattr(result, "outputs", {}).items()
            },
        }
    )
)
