/** What becomes of a program's inputs before they are compared with a job. */
import { InputWarnings, entriesOf, partOf } from "../job/inputWarnings";
import type { Finding, Untrusted } from "../job/findings";
import { definedOnly } from "../job/defined";
import { jobInWords } from "../job/jobError";
import { reasonsUnder } from "../job/propertyTable";
import type { JobAddress } from "../job/armJob";
import { shipmentAhead } from "../job/shipmentLines";
import type { InputRules } from "../job/serviceDefinition";
import { isUnknown } from "../job/unknowns";
import type { Wire } from "../job/wire";
import { changesNothing, withoutAnswers, type Sifted } from "../job/writtenByAzure";
import type { JobInputs } from "./model";
import { properties as table } from "./propertyTable";
import { slashedPaths } from "./exportValidation";
import { isUnsetState } from "./sameness";
import { validateJob } from "./validation";
import { afterShipment } from "./progressLines";

export const inputRules: InputRules = {
    warnings: inputWarningsOf,
    validate: validateJob,
    sift: withoutWhatAzureWrites,
    remarks,
};

/** What only Azure writes, and a state that says nothing, are not kept: they would look like changes later. */
function withoutWhatAzureWrites(decided: Wire): Sifted<Wire> {
    // azure-native fills in "Specified", the state of a drive that nobody has seen yet.
    const silent = (path: string, value: unknown) =>
        path === "properties.driveList[].state" && value === "Specified";
    const { kept, dropped } = withoutAnswers(decided, reasonsUnder(table, "", "ignored"), silent);
    const { properties } = kept;
    if (typeof properties !== "object" || properties === null) return { kept, dropped };
    const { driveList, state, ...others } = properties as Wire;
    const saysWhereItIs = isUnsetState(state) && Boolean(state) && state !== "Creating";
    // The drives of an export are Azure's to report.
    const hasReported = others.jobType === "Export" && Array.isArray(driveList);
    return {
        kept: {
            ...kept,
            properties: definedOnly({
                ...others,
                driveList: hasReported ? undefined : driveList,
                state: isUnsetState(state) ? undefined : state,
            }),
        },
        dropped: [
            ...(saysWhereItIs ? ["properties.state"] : []),
            ...(hasReported && driveList.length > 0 ? ["properties.driveList"] : []),
            ...dropped.filter((path) => !hasReported || !path.startsWith("properties.driveList")),
        ],
    };
}

function remarks(decided: Wire, { dropped }: Sifted<Wire>, isNew: boolean): string[] {
    const { jobName, resourceGroupName, properties } = decided;
    if (isUnknown(jobName) || isUnknown(resourceGroupName) || isUnknown(properties)) return [];
    const words = jobInWords(decided as unknown as JobInputs & { subscriptionId: string });
    const slashes = slashedPaths((properties as Wire | undefined)?.export);
    return [
        ...(dropped.length > 0 ? [`${words}: ${changesNothing(dropped)}`] : []),
        ...(slashes && isNew && decided.adoptExisting !== true
            ? [`Warning: ${words} ${slashes}`]
            : []),
        ...(isNew && (properties as Wire | undefined)?.state === "Shipping"
            ? [shipmentAhead(decided as unknown as JobAddress, afterShipment)]
            : []),
    ];
}

/** What in a job's inputs Azure would complain of only once the drives are there. */
export function inputWarningsOf({ location, properties }: Untrusted): Finding[] {
    const warnings = new InputWarnings();
    warnings.location("location", location);
    for (const [index, drive] of entriesOf(partOf(properties, "driveList"))) {
        const at = `properties.driveList[${index}]`;
        warnings.key(`${at}.bitLockerKey`, drive.bitLockerKey);
        warnings.manifestFile(`${at}.manifestFile`, drive.manifestFile);
    }
    const address = partOf(properties, "returnAddress");
    warnings.email("properties.returnAddress.email", partOf(address, "email"));
    return warnings.list;
}
