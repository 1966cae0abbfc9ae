import type { JobAddress } from "../job/armJob";
import { definedOnly } from "../job/defined";
import { dynamicProvider, type JobMethods } from "../dynamic/dynamicProvider";
import { jobPurged } from "../job/errors";
import { keysLeaveStack } from "../job/exportKeys";
import { asFailures, type Finding } from "../job/findings";
import { missingSubscription, type Wire } from "../job/wire";
import { jobInWords } from "../job/jobError";
import { assertNotMoved } from "../dynamic/movedJobs";
import { decidedInputs, takenApart } from "../dynamic/checkedInputs";
import { assertCanBeMade, isNewAlready } from "../job/takingOver";
import { isUnknown, unknownValue } from "../job/unknowns";
import { changesNothing, withoutAnswers, type Sifted } from "../job/writtenByAzure";
import { changesBetween } from "./changes";
import { assertAdoptable } from "./adoption";
import { createJob, creationOf, lacksOf, resumeCreation } from "./creation";
import { deleteJob } from "./deletion";
import { notTakenBack, replacementRefused } from "./errors";
import { jobAddress } from "./jobId";
import { ruleFor } from "./lifecycle";
import { jobTypeTokens, type JobInputs, type JobOutputs } from "./model";
import { assertOurs, stateOf } from "./ownership";
import { isUnsetState, slashedPaths } from "./propertiesValidation";
import { secretInputs } from "./properties";
import { importJob, readJob } from "./reading";
import { Session } from "./session";
import { knownOutputs, storedOutputs } from "./storedOutputs";
import { toldInputs } from "./toldInputs";
import { updateJob } from "./updating";
import { validateJob } from "./validation";
import { answers } from "./writtenByAzure";

/**
 * What Pulumi's dynamic-provider process calls: check, diff, create, read, update, delete of a job.
 *
 * Pulumi keeps one line of text with every resource, which requires this module of the installed
 * package (storedProvider.ts). So `provider` must go on answering for every state ever written.
 */

/** What each method does with a job. */
export const methods: JobMethods<Session, JobInputs, JobOutputs> = {
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
    const decided = await decidedInputs(session, jobTypeTokens, taken);
    const findings = validateJob(before, decided, session.settings.ownerTag);
    const missing = missingSubscription(decided, session.settings);
    if (missing) findings.push(missing);
    const failures = asFailures(findings);
    // Forced replacements (`--replace`, taints) hide the old inputs, so the new ones count as well.
    session.noteRegistered(before);
    const lacks = lacksOf(inputs(decided), session.settings.ownerTag);
    session.noteRegistered({ ...decided, lacks });
    const { kept, dropped } = withoutWhatAzureWrites(decided);
    if (failures.length === 0) sayOfInputs(session, before, decided, dropped);
    return { inputs: kept, failures };
}

/** What only Azure writes, and a state that says nothing, are not kept: they would look like changes later. */
function withoutWhatAzureWrites(decided: Wire): Sifted<Wire> {
    // azure-native fills in "Specified", the state of a drive that nobody has seen yet.
    const silent = (path: string, value: unknown) =>
        path === "properties.driveList[].state" && value === "Specified";
    const { kept, dropped } = withoutAnswers(decided, answers, silent);
    const { properties } = kept;
    if (typeof properties !== "object" || properties === null) return { kept, dropped };
    const { driveList, state, ...others } = properties as Wire;
    const saysWhereItIs = isUnsetState(state) && Boolean(state) && state !== "Creating";
    // The drives of an export are Azure's to report.
    const hasReported = others.jobType === "Export" && Array.isArray(driveList);
    return {
        kept: {
            ...kept,
            properties: definedOnly({
                ...others,
                driveList: hasReported ? undefined : driveList,
                state: isUnsetState(state) ? undefined : state,
            }),
        },
        dropped: [
            ...(saysWhereItIs ? ["properties.state"] : []),
            ...(hasReported && driveList.length > 0 ? ["properties.driveList"] : []),
            ...dropped.filter((path) => !hasReported || !path.startsWith("properties.driveList")),
        ],
    };
}

function sayOfInputs(
    session: Session,
    before: Wire,
    given: Wire,
    dropped: readonly string[],
): void {
    const { jobName, resourceGroupName, properties } = given;
    if (isUnknown(jobName) || isUnknown(resourceGroupName) || isUnknown(properties)) return;
    const words = jobInWords(given as unknown as JobInputs & { subscriptionId: string });
    if (dropped.length > 0) session.say(`${words}: ${changesNothing(dropped)}`);
    const slashes = slashedPaths((properties as Wire | undefined)?.export);
    const isNew = Object.keys(before).length === 0;
    if (slashes && isNew && given.adoptExisting !== true) {
        session.say(`Warning: ${words} ${slashes}`);
    }
}

async function diff(session: Session, id: string, olds: JobOutputs, news: JobInputs) {
    const address = jobAddress(id);
    const { replaces, notToldYet, patches, stateOnly } = changesBetween(olds, news);
    if (olds.purged && replaces.length + patches.length > 0) {
        throw jobPurged(address, [...replaces, ...patches]);
    }
    if (olds.cancelRequested && news.properties.cancelRequested === false) {
        throw notTakenBack(address, olds.state);
    }
    if (replaces.length > 0) {
        await refuseLateReplacement(session, id, olds, news, replaces);
        session.noteReplaced({ ...address, owner: olds.owner });
    }
    return {
        changes:
            replaces.length + notToldYet.length + patches.length + stateOnly.length > 0 ||
            olds.creationUnconfirmed === true,
        replaces: [...replaces],
        updates: [...notToldYet, ...patches, ...stateOnly],
        deleteBeforeReplace: true,
    };
}

/** A replacement deletes: it is judged by a fresh look, in preview as in the update itself. */
async function refuseLateReplacement(
    session: Session,
    id: string,
    olds: JobOutputs,
    news: JobInputs,
    replaces: readonly string[],
): Promise<void> {
    const address = jobAddress(id);
    const client = await session.reconnect(address, olds);
    const job = await client.getJob(address);
    const keys = olds.bitLockerKeys.length;
    const warn = () => keys > 0 && session.say(keysLeaveStack(address, keys, "bitLockerKeys"));
    if (job === "gone") {
        await assertNotMoved(session.missing(client, address, olds), "replace");
        return void warn();
    }
    if (await isNewAlready(creationOf(session, client, address, news), olds, job)) return;
    assertOurs(address, job, olds, session.settings.ownerTag);
    const rule = ruleFor(stateOf(job), "replace");
    if (rule.verdict === "refused") {
        throw replacementRefused(address, stateOf(job), rule, replaces);
    }
    await refuseUnmakeable(session, address, news);
    warn();
}

/** The old job must not go for one that cannot be made. */
async function refuseUnmakeable(
    session: Session,
    replaced: JobAddress,
    news: JobInputs,
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

function inputs(given: Wire): JobInputs {
    // Unknown as a whole: anything in it may be another, the immutable inputs too.
    const properties = isUnknown(given.properties)
        ? { storageAccountId: unknownValue }
        : given.properties;
    return { ...given, properties: properties ?? {} } as unknown as JobInputs;
}
