import type { SecretFields } from "../arm/redaction";
import { secretPaths, type PropertyTable } from "./propertyTable";

/** Fields of an address, under whatever name Azure has it. */
const addressFields = [
    "recipientName",
    "streetAddress1",
    "streetAddress2",
    "city",
    "stateOrProvince",
    "postalCode",
    "countryOrRegion",
    "phone",
    "email",
];

/**
 * What no text may show of a service's jobs: what its property table calls secret, and what only Azure writes.
 *
 * @param more what the table does not know
 */
export function secretFieldsOf(
    table: PropertyTable<never, never>,
    more: Partial<SecretFields> = {},
): SecretFields {
    const names = secretPaths(table).map((path) => path.split("."));
    return {
        fields: [
            ...names.map((path) => path.at(-1)!).filter((name) => name !== "*"),
            ...addressFields,
            ...(more.fields ?? []),
        ],
        // A path that ends in every key is an object whose parts are all secret.
        objects: names.filter((path) => path.at(-1) === "*").map((path) => path.at(-2)!),
        harmlessParts: more.harmlessParts ?? [],
        secretKeysOf: more.secretKeysOf ?? [],
    };
}
