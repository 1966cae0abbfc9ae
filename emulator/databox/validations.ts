import type { ArmAnswer, ArmCall } from "../arm/router";
import type { Subscriptions } from "../arm/subscriptions";
import { accepted, bodySchema, record, text, withoutNulls } from "../jobs/requestSchema";
import { dataDetails, oneOf, shippingAddress, transportPreferences } from "./detailsSchema";
import { disabledReason, skuName } from "./skus";

const deviceType = skuName;
const transferType = oneOf("ImportToAzure", "ExportFromAzure");

const question = (
    validationType: string,
    required: readonly string[],
    properties: Record<string, unknown>,
) =>
    record(["validationType", ...required], {
        validationType: { const: validationType },
        ...properties,
    });

/** The swagger's ValidationInputRequest, kind by kind. */
const questions = [
    question("ValidateSubscriptionIsAllowedToCreateJob", [], {}),
    question("ValidateCreateOrderLimit", ["deviceType"], { deviceType }),
    question("ValidateAddress", ["shippingAddress", "deviceType"], {
        shippingAddress,
        deviceType,
        transportPreferences,
    }),
    question("ValidateDataTransferDetails", ["deviceType", "transferType"], {
        ...dataDetails,
        deviceType,
        transferType,
    }),
    question("ValidatePreferences", ["deviceType"], {
        deviceType,
        preference: record([], {
            preferredDataCenterRegion: { type: "array", items: text },
            transportPreferences,
        }),
    }),
    question("ValidateSkuAvailability", ["deviceType", "transferType", "country", "location"], {
        deviceType,
        transferType,
        country: text,
        location: text,
    }),
];

type Question =
    | {
          readonly validationType: "ValidateSkuAvailability";
          readonly country: string;
          readonly location: string;
      }
    | { readonly validationType: "ValidateAddress" }
    | { readonly validationType: "another of them" };

const body = bodySchema<{ readonly individualRequestDetails: readonly Question[] }>(
    record(["validationCategory", "individualRequestDetails"], {
        validationCategory: oneOf("JobCreationValidation"),
        individualRequestDetails: {
            type: "array",
            items: {
                type: "object",
                discriminator: { propertyName: "validationType" },
                required: ["validationType"],
                oneOf: questions,
            },
        },
    }),
);

/**
 * "This method does all necessary pre-job creation validation" (Service_ValidateInputs): it orders nothing. What is well
 * formed counts as valid, as a PUT of it would be taken; only what is offered where is looked up, as availableSkus does.
 */
export function validateInputs(call: ArmCall, subscriptions: Subscriptions): ArmAnswer {
    const { individualRequestDetails } = accepted(body, withoutNulls(call.body));
    const answers = individualRequestDetails.map((asked) => {
        const { validationType } = asked;
        if (asked.validationType === "ValidateAddress") {
            return { validationType, validationStatus: "Valid", alternateAddresses: [] };
        }
        if (asked.validationType !== "ValidateSkuAvailability") {
            return { validationType, status: "Valid" };
        }
        const reason = disabledReason(call.params.subscriptionId, asked, subscriptions);
        if (reason === "None") return { validationType, status: "Valid" };
        const error = { code: reason, message: `The SKU is not available: ${reason}.` };
        return { validationType, status: "Invalid", error };
    });
    const isWrong = answers.some(({ status }) => status === "Invalid");
    return {
        status: 200,
        body: {
            status: isWrong ? "InputsRevisitRequired" : "AllValidToProceed",
            individualResponseDetails: answers,
        },
    };
}
