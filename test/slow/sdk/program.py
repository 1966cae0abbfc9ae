"""Both services by the generated SDK, in an inline program of the Automation API: no language host is needed.

Brings a stack up, up again without a change, changes the jobs' tags and destroys the stack. Prints what each operation
changed, as JSON.
"""

import json

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

tags = {}


def program():
    job = importexport.Job(
        "photos",
        job_name="photos",
        resource_group_name=RESOURCE_GROUP,
        location="westus",
        tags=dict(tags),
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
        job_name="disks",
        resource_group_name=RESOURCE_GROUP,
        location="westus",
        transfer_type="ImportToAzure",
        tags=dict(tags),
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


def changed(result):
    return {
        kind: count
        for kind, count in result.summary.resource_changes.items()
        if kind != "same" or len(result.summary.resource_changes) == 1
    }


stack = automation.create_or_select_stack("dev", project_name="test", program=program)
created = stack.up()
again = stack.up()
tags["team"] = "archive"
updated = stack.up()
destroyed = stack.destroy()
told = {
    "created": changed(created),
    "again": changed(again),
    "updated": changed(updated),
    "destroyed": changed(destroyed),
    "outputs": {
        name: "secret" if output.secret else output.value
        for name, output in created.outputs.items()
    },
}
print(json.dumps(told))
