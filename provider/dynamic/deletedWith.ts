/**
 * Pulumi's option `deletedWith` and a job do not go together: when the other resource is destroyed too, the engine drops
 * the job from the stack without asking the provider, in any state, and Azure keeps it. A resource group that is deleted
 * does not end a job that is under way.
 */
import * as pulumi from "@pulumi/pulumi";

/** Refuses the option where the program gives it to the job itself. @throws RunError */
export function refuseDeletedWith(
    className: string,
    name: string,
    opts: pulumi.CustomResourceOptions,
): void {
    if (!opts.deletedWith) return;
    // A RunError is shown without the program's source and stack.
    throw new pulumi.RunError(
        `${className} "${name}": deletedWith cannot be given to a job. A destroy would drop the job from the stack without asking what may be done in its state, and Azure would keep it. ` +
            `Leave the option out; to have the job destroyed before another resource, let it depend on that one (dependsOn).`,
    );
}

const jobTypes = [
    "pulumi-nodejs:dynamic/importexport:Job",
    "pulumi-nodejs:dynamic/databox:CustomerDiskJob",
];

/** Runs of programs that have the transform already, or are about to, by their monitor: one process may run several. */
const prepared = new WeakMap<object, Promise<void>>();

/**
 * Takes the option away from jobs that get it otherwise: inherited from a component, or from a transform. The engine
 * inherits first and runs transforms then, the stack's last, in the order of their registration; so this one, registered
 * with the first job and behind all that the program has registered by then, sees what those have made.
 *
 * @returns what a job's registration must wait for
 */
export function withoutDeletedWith(): Promise<void> {
    const monitor = pulumi.runtime.getMonitor();
    // Pulumi's mocks take no transform, and delete nothing. The monitor is what every kind of program has: hasEngine()
    // says no in an inline program of the Automation API, and a component provider has no stack resource.
    if (!monitor || !("registerStackTransform" in monitor)) return Promise.resolve();
    const already = prepared.get(monitor);
    if (already) return already;
    const registered = registerTransform();
    prepared.set(monitor, registered);
    return registered;
}

async function registerTransform(): Promise<void> {
    // The engine takes them as they come; so those of the program have to be there first.
    await pulumi.runtime.awaitStackRegistrations();
    pulumi.runtime.registerResourceTransform((args) => {
        if (!jobTypes.includes(args.type) || args.opts.deletedWith === undefined) return undefined;
        void pulumi.log.warn(
            `"${args.name}": deletedWith, which it inherits or gets from a transform, does not count for a job: it would leave the stack without its destroy's being asked for. It is destroyed by itself, as its state allows.`,
        );
        const { deletedWith: _dropped, ...opts } = args.opts;
        return { props: args.props, opts };
    });
    await pulumi.runtime.awaitStackRegistrations();
}
