import type { LoggedRequest } from "azure-importexport-emulator";
import fc from "fast-check";
import {
    accountSubscriptionId,
    contactDetails,
    deliverToDcPackageDetails,
    disk,
    exportOrder,
    importOrder,
    serialNumber,
} from "../fixtures/diskInputs";
import { customerDiskJobs } from "../fixtures/jobStack";
import type { Properties } from "../provider/providerProcess";
import type { Event } from "./pulumiModel";
import type { SeenJob, SoakService } from "./service";
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

const stages = [
    "Created",
    "AwaitingShipmentDetails",
    "ShippedToAzureDC",
    "AtAzureDC",
    "DataCopy",
    "PreparingToShipFromAzureDC",
    "ShippedToCustomer",
    "Completed",
    "CompletedWithErrors",
    "Cancelled",
];

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

const accountOf = (job: SeenJob) => JSON.stringify(detailsOf(job)).includes("/archive");

/** A lock goes only where the stack wants that, and not while another order needs it. */
function lockRemovals(
    requests: readonly LoggedRequest[],
    seen: { events: readonly Event[]; before: readonly SeenJob[]; after: readonly SeenJob[] },
    struck: readonly string[],
): string[] {
    const removals = requests.filter(
        ({ method, path }) => method === "DELETE" && /\/locks\//.test(path),
    );
    if (removals.length === 0) return [];
    const isAsked = seen.events.some(
        (event) =>
            event.what === "delete" && !event.replaces && deletionOf(event).removeServiceLock,
    );
    if (!isAsked) return ["unasked: a lock was removed"];
    // An old list does not say who needs it; and a job can be moved back into the middle of its way.
    if (struck.includes("staleRead") || struck.includes("moveJob")) return [];
    const isSame = (one: SeenJob, other: SeenJob) =>
        one.id === other.id && one.systemData.createdAt === other.systemData.createdAt;
    return seen.before
        .filter((job) => accountOf(job) && job.properties.isDeletable !== true)
        .filter((job) => seen.after.some((one) => isSame(one, job)))
        .map((job) => `touched: the lock was removed that ${job.name} needs`);
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
    disksWithKeys: (job) =>
        job.properties.cancellationReason === undefined
            ? Object.keys(detailsOf(job).exportDiskDetailsCollection ?? {})
            : [],
    disksKnown: ({ diskSecrets }) =>
        (diskSecrets as { diskSerialNumber: string }[]).map((one) => one.diskSerialNumber),
    badRequests: lockRemovals,
    hidden: [
        serialNumber,
        "238810-",
        "111111-662376",
        "ACC-700",
        "TRACK-800",
        "Ada Example",
        "425000",
        "ada@",
        "1 Example Street",
        "/operationResults/",
    ],
};
