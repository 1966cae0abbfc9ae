import path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { examplesFolder } from "./exampleFolder";

jest.setTimeout(120_000);

const account =
    "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-archive/providers/Microsoft.Storage/storageAccounts/archive";
const bitLockerKey = "000000-000000-000000-000000-000000-000000-000000-000001";
const jobType = "pulumi-nodejs:dynamic/importexport:Job";

/** Runs an example's program under Pulumi's mocks. @returns the resources that it registered */
async function registeredBy(name: string, config: Record<string, string>) {
    const registered: pulumi.runtime.MockResourceArgs[] = [];
    const protectedTypes: string[] = [];
    await pulumi.runtime.setMocks(
        {
            newResource(args) {
                if (args.custom) registered.push(args);
                const inputs = args.inputs as Record<string, unknown>;
                const id = args.type.endsWith(":StorageAccount") ? account : `${args.name}-id`;
                return { id, state: { ...inputs, name: inputs.resourceGroupName } };
            },
            call: () => ({}),
        },
        name,
        "dev",
        false,
        "organization",
    );
    const named = Object.entries(config).map(([key, value]) => [`${name}:${key}`, value]);
    pulumi.runtime.setAllConfig(Object.fromEntries(named) as Record<string, string>);
    await pulumi.runtime.runInPulumiStack(async () => {
        // Mocks are not told a resource's options; a transformation is.
        pulumi.runtime.registerStackTransformation(({ type, opts }) => {
            if (opts.protect) protectedTypes.push(type);
            return undefined;
        });
        return (await import(path.join(examplesFolder, name, "index.ts"))) as pulumi.Inputs;
    });
    await pulumi.runtime.disconnect();
    return { registered, protectedTypes };
}

describe("the example with-azure-native", () => {
    it("gives the job the group and the account, and protects all three", async () => {
        const { registered, protectedTypes } = await registeredBy("with-azure-native", {
            bitLockerKey,
        });
        const types = [
            "azure-native:resources:ResourceGroup",
            "azure-native:storage:StorageAccount",
            jobType,
        ];
        expect(registered.map(({ type }) => type)).toEqual(types);
        expect(protectedTypes).toEqual(types);
        expect(registered[2]!.inputs).toMatchObject({
            resourceGroupName: "rg-archive",
            location: "westus",
            // A secret, on its way to the engine: the drives are among them.
            properties: {
                [pulumi.runtime.specialSigKey]: pulumi.runtime.specialSecretSig,
                value: {
                    jobType: "Import",
                    storageAccountId: account,
                    driveList: [{ driveId: "NOBODYS1", bitLockerKey }],
                },
            },
        });
    });
});

describe("the example customer-managed-key", () => {
    it("asks for the key by its address and its vault", async () => {
        const keyUrl = "https://example.vault.azure.net/keys/parcel/0123";
        const vaultId = "/subscriptions/s/resourceGroups/g/providers/Microsoft.KeyVault/vaults/v";
        const config = { bitLockerKey, storageAccountId: account, keyUrl, vaultId };
        const { registered } = await registeredBy("customer-managed-key", config);
        expect(registered.map(({ type }) => type)).toEqual([jobType]);
        expect(registered[0]!.inputs).toMatchObject({
            properties: {
                value: {
                    encryptionKey: {
                        kekType: "CustomerManaged",
                        kekUrl: keyUrl,
                        kekVaultResourceID: vaultId,
                    },
                },
            },
        });
    });
});
