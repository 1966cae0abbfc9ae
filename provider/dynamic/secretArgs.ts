import * as pulumi from "@pulumi/pulumi";
import { valueAt } from "../job/changes";
import { secretsInNest, type PropertyTable } from "../job/propertyTable";
import { isLater } from "./laterInputs";

/**
 * Marks what is a key or personal data in the nest of a job's arguments. Only these properties, so that `preview --diff`
 * stays readable; a nest that comes as one Output is secret as a whole.
 *
 * @param mayBeSecret of a property that is secret in some of its values only
 */
export function withSecretsMarked<Nest extends object>(
    table: PropertyTable<never, never>,
    given: pulumi.Input<Nest | undefined>,
    mayBeSecret: (value: unknown) => boolean = () => true,
): pulumi.Input<Nest | undefined> {
    if (given === undefined || given === null) return given;
    if (isLater(given)) return pulumi.secret(given) as pulumi.Input<Nest>;
    const nest: Nest = given;
    const marked = secretsInNest(table)
        .map(({ path, isSecret }) => ({ value: valueAt(nest, path), path, isSecret }))
        .filter(({ value, isSecret }) => (isSecret ? mayBeSecret(value) : value !== undefined))
        .map(({ path, value }) => [path, pulumi.secret<unknown>(value)]);
    return { ...nest, ...(Object.fromEntries(marked) as Partial<Nest>) };
}
