import { parseArgs } from "node:util";
import { NotDestroyed } from "./notDestroyed";

/**
 * The arguments of `guarded-destroy`: three of its own, and all of `pulumi destroy`.
 *
 * Flags are passed on as they are written; what is not known here is the destroy's business.
 */
export interface Arguments {
    readonly help: boolean;
    /** Folders of packs to be asked beside this one. */
    readonly packs: readonly string[];
    /** Config files, as given. */
    readonly packConfigs: readonly string[];
    readonly previewOnly: boolean;
    /** The destroy would ask before it begins. */
    readonly asks: boolean;
    readonly nonInteractive: boolean;
    readonly json: boolean;
    /** The working folder of all commands: `--cwd`. */
    readonly cwd: string | undefined;
    readonly forDestroy: readonly string[];
    /** For `destroy --preview-only --json`: what changes which resources are deleted. */
    readonly forPreview: readonly string[];
    readonly forRefresh: readonly string[];
    /** For commands that only need to find the stack. */
    readonly forStack: readonly string[];
}

type Options = Record<string, { type: "string" | "boolean"; short?: string; multiple?: boolean }>;

const own: Options = {
    help: { type: "boolean", short: "h" },
    "policy-pack": { type: "string", multiple: true },
    "policy-pack-config": { type: "string", multiple: true },
};

/** Flags of every Pulumi command that works on a stack. */
const everywhere: Options = {
    stack: { type: "string", short: "s" },
    color: { type: "string" },
    cwd: { type: "string", short: "C" },
    "disable-integrity-checking": { type: "boolean" },
    emoji: { type: "boolean", short: "e" },
    "fully-qualify-stack-names": { type: "boolean", short: "Q" },
    logflow: { type: "boolean" },
    logtostderr: { type: "boolean" },
    memprofilerate: { type: "string" },
    "non-interactive": { type: "boolean" },
    "otel-traces": { type: "string" },
    profiling: { type: "string" },
    tracing: { type: "string" },
    verbose: { type: "string", short: "v" },
};

/** Flags of `destroy` that `refresh` has with the same meaning. */
const alsoOnRefresh: Options = {
    config: { type: "string", short: "c", multiple: true },
    "config-file": { type: "string" },
    "config-path": { type: "boolean" },
    debug: { type: "boolean", short: "d" },
    exclude: { type: "string", short: "x", multiple: true },
    message: { type: "string", short: "m" },
    parallel: { type: "string", short: "p" },
    "run-program": { type: "boolean" },
    "skip-config-validation": { type: "boolean" },
    "skip-plugin-pre-install": { type: "boolean" },
    "suppress-outputs": { type: "boolean" },
    "suppress-permalink": { type: "boolean" },
    "suppress-progress": { type: "boolean" },
    target: { type: "string", short: "t", multiple: true },
    "target-dependents": { type: "boolean" },
};

/** Flags that say how the destroy goes on or looks, not what it deletes. */
const notInPreview: Options = {
    diff: { type: "boolean" },
    json: { type: "boolean", short: "j" },
    "preview-only": { type: "boolean" },
    refresh: { type: "boolean", short: "r" },
    remove: { type: "boolean" },
    "skip-preview": { type: "boolean", short: "f" },
    yes: { type: "boolean", short: "y" },
};

/** @throws NotDestroyed when a flag lacks its value. */
export function readArguments(args: readonly string[]): Arguments {
    const options = { ...own, ...everywhere, ...alsoOnRefresh, ...notInPreview };
    const parsed = parseArgs({
        args: [...args],
        options,
        strict: false,
        allowPositionals: true,
        tokens: true,
    });
    const values = (name: string): string[] =>
        [parsed.values[name]].flat().filter((value) => typeof value === "string");
    const isOn = (name: string) =>
        parsed.tokens.some(
            (token) => token.kind === "option" && token.name === name && token.value !== "false",
        );
    for (const token of parsed.tokens) {
        const needsValue = token.kind === "option" && options[token.name]?.type === "string";
        if (needsValue && token.value === undefined) {
            throw new NotDestroyed(`The flag ${token.rawName} needs a value. See --help.`);
        }
    }
    const written = (isWanted: (name: string) => boolean): string[] =>
        parsed.tokens.flatMap((token) => {
            if (token.kind === "positional") return isWanted("") ? [token.value] : [];
            if (token.kind !== "option" || !isWanted(token.name)) return [];
            if (token.value === undefined) return [token.rawName];
            if (token.inlineValue) return [`${token.rawName}=${token.value}`];
            return [token.rawName, token.value];
        });
    return {
        help: isOn("help"),
        packs: values("policy-pack"),
        packConfigs: values("policy-pack-config"),
        previewOnly: isOn("preview-only"),
        asks: !["yes", "skip-preview", "preview-only"].some(isOn),
        nonInteractive: isOn("non-interactive"),
        json: isOn("json"),
        cwd: values("cwd").at(-1),
        forDestroy: written((name) => !(name in own)),
        forPreview: written((name) => !(name in own) && !(name in notInPreview)),
        forRefresh: written((name) => name in everywhere || name in alsoOnRefresh),
        forStack: written((name) => name in everywhere),
    };
}
