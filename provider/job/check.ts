import { inputsOf } from "./serviceChanges";
import { decidedInputs, takenApart } from "./checkedInputs";
import { lacksOf } from "./create";
import { asFailures, type Finding, settled } from "./findings";
import { copiedState } from "./copiedState";
import { jobInWords } from "./jobError";
import type { JobAddress } from "./armJob";
import type { JobKind } from "./serviceTypes";
import { replacedMove } from "./replacedMove";
import type { Session } from "./session";
import type { ServiceDefinition } from "./serviceDefinition";
import { isUnknown } from "./unknowns";
import { missingSubscription, type Wire } from "./wire";

/** Decides what a program leaves open, and says everything that is wrong with its inputs, before anything is sent. */
export async function checkJob<K extends JobKind>(
    service: ServiceDefinition<K>,
    session: Session<K["client"]>,
    olds: Wire,
    news: Wire,
): Promise<{ inputs: Wire; failures: Finding[] }> {
    const { typeTokens, inputs: rules } = service;
    const taken = takenApart(session, olds, news);
    const { before } = taken;
    const complete = rules.completed ?? ((given: Wire) => given);
    const decided = complete(await decidedInputs(session, typeTokens, taken));
    const findings = rules.validate(before, decided, session.settings.ownerTag);
    const missing = missingSubscription(decided, session.settings);
    if (missing) findings.push(missing);
    const moved = await replacedMove(session, typeTokens, taken, news);
    if (moved) findings.push(moved);
    const copied = await copiedState(session, taken);
    if (copied) findings.push(copied);
    const doubled = usedTwice(session, { ...decided, owner: taken.given.owner });
    if (doubled) findings.push(doubled);
    const failures = asFailures(findings);
    // Forced replacements (`--replace`, taints) hide the old inputs, so the new ones count as well.
    session.program.noteRegistered(before);
    const lacks = lacksOf(service, inputsOf(service, decided), session.settings.ownerTag);
    session.program.noteRegistered({ ...decided, lacks });
    const sifted = rules.sift?.(decided) ?? { kept: decided, dropped: [] };
    if (failures.length === 0) {
        const isNew = Object.keys(before).length === 0;
        for (const line of rules.remarks(decided, sifted, isNew)) session.say(line);
        for (const { property, reason } of settled(before, decided, (_, given) =>
            rules.warnings(given),
        )) {
            session.say(`Warning: ${property}${ofJob(decided)} ${reason}.`);
        }
    }
    return { inputs: sifted.kept, failures };
}

/**
 * Two resources of the program that want one job: found here, before anything is made.
 *
 * @param declared with the owner's words as the program has them now. Those that an alias keeps are unknown to the second
 * check, which a replacement is begun with, and would make another resource of it
 */
function usedTwice(
    { program, settings }: Pick<Session, "program" | "settings">,
    declared: Wire,
): Finding | undefined {
    const { jobName, resourceGroupName, owner } = declared;
    const words = [jobName, resourceGroupName, owner];
    if (words.some((one) => typeof one !== "string" || one === "" || isUnknown(one))) return;
    const subscriptionId = declared.subscriptionId ?? settings.subscriptionId;
    if (isUnknown(subscriptionId)) return;
    const job = { subscriptionId, resourceGroupName, jobName } as JobAddress;
    const other = program.noteDeclared(owner as string, job);
    if (other === undefined) return;
    return {
        property: "jobName",
        reason: `must be another job's: the resource "${other}" of this program has it too; give each resource a jobName of its own`,
        code: "NameUsedTwice",
    };
}

/** ` of job "photos" (resource group "rg-archive")`, as far as it is known. */
function ofJob({ jobName, resourceGroupName }: Wire): string {
    if (typeof jobName !== "string" || typeof resourceGroupName !== "string") return "";
    if (isUnknown(jobName) || isUnknown(resourceGroupName)) return "";
    return ` of ${jobInWords({ jobName, resourceGroupName } as JobAddress)}`;
}
