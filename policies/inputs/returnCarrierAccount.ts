import { sameLocation } from "../../provider/job/sameness";
import { isWord } from "../words";
import {
    resourcePolicy,
    firstNotKnown,
    isAnswer,
    isBeforeShipment,
    type Finding,
    type RegisteredImportExportJob,
    type RegisteredOrder,
} from "./resourcePolicy";

interface Settings {
    carriers: string[];
    carriersByLocation: Record<string, string[]>;
}

/**
 * A job that announces its shipment names a carrier account for the way back, with a carrier that
 * serves the location.
 *
 * Source of the defaults: the carriers of the recorded lists of locations, and the official example
 * ListLocations. The service's answer of today is what `getLocation` gives; put it into the config.
 *
 * Of an order only the presence of carrier and account is asked ("is required", says the portal): which
 * carriers a location supports for Data Box is in no published list.
 */
export const returnCarrierAccount = resourcePolicy<Settings>({
    name: "return-carrier-account",
    displayName: "Return carrier account",
    description:
        "A job that announces its shipment has a return carrier account, with a carrier that its location supports; an order has a carrier account.",
    enforcementLevel: "advisory",
    severity: "high",
    tags: ["importexport", "databox", "shipping"],
    remediationSteps:
        "Set properties.returnShipping (of a Data Box order: details.returnToCustomerPackageDetails) with carrierName and carrierAccountNumber. getLocation tells which carriers a location supports.",
    url: "https://learn.microsoft.com/azure/import-export/storage-import-export-requirements",
    settings: {
        carriers: {
            type: "array",
            items: { type: "string" },
            default: ["Blue Dart", "DHL", "FedEx", "TNT", "UPS"],
            description:
                "The carriers that bring drives back, where nothing is said of a location.",
        },
        carriersByLocation: {
            type: "object",
            additionalProperties: { type: "array", items: { type: "string" } },
            default: { australiaeast: ["DHL"], australiasoutheast: ["DHL"] },
            description:
                "Location (westus) to its carriers, as the service's list of locations says (supportedCarriers).",
        },
    },
    rules: {
        importexport: carrierAccount,
        databox: accountOfOrder,
    },
});

function* carrierAccount(job: RegisteredImportExportJob, settings: Settings): Iterable<Finding> {
    const unknown = firstNotKnown(job, ["state", "returnShipping"]);
    if (!isWord(job.property("state"), "Shipping")) {
        if (unknown === "properties.state") yield { notKnown: unknown };
        return;
    }
    if (unknown) yield { notKnown: unknown };
    const account = job.property("returnShipping.carrierAccountNumber");
    if (account === undefined || account === "") {
        yield {
            wrong: "announces its shipment without a carrier account for the way back (properties.returnShipping). The drives would wait in the data centre. Set carrierName and carrierAccountNumber.",
        };
        return;
    }
    yield* carrierAtLocation(job, settings);
}

function* carrierAtLocation(job: RegisteredImportExportJob, settings: Settings): Iterable<Finding> {
    const carrier = job.property("returnShipping.carrierName");
    const location = job.inputs.location;
    if (typeof carrier !== "string") return;
    if (typeof location === "symbol") {
        yield { notKnown: "location" };
        return;
    }
    const known = Object.entries(settings.carriersByLocation).find(([one]) =>
        sameLocation(one, location),
    );
    const carriers = known?.[1] ?? settings.carriers;
    if (carriers.some((one) => one.toLowerCase() === carrier.trim().toLowerCase())) return;
    const where = known ? `location "${known[0]}" does not support` : "no location supports";
    yield {
        wrong: `names a carrier for the way back that ${where}. Azure could not hand it the drives. Use one of: ${carriers.join(", ")}.`,
    };
}

function* accountOfOrder(order: RegisteredOrder): Iterable<Finding> {
    // The service never gives the account back, so its answer tells nothing.
    if (isBeforeShipment(order) || isAnswer(order)) return;
    const paths = ["carrierName", "carrierAccountNumber"].map(
        (key) => `returnToCustomerPackageDetails.${key}`,
    );
    const unknown = firstNotKnown(order, paths);
    if (unknown) yield { notKnown: unknown };
    const missing = paths.filter((path) =>
        ["", undefined].includes(order.property(path) as string),
    );
    if (missing.length === 0) return;
    yield {
        wrong: `lacks ${missing.map((path) => order.pathOf(path)).join(" and ")}. The disks would wait in the data centre. Name the carrier for the way back, and your account with it.`,
    };
}
