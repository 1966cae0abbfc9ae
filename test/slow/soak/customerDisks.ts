import fc from "fast-check";
import { customerDiskTrack } from "../../../emulator/databox/stages";
import {
    accountSubscriptionId,
    contactDetails,
    deliverToDcPackageDetails,
    disk,
    exportOrder,
    importOrder,
    serialNumber,
} from "../../fixtures/diskInputs";
import { customerDiskJobs } from "../../fixtures/jobStack";
import type { Properties } from "../../component/provider/providerProcess";
import { identityOf, sameId, type Observation } from "./observation";
import type { Event } from "./pulumiModel";
import { anyBitLockerKey, sameLocation, type SeenJob, type SoakService } from "./service";
import { deletionWishes, tagWishes, type ResourceName } from "./steps";

/** A customer-disk job of a random program, told by what is not usual about it. */
export interface OrderWish {
    type?: string;
    location?: string;
    tags?: Record<string, string>;
    shipped?: boolean;
    otherKey?: boolean;
    otherPhone?: boolean;
    backsUp?: boolean;
    adoptExisting?: boolean;
    renamed?: boolean;
    deletion?: Record<string, unknown>;
}

const wish: fc.Arbitrary<OrderWish> = fc.record(
    {
        type: fc.constantFrom("Import", "Import", "Export"),
        location: fc.constantFrom("westus", "westus", "eastus"),
        tags: tagWishes,
        shipped: fc.boolean(),
        otherKey: fc.boolean(),
        otherPhone: fc.boolean(),
        backsUp: fc.boolean(),
        adoptExisting: fc.boolean(),
        renamed: fc.boolean(),
        deletion: fc.record(
            {
                ...deletionWishes,
                acceptFee: fc.boolean(),
                removeServiceLock: fc.boolean(),
                cancelReason: fc.constantFrom("Not needed any more"),
            },
            { requiredKeys: [] },
        ),
    },
    { requiredKeys: [], noNullPrototype: true },
);

const otherPhoneNumber = "4250000002";

function argsOf(resource: ResourceName, wish: OrderWish) {
    const { type, renamed, shipped, otherKey, otherPhone, backsUp, deletion, ...more } = wish;
    const isExport = type === "Export";
    const bitLockerKey = disk.bitLockerKey.replace("238810", "111111");
    const importDiskDetailsCollection = { [serialNumber]: { ...disk, bitLockerKey } };
    const details: Record<string, unknown> = {
        ...(otherPhone ? { contactDetails: { ...contactDetails, phone: otherPhoneNumber } } : {}),
        ...(otherKey && !isExport ? { importDiskDetailsCollection } : {}),
        ...(backsUp && !isExport ? { enableManifestBackup: true } : {}),
    };
    const all = {
        ...more,
        ...(shipped ? { deliverToDcPackageDetails } : {}),
        jobName: renamed ? `${resource}-again` : resource,
        deletion: { waitMinutes: 0, ...deletion },
        details,
    };
    return isExport ? exportOrder(all) : importOrder(all);
}

const stages = [...customerDiskTrack, "CompletedWithErrors", "Cancelled"];

interface Details {
    enableManifestBackup?: boolean;
}

interface Deletion {
    inFlight?: string;
    acceptFee?: boolean;
    removeServiceLock?: boolean;
}

type ShownDetails = Record<string, Record<string, unknown> | undefined>;

const deletionOf = ({ olds }: Event) => (olds?.deletion ?? {}) as Deletion;

function detailsOf({ properties }: Pick<SeenJob, "properties">) {
    return (properties.details ?? {}) as ShownDetails;
}

/** Azure's flags say whether it costs something; a replacement takes no shipped order back, and pays for none. */
function mayCancel(event: Event, before: SeenJob | undefined): boolean {
    const { what, olds, replaces } = event;
    // The defaults are not stored.
    const { inFlight = "cancel", acceptFee = false } = deletionOf(event);
    if (what !== "delete" || inFlight !== "cancel") return false;
    const isShipped = before && detailsOf(before).deliverToDcPackageDetails !== undefined;
    const { isCancellable, isCancellableWithoutFee } = before?.properties ?? {};
    const costs = isCancellable === true && isCancellableWithoutFee === false;
    if (replaces) return !isShipped && olds?.shipped !== true && !costs;
    return acceptFee || !costs;
}

/** Whether the order is for the account of all orders of the stack. */
const usesTheAccount = (job: SeenJob) => JSON.stringify(detailsOf(job)).includes("/archive");

/** A lock goes only where the stack wants that, and not while another order needs it. */
function lockRemovals({
    requests,
    events,
    before,
    after,
    keptBefore,
    struck,
}: Observation): string[] {
    const isRemoval = ({ method, path }: (typeof requests)[number]) =>
        method === "DELETE" && /\/locks\//.test(path);
    if (!requests.some(isRemoval)) return [];
    const isAsked = events.some(
        (event) =>
            event.what === "delete" && !event.replaces && deletionOf(event).removeServiceLock,
    );
    if (!isAsked) return ["unasked: a lock was removed"];
    // An old list does not say who needs it; and a job can be moved back into the middle of its way.
    if (struck.includes("staleRead") || struck.includes("moveJob")) return [];
    // Azure may not show it yet.
    const isUnconfirmed = (job: SeenJob) =>
        [...keptBefore.values()].some(
            ({ id, outputs }) => outputs.creationUnconfirmed && sameId(id, job.id),
        );
    const isOld = (job: SeenJob) => before.some((one) => identityOf(one) === identityOf(job));
    // One that is ordered afterwards locks the account again.
    return after
        .filter((job) => usesTheAccount(job) && job.properties.isDeletable !== true && isOld(job))
        .filter((job) => !isUnconfirmed(job))
        .map((job) => `touched: the lock was removed that ${job.name} needs`);
}

/** An announcement is as final as a cancellation. */
function unaskedShipments({ requests, events }: Observation): string[] {
    const isAsked = (id: string) =>
        events.some(
            ({ what, inputs, ...event }) =>
                (what === "create" || what === "update") &&
                sameId(id, event.id) &&
                inputs?.deliverToDcPackageDetails !== undefined,
        );
    return requests
        .filter(({ method }) => method === "POST")
        .flatMap(({ path }) => /^(.+)\/markDevicesShipped\?/.exec(path)?.[1] ?? [])
        .filter((id) => !isAsked(id))
        .map((id) => `unasked: the shipment of ${id} was announced`);
}

/** Orders of one's own disks. */
export const customerDisks: SoakService<OrderWish> = {
    title: "Customer-disk jobs",
    kind: customerDiskJobs,
    variants: {
        "cancelled at once": { subscriptionId: accountSubscriptionId },
        "cancelled in time": {
            subscriptionId: accountSubscriptionId,
            dataBoxCancel: "whenMoved",
            dataBoxFirstStage: "AwaitingShipmentDetails",
            dataBoxShown: "whenCreated",
            dataBoxOperationPolls: 3,
        },
        "cancelled for a fee": {
            subscriptionId: accountSubscriptionId,
            dataBoxCancelWithoutFee: false,
        },
    },
    wish,
    argsOf,
    places: [...stages, ...stages, "Quarantined", null],
    placesMeanwhile: [
        "ShippedToAzureDC",
        "AtAzureDC",
        "DataCopy",
        "ShippedToCustomer",
        "Completed",
        "Cancelled",
    ],
    beginnings: ["Created", "ShippedToAzureDC", "Completed"],
    end: "Completed",
    whereIs: ({ properties }) => properties.status,
    isCancelled: ({ properties: { cancellationReason } }) =>
        cancellationReason !== undefined && cancellationReason !== "Cancelled by somebody else",
    mayCancel,
    content: ({ tags, location, properties, ...job }) => {
        const { contactDetails, ...details } = detailsOf({ properties });
        return {
            tags,
            location,
            // The service wipes it at the end.
            phone: contactDetails?.phone === otherPhoneNumber,
            address: details.shippingAddress,
            parcel: details.deliverToDcPackageDetails,
            disks: Object.keys(details.importDiskDetailsCollection ?? {}),
            isCancelled: customerDisks.isCancelled({ tags, location, properties, ...job }),
        };
    },
    shownIn: (outputs) => ({ ...outputs, properties: outputs }) as unknown as SeenJob,
    notDone: (job, inputs: Properties) => {
        const { deliverToDcPackageDetails: parcel, contactDetails: contact } = detailsOf(job);
        const wanted = inputs.deliverToDcPackageDetails as { trackingId: string } | undefined;
        const { phone } = (inputs.details as { contactDetails: { phone: string } }).contactDetails;
        const isWiped = contact?.contactName === " ";
        return [
            ...(wanted && parcel?.trackingId !== wanted.trackingId
                ? ["deliverToDcPackageDetails"]
                : []),
            ...(!isWiped && contact?.phone !== phone ? ["contactDetails"] : []),
        ];
    },
    fixedDifferences: ({ location, properties }, inputs) => {
        const { enableManifestBackup = false } = properties.details as Details;
        const wanted = inputs.details as Details;
        const { enableManifestBackup: wish = enableManifestBackup } = wanted;
        return [
            ...(sameLocation(location, inputs.location) ? [] : ["location"]),
            ...(properties.transferType === inputs.transferType ? [] : ["transferType"]),
            ...(enableManifestBackup === wish ? [] : ["enableManifestBackup"]),
        ];
    },
    disksWithKeys: (job) => Object.keys(detailsOf(job).exportDiskDetailsCollection ?? {}),
    disksKnown: ({ diskSecrets }) =>
        ((diskSecrets ?? []) as { diskSerialNumber: string }[]).map((one) => one.diskSerialNumber),
    badRequests: (seen) => [...lockRemovals(seen), ...unaskedShipments(seen)],
    hidden: [
        serialNumber,
        anyBitLockerKey,
        /EXP[0-9A-F]{8}/,
        "ACC-700",
        "TRACK-800",
        "Ada Example",
        "425000",
        "ada@",
        "1 Example Street",
        "/operationResults/",
    ],
};
