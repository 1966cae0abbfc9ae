import type { ArmJob } from "../job/armJob";
import { Operation } from "../job/operation";
import { foreignEvidence } from "../job/ownership";
import { resolveDeletion } from "../importexport/changes";
import { jobAddress } from "../importexport/jobId";
import { jobTypeTokens, type JobOutputs } from "../importexport/model";
import { importExport } from "../importexport/service";
import { CallSession } from "../job/callSession";
import type { ImportExport } from "../importexport/serviceTypes";
import type { KnownImportExportJob } from "./knownJob";
import { stackFacts, type OpenService, type StackResource } from "./stackResource";

/** The import/export jobs of a stack. */
export const importExportOfStack: OpenService = (config = new Map(), env, say) => {
    const session = new CallSession<ImportExport>(
        importExport,
        new Operation({ config, env, say }),
    );
    return {
        typeTokens: jobTypeTokens,
        asAzureShows: (resource) => asAzureShows(session, resource as JobResource),
        asStored: (resource) => asStored(resource as JobResource),
    };
};

type JobResource = StackResource<JobOutputs>;

async function asAzureShows(
    session: CallSession<ImportExport>,
    resource: JobResource,
): Promise<KnownImportExportJob> {
    const address = jobAddress(resource.id);
    const client = await session.reconnect(address, resource.outputs);
    const job = await client.getJob(address);
    const evidence =
        job === "gone"
            ? undefined
            : foreignEvidence(job, resource.outputs, session.settings.ownerTag);
    return {
        service: "Microsoft.ImportExport",
        address,
        job,
        isFresh: true,
        inStack: factsOf(resource, evidence),
    };
}

function asStored(resource: JobResource): KnownImportExportJob {
    const { state, cancelRequested, purged, location } = resource.outputs;
    const stored: ArmJob = { location, properties: { state, cancelRequested } };
    return {
        service: "Microsoft.ImportExport",
        address: jobAddress(resource.id),
        job: purged ? "gone" : stored,
        isFresh: false,
        inStack: factsOf(resource),
    };
}

function factsOf(resource: JobResource, foreignEvidence?: string) {
    const deletion = resolveDeletion(resource.outputs.deletion);
    return stackFacts(resource, { deletion, foreignEvidence });
}
