import type { ArmJob } from "../job/armJob";
import { changesOf } from "../job/serviceChanges";
import { announcesShipment } from "../job/changes";
import { errors as jobErrors } from "../job/errors";
import { jobInWords } from "../job/jobError";
import { assertOurs, assertReachedOurs } from "../job/ownershipCheck";
import { isRefusal } from "../job/azureRefusals";
import type { Target } from "../job/serviceDefinition";
import { errors } from "./errors";
import type { CustomerDisk } from "./serviceTypes";
import type { CustomerDiskInputs, CustomerDiskOutputs } from "./model";
import { detailsOf, whereIs } from "./observation";
import { properties } from "./propertyTable";
import { stageInWords } from "./stageNames";

/**
 * Announcing that the disks are on their way: a request of its own (`markDevicesShipped`), which nothing takes back.
 * "When a job reaches Shipped state, it can no longer be canceled."
 */

/**
 * Announces the shipment; or other tracking details of one that is announced already, on which Azure decides.
 *
 * @param current the job at the last look, which does not know of them
 * @returns the job afterwards
 * @throws JobError `JobGone`, `SomebodyElsesJob`, `ShipmentRefused` (also before anything is sent, when the job is for other
 * disks, or goes elsewhere, than the program says)
 */
export async function announceShipment(
    on: Target<CustomerDisk>,
    current: CustomerDiskOutputs,
    inputs: CustomerDiskInputs,
): Promise<ArmJob> {
    const { service, session, client, address } = on;
    const parcel = inputs.deliverToDcPackageDetails;
    if (!parcel) throw new Error("There is no shipment to announce.");
    const differences = changesOf(service, current, inputs).replaces;
    if (differences.length > 0) {
        const where = stageInWords(current.status);
        throw errors.ShipmentRefused.ofAnother({ job: address, where, differences });
    }
    session.say(
        current.shipped
            ? `Telling Azure other tracking details of ${jobInWords(address)}, whose shipment is announced already.`
            : `Telling Azure that the disks of ${jobInWords(address)} are on their way. This is final.`,
    );
    const isKnownTo = (job: ArmJob) =>
        !announcesShipment(properties, { ...current, details: detailsOf(job) }, inputs);
    const look = async () => {
        const job = await client.getJob(address);
        if (job === "gone") throw jobErrors.JobGone.atUpdate({ job: address });
        const sent = "The announcement of the shipment";
        if (isKnownTo(job)) assertReachedOurs(on, job, current, sent);
        assertOurs(on, job, current);
        return job;
    };
    try {
        const answer = await client.markDevicesShipped(address, parcel);
        if (answer === "gone") throw jobErrors.JobGone.atUpdate({ job: address });
    } catch (error) {
        if (!isRefusal(error)) throw error;
        const now = await look();
        // Somebody, or a try of ours whose answer was lost, has told Azure the same.
        if (isKnownTo(now)) return now;
        throw errors.ShipmentRefused.byAzure({
            job: address,
            where: whereIs(now),
            isCorrection: current.shipped,
            cause: error,
        });
    }
    return await look();
}
