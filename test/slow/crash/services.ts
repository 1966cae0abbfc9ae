import { accountSubscriptionId } from "../../fixtures/diskInputs";
import {
    customerDiskJobs,
    importExportJobs,
    type JobKind,
    type PlainArgs,
    type ServiceJob,
} from "../../fixtures/jobStack";
import { diskOperations, diskSecrets } from "./diskOperations";
import { operations, secrets, type Operation } from "./operations";

/** One of the two Azure services whose jobs are broken off. */
export interface Service {
    /** Above its table. */
    readonly title: string;
    readonly kind: JobKind;
    readonly operations: Readonly<Record<string, Operation>>;
    /** What must never be readable outside of the program. */
    readonly secrets: readonly string[];
    /** Azure's word for where the job is. */
    readonly whereIs: (job: ServiceJob) => string | undefined;
    /** Whether its cancellation is requested. */
    readonly isCancelled: (job: ServiceJob) => boolean;
    /** Where a cancelled parcel comes to its end. */
    readonly cancelledEnd: string;
    /** What emulator.plant takes for a job as the program describes it. */
    readonly planted: (args: PlainArgs) => object;
}

/** By the names that `npm run crash -- --only` takes. */
export const services = {
    importexport: {
        title: "Import/Export jobs",
        kind: importExportJobs,
        operations,
        secrets,
        whereIs: ({ properties }) => properties.state,
        isCancelled: ({ properties }) => properties.cancelRequested === true,
        cancelledEnd: "Completed",
        planted: (args) => args,
    },
    databox: {
        title: "Customer-disk jobs",
        kind: customerDiskJobs,
        operations: diskOperations,
        secrets: diskSecrets,
        whereIs: ({ properties }) => properties.status,
        isCancelled: ({ properties }) => Boolean(properties.cancellationReason),
        cancelledEnd: "Cancelled",
        planted: ({ location, transferType, details }) => ({
            location,
            properties: { transferType, details },
        }),
    },
} satisfies Record<string, Service>;

export const allServices: readonly Service[] = Object.values(services);

/** The service that an operation is of. Their operations have different names. */
export function serviceOf(operation: string): Service {
    const found = allServices.find((service) => operation in service.operations);
    if (!found) throw new Error(`There is no operation "${operation}".`);
    return found;
}

export function operationOf(name: string): Operation {
    return serviceOf(name).operations[name]!;
}

/**
 * The arguments of a job that has a subscription of its own, and its storage account there too: all that is
 * asked for its sake, lists and locks among it, is in that subscription, and nothing else.
 */
export function inOwnSubscription(args: PlainArgs, subscriptionId: string): PlainArgs {
    const text = JSON.stringify(args).replaceAll(accountSubscriptionId, subscriptionId);
    const moved = { subscriptionId, ...(JSON.parse(text) as PlainArgs) };
    // A name that is left to the provider.
    return "jobName" in args ? { ...moved, jobName: args.jobName as string | undefined } : moved;
}

/** Azure's side of a cancelled job that is deleted: its parcel ends once somebody has looked at it. */
export function hasSeenCancelled(service: Service, job: ServiceJob): boolean {
    return service.isCancelled(job) && service.whereIs(job) !== service.cancelledEnd;
}

/** Takes the flags out of an answer of Data Box before it is sent. */
export function leaveOutFlags({ properties }: ServiceJob): void {
    for (const flag of ["isDeletable", "isCancellable", "isCancellableWithoutFee"]) {
        delete properties[flag];
    }
}
