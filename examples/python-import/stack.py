"""The same program without the `pulumi` command: `python stack.py up`, `python stack.py destroy`."""

import os
import sys

from pulumi import automation

from photos import photos

stack = automation.create_or_select_stack("dev", project_name="python-import", program=photos)
stack.set_config("storageAccountId", automation.ConfigValue(os.environ["STORAGE_ACCOUNT_ID"]))
stack.set_config("bitLockerKey", automation.ConfigValue(os.environ["BITLOCKER_KEY"], secret=True))

if sys.argv[1:] == ["destroy"]:
    stack.destroy()
    print("The job is gone.")
else:
    outputs = stack.up().outputs
    print(f"state: {outputs['state'].value}")
