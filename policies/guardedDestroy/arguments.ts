import { truthOf } from "../checkpoint/flagGrammar";
import { flagsOfEnvironment } from "./environmentFlags";
import { flags, isHandedOn, type Step } from "./flags";
import { NotDestroyed } from "./notDestroyed";
import { readFlags, type Given } from "./readFlags";

/** What `guarded-destroy` was asked to do, by its arguments and by the environment. */
export interface Arguments {
    readonly help: boolean;
    readonly version: boolean;
    /** Folders of packs to be asked beside this one, as given. */
    readonly packs: readonly string[];
    /** Config files, as given. */
    readonly packConfigs: readonly string[];
    readonly previewOnly: boolean;
    /** Somebody has to agree before the destroy begins. */
    readonly asks: boolean;
    readonly nonInteractive: boolean;
    /** Something chooses among the stack's resources, so that not all of them are deleted. */
    readonly isNarrowed: boolean;
    /** The stack itself goes too, and with it what it remembers of unfinished operations. */
    readonly removesStack: boolean;
    /** As given; undefined for the selected one. */
    readonly stack: string | undefined;
    /** The folder that the commands work in, as given: `--cwd`. */
    readonly cwd: string | undefined;
    /** What the destroy is told besides its stack, and whether it asks. */
    readonly forDestroy: readonly string[];
    readonly forStep: Readonly<Record<Step, readonly string[]>>;
}

/**
 * Reads all arguments, and the environment variables that stand for some, before anything is done.
 *
 * @throws NotDestroyed for what is unknown, wrong, or does not go together
 */
export function readArguments(
    args: readonly string[],
    environment: NodeJS.ProcessEnv = process.env,
): Arguments {
    const written = readFlags(args, {});
    requireOneStack(written);
    const given = readFlags(args, flagsOfEnvironment(environment));
    const isOn = (name: string) => truthOf(given[name]?.at(-1) ?? "false") === true;
    const previewOnly = isOn("preview-only");
    requireHarmony(given, isOn);
    const [stack, cwd] = ["stack", "cwd"].map((name) => given[name]?.at(-1) || undefined);
    return {
        help: isOn("help"),
        version: isOn("version"),
        packs: given["policy-pack"] ?? [],
        packConfigs: given["policy-pack-config"] ?? [],
        previewOnly,
        asks: !previewOnly && !isOn("yes") && !isOn("skip-preview"),
        nonInteractive: isOn("non-interactive"),
        isNarrowed: ["target", "exclude"].some(isGiven(given)) || isOn("exclude-protected"),
        removesStack: isOn("remove"),
        stack,
        cwd,
        forDestroy: [
            ...words(given, isHandedOn),
            ...(isOn("json") ? ["--json"] : []),
            ...(isOn("non-interactive") ? ["--non-interactive"] : []),
        ],
        forStep: {
            refresh: words(given, (name) => flags[name]!.on.includes("refresh")),
            preview: words(given, (name) => flags[name]!.on.includes("preview")),
            export: words(given, (name) => flags[name]!.on.includes("export")),
        },
    };
}

const isGiven = (given: Given) => (name: string) => (given[name] ?? []).length > 0;

/** The flags as words that can be read in one way only. */
function words(given: Given, isWanted: (name: string) => boolean): string[] {
    return Object.entries(given)
        .filter(([name]) => isWanted(name))
        .flatMap(([name, values]) => {
            const last = values.at(-1) ?? "";
            const { kind } = flags[name]!;
            if (kind === "array") return values.map((value) => `--${name}=${value}`);
            if (kind !== "bool") return [`--${name}=${last}`];
            return [truthOf(last) ? `--${name}` : `--${name}=false`];
        });
}

/** Pulumi takes the last of several; but who names two stacks means one of them, and we cannot tell which. */
function requireOneStack({ stack = [] }: Given): void {
    if (stack.length === 1 && stack[0] === "") {
        // A variable that a pipeline forgot to set must not mean "whichever stack is selected here".
        throw new NotDestroyed(
            "The value of --stack is empty. Name the stack, or leave --stack out for the selected one. Nothing was touched.",
        );
    }
    if (stack.length <= 1) return;
    throw new NotDestroyed(
        `--stack is given ${stack.length} times: ${stack.join(", ")}. Name one stack. Nothing was touched.`,
    );
}

/**
 * What `pulumi destroy` refuses in its own time is refused here before anything is touched. Only that
 * --yes beside --preview-only is none of it: an agreement harms no preview, and pipelines set it once for all.
 */
function requireHarmony(given: Given, isOn: (name: string) => boolean): void {
    const has = isGiven(given);
    const pairs: [string, string, boolean][] = [
        ["--target", "--exclude", has("target") && has("exclude")],
        ["--target", "--exclude-protected", has("target") && isOn("exclude-protected")],
        ["--json", "--output", has("json") && has("output")],
    ];
    for (const [one, other, isThere] of pairs) {
        if (!isThere) continue;
        throw new NotDestroyed(
            `${one} and ${other} do not go together. Leave one of them out. Nothing was touched.`,
        );
    }
}
