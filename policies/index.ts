/**
 * Policies for Azure Import/Export jobs and Data Box orders, each to be put into a team's own pack, and all of them as
 * this package's pack (`--policy-pack node_modules/pulumi-azure-importexport-policies`).
 *
 * Importing this module starts no pack.
 */

import type { Policies } from "@pulumi/policy";
import { exportKeysKept } from "./guards/exportKeysKept";
import { noDestroyInFlight } from "./guards/noDestroyInFlight";
import { notDeletableByPlainDelete } from "./guards/notDeletableByPlainDelete";
import { protectInFlight } from "./guards/protectInFlight";
import { serviceLock } from "./guards/serviceLock";
import { shipmentAnnounced } from "./guards/shipmentAnnounced";
import { allowedLocations } from "./inputs/allowedLocations";
import { customerManagedKey } from "./inputs/customerManagedKey";
import { deletionOptionsExplicit } from "./inputs/deletionOptionsExplicit";
import { doubleEncryption } from "./inputs/doubleEncryption";
import { driveCountAndHashes } from "./inputs/driveCountAndHashes";
import { exportSelection } from "./inputs/exportSelection";
import { requiredTags } from "./inputs/requiredTags";
import { returnAddressBeforeShipment } from "./inputs/returnAddressBeforeShipment";
import { returnCarrierAccount } from "./inputs/returnCarrierAccount";
import { secretsEncrypted } from "./inputs/secretsEncrypted";
import { validJobName } from "./inputs/validJobName";
import { selectFrom, type PolicySelection } from "./selectPolicies";

export type { PolicySelection } from "./selectPolicies";

export {
    allowedLocations,
    customerManagedKey,
    deletionOptionsExplicit,
    doubleEncryption,
    driveCountAndHashes,
    exportKeysKept,
    exportSelection,
    noDestroyInFlight,
    notDeletableByPlainDelete,
    protectInFlight,
    requiredTags,
    returnAddressBeforeShipment,
    returnCarrierAccount,
    secretsEncrypted,
    serviceLock,
    shipmentAnnounced,
    validJobName,
};

/** Every policy of this package, in the order of the documentation. */
export const policies: Policies = [
    noDestroyInFlight,
    protectInFlight,
    exportKeysKept,
    notDeletableByPlainDelete,
    serviceLock,
    secretsEncrypted,
    shipmentAnnounced,
    returnAddressBeforeShipment,
    returnCarrierAccount,
    driveCountAndHashes,
    exportSelection,
    customerManagedKey,
    doubleEncryption,
    allowedLocations,
    requiredTags,
    validJobName,
    deletionOptionsExplicit,
];

/**
 * Those policies of this package that a team wants, for a pack of its own:
 * `selectPolicies({ severities: ["high", "critical"], services: ["databox"], level: "mandatory" })`.
 *
 * @throws Error for a word that does not exist, or a selection that no policy meets
 */
export function selectPolicies(selection: PolicySelection = {}): Policies {
    return selectFrom(policies, selection);
}
