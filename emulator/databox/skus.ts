import type { Subscriptions } from "../arm/subscriptions";
import { displayNameOf, plainLocationName } from "../jobs/dataCenters";
import type { SkuName } from "./job";

/** What Data Box sends, or takes. */
export const skus: Readonly<Record<SkuName, { displayName: string; capacity: string }>> = {
    DataBoxCustomerDisk: { displayName: "Customer Disk", capacity: "" },
    DataBox: { displayName: "Data Box", capacity: "80" },
    DataBoxDisk: { displayName: "Data Box Disk", capacity: "35" },
    DataBoxHeavy: { displayName: "Data Box Heavy", capacity: "770" },
};
export const skuName = { enum: Object.keys(skus) };

/** The swagger's SkuDisabledReason. Which countries are served is documented nowhere: any code is. */
export function disabledReason(
    subscriptionId: string | undefined,
    asked: { readonly country: string; readonly location: string },
    subscriptions: Subscriptions,
): string {
    const registration = subscriptions.registration(subscriptionId ?? "", "Microsoft.DataBox");
    if (registration !== "Registered") return "NoSubscriptionInfo";
    if (!/^[a-z]{2}$/i.test(asked.country)) return "Country";
    return displayNameOf(plainLocationName(asked.location)) === undefined ? "Region" : "None";
}
