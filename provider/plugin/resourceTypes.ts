/** The resources of the packaged provider: the same methods that the dynamic ones have, with what a schema cannot say. */
import { dynamicProvider } from "../dynamic/dynamicProvider";
import type { Wire } from "../job/wire";
import { hasUnknown, unknownValue } from "../job/unknowns";
import { methods as customerDiskMethods } from "../databox/crud";
import { resolveDeletion as customerDiskDeletion } from "../databox/changes";
import {
    longestJobName as longestCustomerDiskName,
    packagedCustomerDiskJobTypeToken,
} from "../databox/model";
import { secretOutputs as customerDiskSecrets } from "../databox/properties";
import { methods as importExportMethods } from "../importexport/crud";
import { resolveDeletion as importExportDeletion } from "../importexport/changes";
import {
    longestJobName as longestImportExportName,
    packagedJobTypeToken,
} from "../importexport/model";
import { secretOutputs as importExportSecrets } from "../importexport/properties";
import { currentCall } from "./call";
import { ownerOfUrn } from "./owner";

type DynamicProvider = ReturnType<typeof dynamicProvider>;

/** One type of resource. */
export interface ResourceType {
    readonly provider: Pick<
        DynamicProvider,
        "configure" | "check" | "diff" | "create" | "read" | "import" | "update" | "delete"
    >;
    /** How many characters a job's name may have. */
    readonly longestName: number;
    /** Paths of outputs that are stored encrypted, whatever the program marks. */
    readonly secretOutputs: readonly string[];
    /** Outputs that an update leaves as they are. */
    readonly lastingOutputs: readonly string[];
    /** The deletion options with every default filled in. */
    readonly deletion: (given: Wire | undefined, owner: string) => object;
}

const caller = {
    say: (line: string) => currentCall()?.say(line),
    cancelled: () => currentCall()?.cancelled,
};

const lasting = [
    "name",
    "type",
    "location",
    "resourceGroupName",
    "subscriptionId",
    "systemData",
    "purged",
];

/** By type token. The tokens never change: state is written under them. */
export const resourceTypes: Readonly<Record<string, ResourceType>> = {
    [packagedJobTypeToken]: {
        provider: dynamicProvider(importExportMethods, caller),
        longestName: longestImportExportName,
        secretOutputs: importExportSecrets,
        lastingOutputs: [...lasting, "bitLockerKeys"],
        deletion: (given) => importExportDeletion(given),
    },
    [packagedCustomerDiskJobTypeToken]: {
        provider: dynamicProvider(customerDiskMethods, caller),
        longestName: longestCustomerDiskName,
        secretOutputs: customerDiskSecrets,
        lastingOutputs: [...lasting, "diskSecrets", "sku", "transferType", "deliveryType"],
        deletion: (given, owner) => customerDiskDeletion(given, owner),
    },
};

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
