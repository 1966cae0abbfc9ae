import type { ArmCustomerDiskPatch, ArmCustomerDiskRequest } from "./dataBoxClient";
import { definedOnly } from "../job/defined";
import type { Changes } from "../job/changes";
import { sameIgnoringCase } from "../job/sameness";
import { tagsToWrite } from "../job/tags";
import { customerDiskSku, type CustomerDiskInputs, type CustomerDiskOutputs } from "./model";
import { identitiesOf } from "./sameness";

/**
 * The bodies that are sent. Only what the program gives goes onto the wire: the API description's
 * defaults would overwrite the service's.
 */

/** The PUT of a new job (`JobResource`). The shipment is announced later, by a POST. */
export function creationRequest(
    inputs: CustomerDiskInputs,
    owner: string | undefined,
): ArmCustomerDiskRequest {
    return definedOnly({
        location: inputs.location,
        tags: tagsToWrite({ tags: undefined, managedTags: [] }, inputs, owner),
        identity: armIdentity(inputs.identity),
        sku: inputs.sku ?? { name: customerDiskSku },
        properties: definedOnly({
            transferType: inputs.transferType,
            deliveryType: inputs.deliveryType,
            deliveryInfo: inputs.deliveryInfo,
            details: definedOnly({ jobDetailsType: customerDiskSku, ...inputs.details }),
        }),
    });
}

/** The PATCH for these changes (`JobResourceUpdateParameter`); each part is sent as a whole. */
export function changeRequest(
    changes: Pick<Changes, "patches">,
    inputs: CustomerDiskInputs,
    current: Pick<CustomerDiskOutputs, "tags" | "managedTags" | "identity">,
    owner: string | undefined,
): ArmCustomerDiskPatch {
    const patch: ArmCustomerDiskPatch = {};
    const names = changes.patches
        .filter((name) => name.startsWith("details."))
        .map((name) => name.slice("details.".length));
    if (names.length > 0) {
        const details = Object.fromEntries(names.map((name) => [name, inputs.details[name]]));
        patch.properties = { details };
    }
    if (changes.patches.includes("identity")) {
        patch.identity = armIdentity(inputs.identity, current.identity);
    }
    if (changes.patches.includes("tags")) patch.tags = tagsToWrite(current, inputs, owner);
    return patch;
}

/**
 * ARM takes the user-assigned identities as a map; azure-native, and so our inputs, as a list.
 *
 * @param now the identities that the job has: one that is not wanted any more is sent as null
 */
function armIdentity(
    wanted: CustomerDiskInputs["identity"],
    now?: unknown,
): Record<string, unknown> | undefined {
    if (!wanted) return undefined;
    const ids = wanted.userAssignedIdentities ?? [];
    const known = Object.keys(identitiesOf(now));
    const dropped = known.filter((id) => !ids.some((one) => sameIgnoringCase(one, id)));
    const map = { ...mapOf(dropped, null), ...mapOf(ids, {}) };
    return definedOnly({
        type: wanted.type,
        userAssignedIdentities: Object.keys(map).length > 0 ? map : undefined,
    });
}

function mapOf<T>(keys: readonly string[], value: T): Record<string, T> {
    return Object.fromEntries(keys.map((key) => [key, value]));
}
