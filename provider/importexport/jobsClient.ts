/** What the provider can ask of Microsoft.ImportExport. */
import type { PageOptions } from "../arm/resource";
import type { ArmJob, JobAddress, JobScope } from "../job/armJob";
import type { JobClient } from "../job/jobClient";

/** The body of a PUT (PutJobParameters of the specification). It is sent as it is. */
export interface ArmJobRequest {
    location?: string;
    tags?: Record<string, string>;
    properties?: Record<string, unknown>;
}

/** The body of a PATCH (UpdateJobParameters of the specification). It is sent as it is. */
export interface ArmJobPatch {
    tags?: Record<string, string>;
    properties?: Record<string, unknown>;
}

/** A location as the service sent it. */
export interface ArmLocation {
    id?: string;
    name?: string;
    type?: string;
    properties?: Record<string, unknown>;
}

/** Opens one drive. Both values are secret. */
export interface DriveBitLockerKey {
    driveId: string;
    bitLockerKey: string;
}

export interface ListOptions extends PageOptions {
    /** In the service's grammar, for example `state eq 'Shipping' and type eq 'Import'`. */
    filter?: string;
}

/** The operations of Microsoft.ImportExport, API version 2021-01-01. */
export interface ImportExportClient extends JobClient {
    listBitLockerKeys(job: JobAddress): Promise<DriveBitLockerKey[] | "gone">;
    /** Every page of the list. A list of a resource group leaves out `driveList`. */
    listJobs(scope: JobScope, options?: ListOptions): Promise<ArmJob[]>;
    /** @param name a display name (`West US`) or a short one (`westus`) */
    getLocation(name: string): Promise<ArmLocation | "gone">;
    listLocations(): Promise<ArmLocation[]>;
}
