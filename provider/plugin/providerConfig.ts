/** The settings of a packaged provider: stack config or an explicit provider's arguments, then the environment. */
import type { Config } from "../job/operation";
import type { Finding } from "../job/findings";
import type { Wire } from "../job/wire";
import { isUnknown } from "../job/unknowns";
import { judgedSettings } from "../settings/config";
import { OWN_NAMESPACE } from "../settings/settings";
import { unknownSettings } from "../settings/unknownSettings";

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

/**
 * What is wrong with a provider's arguments, before anything is asked: wrong values, and names that no setting has. What is
 * not known yet is not judged.
 */
export function wrongSettings(args: Wire): Finding[] {
    const { wrong } = judgedSettings(configOf(args), {});
    const names = Object.keys(args).filter((name) => !pulumisOwn.includes(name));
    const unknown = names.flatMap((name) =>
        unknownSettings([`${OWN_NAMESPACE}:${name}`], {}).map((reason) => ({
            property: name,
            reason,
        })),
    );
    return [
        ...wrong.map(({ name, reason }) => ({ property: name, reason: `${reason}.` })),
        ...unknown,
    ];
}

/** Arguments that the engine adds to every provider's. */
const pulumisOwn = ["version", "pluginDownloadURL"];
