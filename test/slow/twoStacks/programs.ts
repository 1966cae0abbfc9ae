import { deliverToDcPackageDetails, importOrder, exportOrder } from "../../fixtures/diskInputs";
import { announcedShipment, exportJob, importJob } from "../../fixtures/jobInputs";
import {
    customerDiskJobs,
    importExportJobs,
    packagedCustomerDiskJobs,
    packagedImportExportJobs,
    type ServiceJob,
} from "../../fixtures/jobStack";
import { customerDisks } from "../soak/customerDisks";
import { importExport } from "../soak/importExport";
import {
    placeCount,
    type JobWish,
    type Program,
    type ResourceName,
    type ServiceName,
} from "./steps";

type Properties = Record<string, unknown>;

/** What the model has to know of one of the two Azure services. */
export interface ModelService {
    readonly dynamic: typeof importExportJobs;
    readonly packaged: typeof importExportJobs;
    readonly longestName: number;
    readonly argsOf: (wish: JobWish) => Properties;
    /** The inputs without which Azure makes no job. */
    readonly required: readonly string[];
    readonly places: readonly string[];
    readonly end: string;
    readonly whereIs: (job: ServiceJob) => string | undefined;
    readonly isCancelled: (job: ServiceJob) => boolean;
    readonly hidden: readonly (string | RegExp)[];
}

export const modelServices: Readonly<Record<ServiceName, ModelService>> = {
    importexport: {
        dynamic: importExportJobs,
        packaged: packagedImportExportJobs,
        longestName: 64,
        argsOf: ({ isExport, isShipped, cancelRequested, location, tags }) => {
            const properties = {
                ...(isShipped ? announcedShipment : {}),
                ...(cancelRequested ? { cancelRequested } : {}),
            };
            const wishes = { ...(location && { location }), ...(tags && { tags }), properties };
            return isExport ? exportJob(wishes) : importJob(wishes);
        },
        required: ["location", "properties"],
        places: ["Shipping", "Received", "Transferring", "Packaging", "Completed"],
        end: "Completed",
        whereIs: ({ properties }) => properties.state,
        isCancelled: ({ properties }) => properties.cancelRequested === true,
        hidden: importExport.hidden,
    },
    databox: {
        dynamic: customerDiskJobs,
        packaged: packagedCustomerDiskJobs,
        longestName: 24,
        argsOf: ({ isExport, isShipped, location, tags }) => {
            const wishes = {
                ...(location && { location }),
                ...(tags && { tags }),
                ...(isShipped ? { deliverToDcPackageDetails } : {}),
            };
            return isExport ? exportOrder(wishes) : importOrder(wishes);
        },
        required: ["location", "transferType", "details"],
        places: ["ShippedToAzureDC", "AtAzureDC", "DataCopy", "ShippedToCustomer", "Completed"],
        end: "Completed",
        whereIs: ({ properties }) => properties.status,
        isCancelled: ({ properties }) => Boolean(properties.cancellationReason),
        hidden: customerDisks.hidden,
    },
};
if (Object.values(modelServices).some(({ places }) => places.length !== placeCount)) {
    throw new Error("each service has placeCount places");
}

/** A resource of the program's list. */
export interface Declared {
    type: string;
    className?: string;
    where: string;
    args: Properties;
    opts: Properties;
    aliases: Properties[];
    refersTo: { deletedWith?: string; replaceWith?: string };
}

/** The list that the program reads. */
export function listOf(service: ServiceName, program: Program): Record<string, Declared> {
    const declared: Record<string, Declared> = {};
    for (const [name, wish] of Object.entries(program) as [ResourceName, JobWish][]) {
        const before = Object.keys(declared).at(-1);
        declared[name] = declaredOf(modelServices[service], name, wish, before);
    }
    return declared;
}

function declaredOf(
    service: ModelService,
    name: ResourceName,
    wish: JobWish,
    before: string | undefined,
): Declared {
    const { isPackaged, isBare, isUnnamed, adoptExisting, deletion, was } = wish;
    const [kind, other] = isPackaged
        ? [service.packaged, service.dynamic]
        : [service.dynamic, service.packaged];
    const args = {
        ...service.argsOf(wish),
        ...(isUnnamed ? {} : { jobName: name }),
        ...(adoptExisting ? { adoptExisting } : {}),
        deletion: { waitMinutes: 0, ...deletion },
    } as Properties;
    if (isBare) for (const input of service.required.slice(1)) delete args[input];
    const { protect, retainOnDelete, ignoreChanges, replaceOnChanges, replacementTrigger } = wish;
    // Documented: of a packaged resource the engine takes both without asking (docs/packaged-provider.md).
    const refers = before !== undefined && !isPackaged;
    return {
        type: kind.type,
        ...(isPackaged ? {} : { className: kind.className }),
        where: kind.where,
        args,
        opts: { protect, retainOnDelete, ignoreChanges, replaceOnChanges, replacementTrigger },
        aliases: [
            ...(was && was !== name ? [{ name: was }] : []),
            ...(wish.comesFromOtherDoor ? [{ type: other.type }] : []),
        ],
        refersTo: {
            deletedWith: wish.hasDeletedWith && refers ? before : undefined,
            replaceWith: wish.hasReplaceWith && refers ? before : undefined,
        },
    };
}

/** The program of either stack. It reads its list. What refuses an option of one job leaves the others out, as programs do. */
export const programText = `
    const fs = require("node:fs");
    const { CustomResource } = require("@pulumi/pulumi");
    const made = {};
    for (const [name, one] of Object.entries(JSON.parse(fs.readFileSync("jobs.json", "utf8")))) {
        const { type, className, where, args, opts, aliases, refersTo } = one;
        const options = { ...opts, aliases };
        if (refersTo.replaceWith) options.replaceWith = [made[refersTo.replaceWith]];
        // Given to the job itself it would be refused; a transform gives it unseen.
        if (refersTo.deletedWith) {
            const deletedWith = made[refersTo.deletedWith];
            options.transforms = [({ props, opts }) => ({ props, opts: { ...opts, deletedWith } })];
        }
        made[name] = className
            ? new (require("pulumi-azure-importexport")[className])(name, args, options)
            : new CustomResource(type, name, { [where]: undefined, ...args }, options);
        exports[name] = made[name][where];
    }
`;
