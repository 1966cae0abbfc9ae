import type { ArmDataBoxJob } from "../databox/dataBoxClient";
import { resolveDeletion } from "../databox/changes";
import { jobAddress } from "../databox/jobId";
import {
    creationGraceMinutes,
    customerDiskJobTypeTokens,
    type CustomerDiskOutputs,
} from "../databox/model";
import { detailsOf, isShipped } from "../databox/observation";
import { customerDisk } from "../databox/service";
import { CallSession } from "../job/callSession";
import type { CustomerDisk } from "../databox/serviceTypes";
import { minutesToAppear } from "../job/unconfirmed";
import { Operation } from "../job/operation";
import { foreignEvidence } from "../job/ownership";
import type { KnownOrder } from "./knownJob";
import { stackFacts, type OpenService, type StackResource } from "./stackResource";

/** The customer-disk orders of a stack. */
export const ordersOfStack: OpenService = (config = new Map(), env, say) => {
    const session = new CallSession<CustomerDisk>(
        customerDisk,
        new Operation({ config, env, say }),
    );
    return {
        typeTokens: customerDiskJobTypeTokens,
        asAzureShows: (resource) => asAzureShows(session, resource as OrderResource),
        asStored: (resource) => asStored(resource as OrderResource),
    };
};

type OrderResource = StackResource<CustomerDiskOutputs>;

async function asAzureShows(
    session: CallSession<CustomerDisk>,
    resource: OrderResource,
): Promise<KnownOrder> {
    const { outputs } = resource;
    const address = jobAddress(resource.id);
    const client = await session.reconnect(address, outputs);
    const job = await client.getJob(address);
    const evidence =
        job === "gone" ? undefined : foreignEvidence(job, outputs, session.settings.ownerTag);
    return {
        service: "Microsoft.DataBox",
        address,
        job,
        isFresh: true,
        // What was accepted once is not forgotten when Azure stops showing it.
        isShipped: outputs.shipped || (job !== "gone" && isShipped(detailsOf(job))),
        inStack: factsOf(resource, evidence),
    };
}

/** The details are a secret as a whole: what is in clear beside them has to do. */
function asStored(resource: OrderResource): KnownOrder {
    const { location, sku, purged, shipped, ...outputs } = resource.outputs;
    const { status, startTime, transferType, cancellationReason } = outputs;
    const { isDeletable, isCancellable, isCancellableWithoutFee } = outputs;
    const stored: ArmDataBoxJob = {
        location,
        sku,
        properties: {
            ...{ status, startTime, transferType, cancellationReason },
            ...{ isDeletable, isCancellable, isCancellableWithoutFee },
        },
    };
    return {
        service: "Microsoft.DataBox",
        address: jobAddress(resource.id),
        job: purged ? "gone" : stored,
        isFresh: false,
        isShipped: shipped,
        inStack: factsOf(resource),
    };
}

function factsOf(resource: OrderResource, foreignEvidence?: string) {
    const { deletion, owner } = resource.outputs;
    return stackFacts(resource, {
        deletion: resolveDeletion(deletion, owner),
        foreignEvidence,
        minutesToAppear: minutesToAppear(resource.outputs, creationGraceMinutes, Date.now()),
    });
}
