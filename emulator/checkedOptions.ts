import { checkResourceGroupName } from "./arm/resourceGroups";
import { documentedStages } from "./databox/stages";
import { documentedJobStates } from "./importexport/job";
import { hintFor } from "./knownWords";
import type { EmulatorOptions } from "./settings";

/** The options that are lists of words, and the words that the documents know. */
const wordLists = {
    cancelAllowedIn: documentedJobStates,
    dataBoxCancellableIn: documentedStages,
    dataBoxDeletableIn: documentedStages,
} as const satisfies { [option in keyof EmulatorOptions]?: readonly string[] };

/**
 * Refuses what would be obeyed in silence and never be so: a rule for a state that no job is ever in.
 *
 * @param called how the user wrote the option, for the message
 * @throws Error of one line that names the option, the word and the nearest right one
 */
export function checkOptions(
    options: EmulatorOptions,
    called: (option: keyof EmulatorOptions) => string = (option) => option,
): void {
    for (const option of Object.keys(wordLists) as (keyof typeof wordLists)[]) {
        const known: readonly string[] = wordLists[option];
        for (const word of options[option] ?? []) {
            if (known.includes(word)) continue;
            throw new Error(`${called(option)}: "${word}" is no state. ${hintFor(word, known)}`);
        }
    }
    for (const name of options.initialResourceGroups ?? []) {
        try {
            checkResourceGroupName(name);
        } catch (error) {
            throw new Error(
                `${called("initialResourceGroups")}: "${name}" is no name. ${(error as Error).message}`,
            );
        }
    }
}
