/**
 * A job inside the provider: its inputs once Pulumi has resolved them, and what the checkpoint
 * keeps. What a stack writes is in jobArgs.ts.
 */

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

/** The deletion options with every default filled in. */
export interface Deletion {
    inFlight: "cancel" | "refuse";
    waitMinutes: number;
    whenTimeIsUp: "fail" | "forget";
    whenUndeletable: "fail" | "forget";
    discardKeys: boolean;
}

/** The defaults of `DeletionArgs` in jobArgs.ts; design: "Delete" in docs/lifecycle.md. */
export const deletionDefaults: Deletion = {
    inFlight: "cancel",
    waitMinutes: 10,
    whenTimeIsUp: "fail",
    whenUndeletable: "fail",
    discardKeys: false,
};

/** A drive and what unlocks it. */
export interface DriveBitLockerKey {
    driveId: string;
    bitLockerKey: string;
}

/** The inputs as they reach the provider, after `check`: plain values, the name decided. */
export interface JobInputs {
    resourceGroupName: string;
    jobName: string;
    location?: string;
    subscriptionId?: string;
    tags?: Record<string, string>;
    properties: JobProperties;
    deletion?: Partial<Deletion>;
    adoptExisting?: boolean;
    /** The value of the owner tag: `organisation/project/stack/name`, and which creation. */
    owner: string;
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
export interface JobOutputs {
    name: string;
    type: string;
    location?: string;
    tags?: Record<string, string>;
    identity?: unknown;
    systemData?: Record<string, unknown>;
    /** As the service returns it, and the BitLocker keys of `driveList` that were sent. Secret. */
    properties: Record<string, unknown> & { driveList?: Drive[] };
    /** Azure's word at the last look; absent when Azure gave none. */
    state?: string;
    cancelRequested: boolean;
    isCancellable: boolean;
    isDeletable: boolean;
    blockedReason?: string;
    percentComplete?: number;
    /** The service has deleted the job, as it does 90 days after the end; the stack remembers it. */
    purged: boolean;
    /** The keys of an export job's drives, once Azure has processed them. Secret. */
    bitLockerKeys: DriveBitLockerKey[];
    resourceGroupName: string;
    subscriptionId: string;
    deletion: Deletion;
    adoptExisting: boolean;
    /** The Resource Manager endpoint that the job lives behind. */
    cloud: string;
    /** The value of the owner tag for this resource. */
    owner: string;
    /** The value that the tag still has, where it was not seen to be renewed: of a creation that was interrupted. */
    formerOwner?: string;
    /** The names of the tags that the program set last: those it may also take away. */
    managedTags: string[];
    /** Azure's answer to the creation was lost, so the job may or may not exist. */
    creationUnconfirmed?: boolean;
}
