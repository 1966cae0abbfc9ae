/**
 * Pulumi's options that make the engine drop or delete a job without asking what may be done in its state, and those that
 * never reach a dynamic resource. A job does not take them.
 *
 * `deletedWith`: when the other resource is destroyed too, the engine drops the job from the stack without asking the
 * provider, in any state, and Azure keeps it. A resource group that is deleted does not end a job that is under way.
 * `replaceWith`: when the other resource is replaced, the engine deletes the job without a diff, and before the program has
 * registered it: to the provider that is a destroy, which cancels.
 * `import`: Pulumi reads a dynamic resource with the code that its state holds, and an imported one has no state yet.
 */
import * as pulumi from "@pulumi/pulumi";
import * as state from "@pulumi/pulumi/runtime/state";
import { orphansTell } from "../job/jobError";

/**
 * The options that a program gives to the job itself, without `replaceWith`; its order is kept.
 *
 * @throws RunError for `deletedWith` and `import`
 */
export function withoutUnaskedDeletes(
    className: string,
    name: string,
    opts: pulumi.CustomResourceOptions,
): pulumi.CustomResourceOptions {
    // A RunError is shown without the program's source and stack.
    if (opts.deletedWith) {
        throw new pulumi.RunError(
            `${className} "${name}": deletedWith cannot be given to a job. A destroy would drop the job from the stack without asking what may be done in its state, and Azure would keep it. ` +
                `Leave the option out; to have the job destroyed before another resource, let it depend on that one (dependsOn).`,
        );
    }
    if (opts.import) {
        throw new pulumi.RunError(`${className} "${name}": ${noImport}`);
    }
    const { replaceWith, ...others } = opts;
    if (replaceWith === undefined || replaceWith.length === 0) return others;
    void pulumi.log.warn(`${className} "${name}": ${noReplaceWith}`);
    return pulumi.mergeOptions(others, { dependsOn: replaceWith });
}

const noImport =
    "import does not reach a dynamic resource. Leave the option out, and give adoptExisting: true and the job's own jobName: " +
    `the job is then taken into the stack as it is (docs/adopting.md). ${orphansTell}`;

const noReplaceWith =
    "replaceWith does not count for a job. The engine would delete the job without asking what may be done in its state, and so cancel one that is on its way. " +
    'To have another job made, change an input that needs one, or run "pulumi up --replace" for it.';

const jobTypes = [
    "pulumi-nodejs:dynamic/importexport:Job",
    "pulumi-nodejs:dynamic/databox:CustomerDiskJob",
];

/** Runs of programs that have the transform already, or are about to, by their monitor: one process may run several. */
const prepared = new WeakMap<object, Promise<void>>();

/**
 * Takes the options away from jobs that get them otherwise: inherited from a component, or from a transform. The engine
 * inherits first and runs transforms then, the stack's last, in the order of their registration; so this one, registered
 * with the first job that needs it and behind all that the program has registered by then, sees what those have made.
 *
 * The engine asks the program once for every resource then. So it is not registered for a job that has no parent where
 * nothing transforms: such a job has what its program gave it.
 *
 * @param opts those of the job
 * @returns what a job's registration must wait for
 */
export function refusingUnaskedDeletes(opts: pulumi.CustomResourceOptions): Promise<void> {
    const monitor = pulumi.runtime.getMonitor();
    // Pulumi's mocks take no transform, and delete nothing. The monitor is what every kind of program has: hasEngine()
    // says no in an inline program of the Automation API, and a component provider has no stack resource.
    if (!monitor || !("registerStackTransform" in monitor)) return Promise.resolve();
    return prepared.get(monitor) ?? (isAlone(opts) ? onceTransformed(monitor) : prepare(monitor));
}

function isAlone({ parent, transforms, transformations }: pulumi.CustomResourceOptions): boolean {
    const stack = pulumi.runtime.getStackResource() as Transformed | undefined;
    const given = [transforms, transformations, stack?.__transformations];
    return parent === undefined && given.every((list = []) => list.length === 0);
}

/** What `@pulumi/pulumi` keeps in a resource, and tells nobody. */
interface Transformed {
    readonly __transformations?: readonly unknown[];
}

/** @returns what waits for the transform only where the program has one of its own */
async function onceTransformed(monitor: object): Promise<void> {
    // At least to the end of this part of the program, which may register one behind its first job.
    await pulumi.runtime.awaitStackRegistrations();
    if (hasCallbacks()) await (prepared.get(monitor) ?? prepare(monitor));
}

/** Whether the program has given the engine anything to call back, such as a transform. Pulumi tells that nowhere else. */
function hasCallbacks(): boolean {
    const { getStore } = state as { getStore?: () => { readonly callbacks?: unknown } };
    return getStore === undefined || getStore().callbacks !== undefined;
}

function prepare(monitor: object): Promise<void> {
    const registered = registerTransform();
    prepared.set(monitor, registered);
    return registered;
}

async function registerTransform(): Promise<void> {
    // The engine takes them as they come; so those of the program have to be there first.
    await pulumi.runtime.awaitStackRegistrations();
    pulumi.runtime.registerResourceTransform((args) =>
        jobTypes.includes(args.type) ? withoutInherited(args) : undefined,
    );
    await pulumi.runtime.awaitStackRegistrations();
}

function withoutInherited({
    name,
    props,
    opts,
}: pulumi.ResourceTransformArgs): pulumi.ResourceTransformResult | undefined {
    if ((opts as pulumi.CustomResourceOptions).import) throw new Error(`"${name}": ${noImport}`);
    const { deletedWith, replaceWith = [], ...others } = opts;
    if (deletedWith === undefined && replaceWith.length === 0) return undefined;
    if (deletedWith !== undefined) {
        void pulumi.log.warn(
            `"${name}": deletedWith, which it inherits or gets from a transform, does not count for a job: it would leave the stack without its destroy's being asked for. It is destroyed by itself, as its state allows.`,
        );
    }
    if (replaceWith.length > 0) {
        void pulumi.log.warn(`"${name}", which gets it from a transform: ${noReplaceWith}`);
    }
    return { props, opts: others };
}
