/** The settings of a packaged provider: stack config or an explicit provider's arguments, then the environment. */
import type { Config } from "../dynamic/dynamicProvider";
import type { Finding } from "../dynamic/findings";
import type { Wire } from "../dynamic/providerMethods";
import { isUnknown } from "../dynamic/unknowns";
import { readSettings, SettingsError } from "../settings/config";
import { OWN_NAMESPACE } from "../settings/settings";

/** Arguments of a provider by the full keys that settings are read by. SDKs send numbers and flags as text. */
export function configOf(args: Wire): Config {
    return {
        get: (key) => {
            const [namespace, name = ""] = key.split(":");
            const value = namespace === OWN_NAMESPACE ? args[name] : undefined;
            if (value === undefined || value === null || isUnknown(value)) return undefined;
            return typeof value === "string" ? value : JSON.stringify(value);
        },
    };
}

/** What is wrong with a provider's arguments, before anything is asked. What is not known yet is not judged. */
export function wrongSettings(args: Wire): Finding[] {
    try {
        readSettings(configOf(args), {});
        return [];
    } catch (error) {
        if (!(error instanceof SettingsError)) throw error;
        return [{ property: "", reason: error.message }];
    }
}
