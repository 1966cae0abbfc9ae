import type { Surroundings } from "../arm/context";
import type { Settings } from "../settings/config";

/** Who asks Azure something without owning a job: a running program, or a packaged provider on behalf of one. */
export interface QueryContext {
    readonly settings: Settings;
    /**
     * The subscription that is asked.
     *
     * @param own the function's own `subscriptionId`
     * @throws SettingsError when there is none
     */
    readonly subscription: (own: string | undefined) => string;
    /** For whom; default: this machine's clock, lines to the standard output. */
    readonly surroundings?: Surroundings;
}
