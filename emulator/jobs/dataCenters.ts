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

/** Locations whose parcels go to another one. */
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

export interface DataCenterAddress {
    readonly recipientName: string;
    readonly streetAddress1: string;
    readonly streetAddress2: string;
    readonly city: string;
    readonly stateOrProvince: string;
    readonly postalCode: string;
    readonly countryOrRegion: string;
    readonly phone: string;
}

/** The address of the data centre in a location. */
export function addressOf(location: string): DataCenterAddress {
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
        return { ...(blank as unknown as DataCenterAddress), recipientName };
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

/** Where the parcels of a location go: a location's plain name. */
export function shippingLocationOf(location: string): string {
    return shipsElsewhere[location] ?? location;
}

export function carriersOf(location: string): readonly string[] {
    return carriersOtherThanFedEx[location] ?? ["FedEx"];
}
