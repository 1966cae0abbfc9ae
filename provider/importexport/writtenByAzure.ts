import { readOnly, type Reasons } from "../job/writtenByAzure";

/**
 * What only the service writes of a job. Source: `JobDetails`, `DriveStatus`, `PutJobParameters` and `JobResponse` of the
 * 2021-01-01 API description. It marks few properties read-only, so the others are taken, as Azure takes them: the initial
 * 2016-11-01 description marks them so, and the service fills them in, whatever is sent (recorded answers).
 */

const filledIn = "the service fills it in; read-only in the 2016-11-01 API description only";
const driveResult = "what the service has found out of a drive; in no request of the documents";

/** Taken, not sent, and no change. */
export const answers: Reasons = {
    "properties.shippingInformation":
        "the data centre's address, which the service chooses; Microsoft's published commands send it",
    "properties.provisioningState": filledIn,
    "properties.percentComplete": filledIn,
    "properties.incompleteBlobListUri": filledIn,
    "properties.returnPackage": filledIn,
    "properties.driveList[].state": driveResult,
    "properties.driveList[].copyStatus": driveResult,
    "properties.driveList[].percentComplete": driveResult,
    "properties.driveList[].verboseLogUri": driveResult,
    "properties.driveList[].errorLogUri": driveResult,
    "properties.driveList[].manifestUri": driveResult,
    "properties.driveList[].bytesSucceeded": driveResult,
};

const noIdentity =
    "is not in the request that makes a job (PutJobParameters of the API description); take it out of the program";

/** Refused. */
export const refused: Reasons = {
    id: readOnly,
    name: `${readOnly}; the job's name is given as jobName`,
    type: readOnly,
    systemData: readOnly,
    identity: noIdentity,
};
