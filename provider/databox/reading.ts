import type { ArmDataBoxJob, DataBoxClient } from "./dataBoxClient";
import type { JobAddress } from "../job/armJob";
import { freshKeys, keysNotRead } from "../job/exportKeys";
import { jobInWords, minutes, sentence } from "../job/jobError";
import { keysPermission, mayHaveKeys } from "./exportKeys";
import { movedInWords } from "../job/errors";
import { importedIdentity } from "../job/importing";
import { lookElsewhere } from "../dynamic/movedJobs";
import { resolveDeletion } from "./changes";
import { jobAddress } from "./jobId";
import type { CustomerDiskOutputs, DiskSecret } from "./model";
import { outputsOf, purgedOutputs, rememberOutputs } from "./outputs";
import { assertOurs, whereIs } from "./ownership";
import type { Session } from "./session";
import { minutesToAppear } from "./unconfirmed";

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
    olds: CustomerDiskOutputs,
): Promise<CustomerDiskOutputs | "gone"> {
    const address = jobAddress(id);
    const client = await session.reconnect(address, olds);
    const job = await client.getJob(address);
    if (job === "gone") return await whenGone(session, client, address, olds);
    assertOurs(address, job, olds, session.settings.ownerTag);
    const seen = outputsOf(address, job, rememberOutputs(olds));
    const diskSecrets = await exportSecrets(session, client, address, job, seen);
    if (diskSecrets === "gone") return await whenGone(session, client, address, seen);
    return { ...seen, diskSecrets };
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
): Promise<CustomerDiskOutputs | "gone"> {
    const address = jobAddress(id);
    const client = await session.connect(address);
    const job = await client.getJob(address);
    if (job === "gone") return "gone";
    const { ownerTag } = session.settings;
    const identity = importedIdentity(address, job, owner, whereIs(job), ownerTag);
    const seen = outputsOf(address, job, {
        deletion: resolveDeletion(undefined, owner),
        ...identity,
        cloud: client.endpoint,
        diskSecrets: [],
        knownDetails: {},
    });
    const diskSecrets = await exportSecrets(session, client, address, job, seen);
    return diskSecrets === "gone" ? "gone" : { ...seen, diskSecrets };
}

async function whenGone(
    session: Session,
    client: DataBoxClient,
    address: JobAddress,
    olds: CustomerDiskOutputs,
): Promise<CustomerDiskOutputs | "gone"> {
    const mayAppearFor = minutesToAppear(olds, client.timeOfDay());
    if (mayAppearFor > 0) {
        session.say(
            `Azure does not show ${jobInWords(address)} yet, and may still be at work on its creation, which it never confirmed: it stays in the stack. What does not appear within ${minutes(mayAppearFor)} was never made.`,
        );
        return olds;
    }
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
    if (!mayHaveLeft(olds)) {
        session.say(
            `${sentence(address)} is no longer in Azure and had never been shipped (Azure deletes an order two weeks after its creation when no shipment is announced): it leaves the stack.`,
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

/** Whether anything that was ever recorded says that the disks may have left, or that somebody ended the job. */
function mayHaveLeft(olds: CustomerDiskOutputs): boolean {
    return olds.purged || olds.shipped || olds.isCancellable !== true;
}

/** The keys that Azure has, and those that the stack has from before. */
async function exportSecrets(
    session: Session,
    client: DataBoxClient,
    address: JobAddress,
    job: ArmDataBoxJob,
    seen: CustomerDiskOutputs,
): Promise<DiskSecret[] | "gone"> {
    if (!mayHaveKeys(job, seen)) return seen.diskSecrets;
    return await freshKeys(
        client.listCredentials(address),
        seen.diskSecrets,
        ({ diskSerialNumber }) => diskSerialNumber,
        (no) => session.say(keysNotRead(address, no, keysPermission)),
    );
}
