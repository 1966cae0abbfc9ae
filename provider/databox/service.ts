import { jobIdsOf } from "../job/armId";
import { withDefaults } from "../job/defined";
import { wordsOf } from "../job/ownerTag";
import type { ServiceDefinition } from "../job/serviceDefinition";
import { connectDataBox } from "./armDataBoxClient";
import { errorFacts } from "./errors";
import { exportKeys } from "./exportKeys";
import { inputRules } from "./inputPreparation";
import type { CustomerDisk } from "./serviceTypes";
import { flagStateOf } from "./flags";
import { replacementRule } from "./lifecycle";
import { creationGraceMinutes, customerDiskJobTypeTokens, deletionDefaults } from "./model";
import { flagsInWords, isShipped, observe, textAt } from "./observation";
import { outputRules } from "./outputs";
import { properties } from "./propertyTable";
import { secretFields } from "./secretFields";
import { changeRequest, creationRequest } from "./requests";
import { afterTheOrder } from "./serviceLock";
import { announceShipment } from "./shipment";
import { words } from "./progressLines";

/** Microsoft.DataBox/jobs of the SKU `DataBoxCustomerDisk`, as the engine needs it. */
export const customerDisk: ServiceDefinition<CustomerDisk> = {
    typeTokens: customerDiskJobTypeTokens,
    armType: "Microsoft.DataBox/jobs",
    ids: jobIdsOf("Microsoft.DataBox", "a Data Box job"),
    connect: connectDataBox,
    // What a PUT on an existing job does is not documented.
    putOverwrites: false,
    creationGraceMinutes,
    properties,
    secretFields,
    inputs: inputRules,
    outputs: outputRules,
    keys: exportKeys,
    words,
    errorFacts,
    observe,
    deletionOf: (given, owner) => withDefaults(deletionDefaults(wordsOf(owner)), given),
    replacementRule: ({ flags, shipped }, { deletion }) =>
        replacementRule(flags, shipped, deletion.inFlight),
    doubtOfTakeover: ({ row, flags, details, isCancelling }, inputs) => {
        if (isCancelling) return "it is cancelled";
        // An interrupted create that had already announced the shipment left it so.
        const announced = isShipped(details) && inputs.deliverToDcPackageDetails !== undefined;
        return row === "cancellable" || row === "cancellableForAFee" || announced
            ? undefined
            : `an interrupted creation would have left it cancellable, and Azure says ${flagsInWords(flags)}`;
    },
    // Without its flags nothing tells whether what was refused is still to be done.
    hasMoved: (current, { stage, row }) =>
        row !== "unknown" && (stage !== current.status || row !== flagStateOf(current)),
    mayHaveLeft: ({ purged, shipped, isCancellable }) =>
        purged || shipped || isCancellable !== true,
    requests: {
        create: creationRequest,
        change: changeRequest,
        cancel: ({ client, address }, { cancelReason }) => client.cancelJob(address, cancelReason),
        announceShipment,
    },
    showsCancellation: (job, { cancelReason }) =>
        textAt(job, "cancellationReason") === cancelReason,
    afterDelete: afterTheOrder,
};
