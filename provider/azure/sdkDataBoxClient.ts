/** The client on the official SDK. Loaded through dataBoxClient.ts only, so that Azure's modules come late or never. */
import type { Settings } from "../settings";
import type { DataBoxClient } from "./dataBoxClient";
import type { Surroundings } from "./jobsClient";

/** See `connectDataBox`. */
export function openDataBoxClient(
    _settings: Settings,
    _subscriptionId: string | undefined,
    _surroundings: Surroundings,
): Promise<DataBoxClient> {
    return Promise.reject(new Error("The client of Microsoft.DataBox is not written yet."));
}
