"""How the Python clients log in, as argv says: managed-identity | default | client-secret."""

import os
import sys

from azure.identity import ClientSecretCredential, DefaultAzureCredential, ManagedIdentityCredential

env = os.environ
endpoint = env["ENDPOINT"]

if sys.argv[1] == "managed-identity":
    credential = ManagedIdentityCredential()
elif sys.argv[1] == "default":
    # What most programs use: it finds the managed identity in the environment by itself.
    credential = DefaultAzureCredential()
else:
    credential = ClientSecretCredential(
        env["TENANT"],
        env["CLIENT_ID"],
        env["CLIENT_SECRET"],
        authority=endpoint,
        disable_instance_discovery=True,
    )
