/** Names that the dynamic resource makes in the program, made here of the resource's URN. */
import { createHash, randomUUID } from "node:crypto";
import { autoName, ownerWords } from "../job/resourceNames";

/** The parts of `urn:pulumi:STACK::PROJECT::PARENT$TYPE::NAME`. */
export interface Urn {
    readonly stack: string;
    readonly project: string;
    /** From the outermost parent to the resource's own. */
    readonly types: readonly string[];
    readonly name: string;
}

/** @throws Error where it is no URN */
export function urnParts(urn: string): Urn {
    const [prefix, project, types, ...name] = urn.split("::");
    if (!prefix?.startsWith("urn:pulumi:") || !project || !types || name.length === 0) {
        throw new Error(`Not a Pulumi URN: ${urn}`);
    }
    return {
        stack: prefix.slice("urn:pulumi:".length),
        project,
        types: types.split("$"),
        name: name.join("::"),
    };
}

/**
 * Which resource this is, in the words of the owner tag. The engine tells a packaged provider no organisation, so they
 * begin with the word that every backend of files says (docs/decisions/packaged-provider.md).
 */
export function ownerOfUrn(urn: string): string {
    const { stack, project, types, name } = urnParts(urn);
    return ownerWords(["organization", project, stack, ...types.slice(0, -1), name]);
}

/** The job's name where the program gives none. @param longest how many characters the service lets a name have */
export function autoNameOfUrn(urn: string, longest: number): string {
    return autoName(urnParts(urn).name, ownerOfUrn(urn), longest);
}

/**
 * The identity of a creation, of the engine's random seed, which is another in each operation, and the same in an update that
 * follows a saved plan: the plan holds the inputs.
 */
export function creationOfSeed(urn: string, seed: Uint8Array): string {
    if (seed.length === 0) return randomUUID();
    const digits = createHash("sha256").update(seed).update(urn).digest("hex");
    return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, "$1-$2-$3-$4-$5");
}
