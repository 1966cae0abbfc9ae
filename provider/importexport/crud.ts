import { definedOnly } from "../dynamic/defined";
import { dynamicProvider } from "../dynamic/dynamicProvider";
import { jobPurged } from "../dynamic/errors";
import { keysLeaveStack } from "../dynamic/exportKeys";
import { asFailures, type Finding } from "../dynamic/findings";
import {
    type Wire,
    storedProviderKey,
    autoNameKey,
    missingSubscription,
} from "../dynamic/providerMethods";
import type { Registered } from "../dynamic/session";
import { isNewAlready } from "../dynamic/takingOver";
import { isUnknown, unknownValue } from "../dynamic/unknowns";
import { changesBetween } from "./changes";
import { createJob, creationOf, resumeCreation } from "./creation";
import { deleteJob } from "./deletion";
import { notTakenBack, replacementRefused } from "./errors";
import { jobAddress } from "./jobId";
import { ruleFor } from "./lifecycle";
import type { JobInputs, JobOutputs } from "./model";
import { assertOurs, stateOf } from "./ownership";
import { isUnsetState } from "./propertiesValidation";
import { readJob } from "./reading";
import { Session } from "./session";
import { knownOutputs, storedOutputs } from "./storedOutputs";
import { updateJob } from "./updating";
import { validateJob } from "./validation";

/**
 * What Pulumi's dynamic-provider process calls: check, diff, create, read, update, delete of a job.
 *
 * Pulumi keeps one line of text with every resource, which requires this module of the installed
 * package (storedProvider.ts). So `provider` must go on answering for every state ever written.
 */

/** The dynamic provider. */
export const provider = dynamicProvider({
    openSession: (config) => new Session(config),
    inputs,
    knownOutputs,
    storedOutputs,
    check,
    diff,
    create: createJob,
    read: readJob,
    update: updateJob,
    resumeCreation,
    delete: deleteJob,
});

function check(session: Session, olds: Wire, news: Wire): { inputs: Wire; failures: Finding[] } {
    const { [storedProviderKey]: _stored, [autoNameKey]: autoName, ...given } = news;
    const { [storedProviderKey]: _storedBefore, ...before } = olds;
    // Name and owner are decided once: an alias must rename nothing.
    const decided = definedOnly({
        ...given,
        jobName: given.jobName ?? before.jobName ?? autoName,
        location: given.location ?? before.location ?? session.settings.location,
        owner: before.owner ?? given.owner,
    });
    const findings = validateJob(before, decided, session.settings.ownerTag);
    const missing = missingSubscription(decided, session.settings);
    if (missing) findings.push(missing);
    const failures = asFailures(findings);
    // Forced replacements (`--replace`, taints) hide the old inputs, so the new ones count as well.
    session.noteRegistered(before);
    session.noteRegistered(decided as Registered);
    return { inputs: withoutUnsetStates(decided), failures };
}

/** `state: "Creating"` of a job and `"Specified"` of a drive say nothing; nothing is what is kept. */
function withoutUnsetStates(given: Wire): Wire {
    const properties = given.properties as Wire | undefined;
    if (typeof properties !== "object" || properties === null) return given;
    const driveList: unknown = Array.isArray(properties.driveList)
        ? properties.driveList.map((drive: unknown) =>
              typeof drive === "object" && drive !== null && (drive as Wire).state === "Specified"
                  ? definedOnly({ ...drive, state: undefined })
                  : drive,
          )
        : properties.driveList;
    const state = isUnsetState(properties.state) ? undefined : properties.state;
    return { ...given, properties: definedOnly({ ...properties, driveList, state }) };
}

async function diff(session: Session, id: string, olds: JobOutputs, news: JobInputs) {
    const address = jobAddress(id);
    const { replaces, patches, stateOnly } = changesBetween(olds, news);
    if (olds.purged && replaces.length + patches.length > 0) {
        throw jobPurged(address, [...replaces, ...patches]);
    }
    if (olds.cancelRequested && news.properties.cancelRequested === false) {
        throw notTakenBack(address, olds.state);
    }
    if (replaces.length > 0) {
        await refuseLateReplacement(session, id, olds, news, replaces);
        session.noteRegistered({ ...address, owner: olds.owner });
    }
    return {
        changes:
            replaces.length + patches.length + stateOnly.length > 0 ||
            olds.creationUnconfirmed === true,
        replaces: [...replaces],
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
    if (job === "gone") return void warn();
    if (isNewAlready(creationOf(session, client, address, news), olds, job)) return;
    assertOurs(address, job, olds, session.settings.ownerTag);
    const rule = ruleFor(stateOf(job), "replace");
    if (rule.verdict === "refused") {
        throw replacementRefused(address, stateOf(job), rule, replaces);
    }
    warn();
}

function inputs(given: Wire): JobInputs {
    // Unknown as a whole: anything in it may be another, the immutable inputs too.
    const properties = isUnknown(given.properties)
        ? { storageAccountId: unknownValue }
        : given.properties;
    return { ...given, properties: properties ?? {} } as unknown as JobInputs;
}
