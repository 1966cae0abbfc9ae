import type { ResourceValidationPolicy } from "@pulumi/policy";
import { eachJob, firstNotKnown, type Finding, type RegisteredJob } from "./eachJob";

const name = "return-address-before-shipment";
const configSchema = { properties: {} };
const required = [
    "recipientName",
    "streetAddress1",
    "city",
    "postalCode",
    "countryOrRegion",
    "phone",
    "email",
];

/**
 * A job that announces its shipment says where the drives go back to.
 *
 * The service requires it (`UpdateJobParameters.state`), and whatever arrives without it waits for
 * somebody who answers the phone.
 */
export const returnAddressBeforeShipment: ResourceValidationPolicy = {
    name,
    displayName: "Return address before shipment",
    description: "A job that announces its shipment has a complete return address.",
    enforcementLevel: "advisory",
    severity: "high",
    tags: ["importexport", "shipping"],
    remediationSteps:
        "Set properties.returnAddress with recipientName, streetAddress1, city, postalCode, countryOrRegion, phone and email, or leave properties.state out until it is known.",
    url: "https://learn.microsoft.com/rest/api/storageimportexport/jobs/update",
    configSchema,
    validateResource: eachJob(name, configSchema, addressOnShipment),
};

function* addressOnShipment(job: RegisteredJob): Iterable<Finding> {
    const unknown = firstNotKnown(job, ["state", "returnAddress"]);
    if (job.property("state") !== "Shipping") {
        if (unknown === "properties.state") yield { notKnown: unknown };
        return;
    }
    if (job.property("returnAddress") === undefined) {
        yield {
            wrong: "announces its shipment without a returnAddress. Azure would have nowhere to send the drives. Set properties.returnAddress, or leave properties.state out for now.",
        };
        return;
    }
    const missing = required.filter((key) => isMissing(job.property(`returnAddress.${key}`)));
    if (missing.length > 0) {
        yield {
            wrong: `announces its shipment, and its returnAddress lacks ${missing.join(", ")}. The service requires them to send the drives back. Add them to properties.returnAddress.`,
        };
    }
    if (unknown) yield { notKnown: unknown };
}

function isMissing(value: unknown): boolean {
    return value === undefined || (typeof value === "string" && value.trim() === "");
}
