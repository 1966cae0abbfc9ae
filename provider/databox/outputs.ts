import type { ArmJob } from "../job/armJob";
import { definedOnly } from "../job/defined";
import type { OutputRules } from "../job/serviceDefinition";
import { tagsToWrite } from "../job/tags";
import type { CustomerDisk, Seen } from "./serviceTypes";
import { withLastKnown } from "./lastKnown";
import { blockedReason } from "./lifecycle";
import type {
    CustomerDiskDetails,
    CustomerDiskInputs,
    CustomerDiskOutputs,
    LastKnown,
} from "./model";
import { flagAt, isShipped, textAt } from "./observation";
import { secretOutputs } from "./propertyTable";
import { creationRequest } from "./requests";
import { withWriteOnly } from "./writeOnly";

/** What the outputs of a customer-disk job have beside those of every job. */
export const outputRules: OutputRules<CustomerDisk> = {
    withLastKnown,
    own,
    asTold,
    noSecrets: {},
    secretsOfInputs: ({ details }) => details,
    secretsOfOutputs: ({ details }) => details,
    acceptedSecrets: (inputs, { details: { deliverToDcPackageDetails } }) => ({
        ...inputs.details,
        deliverToDcPackageDetails,
    }),
    announcedSecrets: ({ deliverToDcPackageDetails }, { details }) => ({
        ...details,
        deliverToDcPackageDetails,
    }),
    gaps: { details: {} },
    secretOutputs,
};

function own(
    job: ArmJob,
    { stage, where, flags, isCancelling, details: shown }: Seen,
    known: CustomerDiskDetails,
): Partial<CustomerDiskOutputs> {
    const details = withWriteOnly(shown, known);
    return {
        sku: job.sku,
        transferType: textAt(job, "transferType"),
        deliveryType: textAt(job, "deliveryType"),
        deliveryInfo: job.properties?.deliveryInfo as Record<string, unknown> | undefined,
        details,
        status: stage,
        startTime: textAt(job, "startTime"),
        ...flags,
        isShippingAddressEditable: flagAt(job, "isShippingAddressEditable"),
        cancellationReason: textAt(job, "cancellationReason"),
        blockedReason: blockedReason(where, flags, isCancelling),
        shipped: isShipped(details),
    };
}

/** The order as Azure has just been told, where its answer does not say otherwise. */
function asTold(inputs: CustomerDiskInputs, current?: CustomerDiskOutputs): LastKnown {
    const { location, sku, identity, properties = {} } = creationRequest(inputs, undefined);
    const { transferType, deliveryType, deliveryInfo, details } = properties as LastKnown;
    return definedOnly({
        ...current,
        ...definedOnly({ location, sku, identity, transferType, deliveryType, deliveryInfo }),
        tags: tagsToWrite(current ?? { tags: undefined, managedTags: [] }, inputs, undefined),
        details: { ...current?.details, ...details },
    });
}
