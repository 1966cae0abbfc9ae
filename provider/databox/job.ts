import * as pulumi from "@pulumi/pulumi";
import { asAzureReturned, deletionAsUsed, keysOfExport } from "../dynamic/returnedOutputs";
import { warnOfTimeouts } from "../dynamic/jobOptions";
import { isOfType, registration } from "../dynamic/registration";
import { withSecretsMarked } from "../dynamic/secretArgs";
import { isLater } from "../dynamic/laterInputs";
import { sameIgnoringCase } from "../job/sameness";
import type { CustomerDiskJobArgs } from "./jobArgs";
import {
    customerDiskJobTypeToken,
    deletionDefaults,
    longestJobName,
    type CustomerDiskDeletion,
    type DiskSecret,
    storedModule,
} from "./model";
import { ownOutputs, properties as table, secretOutputs } from "./propertyTable";

/**
 * An Azure Data Box job with disks of your own (SKU `DataBoxCustomerDisk`): the service that succeeds Import/Export.
 *
 * Deleting it does what the service's own flags allow: a job that is deletable is deleted; one that is cancellable is
 * cancelled, waited for and then deleted; one that is neither is refused. See {@link CustomerDiskJobArgs.deletion}.
 *
 * Arguments are those of azure-native's `databox.Job` for this SKU; fields that only Azure writes are refused. BitLocker
 * keys, contacts, addresses, carrier accounts, tracking numbers and serial numbers are secret.
 *
 * @remarks It is a dynamic resource: `pulumi import`, an explicit `provider` and `customTimeouts` do not reach
 * it; use `adoptExisting`, `subscriptionId` and `deletion.waitMinutes`.
 */
export class CustomerDiskJob extends pulumi.CustomResource {
    /** The type token. Without it policies that ask for jobs by class would silently never match. */
    static readonly __pulumiType: string = customerDiskJobTypeToken;

    /** Whether `value` is a {@link CustomerDiskJob}, also one of another copy of this package. */
    static override isInstance(value: unknown): value is CustomerDiskJob {
        return isOfType(value, customerDiskJobTypeToken);
    }

    /** The job's name. */
    declare readonly name: pulumi.Output<string>;
    /** `Microsoft.DataBox/jobs` */
    declare readonly type: pulumi.Output<string>;
    /** Where the job was made. */
    declare readonly location: pulumi.Output<string | undefined>;
    /** The job's tags, those that others added among them; without the owner tag. */
    declare readonly tags: pulumi.Output<Record<string, string> | undefined>;
    /** The managed identity of the job, where it has one. */
    declare readonly identity: pulumi.Output<Record<string, unknown> | undefined>;
    /** Who made and last changed the job, and when. Secret, since it names people. */
    declare readonly systemData: pulumi.Output<Record<string, unknown> | undefined>;
    /** What was ordered: `name` is `DataBoxCustomerDisk`. */
    declare readonly sku: pulumi.Output<Record<string, unknown> | undefined>;
    /** `ImportToAzure` or `ExportFromAzure` */
    declare readonly transferType: pulumi.Output<string | undefined>;
    /** `NonScheduled` or `Scheduled` */
    declare readonly deliveryType: pulumi.Output<string | undefined>;
    /** When a scheduled order is to be delivered. */
    declare readonly deliveryInfo: pulumi.Output<Record<string, unknown> | undefined>;
    /** The job's details as the service returns them, and the keys that were sent. Secret. */
    declare readonly details: pulumi.Output<Record<string, unknown>>;
    /** Azure's word for where the job is (its stage), at the last look. Not secret. */
    declare readonly status: pulumi.Output<string | undefined>;
    /** When the job was ordered (ISO 8601). */
    declare readonly startTime: pulumi.Output<string | undefined>;
    /** Whether Azure says that the job can be cancelled. */
    declare readonly isCancellable: pulumi.Output<boolean | undefined>;
    /** Whether Azure says that the job can be deleted. A new one cannot: it is cancelled first. */
    declare readonly isDeletable: pulumi.Output<boolean | undefined>;
    /** Whether Azure says that a cancellation is free of charge. */
    declare readonly isCancellableWithoutFee: pulumi.Output<boolean | undefined>;
    /** Whether Azure says that the shipping address can still be changed. */
    declare readonly isShippingAddressEditable: pulumi.Output<boolean | undefined>;
    /** The reason that a cancellation was given. */
    declare readonly cancellationReason: pulumi.Output<string | undefined>;
    /** Why the job cannot be deleted as it is, and what to do instead. */
    declare readonly blockedReason: pulumi.Output<string | undefined>;
    /** Whether the shipment is announced: there is no way back. */
    declare readonly shipped: pulumi.Output<boolean>;
    /** Azure no longer has the job, which had been on its way; the stack remembers it. */
    declare readonly purged: pulumi.Output<boolean>;
    /** The keys of an export's disks, read by refresh. Secret. */
    declare readonly diskSecrets: pulumi.Output<DiskSecret[]>;
    /** The resource group of the job. */
    declare readonly resourceGroupName: pulumi.Output<string>;
    /** The subscription of the job. */
    declare readonly subscriptionId: pulumi.Output<string>;
    /** The deletion options with every default filled in. */
    declare readonly deletion: pulumi.Output<CustomerDiskDeletion>;

    /**
     * Orders a job.
     *
     * @param name the resource's name; without `jobName` the job's name is made of it
     * @throws when `deleteBeforeReplace` is false: a replacement has to delete first, since both jobs
     * have the same name; when `deletedWith` is given, which would drop the job without asking the provider; when `import` is
     */
    constructor(name: string, args: CustomerDiskJobArgs, opts: pulumi.CustomResourceOptions = {}) {
        const marked = {
            ...args,
            details: withSecretsMarked(table, args?.details, mayHoldPassword),
            ...(args?.deliverToDcPackageDetails === undefined
                ? {}
                : { deliverToDcPackageDetails: pulumi.secret(args.deliverToDcPackageDetails) }),
        };
        const { owner, props, options, done } = registration(jobClass, name, marked, opts);
        try {
            super(customerDiskJobTypeToken, name, props, options);
            this.details = asAzureReturned(this.details, this.status);
            this.diskSecrets = keysOfExport(
                this.diskSecrets,
                this.transferType.apply((known) => sameIgnoringCase(known, "ExportFromAzure")),
            );
            this.deletion = deletionAsUsed(
                this.deletion,
                args?.deletion,
                owner.apply(deletionDefaults),
            );
        } finally {
            done();
        }
        warnOfTimeouts(this, opts);
    }
}

const jobClass = {
    className: "CustomerDiskJob",
    typeToken: customerDiskJobTypeToken,
    longestJobName,
    ownOutputs,
    secretOutputs,
    storedModule,
};

/** Whether there is, or nobody can see that there is not, a share password in it. */
function mayHoldPassword(value: unknown): boolean {
    if (value === undefined || value === null) return false;
    if (isLater(value)) return true;
    if (typeof value !== "object") return false;
    return Object.entries(value).some(
        ([key, inner]) =>
            (key === "sharePassword" && inner !== undefined) ||
            // An id that comes from a resource is the usual thing, and no password.
            (!key.endsWith("Id") && mayHoldPassword(inner)),
    );
}
