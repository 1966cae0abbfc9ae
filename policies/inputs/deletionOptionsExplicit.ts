import { everyService } from "../services";
import { at, notKnown } from "../notKnown";
import { isAzureNative } from "../azureNative";
import { resourcePolicy, type Finding, type RegisteredJob } from "./resourcePolicy";

interface Settings {
    allowedInFlight: string[];
}

/**
 * A job says itself what a delete does to drives that are under way: the choice is final once made,
 * so it should not be a default that nobody read.
 *
 * For this project's jobs only; azure-native has no such choice.
 */
export const deletionOptionsExplicit = resourcePolicy<Settings>({
    name: "deletion-options-explicit",
    displayName: "Explicit deletion options",
    description: "A job sets deletion.inFlight itself, to something that the team allows.",
    // Off until a team asks for it: the default is documented, and a word on every job would be noise.
    enforcementLevel: "disabled",
    severity: "medium",
    tags: [...everyService(), "destroy"],
    remediationSteps:
        'Set deletion: { inFlight: "cancel" } or deletion: { inFlight: "refuse" } on the job.',
    url: "https://learn.microsoft.com/previous-versions/azure/storage/common/storage-import-export-cancelling-and-deleting-jobs",
    settings: {
        allowedInFlight: {
            type: "array",
            items: { type: "string", enum: ["cancel", "refuse"] },
            minItems: 1,
            default: ["cancel", "refuse"],
            description: "What the team lets a program choose for deletion.inFlight.",
        },
    },
    rules: explicitChoice,
});

function* explicitChoice(job: RegisteredJob, { allowedInFlight }: Settings): Iterable<Finding> {
    if (isAzureNative(job.facts.maker)) return;
    const choice = at(job.inputs, "deletion.inFlight");
    if (choice === notKnown) {
        yield { notKnown: "deletion.inFlight" };
        return;
    }
    if (allowedInFlight.some((one) => one === choice)) return;
    const allowed = allowedInFlight.map((one) => `"${one}"`).join(" or ");
    const fault =
        typeof choice === "string"
            ? `sets deletion.inFlight: "${choice}", which the team does not allow`
            : "leaves deletion.inFlight to its default";
    yield {
        wrong: `${fault}. A cancellation cannot be taken back, so what a destroy does to drives under way is to be chosen. Set deletion.inFlight to ${allowed}.`,
    };
}
