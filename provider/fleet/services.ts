/** The services whose jobs the fleet's commands know. A further one is a line here. */
import { customerDisksOfFleet } from "./databox/customerDisksOfFleet";
import type { FleetService } from "./fleetService";
import { importExportOfFleet } from "./importexport/importExportOfFleet";

/** In the order in which their jobs are listed. */
export const services: readonly FleetService[] = [importExportOfFleet, customerDisksOfFleet];

/** @param namespace of one of {@link services}, as a {@link KnownJob} and a {@link JobStatus} say it */
export function serviceNamed(namespace: string): FleetService {
    const found = services.find((service) => service.namespace === namespace);
    if (!found) throw new Error(`No service of the fleet is called "${namespace}".`);
    return found;
}

/** @param word of `--service`; undefined: all of them */
export function servicesFor(word: string | undefined): readonly FleetService[] {
    return services.filter((service) => word === undefined || service.word === word);
}
