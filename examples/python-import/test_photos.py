"""What the program orders, without Pulumi's engine and without Azure: `python -m unittest`."""

import unittest

import pulumi


class Azure(pulumi.runtime.Mocks):
    """Answers as if each job had been made."""

    def new_resource(self, args):
        made = {**args.inputs, "state": "Creating", "isDeletable": True}
        return [f"{args.name}-id", made]

    def call(self, args):
        return {}


pulumi.runtime.set_mocks(Azure(), project="python-import", preview=False)
pulumi.runtime.set_all_config(
    {
        "python-import:storageAccountId": "/subscriptions/0/resourceGroups/rg-archive/providers"
        "/Microsoft.Storage/storageAccounts/archive",
        "python-import:bitLockerKey": "000000-000000-000000-000000-000000-000000-000000-000001",
    },
    ["python-import:bitLockerKey"],
)

from photos import photos  # noqa: E402 - the mocks must be there first


class Photos(unittest.TestCase):
    @pulumi.runtime.test
    def test_orders_one_drive_for_the_archive_account(self):
        def check(properties):
            # An output as the service has it: its names, not Python's.
            self.assertEqual(properties["jobType"], "Import")
            self.assertTrue(properties["storageAccountId"].endswith("/storageAccounts/archive"))
            self.assertEqual([drive["driveId"] for drive in properties["driveList"]], ["NOBODYS1"])

        return photos().properties.apply(check)

    @pulumi.runtime.test
    def test_waits_a_minute_for_a_cancelled_job(self):
        return photos().deletion.apply(lambda deletion: self.assertEqual(deletion.wait_minutes, 1))


if __name__ == "__main__":
    unittest.main()
