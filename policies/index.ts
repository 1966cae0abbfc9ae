/**
 * Policies for Azure Import/Export jobs, each to be put into a team's own pack, and all of them as
 * this package's pack (`--policy-pack node_modules/pulumi-azure-importexport-policies`).
 *
 * Importing this module starts no pack.
 */

import type { Policies } from "@pulumi/policy";
import { exportKeysKept } from "./guards/exportKeysKept";
import { noDestroyInFlight } from "./guards/noDestroyInFlight";
import { protectInFlight } from "./guards/protectInFlight";
import { shipmentAnnounced } from "./guards/shipmentAnnounced";
import { allowedLocations } from "./inputs/allowedLocations";
import { customerManagedKey } from "./inputs/customerManagedKey";
import { deletionOptionsExplicit } from "./inputs/deletionOptionsExplicit";
import { driveCountAndHashes } from "./inputs/driveCountAndHashes";
import { exportSelection } from "./inputs/exportSelection";
import { requiredTags } from "./inputs/requiredTags";
import { returnAddressBeforeShipment } from "./inputs/returnAddressBeforeShipment";
import { returnCarrierAccount } from "./inputs/returnCarrierAccount";

export {
    allowedLocations,
    customerManagedKey,
    deletionOptionsExplicit,
    driveCountAndHashes,
    exportKeysKept,
    exportSelection,
    noDestroyInFlight,
    protectInFlight,
    requiredTags,
    returnAddressBeforeShipment,
    returnCarrierAccount,
    shipmentAnnounced,
};

/** Every policy of this package, in the order of the documentation. */
export const policies: Policies = [
    noDestroyInFlight,
    protectInFlight,
    exportKeysKept,
    shipmentAnnounced,
    returnAddressBeforeShipment,
    returnCarrierAccount,
    driveCountAndHashes,
    exportSelection,
    customerManagedKey,
    allowedLocations,
    requiredTags,
    deletionOptionsExplicit,
];
