import { isDeepStrictEqual } from "node:util";
import type { ArmJob } from "./armJob";
import { definedOnly } from "./defined";
import { errors } from "./errors";
import { assertHeldByNoOther } from "./heldInStack";
import { freshKeys, keysNotRead } from "./exportKeys";
import { importedIdentity } from "./importing";
import { jobInWords, minutes, sentence } from "./jobError";
import type { JobKind } from "./serviceTypes";
import { lookElsewhere } from "./movedJobs";
import type { Session } from "./session";
import { assertOurs, evidenceAgainst } from "./ownershipCheck";
import { sameLocation } from "./sameness";
import { keysIn, outputsOf, purgedOutputs, rememberOutputs, withKeys } from "./outputs";
import type { ServiceDefinition, Target } from "./serviceDefinition";
import { minutesToAppear } from "./unconfirmed";

/**
 * The job as Azure shows it now.
 *
 * @returns "gone" when the job never left: it expired, or somebody deleted it, before any shipment,
 * so nothing is lost when the next update orders it again. A job that had been on its way stays, as
 * `purged`: ordering that one again would send for the same disks twice.
 * @throws JobError `SomebodyElsesJob`, `OtherCloud`
 */
export async function readJob<K extends JobKind>(
    service: ServiceDefinition<K>,
    session: Session<K["client"]>,
    id: string,
    olds: K["outputs"],
): Promise<K["outputs"] | "gone"> {
    const address = service.ids.jobAddress(id);
    const client = await session.reconnect(address, olds);
    const on = { service, session, client, address };
    const job = (await unchangedJob(on, olds)) ?? (await client.getJob(address));
    if (job === "gone") return await whenGone(on, olds);
    assertOurs(on, job, olds);
    const outs = outputsOf(service, address, job, rememberOutputs(service, olds));
    const keys = await keysNow(on, job, outs);
    return keys === "gone" ? await whenGone(on, outs) : withKeys(service, outs, keys);
}

/**
 * The job of a list, where it is just as the stack knows it: then it is not looked at. Whatever a list shows that is news,
 * or leaves out, takes a look.
 */
async function unchangedJob<K extends JobKind>(
    on: Target<K>,
    olds: K["outputs"],
): Promise<ArmJob | undefined> {
    const { service, session, address } = on;
    if (!service.isWholeInList) return undefined;
    const listed = await session.listedJob(address);
    if (!listed || !service.isWholeInList(listed) || evidenceAgainst(on, listed, olds)) {
        return undefined;
    }
    const outs = outputsOf(service, address, listed, rememberOutputs(service, olds));
    // A creation's answer has the location as it was sent, every later one its display name.
    const isThere = sameLocation(outs.location, olds.location);
    const asKnown = isThere ? { ...outs, location: olds.location } : outs;
    return isDeepStrictEqual(definedOnly(asKnown), definedOnly(olds)) ? listed : undefined;
}

/**
 * The job that `pulumi import` asks for, by its id alone. Writes nothing: see `importedIdentity`.
 *
 * @param owner the words of the resource that is to have it
 * @returns "gone" when Azure has no such job
 * @throws JobError `SomebodyElsesJob` when the job has another creation's owner tag; `NameUsedTwice`
 */
export async function importJob<K extends JobKind>(
    service: ServiceDefinition<K>,
    session: Session<K["client"]>,
    id: string,
    owner: string,
): Promise<K["outputs"] | "gone"> {
    const address = service.ids.jobAddress(id);
    const client = await session.connect(address);
    const job = await client.getJob(address);
    if (job === "gone") return "gone";
    const { where } = service.observe(job);
    await assertHeldByNoOther(service, session, { address, owner, where, action: "import" });
    const identity = await importedIdentity(session, address, job, owner, where);
    const outs = outputsOf(service, address, job, {
        deletion: service.deletionOf(undefined, owner),
        ...identity,
        cloud: client.endpoint,
        keys: [],
        secrets: service.outputs.noSecrets,
    });
    const keys = await keysNow({ service, session, client, address }, job, outs);
    return keys === "gone" ? "gone" : withKeys(service, outs, keys);
}

async function whenGone<K extends JobKind>(
    { service, session, client, address }: Target<K>,
    olds: K["outputs"],
): Promise<K["outputs"] | "gone"> {
    const { say } = session;
    const left = minutesToAppear(olds, service.creationGraceMinutes, client.timeOfDay());
    if (left > 0) {
        say(
            `Azure does not show ${jobInWords(address)} yet, and may still be at work on its creation, which it never confirmed: it stays in the stack. What does not appear within ${minutes(left)} was never made.`,
        );
        return olds;
    }
    if (olds.creationUnconfirmed) {
        say(`${sentence(address)} was never created: it leaves the stack.`);
        return "gone";
    }
    const moved = await lookElsewhere(session.missing(client, address, olds));
    if (moved) {
        say(errors.JobMoved({ job: address, ...moved, action: "refresh" }).message);
        return olds;
    }
    if (!service.mayHaveLeft(olds)) {
        say(
            `${sentence(address)} is no longer in Azure and had never been shipped (${service.words.expired}): it leaves the stack.`,
        );
        return "gone";
    }
    if (!olds.purged) {
        say(
            `${sentence(address)} is no longer in Azure: it stays in the stack as purged, so that no second one is ordered.`,
        );
    }
    return purgedOutputs(service, olds);
}

/** The keys that Azure has of an export's disks, and those that the stack has from before. */
async function keysNow<K extends JobKind>(
    { service, session, client, address }: Target<K>,
    job: ArmJob,
    outs: K["outputs"],
): Promise<K["key"][] | "gone"> {
    const { mayExist, list, diskOf, permission } = service.keys;
    const known = keysIn(service, outs);
    if (!mayExist(service.observe(job), outs)) return known;
    return await freshKeys(list(client, address), known, diskOf, (no) =>
        session.say(keysNotRead(address, no, permission)),
    );
}
