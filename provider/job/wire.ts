import { SettingsError, subscriptionIdOf, type Settings } from "../settings/config";
import { quoted } from "../settings/errorCode";
import type { Finding } from "./findings";

/** Properties as they come over the wire, with Pulumi's own among them. */
export type Wire = Record<string, unknown>;

/** Pulumi's own property: the stored line. It is not ours to keep, log or compare. */
export const storedProviderKey = "__provider";

/** Whether these are properties of a resource of the dynamic provider's: the packaged one's have no stored line. */
export const isDynamic = (properties: object) => storedProviderKey in properties;

/** The name that the constructor made, in case `check` finds no better one. */
export const autoNameKey = "autoJobName";

/** Without a subscription there is no id: said by `check`, before anything is asked. */
export function missingSubscription(given: Wire, settings: Settings): Finding | undefined {
    if (given.subscriptionId !== undefined) return undefined;
    try {
        subscriptionIdOf(settings);
        return undefined;
    } catch (error) {
        if (!(error instanceof SettingsError)) throw error;
        return { property: "subscriptionId", reason: `is missing. ${quoted(error)}` };
    }
}
