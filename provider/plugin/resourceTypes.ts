/** The resources of the packaged provider: the same methods that the dynamic ones have, with what a schema cannot say. */
import type { Say } from "../arm/say";
import { jobProvider } from "../dynamic/jobProvider";
import type { Wire } from "../job/wire";
import { hasUnknown, unknownValue } from "../job/unknowns";
import {
    longestJobName as longestCustomerDiskName,
    packagedCustomerDiskJobTypeToken,
} from "../databox/model";
import { secretOutputs as customerDiskSecrets } from "../databox/propertyTable";
import { customerDisk } from "../databox/service";
import {
    longestJobName as longestImportExportName,
    packagedJobTypeToken,
} from "../importexport/model";
import { secretOutputs as importExportSecrets } from "../importexport/propertyTable";
import { importExport } from "../importexport/service";
import { ownerOfUrn } from "./owner";

type JobProvider = ReturnType<typeof jobProvider>;

/** One type of resource. */
export interface ResourceType {
    readonly provider: JobProvider;
    /** How many characters a job's name may have. */
    readonly longestName: number;
    /** Paths of outputs that are stored encrypted, whatever the program marks. */
    readonly secretOutputs: readonly string[];
    /** Outputs that an update leaves as they are. */
    readonly lastingOutputs: readonly string[];
    /** The deletion options with every default filled in. */
    readonly deletion: (given: Wire | undefined, owner: string) => object;
}

const lasting = [
    "name",
    "type",
    "location",
    "resourceGroupName",
    "subscriptionId",
    "systemData",
    "purged",
];

/** By type token. */
export type ResourceTypes = Readonly<Record<string, ResourceType>>;

/**
 * The tokens never change: state is written under them.
 *
 * @param say where lines about several resources go
 */
export const resourceTypes = (say: Say): ResourceTypes => ({
    [packagedJobTypeToken]: {
        provider: jobProvider(importExport, say),
        longestName: longestImportExportName,
        secretOutputs: importExportSecrets,
        lastingOutputs: [...lasting, "bitLockerKeys"],
        deletion: (given, owner) => importExport.deletionOf(given, owner),
    },
    [packagedCustomerDiskJobTypeToken]: {
        provider: jobProvider(customerDisk, say),
        longestName: longestCustomerDiskName,
        secretOutputs: customerDiskSecrets,
        lastingOutputs: [...lasting, "diskSecrets", "sku", "transferType", "deliveryType"],
        deletion: (given, owner) => customerDisk.deletionOf(given, owner),
    },
});

/** What a preview surely knows of the outputs. What is left out reads as unknown. */
export function plannedOutputs(type: ResourceType, urn: string, news: Wire, olds?: Wire): Wire {
    const { deletion } = news;
    const owner = typeof news.owner === "string" ? news.owner : ownerOfUrn(urn);
    const settled = hasUnknown(deletion)
        ? unknownValue
        : type.deletion(deletion as Wire | undefined, owner);
    if (!olds) {
        const { resourceGroupName, subscriptionId } = news;
        return { resourceGroupName, subscriptionId, purged: false, deletion: settled };
    }
    const kept = type.lastingOutputs.map((name) => [name, olds[name]] as const);
    const others = Object.keys(olds).map((name) => [name, unknownValue] as const);
    return { ...Object.fromEntries(others), ...Object.fromEntries(kept), deletion: settled };
}
