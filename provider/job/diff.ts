import { assertAdoptable, inPlace } from "./adopt";
import { creationOf, lacksOf } from "./create";
import { changesOf } from "./serviceChanges";
import { deletionErrors } from "./deletionErrors";
import { errors } from "./errors";
import { keysLeaveStack } from "./exportKeys";
import { jobInWords } from "./jobError";
import type { JobKind } from "./serviceTypes";
import { assertNotMoved } from "./movedJobs";
import type { Session } from "./session";
import { assertOurs } from "./ownershipCheck";
import { keysIn } from "./outputs";
import type { ServiceDefinition, Target } from "./serviceDefinition";
import { assertCanBeMade, isNewAlready } from "./takingOver";

/** What stands between a job and its program. */
export interface JobDiff {
    readonly changes: boolean;
    /** Inputs that need another job. */
    readonly replaces: string[];
    /** Inputs that are changed in place, or that nobody can tell yet. */
    readonly updates: string[];
    readonly deleteBeforeReplace: boolean;
}

/**
 * What the program changes, told from the checkpoint; Azure is asked for a replacement only.
 *
 * @throws JobError `JobPurged`, `ReplacementRefused`, `SomebodyElsesJob`, `JobMoved`
 */
export async function diffJob<K extends JobKind>(
    service: ServiceDefinition<K>,
    session: Session<K["client"]>,
    id: string,
    olds: K["outputs"],
    news: K["inputs"],
): Promise<JobDiff> {
    const address = service.ids.jobAddress(id);
    const changes = changesOf(service, olds, news);
    const { replaces, notToldYet, stateOnly } = changes;
    const patched = inPlace(changes);
    if (olds.purged && replaces.length + patched.length > 0) {
        throw errors.JobPurged({ job: address, changed: [...replaces, ...patched] });
    }
    service.assertPossible?.(address, olds, news);
    if (replaces.length > 0) {
        await judgeReplacement(service, session, id, olds, news, replaces);
        session.program.noteReplaced({ ...address, owner: olds.owner });
    }
    const line = service.words.atDiff?.(address, olds, changes);
    if (line !== undefined) session.say(line);
    const updates = [...notToldYet, ...patched, ...stateOnly];
    return {
        changes: replaces.length + updates.length > 0 || olds.creationUnconfirmed === true,
        replaces: [...replaces],
        updates,
        deleteBeforeReplace: true,
    };
}

/**
 * A replacement deletes, and may have to cancel first: it is judged by a fresh look, in preview as in the update itself,
 * and a cancellation is announced.
 */
async function judgeReplacement<K extends JobKind>(
    service: ServiceDefinition<K>,
    session: Session<K["client"]>,
    id: string,
    olds: K["outputs"],
    news: K["inputs"],
    replaces: readonly string[],
): Promise<void> {
    const address = service.ids.jobAddress(id);
    const client = await session.reconnect(address, olds);
    const on = { service, session, client, address };
    const job = await client.getJob(address);
    const count = keysIn(service, olds).length;
    const warn = () =>
        count > 0 && session.say(keysLeaveStack(address, count, service.keys.output));
    if (job === "gone") {
        await assertNotMoved(session.missing(client, address, olds), "replace");
        return void warn();
    }
    if (await isNewAlready(creationOf(on, news), olds, job)) return;
    assertOurs(on, job, olds);
    const seen = service.observe(job, { olds, deletion: olds.deletion });
    const rule = service.replacementRule(seen, olds);
    if (rule.verdict === "refused") {
        const facts = service.errorFacts(seen);
        throw deletionErrors.ReplacementRefused({
            job: address,
            ...facts,
            rule,
            changed: replaces,
        });
    }
    await refuseUnmakeable(on, news);
    warn();
    if (seen.step === "delete") return;
    session.say(
        `Replacing ${jobInWords(address)} (changed: ${replaces.join(", ")}) cancels the order that is there, which is ${seen.where}, deletes it, and makes another. The cancellation is final.`,
    );
}

/** The old job must not go for one that cannot be made. */
async function refuseUnmakeable<K extends JobKind>(
    { service, session, address: replaced }: Target<K>,
    news: K["inputs"],
): Promise<void> {
    const address = session.addressOf(news);
    const client = await session.connect(address);
    const on = { service, session, client, address };
    await assertCanBeMade(
        creationOf(on, news),
        replaced,
        lacksOf(service, news, session.settings.ownerTag),
        () => client.getJob(address),
        news.adoptExisting ? (job) => assertAdoptable(on, news, job) : undefined,
    );
}
