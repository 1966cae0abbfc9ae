// How the Node clients log in, as argv says: managed-identity | default | client-secret.
import {
    ClientSecretCredential,
    DefaultAzureCredential,
    ManagedIdentityCredential,
} from "@azure/identity";

const { ENDPOINT, TENANT, CLIENT_ID, CLIENT_SECRET } = process.env;

const credentials = {
    "managed-identity": () => new ManagedIdentityCredential(),
    // What most programs use: it finds the managed identity in the environment by itself.
    default: () => new DefaultAzureCredential(),
    "client-secret": () =>
        new ClientSecretCredential(TENANT, CLIENT_ID, CLIENT_SECRET, {
            authorityHost: ENDPOINT,
            disableInstanceDiscovery: true,
        }),
};
export const credential = credentials[process.argv[2]]();
