import * as pulumi from "@pulumi/pulumi";
import { asAzureReturned, deletionAsUsed, keysOfExport } from "../dynamic/returnedOutputs";
import { warnOfTimeouts } from "../dynamic/jobOptions";
import { isOfType, registration } from "../dynamic/registration";
import { withSecretsMarked } from "../dynamic/secretArgs";
import { sameIgnoringCase } from "../job/sameness";
import type { JobArgs } from "./jobArgs";
import {
    deletionDefaults,
    jobTypeToken,
    longestJobName,
    type Deletion,
    type DriveBitLockerKey,
    storedModule,
} from "./model";
import { ownOutputs, properties as table, secretOutputs } from "./propertyTable";

/**
 * An Azure Import/Export job: drives posted to, or from, a data centre.
 *
 * Deleting it does what the job's state allows: a job that is Creating or Completed is deleted; one
 * that is under way is cancelled, waited for and then deleted; one that is Packaging or Closed is
 * refused. See {@link JobArgs.deletion}.
 *
 * Arguments are those of azure-native's `importexport.Job`; fields that only Azure writes are refused.
 * BitLocker keys, addresses, carrier accounts, tracking numbers and drive ids are secret.
 *
 * @remarks It is a dynamic resource: `pulumi import`, an explicit `provider` and `customTimeouts` do not reach
 * it; use `adoptExisting`, `subscriptionId` and `deletion.waitMinutes`.
 */
export class Job extends pulumi.CustomResource {
    /** The type token. Without it policies that ask for jobs by class would silently never match. */
    static readonly __pulumiType: string = jobTypeToken;

    /** Whether `value` is a {@link Job}, also one of another copy of this package. */
    static override isInstance(value: unknown): value is Job {
        return isOfType(value, jobTypeToken);
    }

    /** The job's name. */
    declare readonly name: pulumi.Output<string>;
    /** `Microsoft.ImportExport/jobs` */
    declare readonly type: pulumi.Output<string>;
    /** As the service writes it: `West US`. */
    declare readonly location: pulumi.Output<string | undefined>;
    /** The job's tags, those that others added among them; without the owner tag. */
    declare readonly tags: pulumi.Output<Record<string, string> | undefined>;
    /** The managed identity of the job, where it has one. */
    declare readonly identity: pulumi.Output<{ type?: string } | undefined>;
    /** Who made and last changed the job, and when. Secret, since it names people. */
    declare readonly systemData: pulumi.Output<Record<string, unknown> | undefined>;
    /** The job's properties as the service returns them. Secret. */
    declare readonly properties: pulumi.Output<Record<string, unknown>>;
    /** Azure's word for where the job is, at the last look. Not secret. */
    declare readonly state: pulumi.Output<string | undefined>;
    /** Whether Azure has been asked to cancel the job. */
    declare readonly cancelRequested: pulumi.Output<boolean>;
    /** Whether a cancellation could still be asked for. */
    declare readonly isCancellable: pulumi.Output<boolean>;
    /** Whether Azure would delete the job as it is. */
    declare readonly isDeletable: pulumi.Output<boolean>;
    /** Why Azure would not delete the job as it is, and what to do instead; absent when it would. */
    declare readonly blockedReason: pulumi.Output<string | undefined>;
    /** Percent of the copy, once it has begun. */
    declare readonly percentComplete: pulumi.Output<number | undefined>;
    /** Azure has deleted the job after its end; the stack remembers it. */
    declare readonly purged: pulumi.Output<boolean>;
    /** The keys of an export's drives, read by refresh once Azure has processed them; of an import none. Secret. */
    declare readonly bitLockerKeys: pulumi.Output<DriveBitLockerKey[]>;
    /** The resource group of the job. */
    declare readonly resourceGroupName: pulumi.Output<string>;
    /** The subscription of the job. */
    declare readonly subscriptionId: pulumi.Output<string>;
    /** The deletion options with every default filled in. */
    declare readonly deletion: pulumi.Output<Deletion>;

    /**
     * Orders a job.
     *
     * @param name the resource's name; without `jobName` the job's name is made of it
     * @throws when `deleteBeforeReplace` is false: a replacement has to delete first, since both jobs
     * have the same name; when `deletedWith` is given, which would drop the job without asking the provider; when `import` is;
     * when the arguments have an input that is the class's own (`owner`, `creation`, `autoJobName`)
     */
    constructor(name: string, args: JobArgs, opts: pulumi.CustomResourceOptions = {}) {
        const marked = {
            ...args,
            properties: withSecretsMarked(table, args?.properties),
        };
        const { props, options, done } = registration(jobClass, name, marked, opts);
        try {
            super(jobTypeToken, name, props, options);
            this.properties = asAzureReturned(this.properties, this.state);
            this.bitLockerKeys = keysOfExport(
                this.bitLockerKeys,
                this.properties.apply((known) => sameIgnoringCase(known?.jobType, "Export")),
            );
            this.deletion = deletionAsUsed(this.deletion, args?.deletion, deletionDefaults);
        } finally {
            done();
        }
        warnOfTimeouts(this, opts);
    }
}

const jobClass = {
    className: "Job",
    typeToken: jobTypeToken,
    longestJobName,
    ownOutputs,
    secretOutputs,
    storedModule,
};
