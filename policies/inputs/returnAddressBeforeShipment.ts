import { isWord } from "../words";
import {
    resourcePolicy,
    firstNotKnown,
    isBeforeShipment,
    isAnswer,
    type Finding,
    type RegisteredImportExportJob,
    type RegisteredOrder,
} from "./resourcePolicy";

const requiredOfOrder = [
    "contactDetails.contactName",
    "contactDetails.phone",
    "contactDetails.emailList",
    "shippingAddress.streetAddress1",
    "shippingAddress.country",
];
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
 * somebody who answers the phone. An order needs a contact and a shipping address; azure-native's from
 * the beginning, since it has no step that marks the shipment. What is required of them is what the API
 * description of Data Box requires (`ContactDetails`, `ShippingAddress`).
 */
export const returnAddressBeforeShipment = resourcePolicy({
    name: "return-address-before-shipment",
    displayName: "Return address before shipment",
    description:
        "A job that announces its shipment has a complete return address; an order has a contact and a shipping address.",
    enforcementLevel: "advisory",
    severity: "high",
    tags: ["importexport", "databox", "shipping"],
    remediationSteps:
        "Set properties.returnAddress with recipientName, streetAddress1, city, postalCode, countryOrRegion, phone and email, or leave properties.state out until it is known. On a Data Box order set details.contactDetails and details.shippingAddress.",
    url: "https://learn.microsoft.com/rest/api/storageimportexport/jobs/update",
    ofNewJobs: true,
    rules: {
        importexport: addressOnShipment,
        databox: addressOfOrder,
    },
});

function* addressOnShipment(job: RegisteredImportExportJob): Iterable<Finding> {
    const unknown = firstNotKnown(job, ["state", "returnAddress"]);
    if (!isWord(job.property("state"), "Shipping")) {
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

function* addressOfOrder(order: RegisteredOrder): Iterable<Finding> {
    // The service wipes the contact of an order that has ended.
    if (isBeforeShipment(order) || (isAnswer(order) && order.inputs.isDeletable !== false)) return;
    const missing = requiredOfOrder.filter((path) => isMissing(order.property(path)));
    if (missing.length > 0) {
        const paths = missing.map((path) => order.pathOf(path));
        yield {
            wrong: `lacks ${paths.join(", ")}. Azure would know neither whom to ask nor where to send the disks. Add them before the disks are shipped.`,
        };
    }
    const unknown = firstNotKnown(order, requiredOfOrder);
    if (unknown) yield { notKnown: unknown };
}

function isMissing(value: unknown): boolean {
    if (Array.isArray(value)) return value.length === 0;
    return value === undefined || (typeof value === "string" && value.trim() === "");
}
