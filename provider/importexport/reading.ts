import type { ArmJob, JobAddress } from "../job/armJob";
import type { ImportExportClient } from "./jobsClient";
import { freshKeys, keysNotRead } from "../job/exportKeys";
import { sentence } from "../job/jobError";
import { sameIgnoringCase } from "../job/sameness";
import { movedInWords } from "../job/errors";
import { importedIdentity } from "../job/importing";
import { lookElsewhere } from "../dynamic/movedJobs";
import { jobAddress } from "./jobId";
import { resolveDeletion } from "./changes";
import { isJobState, stateInWords } from "./jobStates";
import { keysPermission, type DriveBitLockerKey, type JobOutputs } from "./model";
import { outputsOf, purgedOutputs, rememberOutputs } from "./outputs";
import { assertOurs, stateOf } from "./ownership";
import type { Session } from "./session";

/**
 * The job as Azure shows it now.
 *
 * @returns "gone" when the job never left: it expired, or somebody deleted it, before any shipment,
 * so nothing is lost when the next update orders it again. A job that had been on its way stays, as
 * `purged`: ordering that one again would send for the same disks twice.
 * @throws JobError `SomebodyElsesJob`, `OtherCloud`
 */
export async function readJob(
    session: Session,
    id: string,
    olds: JobOutputs,
): Promise<JobOutputs | "gone"> {
    const address = jobAddress(id);
    const client = await session.reconnect(address, olds);
    const job = await client.getJob(address);
    if (job === "gone") return await whenGone(session, client, address, olds);
    assertOurs(address, job, olds, session.settings.ownerTag);
    const seen = outputsOf(address, job, rememberOutputs(olds));
    const bitLockerKeys = await exportKeys(session, client, address, job, olds);
    if (bitLockerKeys === "gone") return await whenGone(session, client, address, seen);
    return { ...seen, bitLockerKeys };
}

/**
 * The job that `pulumi import` asks for, by its id alone. Writes nothing: a job that has an owner tag keeps it.
 *
 * @param owner the words of the resource that is to have it
 * @returns "gone" when Azure has no such job
 * @throws JobError `SomebodyElsesJob` when the tag says that it is another resource's
 */
export async function importJob(
    session: Session,
    id: string,
    owner: string,
): Promise<JobOutputs | "gone"> {
    const address = jobAddress(id);
    const client = await session.connect(address);
    const job = await client.getJob(address);
    if (job === "gone") return "gone";
    const { ownerTag } = session.settings;
    const identity = importedIdentity(address, job, owner, stateInWords(stateOf(job)), ownerTag);
    const seen = outputsOf(address, job, {
        deletion: resolveDeletion(undefined),
        ...identity,
        cloud: client.endpoint,
        bitLockerKeys: [],
        knownDrives: [],
    });
    const bitLockerKeys = await exportKeys(session, client, address, job, seen);
    return bitLockerKeys === "gone" ? "gone" : { ...seen, bitLockerKeys };
}

async function whenGone(
    session: Session,
    client: ImportExportClient,
    address: JobAddress,
    olds: JobOutputs,
): Promise<JobOutputs | "gone"> {
    if (olds.creationUnconfirmed) {
        session.say(`${sentence(address)} was never created: it leaves the stack.`);
        return "gone";
    }
    const moved = await lookElsewhere(session.missing(client, address, olds));
    if (moved) {
        session.say(
            `Cannot refresh ${movedInWords(address, moved.where, moved.resourceGroupName)}`,
        );
        return olds;
    }
    if (!wasShipped(olds)) {
        session.say(
            `${sentence(address)} is no longer in Azure and had never been shipped (an unshipped job expires two weeks after its last accepted update): it leaves the stack.`,
        );
        return "gone";
    }
    if (!olds.purged) {
        session.say(
            `${sentence(address)} is no longer in Azure: it stays in the stack as purged, so that no second one is ordered.`,
        );
    }
    return purgedOutputs(olds);
}

/** Whether anything that was ever recorded says that the drives may have left. */
function wasShipped(olds: JobOutputs): boolean {
    const parcel = olds.properties.deliveryPackage as Record<string, unknown> | undefined;
    return olds.purged || olds.state !== "Creating" || Boolean(parcel?.trackingNumber);
}

/**
 * The keys of an export's drives: Azure encrypts them, and gives the keys only on demand. They are
 * asked for once the drives have been processed, until every drive's key is known.
 */
async function exportKeys(
    session: Session,
    client: ImportExportClient,
    address: JobAddress,
    job: ArmJob,
    olds: JobOutputs,
): Promise<DriveBitLockerKey[] | "gone"> {
    const known = olds.bitLockerKeys ?? [];
    if (!sameIgnoringCase(job.properties?.jobType, "Export") || !mayHaveKeys(stateOf(job)))
        return known;
    return await freshKeys(
        client.listBitLockerKeys(address),
        known,
        ({ driveId }) => driveId,
        (no) => session.say(keysNotRead(address, no, keysPermission)),
    );
}

function mayHaveKeys(state: string | undefined): boolean {
    return !isJobState(state) || (state !== "Creating" && state !== "Shipping");
}
