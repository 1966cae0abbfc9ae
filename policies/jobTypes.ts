/** Which resources are jobs, and what becomes of one whose type or inputs change. Whose jobs those are: services/index.ts. */
import type { Sameness } from "../provider/job/propertyTable";
import { isAzureNative } from "./azureNative";
import { serviceOfType } from "./services";
import { destroyedFirst } from "./services/policyService";

/** The maker of a resource of this type, such as `azure-native`; undefined when it is a job of no service. */
export function jobMaker(type: string): string | undefined {
    return serviceOfType(type)?.maker;
}

/**
 * Whether a resource that gets another type by an alias stays as it is. Between packages the engine replaces; not between the
 * dynamic and the packaged resource of this project, of which either takes the other's state (docs/packaged-provider.md).
 */
export function staysInPlace(old: string, now: string): boolean {
    const maker = jobMaker(now);
    const isOurs = maker !== undefined && !isAzureNative(maker);
    if (isOurs && jobMaker(old) === maker) return true;
    return old.split(":")[0] === now.split(":")[0];
}

/** The inputs whose change replaces a job of this type, which destroys it: their path, and when two values are the same. */
export function immutableInputs(type: string): Readonly<Record<string, Sameness>> {
    return serviceOfType(type)?.facts.immutableInputs ?? {};
}

/** Where secrets stand in a resource of this type; `*` is every key of a map and every place of a list. */
export function secretPathsOf(type: string): readonly string[] {
    return serviceOfType(type)?.facts.secretPaths ?? [];
}

/** What replacing a job of this type does to it, as a clause; see {@link immutableInputs}. */
export function replacementEffect(type: string): string {
    return serviceOfType(type)?.facts.replacementEffect ?? destroyedFirst;
}
