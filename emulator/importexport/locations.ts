import { ArmError } from "../arm/error";
import type { ArmCall, Route } from "../arm/router";
import {
    addressOf,
    carriersOf,
    displayNameOf,
    displayNames,
    plainLocationName,
    shippingLocationOf,
} from "../jobs/dataCenters";
import { importExportApiVersions } from "./apiVersions";
import type { ShippingInformation } from "./job";

/** Where the drives of a job in this location go: JobDetails.shippingInformation. */
export function shippingInformationOf(location: string): ShippingInformation {
    return { ...addressOf(shippingLocationOf(location)), additionalInformation: "" };
}

function locationAnswer(location: string): object {
    const target = shippingLocationOf(location);
    return {
        id: `/providers/Microsoft.ImportExport/locations/${location}`,
        name: displayNames[location],
        type: "Microsoft.ImportExport/locations",
        properties: {
            ...addressOf(location),
            additionalShippingInformation: "",
            supportedCarriers: carriersOf(location),
            alternateLocations: [`/providers/Microsoft.ImportExport/locations/${target}`],
        },
    };
}

function listLocations(): { status: number; body: object } {
    return { status: 200, body: { value: Object.keys(displayNames).map(locationAnswer) } };
}

function getLocation(call: ArmCall): { status: number; body: object } {
    const location = plainLocationName(call.params.locationName ?? "");
    if (displayNameOf(location) === undefined) {
        // The code is assumed.
        throw new ArmError(
            404,
            "LocationNotFound",
            "The location is not one that Microsoft.ImportExport serves. List the locations to see which are.",
        );
    }
    return { status: 200, body: locationAnswer(location) };
}

/** Locations_List and Locations_Get. */
export const locationRoutes: readonly Route[] = [
    {
        operation: "Locations_List",
        method: "GET",
        path: "/providers/Microsoft.ImportExport/locations",
        apiVersions: importExportApiVersions,
        handle: listLocations,
    },
    {
        operation: "Locations_Get",
        method: "GET",
        path: "/providers/Microsoft.ImportExport/locations/{locationName}",
        apiVersions: importExportApiVersions,
        handle: getLocation,
    },
];
