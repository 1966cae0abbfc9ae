import { customerDiskJobTypeTokens, customerDiskSku } from "../../provider/databox/model";
import { properties } from "../../provider/databox/propertyTable";
import { secretPaths } from "../../provider/job/propertyTable";
import { sameIgnoringCase } from "../../provider/job/sameness";
import { immutableOfAnyResource, tokenOf } from "../azureNative";
import { notKnown } from "../notKnown";
import { dataBoxFacts, type DataBoxFacts } from "./dataBox";
import { destroyedFirst, visibleImmutable, type PolicyService } from "./policyService";

const azureNativeToken = tokenOf("databox");

/** Azure Data Box, as the pack needs it. */
export const dataBoxService = {
    namespace: "Microsoft.DataBox",
    makers: {
        databox: {
            isType: (type) => customerDiskJobTypeTokens.includes(type),
            immutableInputs: visibleImmutable(properties),
            // This project's orders mark theirs themselves: what is in clear there was written by an earlier version.
            secretPaths: secretPaths(properties),
        },
        "azure-native-databox": {
            isType: (type) => azureNativeToken.test(type),
            // An order takes no PUT over itself ("Existing job cannot be updated with this API"), and no published source says
            // for which inputs azure-native replaces it. So the two that make it another order count as replacements too.
            immutableInputs: {
                ...immutableOfAnyResource,
                "sku.name": sameIgnoringCase,
                transferType: sameIgnoringCase,
            },
            // `x-ms-secret` in the API description, and the BitLocker keys.
            secretPaths: [
                "details.importDiskDetailsCollection.*.bitLockerKey",
                "details.returnToCustomerPackageDetails.carrierAccountNumber",
                "details.dataImportDetails.*.accountDetails.sharePassword",
                "details.dataExportDetails.*.accountDetails.sharePassword",
                "details.devicePassword",
                "details.passkey",
            ],
            replacementEffect: `${destroyedFirst}, unless Azure refuses the change`,
        },
    },
    jobName: {
        rule: /^[-\w.]{3,24}$/,
        inWords: "3 to 24 letters, digits, hyphens, underscores and dots",
    },
    facts: dataBoxFacts,
    // Orders with the customer's own disks. Device orders have other details.
    hasInputsOfRules: ({ sku }) =>
        sku === notKnown ? { notKnown: "sku" } : sku === customerDiskSku,
} satisfies PolicyService<DataBoxFacts>;
