import { fieldsOf } from "../checkpoint/fields";
import { truthOf } from "../checkpoint/flagGrammar";
import { flags, impossible } from "./flags";
import { unknownFlag, type Given } from "./readFlags";

const prefix = "PULUMI_OPTION_";

/**
 * The flags of the destroy that environment variables set, as CLI 3.250 reads them: `PULUMI_OPTION_` and
 * the flag's name, and the two variables that stand for a flag each.
 *
 * They are for the destroy alone; the guard's own commands get none of them (see `commandEnvironment`).
 * A variable for a flag that the destroy does not have says nothing to it, nor here.
 *
 * @throws NotDestroyed for a variable that the destroy heeds and the guard cannot, by name
 */
export function flagsOfEnvironment(environment: NodeJS.ProcessEnv): Given {
    const given: Record<string, string[]> = {};
    for (const [variable, value] of Object.entries(environment)) {
        if (!variable.startsWith(prefix) || value === undefined) continue;
        if (variable !== variable.toUpperCase()) continue;
        const name = variable.slice(prefix.length).toLowerCase().replaceAll("_", "-");
        if (Object.hasOwn(impossible, name) && truthOf(value.toLowerCase()) !== false) {
            throw unknownFlag(name, variable);
        }
        const values = Object.hasOwn(flags, name) ? valuesOf(name, value) : [];
        if (values.length > 0) given[name] = values;
    }
    // They are the flags' defaults, so a PULUMI_OPTION_ for the same flag wins.
    if (isOn(environment.PULUMI_RUN_PROGRAM)) given["run-program"] ??= ["true"];
    if (isOn(environment.PULUMI_SKIP_CONFIRMATIONS)) given.yes = ["true"];
    return given;
}

/** Packs are asked only when a flag names them: the variables speak to `pulumi up` and `preview`. */
const notForDestroy = ["policy-pack", "policy-pack-config", "help", "version"];

function valuesOf(name: string, value: string): string[] {
    if (notForDestroy.includes(name)) return [];
    const { kind } = flags[name]!;
    if (kind === "bool") {
        // The CLI knows fewer spellings here than on its command line, and passes over any other.
        const word = value.toLowerCase();
        if (word === "true" || word === "1") return ["true"];
        return word === "false" || word === "0" ? ["false"] : [];
    }
    return kind === "array" ? fieldsOf(value) : [value];
}

/** Whether one of Pulumi's own variables is set: they take these two words only. */
function isOn(value: string | undefined): boolean {
    return value === "1" || value?.toLowerCase() === "true";
}

/** Variables that would change what the guard's commands do or answer. */
const takenAway = [
    "PULUMI_ENABLE_STREAMING_JSON_PREVIEW",
    "PULUMI_RUN_PROGRAM",
    "PULUMI_SKIP_CONFIRMATIONS",
];

/** The environment of every command that the guard runs: all that it was told is in their flags. */
export function commandEnvironment(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
    return Object.fromEntries(
        Object.entries(environment).filter(
            ([variable]) => !variable.startsWith(prefix) && !takenAway.includes(variable),
        ),
    );
}
