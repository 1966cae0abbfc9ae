import { readArgumentsWith, type FlagForm } from "./flagGrammar";

/** What the command was given: each flag by its long name, with its value. */
export type GivenFlags = readonly (readonly [name: string, value: string])[];

const words = (text: string) => text.trim().split(/\s+/);

const withValue = words(`client color config config-file cwd event-log exclude exec-agent exec-kind
        import-file memprofilerate message otel-traces output parallel path plan policy-pack policy-pack-config
        profiling remote-agent-pool-id remote-env remote-env-secret remote-executor-image
        remote-executor-image-password remote-executor-image-username remote-git-auth-access-token
        remote-git-auth-password remote-git-auth-ssh-private-key remote-git-auth-ssh-private-key-path
        remote-git-auth-username remote-git-branch remote-git-commit remote-git-repo-dir
        remote-pre-run-command replace save-plan secrets-provider stack target target-replace tracing
        tracing-header verbose`);

/** Switches, and flags whose value may be left out: neither takes the next argument. */
const withoutValue =
    words(`attach-debugger config-path continue-on-error copilot debug diff disable-integrity-checking emoji
        exclude-dependents expect-no-changes fully-qualify-stack-names help json logflow logtostderr neo
        neo-task-on-failure non-interactive refresh remote remote-inherit-settings
        remote-skip-install-dependencies run-program show-config show-full-output
        show-policy-remediations show-reads show-replacement-steps show-sames show-secrets
        skip-config-validation skip-plugin-pre-install skip-preview strict suppress-outputs
        suppress-permalink suppress-progress target-dependents urns yes`);

const shorthands: Readonly<Record<string, string>> = {
    ...{ c: "config", C: "cwd", d: "debug", e: "emoji", f: "skip-preview", h: "help", j: "json" },
    ...{ m: "message", p: "parallel", Q: "fully-qualify-stack-names", r: "refresh", s: "stack" },
    ...{ t: "target", v: "verbose", x: "exclude", y: "yes" },
};

/** The flags of `pulumi preview`, `up` and `watch`. */
const flags: Readonly<Record<string, FlagForm>> = Object.fromEntries([
    ...withValue.map((name) => [name, shortOf(name)] as const),
    ...withoutValue.map((name) => [name, { ...shortOf(name), without: "true" }] as const),
]);

function shortOf(name: string): FlagForm {
    const [short] = Object.entries(shorthands).find(([, long]) => long === name) ?? [];
    return short === undefined ? {} : { short };
}

/**
 * The flags among a command's arguments.
 *
 * @returns undefined when a flag is not known here, so that nobody can say which argument is its value
 */
export function givenFlags(args: readonly string[]): GivenFlags | undefined {
    const given: [string, string][] = [];
    for (const read of readArgumentsWith(flags, args)) {
        if (read.is === "unknown" || read.is === "without value") return undefined;
        if (read.is === "flag") given.push([read.name, read.value]);
    }
    return given;
}
