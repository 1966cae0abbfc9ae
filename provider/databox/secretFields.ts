import { secretFieldsOf } from "../job/secretFields";
import { properties } from "./propertyTable";

/** What of these jobs no error and no line may show. */
export const secretFields = secretFieldsOf(properties, {
    // Only Azure writes these.
    fields: [
        "serialNumber",
        "diskSerialNumber",
        "passKey",
        "passkey",
        "devicePassword",
        "reverseShipmentLabelSasKey",
        "chainOfCustodySasKey",
        "forwardDCAccessCode",
        "reverseDCAccessCode",
    ],
    harmlessParts: ["notificationPreference", "addressType"],
    secretKeysOf: ["importDiskDetailsCollection", "exportDiskDetailsCollection"],
});
