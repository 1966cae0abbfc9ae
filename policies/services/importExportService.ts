import { jobTypeTokens } from "../../provider/importexport/model";
import { properties } from "../../provider/importexport/propertyTable";
import { secretPaths } from "../../provider/job/propertyTable";
import { immutableOfAnyResource, tokenOf } from "../azureNative";
import { importExportFacts, type ImportExportFacts } from "./importExport";
import { visibleImmutable, type PolicyService } from "./policyService";

const azureNativeToken = tokenOf("importexport");

/** Azure Import/Export, as the pack needs it. */
export const importExportService = {
    namespace: "Microsoft.ImportExport",
    makers: {
        importexport: {
            isType: (type) => jobTypeTokens.includes(type),
            immutableInputs: visibleImmutable(properties),
            // This project's jobs mark theirs themselves: what is in clear there was written by an earlier version.
            secretPaths: secretPaths(properties),
        },
        "azure-native": {
            isType: (type) => azureNativeToken.test(type),
            // All else azure-native sends as a PUT over the same job.
            immutableInputs: immutableOfAnyResource,
            // `x-ms-secret` in the API description, and the BitLocker keys.
            secretPaths: [
                "properties.driveList.*.bitLockerKey",
                "properties.returnShipping.carrierAccountNumber",
            ],
        },
    },
    jobName: {
        rule: /^[a-z][a-z0-9-]{1,63}$/i,
        inWords: "2 to 64 letters, digits and hyphens, beginning with a letter",
    },
    facts: importExportFacts,
} satisfies PolicyService<ImportExportFacts>;
