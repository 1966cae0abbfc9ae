import { ArmError } from "../arm/error";
import type { ArmCall, Route } from "../arm/router";
import { importExportApiVersions } from "./apiVersions";
import type { ShippingInformation } from "./job";

/**
 * The locations served, by plain name.
 *
 * Names and oddities are those of the recorded answers (reference §3): two locations give blanks and
 * an instruction instead of an address, one has its fields shifted, some ship to another location.
 * Every address is visibly not a place: nobody shall post a drive to an emulator.
 */
export const displayNames: Readonly<Record<string, string>> = {
    australiaeast: "Australia East",
    australiasoutheast: "Australia Southeast",
    brazilsouth: "Brazil South",
    canadacentral: "Canada Central",
    canadaeast: "Canada East",
    centralindia: "Central India",
    centralus: "Central US",
    eastasia: "East Asia",
    eastus: "East US",
    eastus2: "East US 2",
    francecentral: "France Central",
    germanynorth: "Germany North",
    germanywestcentral: "Germany West Central",
    japaneast: "Japan East",
    japanwest: "Japan West",
    koreacentral: "Korea Central",
    koreasouth: "Korea South",
    northcentralus: "North Central US",
    northeurope: "North Europe",
    southcentralus: "South Central US",
    southeastasia: "Southeast Asia",
    southindia: "South India",
    switzerlandnorth: "Switzerland North",
    uaenorth: "UAE North",
    uksouth: "UK South",
    ukwest: "UK West",
    westcentralus: "West Central US",
    westeurope: "West Europe",
    westindia: "West India",
    westus: "West US",
    westus2: "West US 2",
};

const shipsElsewhere: Readonly<Record<string, string>> = {
    eastus2: "eastus",
    canadaeast: "canadacentral",
    southcentralus: "westus",
    germanynorth: "westeurope",
    northeurope: "westeurope",
    koreasouth: "australiasoutheast",
};

const carriersOtherThanFedEx: Readonly<Record<string, readonly string[]>> = {
    australiaeast: ["DHL"],
    australiasoutheast: ["DHL"],
    centralindia: ["Blue Dart"],
    southindia: ["Blue Dart"],
    westindia: ["Blue Dart"],
    eastasia: ["FedEx", "DHL"],
    southeastasia: ["FedEx", "DHL"],
    westeurope: ["FedEx", "DHL", "TNT", "UPS"],
};

interface Address {
    readonly recipientName: string;
    readonly streetAddress1: string;
    readonly streetAddress2: string;
    readonly city: string;
    readonly stateOrProvince: string;
    readonly postalCode: string;
    readonly countryOrRegion: string;
    readonly phone: string;
}

function addressOf(location: string): Address {
    const address = {
        recipientName: "Azure Import/Export emulator - do not ship",
        streetAddress1: "1 Example Street",
        streetAddress2: "",
        city: displayNames[location] ?? "",
        stateOrProvince: "EX",
        postalCode: "00000",
        countryOrRegion: "Nowhere",
        phone: "000 0000 0000",
    };
    if (location === "australiaeast" || location === "australiasoutheast") {
        const blank = Object.fromEntries(Object.keys(address).map((name) => [name, " "]));
        const recipientName =
            "Contact nobody@example.com for an inbound ID before you ship (emulator - do not ship)";
        return { ...(blank as unknown as Address), recipientName };
    }
    // Recorded so: the postal code under stateOrProvince, the country under postalCode.
    if (location === "southeastasia") {
        return { ...address, stateOrProvince: "00000", postalCode: "Nowhere", countryOrRegion: "" };
    }
    return address;
}

/** `West US`, `westus` and `WESTUS` are one location. */
export function plainLocationName(location: string): string {
    return location.toLowerCase().replaceAll(" ", "");
}

/** @returns undefined when the location is not served. */
export function displayNameOf(location: string): string | undefined {
    return Object.hasOwn(displayNames, location) ? displayNames[location] : undefined;
}

/** Where the drives of a job in this location go: JobDetails.shippingInformation. */
export function shippingInformationOf(location: string): ShippingInformation {
    return { ...addressOf(shipsElsewhere[location] ?? location), additionalInformation: "" };
}

function locationAnswer(location: string): object {
    const target = shipsElsewhere[location] ?? location;
    return {
        id: `/providers/Microsoft.ImportExport/locations/${location}`,
        name: displayNames[location],
        type: "Microsoft.ImportExport/locations",
        properties: {
            ...addressOf(location),
            additionalShippingInformation: "",
            supportedCarriers: carriersOtherThanFedEx[location] ?? ["FedEx"],
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
        quota: "reads",
        apiVersions: importExportApiVersions,
        takesBody: false,
        handle: listLocations,
    },
    {
        operation: "Locations_Get",
        method: "GET",
        path: "/providers/Microsoft.ImportExport/locations/{locationName}",
        quota: "reads",
        apiVersions: importExportApiVersions,
        takesBody: false,
        handle: getLocation,
    },
];
