import type { ArmAnswer } from "../arm/router";
import { signed } from "../jobs/changeContext";
import { credentialsAnswer } from "./answers";
import type { DataBoxJob } from "./job";
import { moveJob, shortHash } from "./parcel";
import { readBody } from "./requestSchemas";
import {
    checkCancellable,
    checkShippable,
    checkUnderWay,
    type DataBoxRules,
    type OrderChange,
} from "./rules";

/** The order after its cancellation was accepted. @throws ArmError */
export function cancel(job: DataBoxJob, body: unknown, context: OrderChange): DataBoxJob {
    const { reason } = readBody.cancel(body);
    checkCancellable(job, context.rules);
    const accepted: DataBoxJob = {
        ...job,
        cancellationReason: reason,
        cancelling: true,
        systemData: signed(job.systemData, context),
    };
    return context.rules.cancel === "whenMoved"
        ? accepted
        : moveJob(accepted, { state: "Cancelled" }, context.now);
}

/** The order after its owner said that the disks are on their way. @throws ArmError */
export function markShipped(job: DataBoxJob, body: unknown, context: OrderChange): DataBoxJob {
    const { deliverToDcPackageDetails } = readBody.markDevicesShipped(body);
    checkShippable(job);
    const marked: DataBoxJob = {
        ...job,
        deliverToDcPackageDetails,
        systemData: signed(job.systemData, context),
    };
    return moveJob(marked, { state: "ShippedToAzureDC" }, context.now);
}

/** The order after its owner decided how to go on. What the service then does is documented nowhere. */
export function mitigate(job: DataBoxJob, body: unknown, context: OrderChange): DataBoxJob {
    const { customerResolutionCode = "None" } = readBody.mitigate(body);
    checkUnderWay(job);
    return {
        ...job,
        lastMitigationActionOnJob: {
            actionDateTimeInUtc: new Date(context.now).toISOString(),
            isPerformedByCustomer: true,
            customerResolution: customerResolutionCode,
        },
        systemData: signed(job.systemData, context),
    };
}

/** @throws ArmError */
export function bookShipmentPickUp(job: DataBoxJob, body: unknown): ArmAnswer {
    const { startTime } = readBody.bookShipmentPickUp(body);
    checkUnderWay(job);
    const confirmationNumber = `PICKUP${shortHash(`${job.orderId} ${startTime}`).slice(0, 8)}`;
    return { status: 200, body: { confirmationNumber, readyByTime: startTime } };
}

export function listCredentials(job: DataBoxJob, rules: DataBoxRules): ArmAnswer {
    return { status: 200, body: credentialsAnswer(job, rules) };
}
