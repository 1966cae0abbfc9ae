/** What is said of import/export jobs in lines of the service's own; errors.ts has its errors. */
import { jobInWords } from "../job/jobError";
import { shipmentAhead, shipmentNotAnnounced } from "../job/shipmentLines";
import type { ServiceWords } from "../job/serviceDefinition";
import type { JobAddress } from "../job/armJob";
import { errors } from "./errors";
import { stateInWords } from "./stateNames";
import type { ImportExport } from "./serviceTypes";
import { ruleFor } from "./lifecycle";
import type { JobInputs, JobOutputs } from "./model";
import { isUnsetState } from "./sameness";

export const words: ServiceWords<ImportExport> = {
    lastSeen: ({ state }) => stateInWords(state),
    cancelling: "This is final; data may go on being transferred.",
    forgottenCancelled:
        'its cancellation is requested (deletion.whenTimeIsUp: "forget"). Azure ends it, and deletes its record 90 days later.',
    expired: "an unshipped job expires two weeks after its last accepted update",
    patchOf: (name, { properties }) =>
        name === "properties.driveList" ? `${name} (${properties.driveList?.length})` : name,
    beforeDelete: (address, { state, job }) => {
        const parcel = job.properties?.deliveryPackage as Record<string, unknown> | undefined;
        return state === "Creating" && parcel?.trackingNumber
            ? `Warning: ${jobInWords(address)} is Creating but has a tracking number: its drives may be in the post, and Azure will not know what to do with them.`
            : undefined;
    },
    beforePatch: (address, { state }, { patches }) => {
        if (!patches.includes("properties.cancelRequested")) return undefined;
        const rule = ruleFor(state, "requestCancellation");
        if (rule.verdict === "refused" && rule.evidence === "documented") {
            throw errors.CancellationTooLate({ job: address, where: stateInWords(state), rule });
        }
        return `Asking Azure to cancel ${jobInWords(address)}. This is final.`;
    },
    afterCreation: forgottenShipment,
    beforeUpdate: (address, current, inputs, patches) =>
        patches.includes("properties.deliveryPackage")
            ? forgottenShipment(address, current, inputs)
            : undefined,
    atDiff: (address, { state }, { patches }) =>
        patches.includes("properties.state") && state === "Creating"
            ? shipmentAhead(address, afterShipment)
            : undefined,
};

/** What an announced shipment means. */
export const afterShipment =
    "afterwards Azure takes a cancellation before Packaging at most, and the job can be neither deleted nor replaced until it is Completed";

/** A delivery package does not stop the two-week clock; only the announced shipment does. */
function forgottenShipment(
    address: JobAddress,
    { state }: JobOutputs,
    { properties }: JobInputs,
): string | undefined {
    if (state !== "Creating" || !isUnsetState(properties.state)) return undefined;
    return shipmentNotAnnounced(address, {
        forgets: "Azure forgets the job two weeks after its last accepted update",
        disks: "drives",
        announce: 'properties.state: "Shipping"',
    });
}
