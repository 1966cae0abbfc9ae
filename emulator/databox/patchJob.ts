import { stateConflict } from "../arm/error";
import { signed } from "../jobs/changeContext";
import { oneOfEachName } from "../jobs/tagNames";
import type { DataBoxJob, PatchableDetails } from "./job";
import { checkKey, withDefaults } from "./putJob";
import { readBody } from "./requestSchemas";
import { checkUnderWay, flagsOf, type OrderChange } from "./rules";

/** The order that a PATCH makes. @throws ArmError */
export function patchJob(job: DataBoxJob, body: unknown, context: OrderChange): DataBoxJob {
    const patch = readBody.patch(body);
    const asked = patch.properties?.details ?? {};
    // Tags and identity are Resource Manager's; everything else is the order's, which may be over.
    if (Object.keys(asked).length > 0) checkUnderWay(job);
    if (asked.shippingAddress && !flagsOf(job, context.rules).isShippingAddressEditable) {
        throw stateConflict(
            `The shipping address of job '${job.name}' cannot be edited in stage '${job.status ?? ""}': ` +
                "isShippingAddressEditable is false.",
        );
    }
    checkKey(asked.keyEncryptionKey);
    return {
        ...job,
        // A PATCH of tags replaces them all (Resource Manager RPC).
        tags: oneOfEachName(patch.tags) ?? job.tags,
        identity: patch.identity
            ? { ...patch.identity, type: patch.identity.type ?? "None" }
            : job.identity,
        details: withDefaults({ ...job.details, ...replacing(job, asked) }),
        systemData: signed(job.systemData, context),
    };
}

/**
 * Each part is replaced as a whole: the swagger asks for its required members in a PATCH too. A
 * client that puts back what GET gave it has no carrier account number to send: the known one stays.
 */
function replacing(
    { details }: DataBoxJob,
    asked: Partial<PatchableDetails>,
): Partial<PatchableDetails> {
    const carrier = asked.returnToCustomerPackageDetails;
    if (!carrier) return asked;
    const { carrierAccountNumber } = details.returnToCustomerPackageDetails ?? {};
    return {
        ...asked,
        returnToCustomerPackageDetails: {
            ...(carrierAccountNumber === undefined ? {} : { carrierAccountNumber }),
            ...carrier,
        },
    };
}
