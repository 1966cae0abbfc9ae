import type { FlagForm } from "../checkpoint/flagGrammar";

/**
 * The flags of `pulumi destroy` as CLI 3.250 declares them, with the guard's own three.
 *
 * What stands here is read exactly as Pulumi's own parser reads it; what does not is refused by name:
 * a flag that is not understood may be the one that says which stack is destroyed.
 */

/** How a flag takes its value: Pulumi's own types of flags. */
export type FlagKind =
    | "bool"
    | "int"
    | "string"
    | "array"
    /** A text that may be left out: `--refresh` is `--refresh=true`. */
    | { readonly without: string };

/** The guard's commands that a flag is handed on to, besides the destroy. */
export type Step = "refresh" | "preview" | "export";

export interface Flag extends FlagForm {
    readonly kind: FlagKind;
    /** None: it says how the destroy goes on or looks, not what is deleted. */
    readonly on: readonly Step[];
}

const flag = (kind: FlagKind, short?: string, ...on: Step[]): Flag => ({
    kind,
    without: kind === "bool" ? "true" : typeof kind === "object" ? kind.without : undefined,
    ...(short && { short }),
    on,
});

const engine = ["refresh", "preview"] as const;
const all = ["refresh", "preview", "export"] as const;

/** Flags that the guard reads itself, and hands on in its own words or not at all. */
const readByTheGuard: Readonly<Record<string, Flag>> = {
    help: flag("bool", "h"),
    version: flag("bool"),
    "policy-pack": flag("array"),
    "policy-pack-config": flag("array"),
    cwd: flag("string", "C"),
    json: flag("bool", "j"),
    "non-interactive": flag("bool"),
    "preview-only": flag("bool"),
    refresh: flag({ without: "true" }, "r"),
    "skip-preview": flag("bool", "f"),
    stack: flag("string", "s"),
    yes: flag("bool", "y"),
};

const handedOn: Readonly<Record<string, Flag>> = {
    color: flag("string", undefined, "refresh"),
    config: flag("array", "c", ...engine),
    "config-file": flag("string", undefined, ...engine),
    "config-path": flag("bool", undefined, ...engine),
    "continue-on-error": flag("bool"),
    copilot: flag("bool"),
    debug: flag("bool", "d", ...engine),
    diff: flag("bool"),
    "disable-integrity-checking": flag("bool", undefined, ...all),
    emoji: flag("bool", "e"),
    exclude: flag("array", "x", ...engine),
    "exclude-protected": flag("bool", undefined, "preview"),
    "exec-agent": flag("string", undefined, ...engine),
    "exec-kind": flag("string", undefined, ...engine),
    "fully-qualify-stack-names": flag("bool", "Q"),
    logflow: flag("bool", undefined, ...all),
    logtostderr: flag("bool", undefined, ...all),
    memprofilerate: flag("int", undefined, ...all),
    message: flag("string", "m", "refresh"),
    neo: flag("bool"),
    "otel-traces": flag("string", undefined, ...all),
    output: flag("string"),
    parallel: flag("int", "p", ...engine),
    profiling: flag("string", undefined, ...all),
    remove: flag("bool"),
    "run-program": flag("bool", undefined, ...engine),
    "show-config": flag("bool"),
    "show-full-output": flag("bool"),
    "show-replacement-steps": flag("bool"),
    "show-sames": flag("bool"),
    "skip-config-validation": flag("bool", undefined, ...engine),
    "skip-plugin-pre-install": flag("bool", undefined, ...engine),
    "suppress-outputs": flag("bool", undefined, ...engine),
    "suppress-permalink": flag({ without: "false" }, undefined, "refresh"),
    "suppress-progress": flag("bool", undefined, "refresh"),
    target: flag("array", "t", ...engine),
    "target-dependents": flag("bool", undefined, ...engine),
    tracing: flag("string", undefined, ...all),
    urns: flag("bool"),
    verbose: flag("int", "v", ...all),
};

/** Every flag that `guarded-destroy` takes, by its long name. */
export const flags: Readonly<Record<string, Flag>> = { ...readByTheGuard, ...handedOn };

/** Whether the guard hands the flag on as it was written. */
export function isHandedOn(name: string): boolean {
    return name in handedOn;
}

/** Flags of `pulumi destroy` that a guard cannot stand for, and why. */
export const impossible: Readonly<Record<string, string>> = {
    client: "an Automation API program runs the destroy in its own process, where nothing can be judged first",
    "event-log": "the log holds secrets in clear",
    remote: "Pulumi Deployments run the destroy elsewhere, and nothing can be judged first",
};
