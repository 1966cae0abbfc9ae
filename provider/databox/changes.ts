import { wordsOf } from "../job/ownerTag";
import { withDefaults } from "../job/defined";
import { changesBetween as changesByTable, type Changes } from "../job/differences";
import { pathsOf } from "../job/propertyTable";
import { deletionDefaults, type CustomerDiskDeletion, type CustomerDiskInputs } from "./model";
import { properties } from "./propertyTable";
import type { Current } from "./sameness";

export type { Current } from "./sameness";

/** The names of the immutable inputs. */
export const immutableInputs: readonly string[] = pathsOf(properties, "immutable");

/** What stands between a job as it is and a job as the program wants it. */
export function changesBetween(current: Current, inputs: CustomerDiskInputs): Changes {
    return changesByTable(properties, current, inputs, resolveDeletion(undefined, inputs.owner));
}

/** The deletion options of a program with every default filled in. */
export function resolveDeletion(
    given: Partial<CustomerDiskDeletion> | undefined,
    owner: string,
): CustomerDiskDeletion {
    return withDefaults(deletionDefaults(wordsOf(owner)), given);
}
