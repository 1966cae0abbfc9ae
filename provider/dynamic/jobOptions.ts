import * as pulumi from "@pulumi/pulumi";
import { unknownSettings } from "../settings/unknownSettings";
import { stackKey } from "../job/ownerTag";
import type { Untrusted } from "../job/findings";
import { internalInputs } from "../job/propertyTable";
import { autoNameKey, storedProviderKey } from "../job/wire";
import { withoutUnaskedDeletes } from "./unaskedDeletes";

/**
 * Pulumi's options for a job: replaced by deleting first, and with its secret outputs.
 *
 * @throws when `deleteBeforeReplace` is false: a replacement has to delete first, since both jobs
 * have the same name; when `deletedWith` or `import` is given
 */
export function jobOptions(
    className: string,
    name: string,
    opts: pulumi.CustomResourceOptions,
    secretOutputs: readonly string[],
): pulumi.CustomResourceOptions {
    const taken = withoutUnaskedDeletes(className, name, opts);
    warnOfUnknownSettings();
    if (opts.deleteBeforeReplace === false) {
        // A RunError is shown without the program's source and stack.
        throw new pulumi.RunError(
            `${className} "${name}": deleteBeforeReplace cannot be false. The new job has the old one's name, so the old one must be deleted first. Leave the option out.`,
        );
    }
    return pulumi.mergeOptions(taken, {
        deleteBeforeReplace: true,
        additionalSecretOutputs: [...secretOutputs],
    });
}

/** What the class makes itself: beside it a program's own would be lost without a word. */
const madeByClass = [...internalInputs, autoNameKey, stackKey, storedProviderKey];

/** @throws when the arguments name an input that is the class's own */
export function refuseInternalInputs(className: string, name: string, args: object): void {
    const given = madeByClass.filter((input) => (args as Untrusted)[input] !== undefined);
    if (given.length === 0) return;
    const is = given.length === 1 ? "is" : "are";
    throw new pulumi.RunError(
        `${className} "${name}": ${given.join(", ")} ${is} not known here; take ${given.length === 1 ? "it" : "them"} out of the arguments. [InvalidInput]`,
    );
}

const warned = new WeakSet<object>();

/** Says once a program which of its settings nobody reads. */
function warnOfUnknownSettings(): void {
    const program = pulumi.runtime.getStackResource();
    if (!program || warned.has(program)) return;
    warned.add(program);
    const keys = Object.keys(pulumi.runtime.allConfig());
    for (const line of unknownSettings(keys, process.env)) void pulumi.log.warn(line);
}

/** Says what Pulumi does not: that the option has no effect. */
export function warnOfTimeouts(job: pulumi.Resource, opts: pulumi.CustomResourceOptions): void {
    if (!opts.customTimeouts) return;
    void pulumi.log.warn(
        "customTimeouts never reach a dynamic resource and are ignored; set deletion.waitMinutes to say how long a delete waits for a cancelled job.",
        job,
    );
}
