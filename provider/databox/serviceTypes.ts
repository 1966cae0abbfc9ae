import type { JobKind, Observed } from "../job/serviceTypes";
import type { DataBoxClient } from "./dataBoxClient";
import type { OrderFlags } from "./flags";
import type {
    CustomerDiskDeletion,
    CustomerDiskDetails,
    CustomerDiskInputs,
    CustomerDiskOutputs,
    DiskSecret,
    LastKnown,
} from "./model";

/** One look at a customer-disk job. */
export interface Seen extends Observed {
    /** Azure's word for the stage; undefined when it gave none. For sentences only. */
    readonly stage: string | undefined;
    /** The service's flags, from its own answer; what is missing stays missing. */
    readonly flags: OrderFlags;
    readonly details: CustomerDiskDetails;
    /** The shipment is announced: Azure shows what it was told, or the stack knows. */
    readonly shipped: boolean;
}

/** The types of customer-disk jobs, for the engine. */
export interface CustomerDisk extends JobKind {
    inputs: CustomerDiskInputs;
    outputs: CustomerDiskOutputs;
    deletion: CustomerDiskDeletion;
    client: DataBoxClient;
    seen: Seen;
    key: DiskSecret;
    /** The details as last sent or seen: keys among them that Azure does not give back. */
    secrets: CustomerDiskDetails;
    known: LastKnown;
}
