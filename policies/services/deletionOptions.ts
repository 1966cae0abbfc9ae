import { planDeletion, type DeletionOptions } from "../../provider/job/deletionPlan";
import { isAzureNative } from "../azureNative";
import { at, type Properties } from "../notKnown";
import type { JobFacts } from "./jobFacts";

/** The options that decide what a destroy does; each has its default where the checkpoint has none. */
export function deletionOptionsIn(outputs: Properties): DeletionOptions {
    const option = (name: string) => at(outputs, `deletion.${name}`);
    return {
        inFlight: option("inFlight") === "refuse" ? "refuse" : "cancel",
        whenUndeletable: option("whenUndeletable") === "forget" ? "forget" : "fail",
        acceptFee: option("acceptFee") === true,
    };
}

/** What the config wants before a destroy lets go a job that nothing ends: completes "the policy wants …". */
export const exceptionNeeded = "an exception in the config (allow)";

/**
 * How a job that nothing can end now leaves the stack. Does not tell to set what is set already.
 *
 * @param setOption the service's way to do it, where the option is not set
 * @param byItself what helps without the option
 */
export function wayToForget(
    { observation, deletion }: JobFacts,
    setOption: string,
    byItself: string,
): string {
    return planDeletion(observation, deletion).action === "forget"
        ? `${byItself} Its deletion.whenUndeletable: "forget" lets it leave the stack once the policy has ${exceptionNeeded}.`
        : `${setOption} The policy then also wants ${exceptionNeeded}.`;
}

/**
 * How a destroy comes to end a job that only the config's `blockedStates` keeps: by the config alone, or by the options
 * of the resource too, without which the provider would refuse.
 *
 * @param until a sentence without its end: `Wait until …`
 * @param then a clause: what a destroy does once nothing but the config has kept it
 */
export function wayToEnd(job: JobFacts, until: string, then = ""): string {
    const toSet = optionsToSet(job);
    if (toSet.length === 0) return `${until}, or change blockedStates in the config${then}.`;
    return `${until}; for a destroy that ends it before, set ${toSet.join(" and ")}, run "pulumi up", and change blockedStates in the config.`;
}

/** The options that keep this project's destroy from ending the job. azure-native's has none. */
function optionsToSet({ maker, observation, deletion }: JobFacts): string[] {
    if (isAzureNative(maker)) return [];
    const plan = planDeletion(observation, deletion);
    const isUnwanted = plan.action === "refuse" && plan.rule === "cancellationNotWanted";
    const isUnpaid = observation.step === "askAboutFee" && !deletion.acceptFee;
    return [
        ...(isUnwanted ? ['deletion.inFlight: "cancel"'] : []),
        ...(isUnpaid ? ["deletion.acceptFee: true"] : []),
    ];
}
