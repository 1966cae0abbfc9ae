import { addressOf, carriersOf, shippingLocationOf } from "../jobs/dataCenters";

/** Where the disks for a location go, as `datacenterAddressResponse` tells it. */
export function dataCenterAnswer(location: string): object {
    const target = shippingLocationOf(location);
    const address = addressOf(target);
    const common = {
        supportedCarriersForReturnShipment: carriersOf(target),
        dataCenterAzureLocation: target,
    };
    // Some locations tell whom to ask instead of an address (jobs/dataCenters).
    if (address.streetAddress1.trim() === "") {
        return {
            datacenterAddressType: "DatacenterAddressInstruction",
            ...common,
            communicationInstruction: address.recipientName,
        };
    }
    return {
        datacenterAddressType: "DatacenterAddressLocation",
        ...common,
        contactPersonName: address.recipientName,
        company: "Azure Data Box emulator - do not ship",
        street1: address.streetAddress1,
        street2: address.streetAddress2,
        street3: "",
        city: address.city,
        state: address.stateOrProvince,
        zip: address.postalCode,
        country: address.countryOrRegion,
        phone: address.phone,
        phoneExtension: "",
        addressType: "Commercial",
        additionalShippingInformation: "",
    };
}
