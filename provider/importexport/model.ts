/**
 * A job inside the provider: its inputs once Pulumi has resolved them, and what the checkpoint
 * keeps. What a stack writes is in jobArgs.ts.
 */
import type { Deletion } from "../job/deletionOptions";
import type { InputsOfAnyJob, OutputsOfAnyJob } from "../job/jobShape";

export { deletionDefaults, type Deletion } from "../job/deletionOptions";

/** The resource's type token. It never changes: state written under it must stay readable. */
export const jobTypeToken = "pulumi-nodejs:dynamic/importexport:Job";

/** The token of the same resource of the packaged provider. It never changes either. */
export const packagedJobTypeToken = "azure-importexport:importexport:Job";

/** Every token that a job of ours may have in a stack. */
export const jobTypeTokens: readonly string[] = [jobTypeToken, packagedJobTypeToken];

/** How many characters a job's name may have. Source: Jobs_Create. */
export const longestJobName = 64;

/** The action that asks for the keys of a job's drives. */
export const keysPermission = "Microsoft.ImportExport/jobs/listBitLockerKeys/action";

/** A drive and what unlocks it. */
export interface DriveBitLockerKey {
    driveId: string;
    bitLockerKey: string;
}

/** The inputs as they reach the provider, after `check`: plain values, the name decided. */
export interface JobInputs extends InputsOfAnyJob {
    properties: JobProperties;
    deletion?: Partial<Deletion>;
}

/** `JobPropertiesArgs` of jobArgs.ts, resolved. */
export interface JobProperties {
    storageAccountId?: string;
    jobType?: string;
    returnAddress?: Record<string, unknown>;
    returnShipping?: Record<string, unknown>;
    deliveryPackage?: Record<string, unknown>;
    diagnosticsPath?: string;
    logLevel?: string;
    backupDriveManifest?: boolean;
    driveList?: Drive[];
    export?: { blobPath?: string[]; blobPathPrefix?: string[]; blobListBlobPath?: string };
    encryptionKey?: Record<string, unknown>;
    state?: string;
    cancelRequested?: boolean;
}

/** A drive, as given or as the service answers; keys the service adds stay with it. */
export interface Drive extends Record<string, unknown> {
    driveId?: string;
    bitLockerKey?: string;
    manifestFile?: string;
    manifestHash?: string;
    driveHeaderHash?: string;
}

/** What the checkpoint keeps of a job. Fields are added, never given another meaning. */
export interface JobOutputs extends OutputsOfAnyJob {
    /** As the service returns it, and the BitLocker keys of `driveList` that were sent. Secret. */
    properties: Record<string, unknown> & { driveList?: Drive[] };
    /** Azure's word at the last look; absent when Azure gave none. */
    state?: string;
    cancelRequested: boolean;
    isCancellable: boolean;
    isDeletable: boolean;
    percentComplete?: number;
    /** The keys of an export job's drives, once Azure has processed them. Secret. */
    bitLockerKeys: DriveBitLockerKey[];
}

/**
 * What the one line loads that Pulumi keeps in state with every job (dynamic/storedLine.ts).
 *
 * Pulumi's dynamic-provider process evaluates it and calls `handler()`. So destroy and refresh run
 * the code of the package that is installed then, not the code of the day the job was made; and
 * since the line never changes, it is never a difference. It must stay readable for ever: state
 * that was written once holds it. See docs/decisions/stored-provider.md.
 */
export const storedModule = "pulumi-azure-importexport/crud";
