import { inputsOf } from "./changes";
import { decidedInputs, takenApart } from "./checkedInputs";
import { lacksOf } from "./create";
import { asFailures, type Finding } from "./findings";
import type { JobKind } from "./kind";
import type { Session } from "./session";
import type { ServiceDefinition } from "./service";
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
    const failures = asFailures(findings);
    // Forced replacements (`--replace`, taints) hide the old inputs, so the new ones count as well.
    session.noteRegistered(before);
    const lacks = lacksOf(service, inputsOf(service, decided), session.settings.ownerTag);
    session.noteRegistered({ ...decided, lacks });
    const sifted = rules.sift?.(decided) ?? { kept: decided, dropped: [] };
    if (failures.length === 0) {
        const isNew = Object.keys(before).length === 0;
        for (const line of rules.remarks(decided, sifted, isNew)) session.say(line);
    }
    return { inputs: sifted.kept, failures };
}
