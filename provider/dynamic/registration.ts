/** What the constructor of a job's class gives to Pulumi's. */
import * as pulumi from "@pulumi/pulumi";
import { shortenStacks } from "./stackTraces";
import { jobOptions, refuseInternalInputs } from "./jobOptions";
import { autoJobName, creationInputs, ownerName } from "./naming";
import { storedLine } from "./storedLine";
import { refusingUnaskedDeletes } from "./unaskedDeletes";

/** A class of jobs. */
export interface JobClass {
    readonly className: string;
    readonly typeToken: string;
    /** How many characters a job's name may have. */
    readonly longestJobName: number;
    /** The outputs that only jobs of this class have, without those that the program must give. */
    readonly ownOutputs: readonly string[];
    /** Outputs that are stored encrypted, whatever the program marks. */
    readonly secretOutputs: readonly string[];
    /** The subpath of this package that the stored line requires. It never changes. */
    readonly storedModule: string;
}

/** Outputs that a program may not give as inputs, or may leave out. */
const outputsOfAnyJob = [
    "name",
    "type",
    "location",
    "tags",
    "identity",
    "systemData",
    "isCancellable",
    "isDeletable",
    "blockedReason",
    "purged",
    "resourceGroupName",
    "subscriptionId",
    "deletion",
];

/**
 * What `super` takes, with stacks that are short until `done` is called: see stackTraces.ts.
 *
 * @param args the program's, secrets marked
 * @throws RunError as `refuseInternalInputs` and `jobOptions`
 */
export function registration(
    jobClass: JobClass,
    name: string,
    args: pulumi.Inputs,
    opts: pulumi.CustomResourceOptions,
) {
    const { className, typeToken, longestJobName, ownOutputs, secretOutputs, storedModule } =
        jobClass;
    refuseInternalInputs(className, name, args);
    const options = jobOptions(className, name, opts, secretOutputs);
    const done = shortenStacks();
    try {
        const owner = ownerName(typeToken, name, opts.parent);
        const props: pulumi.Inputs = {
            // Named here so that they are unknown, and not missing, in a preview.
            ...Object.fromEntries(
                [...outputsOfAnyJob, ...ownOutputs].map((output) => [output, undefined]),
            ),
            ...args,
            owner,
            ...creationInputs(),
            autoJobName: autoJobName(name, owner, longestJobName),
            __provider: refusingUnaskedDeletes(opts).then(() => storedLine(storedModule)),
        };
        return { owner, props, options, done };
    } catch (error) {
        done();
        throw error;
    }
}

/** Whether a value is a resource of this class, also one of another copy of this package. */
export function isOfType(value: unknown, typeToken: string): boolean {
    return (
        typeof value === "object" &&
        value !== null &&
        (value as { __pulumiType?: unknown }).__pulumiType === typeToken
    );
}
