import type { JobAddress } from "../job/armJob";
import { definedOnly } from "../job/defined";
import { dynamicProvider, type JobMethods } from "../dynamic/dynamicProvider";
import { jobPurged } from "../job/errors";
import { keysLeaveStack } from "../job/exportKeys";
import { asFailures, type Finding } from "../job/findings";
import { jobInWords } from "../job/jobError";
import { assertNotMoved } from "../dynamic/movedJobs";
import { missingSubscription, type Wire } from "../job/wire";
import { decidedInputs, takenApart } from "../dynamic/checkedInputs";
import { assertCanBeMade, isNewAlready } from "../job/takingOver";
import { isUnknown, unknownValue } from "../job/unknowns";
import { changesBetween } from "./changes";
import { assertAdoptable } from "./adoption";
import { createJob, creationOf, lacksOf, resumeCreation } from "./creation";
import { deleteJob } from "./deletion";
import { replacementRefused } from "./errors";
import { jobAddress } from "./jobId";
import { flagStateOf, replacementRule } from "./lifecycle";
import {
    customerDiskJobTypeTokens,
    customerDiskSku,
    type CustomerDiskInputs,
    type CustomerDiskOutputs,
} from "./model";
import { assertOurs, detailsOf, flagsOf, isShipped, whereIs } from "./ownership";
import { secretInputs } from "./properties";
import { importJob, readJob } from "./reading";
import { Session } from "./session";
import { shipmentAhead } from "./shipment";
import { knownOutputs, storedOutputs } from "./storedOutputs";
import { toldInputs } from "./toldInputs";
import { namesOf, updateJob } from "./updating";
import { portalRefuses, validateJob } from "./validation";

/**
 * What Pulumi's dynamic-provider process calls: check, diff, create, read, update, delete of a customer-disk job.
 *
 * Pulumi keeps one line of text with every resource, which requires this module of the installed
 * package (storedProvider.ts). So `provider` must go on answering for every state ever written.
 */

/** What each method does with a job. */
export const methods: JobMethods<Session, CustomerDiskInputs, CustomerDiskOutputs> = {
    openSession: (operation, call) => new Session(operation, call),
    inputs,
    knownOutputs,
    storedOutputs,
    secretInputs,
    toldInputs,
    check,
    diff,
    create: createJob,
    read: readJob,
    import: importJob,
    update: updateJob,
    resumeCreation,
    delete: deleteJob,
};

/** The dynamic provider. */
export const provider = dynamicProvider(methods);

async function check(
    session: Session,
    olds: Wire,
    news: Wire,
): Promise<{ inputs: Wire; failures: Finding[] }> {
    const taken = takenApart(session, olds, news);
    const { before } = taken;
    const decided = withKind(await decidedInputs(session, customerDiskJobTypeTokens, taken));
    const findings = validateJob(decided, session.settings.ownerTag, before);
    const missing = missingSubscription(decided, session.settings);
    if (missing) findings.push(missing);
    const failures = asFailures(findings);
    // Forced replacements (`--replace`, taints) hide the old inputs, so the new ones count as well.
    session.noteRegistered(before);
    const lacks = lacksOf(inputs(decided), session.settings.ownerTag);
    session.noteRegistered({ ...decided, lacks });
    const isNew = Object.keys(before).length === 0;
    if (isNew && failures.length === 0)
        sayWhatIsAhead(session, decided as unknown as CustomerDiskInputs);
    return { inputs: decided, failures };
}

/** The SKU and the kind of details: there is one of each. */
function withKind(given: Wire): Wire {
    const { details } = given;
    const isObject = typeof details === "object" && details !== null && !Array.isArray(details);
    return {
        ...given,
        sku: given.sku ?? { name: customerDiskSku },
        ...(isObject
            ? { details: { jobDetailsType: customerDiskSku, ...definedOnly(details) } }
            : {}),
    };
}

/** What a preview of a new job has to say. Pulumi asks for nothing else before it is made. */
function sayWhatIsAhead(session: Session, given: CustomerDiskInputs): void {
    if (isUnknown(given.jobName) || isUnknown(given.resourceGroupName)) return;
    const address = { ...given, subscriptionId: given.subscriptionId ?? "" };
    const warning = portalRefuses(given.jobName);
    if (warning) session.say(`Warning: the name of ${jobInWords(address)} ${warning}`);
    if (given.deliverToDcPackageDetails) session.say(shipmentAhead(address));
}

async function diff(
    session: Session,
    id: string,
    olds: CustomerDiskOutputs,
    news: CustomerDiskInputs,
) {
    const address = jobAddress(id);
    const changes = changesBetween(olds, news);
    const { replaces, notToldYet, stateOnly } = changes;
    const inPlace = namesOf(changes);
    if (olds.purged && replaces.length + inPlace.length > 0) {
        throw jobPurged(address, [...replaces, ...inPlace]);
    }
    if (replaces.length > 0) {
        await judgeReplacement(session, id, olds, news, replaces);
        session.noteReplaced({ ...address, owner: olds.owner });
    }
    if (changes.ships && !olds.shipped) session.say(shipmentAhead(address));
    return {
        changes:
            replaces.length + notToldYet.length + inPlace.length + stateOnly.length > 0 ||
            olds.creationUnconfirmed === true,
        replaces: [...replaces],
        updates: [...notToldYet, ...inPlace, ...stateOnly],
        deleteBeforeReplace: true,
    };
}

/**
 * A replacement deletes, and may have to cancel first: it is judged by a fresh look, in preview as in the update itself,
 * and a cancellation is announced.
 */
async function judgeReplacement(
    session: Session,
    id: string,
    olds: CustomerDiskOutputs,
    news: CustomerDiskInputs,
    replaces: readonly string[],
): Promise<void> {
    const address = jobAddress(id);
    const client = await session.reconnect(address, olds);
    const job = await client.getJob(address);
    const keys = olds.diskSecrets.length;
    const warn = () => keys > 0 && session.say(keysLeaveStack(address, keys, "diskSecrets"));
    if (job === "gone") {
        await assertNotMoved(session.missing(client, address, olds), "replace");
        return void warn();
    }
    if (await isNewAlready(creationOf(session, client, address, news), olds, job)) return;
    assertOurs(address, job, olds, session.settings.ownerTag);
    const flags = flagsOf(job);
    const shipped = olds.shipped || isShipped(detailsOf(job));
    const rule = replacementRule(flags, shipped, olds.deletion.inFlight);
    if (rule.verdict === "refused") {
        throw replacementRefused(address, whereIs(job), flags, rule, replaces);
    }
    await refuseUnmakeable(session, address, news);
    warn();
    if (flagStateOf(flags) === "deletable") return;
    session.say(
        `Replacing ${jobInWords(address)} (changed: ${replaces.join(", ")}) cancels the order that is there, which is ${whereIs(job)}, deletes it, and makes another. The cancellation is final.`,
    );
}

/** The old job must not go for one that cannot be made. */
async function refuseUnmakeable(
    session: Session,
    replaced: JobAddress,
    news: CustomerDiskInputs,
): Promise<void> {
    const address = session.addressOf(news);
    const client = await session.connect(address);
    await assertCanBeMade(
        creationOf(session, client, address, news),
        replaced,
        lacksOf(news, session.settings.ownerTag),
        () => client.getJob(address),
        news.adoptExisting ? (job) => assertAdoptable(session, address, news, job) : undefined,
    );
}

function inputs(given: Wire): CustomerDiskInputs {
    // Unknown as a whole: anything in it may be another, the immutable inputs too.
    const details = isUnknown(given.details)
        ? { importDiskDetailsCollection: unknownValue }
        : given.details;
    return { ...given, details: details ?? {} } as unknown as CustomerDiskInputs;
}
