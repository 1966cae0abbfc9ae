/** The stacks that orphans are told by: what they have, and what they began to create. */
import { readFileSync, statSync } from "node:fs";
import { ownerTagOf } from "../job/ownerTag";
import type { Identity } from "../job/ownership";
import {
    CheckpointError,
    readCheckpoint,
    type Checkpoint,
    type CheckpointResource,
} from "./checkpointText";
import { exportStack } from "./pulumiCli";
import { services } from "./services";

/** A stack, as one checkpoint of it shows it. */
export interface GivenStack {
    /** As it was given: its name, or a file's. */
    readonly name: string;
    readonly held: readonly HeldJob[];
    readonly begun: readonly BegunCreation[];
}

/** Something of the stack that has an ARM id, of whatever class. */
export interface HeldJob {
    readonly urn: string;
    readonly id: string;
    /** What tells its job from another one of the name; undefined where it is no resource of ours. */
    readonly identity: Identity | undefined;
}

/** A creation that began, and whose end the checkpoint does not know. */
export interface BegunCreation {
    readonly urn: string;
    /** The namespace of a service in services.ts. */
    readonly service: string;
    /** Undefined: not in the inputs, or encrypted there. */
    readonly subscriptionId: string | undefined;
    readonly resourceGroupName: string | undefined;
    readonly jobName: string | undefined;
    /** The owner tag that its job has. */
    readonly owner: string | undefined;
}

/**
 * @param given a stack's name, or a file that `pulumi stack export` wrote; undefined: the stack that is selected here
 * @throws CheckpointError, PulumiCliError
 */
export async function readStack(
    given: string | undefined,
    env: NodeJS.ProcessEnv,
): Promise<GivenStack> {
    const checkpoint =
        given !== undefined && isFile(given) ? readFile(given) : await exportStack(given, env);
    return { name: given ?? "the selected stack", ...heldIn(checkpoint) };
}

/** A name that ends in `.json` is meant for a file, whether there is one or not. */
function isFile(given: string): boolean {
    return (
        given.endsWith(".json") || (statSync(given, { throwIfNoEntry: false })?.isFile() ?? false)
    );
}

function readFile(file: string): Checkpoint {
    let text: string;
    try {
        text = readFileSync(file, "utf8");
    } catch (error) {
        const { code = "it cannot be read" } = error as NodeJS.ErrnoException;
        throw new CheckpointError(`Cannot read the checkpoint "${file}": ${code}.`);
    }
    return readCheckpoint(text, `"${file}"`);
}

function heldIn({ deployment }: Checkpoint): Omit<GivenStack, "name"> {
    const held = deployment.resources.flatMap((resource) => heldJob(resource) ?? []);
    const begun = deployment.pendingOperations
        .filter(({ type }) => type === "creating")
        .flatMap(({ resource }) => begunCreation(resource) ?? []);
    return { held, begun };
}

function serviceOf(type: string): string | undefined {
    return services.find(({ typeTokens }) => typeTokens.includes(type))?.namespace;
}

function heldJob({ urn, type, id, outputs, external }: CheckpointResource): HeldJob | undefined {
    if (typeof id !== "string" || external === true) return undefined;
    const isOurs = serviceOf(type) !== undefined && typeof outputs?.owner === "string";
    return { urn, id, identity: isOurs ? (outputs as unknown as Identity) : undefined };
}

function begunCreation({ urn, type, inputs = {} }: CheckpointResource): BegunCreation | undefined {
    const service = serviceOf(type);
    if (service === undefined) return undefined;
    const text = (name: string) => {
        const value = inputs[name];
        return typeof value === "string" ? value : undefined;
    };
    const words = text("owner");
    return {
        urn,
        service,
        subscriptionId: text("subscriptionId"),
        resourceGroupName: text("resourceGroupName"),
        jobName: text("jobName"),
        owner: words === undefined ? undefined : ownerTagOf(words, text("creation")),
    };
}
