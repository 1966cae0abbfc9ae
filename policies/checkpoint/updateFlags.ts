/**
 * The flags of `pulumi preview`, `up` and `watch`, read as Pulumi's own parser (Go's pflag) reads them:
 * a flag with a value takes the next argument whatever it looks like, `-ytURN` is `-y -t URN`, a flag
 * whose value may be left out has one only after `=`, and `--` ends the flags.
 */

/** What the command was given: each flag by its long name, with its value where it has one. */
export type GivenFlags = readonly (readonly [name: string, value: string | undefined])[];

const words = (text: string) => text.trim().split(/\s+/);

const withValue = new Set(
    words(`client color config config-file cwd event-log exclude exec-agent exec-kind
        import-file memprofilerate message otel-traces output parallel path plan policy-pack policy-pack-config
        profiling remote-agent-pool-id remote-env remote-env-secret remote-executor-image
        remote-executor-image-password remote-executor-image-username remote-git-auth-access-token
        remote-git-auth-password remote-git-auth-ssh-private-key remote-git-auth-ssh-private-key-path
        remote-git-auth-username remote-git-branch remote-git-commit remote-git-repo-dir
        remote-pre-run-command replace save-plan secrets-provider stack target target-replace tracing
        tracing-header verbose`),
);

/** Switches, and flags whose value may be left out: neither takes the next argument. */
const withoutValue = new Set(
    words(`attach-debugger config-path continue-on-error copilot debug diff disable-integrity-checking emoji
        exclude-dependents expect-no-changes fully-qualify-stack-names help json logflow logtostderr neo
        neo-task-on-failure non-interactive refresh remote remote-inherit-settings
        remote-skip-install-dependencies run-program show-config show-full-output
        show-policy-remediations show-reads show-replacement-steps show-sames show-secrets
        skip-config-validation skip-plugin-pre-install skip-preview strict suppress-outputs
        suppress-permalink suppress-progress target-dependents urns yes`),
);

const shorthands: Readonly<Record<string, string>> = {
    ...{ c: "config", C: "cwd", d: "debug", e: "emoji", f: "skip-preview", h: "help", j: "json" },
    ...{ m: "message", p: "parallel", Q: "fully-qualify-stack-names", r: "refresh", s: "stack" },
    ...{ t: "target", v: "verbose", x: "exclude", y: "yes" },
};

/**
 * The flags among a command's arguments.
 *
 * @returns undefined when a flag is not known here, so that nobody can say which argument is its value
 */
export function givenFlags(args: readonly string[]): GivenFlags | undefined {
    const given: [string, string | undefined][] = [];
    for (let index = 0; index < args.length; index++) {
        const arg = args[index]!;
        if (arg === "--") break;
        if (!arg.startsWith("-") || arg === "-") continue;
        const read = arg.startsWith("--") ? longFlag(arg.slice(2)) : shortFlags(arg.slice(1));
        if (!read) return undefined;
        const last = read.at(-1)!;
        if (last[1] === undefined && withValue.has(last[0])) last[1] = args[++index];
        given.push(...read);
    }
    return given;
}

type ReadFlags = [string, string | undefined][] | undefined;

function longFlag(text: string): ReadFlags {
    const [name = "", ...rest] = text.split("=");
    if (!withValue.has(name) && !withoutValue.has(name)) return undefined;
    return [[name, rest.length > 0 ? rest.join("=") : undefined]];
}

function shortFlags(letters: string): ReadFlags {
    const read: [string, string | undefined][] = [];
    for (let place = 0; place < letters.length; place++) {
        const name = shorthands[letters[place]!];
        if (!name) return undefined;
        const rest = letters.slice(place + 1);
        if (rest.startsWith("=")) return [...read, [name, rest.slice(1)]];
        if (withValue.has(name) && rest) return [...read, [name, rest]];
        read.push([name, undefined]);
    }
    return read;
}
