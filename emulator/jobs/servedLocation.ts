import { ArmError } from "../arm/error";
import { displayNameOf, plainLocationName } from "./dataCenters";
import type { JobNamespace } from "./job";

/** The plain name of a location that a new job names. @throws ArmError where the service is not there */
export function servedLocation(sent: string, namespace: JobNamespace): string {
    const location = plainLocationName(sent);
    if (displayNameOf(location) !== undefined) return location;
    throw new ArmError(
        400,
        "LocationNotAvailableForResourceType",
        `The provided location '${sent}' is not available for resource type '${namespace}/jobs'.`,
    );
}
