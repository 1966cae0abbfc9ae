import { customerDiskJobTypeTokens } from "../provider/databox/model";
import { properties as dataBoxProperties } from "../provider/databox/propertyTable";
import { jobTypeTokens } from "../provider/importexport/model";
import { properties as importExportProperties } from "../provider/importexport/propertyTable";
import type { PropertyTable, Sameness } from "../provider/job/propertyTable";
import { covers, sameIgnoringCase, sameLocation } from "../provider/job/sameness";

/**
 * Which resources are jobs of Azure Import/Export or Data Box orders, and which of their inputs no
 * update can change.
 *
 * Besides this project's own these are azure-native's, in every way their tokens are written:
 * `azure-native:importexport:Job`, with a version in the module
 * (`azure-native:importexport/v20210101:Job`), and the token of a package that was generated
 * locally for one version (`azure-native_importexport_v20210101:importexport:Job`); the same with
 * `databox`. Stacks from before azure-native had that name have `azure-nextgen` in its place, and
 * `latest` for a version.
 */

/** `Microsoft.ImportExport` or `Microsoft.DataBox`. */
export type Service = "importexport" | "databox";

/** Who makes the job: decides what its inputs and outputs look like, and what a delete does. */
export type JobMaker = Service | "azure-native" | "azure-native-databox";

const azureNativeTokens: readonly [RegExp, JobMaker][] = [
    [tokenOf("importexport"), "azure-native"],
    [tokenOf("databox"), "azure-native-databox"],
];

function tokenOf(module: string): RegExp {
    const packages = `azure-(native(_${module}_v[0-9a-z]+)?|nextgen)`;
    return new RegExp(`^${packages}:${module}(/(v[0-9a-z]+|latest))?:Job$`, "i");
}

/** The maker of a resource of this type; undefined when it is a job of neither service. */
export function jobMaker(type: string): JobMaker | undefined {
    if (jobTypeTokens.includes(type)) return "importexport";
    if (customerDiskJobTypeTokens.includes(type)) return "databox";
    return azureNativeTokens.find(([token]) => token.test(type))?.[1];
}

/** Whose job it is that this maker makes. */
export function serviceOf(maker: JobMaker): Service {
    return maker === "databox" || maker === "azure-native-databox" ? "databox" : "importexport";
}

/** Whether the job is azure-native's, whose delete is a plain DELETE. */
export function isAzureNative(maker: JobMaker): boolean {
    return maker === "azure-native" || maker === "azure-native-databox";
}

/**
 * Whether a resource that gets another type by an alias stays as it is. Between packages the engine replaces; not between the
 * dynamic and the packaged resource of this project, of which either takes the other's state (docs/packaged-provider.md).
 */
export function staysInPlace(old: string, now: string): boolean {
    const isOurs = jobMaker(now) === "importexport" || jobMaker(now) === "databox";
    if (isOurs && jobMaker(old) === jobMaker(now)) return true;
    return old.split(":")[0] === now.split(":")[0];
}

const partsOfTheId = { resourceGroupName: sameIgnoringCase, jobName: sameIgnoringCase };

/**
 * The inputs whose change replaces the job, which destroys it: their path, and when two values are
 * the same.
 *
 * Ours: those of the provider's property tables.
 * azure-native's: the parts of the ARM id, and the location, which no ARM resource can change; all
 * else it sends as a PUT over the same job. A Data Box order takes no such PUT ("Existing job cannot
 * be updated with this API"), and no published source says for which inputs azure-native replaces it.
 * So the two that make it another order, its SKU and its direction, count as replacements too.
 */
export const immutableInputs: Readonly<Record<JobMaker, Readonly<Record<string, Sameness>>>> = {
    importexport: visibleImmutable(importExportProperties),
    "azure-native": { ...partsOfTheId, location: sameLocation },
    databox: visibleImmutable(dataBoxProperties),
    "azure-native-databox": {
        ...partsOfTheId,
        location: sameLocation,
        "sku.name": sameIgnoringCase,
        transferType: sameIgnoringCase,
    },
};

/** What is encrypted in every checkpoint is compared by the provider's diff alone, which refuses the replacement in preview. */
function visibleImmutable({ rows }: PropertyTable<never, never>): Record<string, Sameness> {
    const visible = Object.entries(rows).filter(
        ([, { change, secret, isSecret }]) => change === "immutable" && (!secret || isSecret),
    );
    return Object.fromEntries(visible.map(([path, { same = covers }]) => [path, same]));
}

/** What replacing the job does to it, as a clause; see {@link immutableInputs}. */
export function replacementEffect(maker: JobMaker): string {
    const destroyed = "which would destroy it first";
    return maker === "azure-native-databox"
        ? `${destroyed}, unless Azure refuses the change`
        : destroyed;
}
