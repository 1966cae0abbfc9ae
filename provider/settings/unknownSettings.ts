import { distance } from "fastest-levenshtein";
import { OWN_NAMESPACE, SETTINGS } from "./settings";

/** Variables of this package that are no settings: the tools of its own repository read them. */
const otherVariables = ["AZURE_IMPORTEXPORT_PULUMI"];
const variablePrefix = "AZURE_IMPORTEXPORT_";

/**
 * Says what is set in this package's own name and read by nobody: a misspelt `endpoint` would lead to the real Azure.
 *
 * @param configKeys the full keys of the stack's configuration, `azure-importexport:…` among them
 * @param env the environment variables
 * @returns one line for each, with the nearest setting that there is
 */
export function unknownSettings(
    configKeys: readonly string[],
    env: Readonly<Record<string, string | undefined>>,
): string[] {
    const known = SETTINGS.flatMap(({ name, formerly }) => [
        name,
        ...(formerly ? [formerly] : []),
    ]).map((key) => `${OWN_NAMESPACE}:${key}`);
    const variables = SETTINGS.flatMap((setting) => setting.env).filter((name) =>
        name.startsWith(variablePrefix),
    );
    return [
        ...configKeys
            .filter((key) => key.startsWith(`${OWN_NAMESPACE}:`) && !known.includes(key))
            .map((key) => line(key, known)),
        ...Object.keys(env)
            .filter((name) => name.startsWith(variablePrefix) && env[name])
            .filter((name) => !/^AZURE_IMPORTEXPORT_TEST_/.test(name))
            .filter((name) => ![...variables, ...otherVariables].includes(name))
            .map((name) => line(name, variables)),
    ];
}

function line(written: string, known: readonly string[]): string {
    const plain = written.toLowerCase();
    const [nearest] = [...known].sort(
        (a, b) => distance(plain, a.toLowerCase()) - distance(plain, b.toLowerCase()),
    );
    return `There is no setting "${written}", so it has no effect. Is "${nearest}" meant? docs/configuration.md lists the settings.`;
}
