import { jobTypeToken } from "../provider/importexport/model";

/**
 * Which resources are import/export jobs, and which of their inputs no update can change.
 *
 * Besides this project's own job these are azure-native's, in every way its token is written:
 * `azure-native:importexport:Job`, with a version in the module
 * (`azure-native:importexport/v20210101:Job`), and the token of a package that was generated
 * locally for one version (`azure-native_importexport_v20210101:importexport:Job`).
 */

/** Who makes the job: decides what its inputs and outputs look like, and what a delete does. */
export type JobMaker = "importexport" | "azure-native";

const azureNativeToken =
    /^azure-native(_importexport_v[0-9a-z]+)?:importexport(\/v[0-9a-z]+)?:Job$/i;

/** The maker of a resource of this type; undefined when it is no import/export job. */
export function jobMaker(type: string): JobMaker | undefined {
    if (type === jobTypeToken) return "importexport";
    return azureNativeToken.test(type) ? "azure-native" : undefined;
}

/** Whether two types come from one Pulumi package: between packages the engine always replaces. */
export function samePackage(one: string, other: string): boolean {
    return one.split(":")[0] === other.split(":")[0];
}

/** When two values of an input are the same job after all. */
export type Sameness = "exactly" | "ignoring case" | "as location";

/**
 * The inputs whose change replaces the job, which destroys it: their path, and when two values are
 * the same.
 *
 * Ours: `UpdateJobParameters` of the API description has none of them. azure-native's: the parts of
 * the ARM id, and the location, which no ARM resource can change; all else it sends as a PUT over the
 * same job.
 */
export const immutableInputs: Readonly<Record<JobMaker, Readonly<Record<string, Sameness>>>> = {
    importexport: {
        resourceGroupName: "ignoring case",
        jobName: "ignoring case",
        subscriptionId: "ignoring case",
        location: "as location",
        "properties.storageAccountId": "ignoring case",
        "properties.jobType": "ignoring case",
        "properties.diagnosticsPath": "exactly",
        "properties.export": "exactly",
        "properties.encryptionKey": "ignoring case",
    },
    "azure-native": {
        resourceGroupName: "ignoring case",
        jobName: "ignoring case",
        location: "as location",
    },
};
