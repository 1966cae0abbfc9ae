"""The program: one job, one drive, no shipment yet."""

import pulumi
from pulumi_azure_importexport import importexport


def photos():
    config = pulumi.Config()
    job = importexport.Job(
        "photos",
        resource_group_name="rg-archive",  # it must exist
        location="westus",
        tags={"team": "archive"},
        properties=importexport.JobPropertiesArgs(
            job_type="Import",
            storage_account_id=config.require("storageAccountId"),
            # WAImportExport, the tool that prepares the drives, writes these values into its journal.
            drive_list=[
                importexport.DriveArgs(
                    drive_id="NOBODYS1",
                    bit_locker_key=config.require_secret("bitLockerKey"),
                    manifest_file="\\DriveManifest.xml",
                    manifest_hash="109B21108597EF36D5785F08303F3638",
                )
            ],
        ),
        deletion=importexport.DeletionArgs(wait_minutes=1),
    )
    pulumi.export("state", job.state)
    pulumi.export("canBeDeleted", job.is_deletable)
    return job
