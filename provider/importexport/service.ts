import { jobIdsOf } from "../job/armId";
import { withDefaults } from "../job/defined";
import type { ServiceDefinition } from "../job/serviceDefinition";
import { connectImportExport } from "./armJobsClient";
import { errorFacts, errors } from "./errors";
import { drivesWithKeys, exportKeys } from "./exportKeys";
import { inputRules } from "./inputPreparation";
import { isJobState, stateInWords } from "./stateNames";
import type { ImportExport } from "./serviceTypes";
import { ruleFor } from "./lifecycle";
import { deletionDefaults, jobTypeTokens } from "./model";
import { observe } from "./observation";
import { outputRules } from "./outputs";
import { properties } from "./propertyTable";
import { secretFields } from "./secretFields";
import { cancellationRequest, changeRequest, creationRequest } from "./requests";
import { words } from "./progressLines";

/** Microsoft.ImportExport/jobs, as the engine needs it. */
export const importExport: ServiceDefinition<ImportExport> = {
    typeTokens: jobTypeTokens,
    armType: "Microsoft.ImportExport/jobs",
    ids: jobIdsOf("Microsoft.ImportExport", "an import/export job"),
    connect: connectImportExport,
    // Jobs_Create "creates a new job or updates an existing job".
    putOverwrites: true,
    creationGraceMinutes: 0,
    // The published list of a subscription has driveList, that of a resource group leaves it out (Jobs_List…).
    isWholeInList: ({ properties }) => Array.isArray(properties?.driveList),
    properties,
    secretFields,
    inputs: inputRules,
    outputs: outputRules,
    keys: exportKeys,
    words,
    errorFacts,
    observe,
    deletionOf: (given) => withDefaults(deletionDefaults, given),
    replacementRule: ({ state }) => ruleFor(state, "replace"),
    doubtOfTakeover: ({ state, where, isCancelling }, { properties }) => {
        if (isCancelling) return "its cancellation has been requested";
        // An interrupted create that had already announced the shipment left the job in Shipping.
        const announced = state === "Shipping" && properties.state === "Shipping";
        return state === "Creating" || announced
            ? undefined
            : `an interrupted creation would have left it Creating, and it is ${where}`;
    },
    hasMoved: (current, { state }) => isJobState(state) && state !== current.state,
    mayHaveLeft: ({ purged, state, properties }) => {
        const parcel = properties.deliveryPackage as Record<string, unknown> | undefined;
        return purged || state !== "Creating" || Boolean(parcel?.trackingNumber);
    },
    requests: {
        create: creationRequest,
        change: changeRequest,
        cancel: ({ client, address }) => client.updateJob(address, cancellationRequest),
    },
    secretsInAzure: drivesWithKeys,
    assertPossible: (address, olds, { properties }) => {
        if (olds.cancelRequested && properties.cancelRequested === false) {
            throw errors.NotTakenBack({ job: address, where: stateInWords(olds.state) });
        }
    },
};
