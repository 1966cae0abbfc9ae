/** The jobs that azure-native makes: how their types are written, and what is the same of them whatever the service. */
import type { Sameness } from "../provider/job/propertyTable";
import { sameIgnoringCase, sameLocation } from "../provider/job/sameness";

/** Every maker of theirs is called so, with the service behind it where it is not the first one. */
const prefix = "azure-native";

/**
 * The types of azure-native's jobs, in every way their tokens are written: `azure-native:importexport:Job`, with a version
 * in the module (`azure-native:importexport/v20210101:Job`), and the token of a package that was generated locally for one
 * version (`azure-native_importexport_v20210101:importexport:Job`). Stacks from before azure-native had that name have
 * `azure-nextgen` in its place, and `latest` for a version.
 */
export function tokenOf(module: string): RegExp {
    const packages = `azure-(native(_${module}_v[0-9a-z]+)?|nextgen)`;
    return new RegExp(`^${packages}:${module}(/(v[0-9a-z]+|latest))?:Job$`, "i");
}

/** Whether the job is azure-native's, whose delete is a plain DELETE. */
export function isAzureNative(maker: string): boolean {
    return maker === prefix || maker.startsWith(`${prefix}-`);
}

/** The parts of the ARM id, and the location, which no ARM resource can change. */
export const immutableOfAnyResource: Readonly<Record<string, Sameness>> = {
    resourceGroupName: sameIgnoringCase,
    jobName: sameIgnoringCase,
    location: sameLocation,
};
