import type { ResourceValidationPolicy, StackValidationPolicy } from "@pulumi/policy";
import { policies } from "../../../policies/index";
import { askResource, askStack, nativeOrderType, orderType, storageType } from "./ask";

const mark = "MARKED";
const disk = {
    bitLockerKey: `${mark}-KEY`,
    manifestFile: `${mark}-FILE`,
    manifestHash: `${mark}-HASH`,
};

/** Wrong in every way that a rule looks for, with a mark in every value that is personal or a key. */
const details = {
    jobDetailsType: "DataBoxCustomerDisk",
    contactDetails: { contactName: `${mark}-NAME`, phone: "", emailList: [`${mark}@example.com`] },
    shippingAddress: { streetAddress1: `${mark}-STREET`, city: `${mark}-CITY`, country: "" },
    returnToCustomerPackageDetails: { carrierName: "", carrierAccountNumber: `${mark}-ACC` },
    importDiskDetailsCollection: { [`${mark}-disk`]: disk, [`${mark}-DISK`]: disk },
    dataImportDetails: [
        {
            accountDetails: {
                storageAccountId: "/x/storageAccounts/archive",
                sharePassword: `${mark}-SHARE`,
            },
        },
    ],
    dataExportDetails: [{ transferConfiguration: {} }],
    keyEncryptionKey: { kekType: "CustomerManaged" },
};
const order = (transferType: string, flags: object) => ({
    jobName: "x",
    name: "x",
    location: "eastus",
    sku: { name: "DataBoxCustomerDisk" },
    transferType,
    details,
    deliverToDcPackageDetails: { carrierName: `${mark}-CARRIER`, trackingId: `${mark}-TRACK` },
    ...flags,
});
const stuck = { status: "DataCopy", isCancellable: false, isDeletable: false };
const late = { isCancellable: true, isDeletable: false, startTime: "2020-01-01T00:00:00Z" };
const ended = { isCancellable: false, isDeletable: true };
const configs: Record<string, object> = {
    "allowed-locations": { locations: ["westus"] },
    "required-tags": { tags: ["team"] },
    "customer-managed-key": { required: true },
};

describe("marked secrets in every input of an order", () => {
    it.each([orderType, nativeOrderType])("appear in no message (%s)", async (type) => {
        const said: string[] = [];
        const speaking = new Set<string>();
        for (const policy of policies as (ResourceValidationPolicy & StackValidationPolicy)[]) {
            const settings = policy.configSchema?.properties ?? {};
            const config = {
                ...configs[policy.name],
                ...("command" in settings && { command: "destroy" }),
            };
            for (const direction of ["ImportToAzure", "ExportFromAzure"]) {
                for (const flags of [{}, stuck, late, ended]) {
                    const shown = { type, name: "x", props: order(direction, flags) };
                    const account = { type: storageType, props: { name: "archive" } };
                    const answers = [
                        typeof policy.validateResource === "function" &&
                            (await askResource(policy, shown, config)),
                        "validateStack" in policy &&
                            (await askStack(policy, [shown, account], config)),
                    ].filter((answer) => answer !== false);
                    const messages = answers.flatMap(({ refused, told }) => [...refused, ...told]);
                    if (messages.length > 0) speaking.add(policy.name);
                    said.push(...messages);
                }
            }
        }
        expect(said.length).toBeGreaterThan(20);
        expect(said.filter((message) => message.includes(mark))).toEqual([]);
        // All that have something to say of such an order have said it.
        const silent = policies.map(({ name }) => name).filter((name) => !speaking.has(name));
        expect(silent).toEqual([
            ...(type === orderType ? ["not-deletable-by-plain-delete"] : []),
            "secrets-encrypted",
            ...(type === nativeOrderType ? ["deletion-options-explicit"] : []),
        ]);
    });
});
