import { readArguments, type Arguments } from "../../../policies/guardedDestroy/arguments";
import { commandEnvironment } from "../../../policies/guardedDestroy/environmentFlags";
import { NotDestroyed } from "../../../policies/guardedDestroy/notDestroyed";

const read = (args: string, environment: NodeJS.ProcessEnv = {}) =>
    readArguments(args === "" ? [] : args.split(" "), environment);

/** What Pulumi's own parser makes of each spelling, written by hand from its source. */
const spellings: [args: string, means: Partial<Arguments>][] = [
    ["", { asks: true, previewOnly: false, isNarrowed: false, stack: undefined }],
    ["--yes", { asks: false }],
    ["-y", { asks: false }],
    ["--yes=true", { asks: false }],
    ["--yes=1", { asks: false }],
    ["--yes=t", { asks: false }],
    ["--yes=T", { asks: false }],
    ["--yes=TRUE", { asks: false }],
    ["--yes=True", { asks: false }],
    ["--yes=false", { asks: true }],
    ["--yes=0", { asks: true }],
    ["--yes=f", { asks: true }],
    ["--yes=F", { asks: true }],
    ["--yes=FALSE", { asks: true }],
    ["--yes=False", { asks: true }],
    ["--yes --yes=false", { asks: true }],
    ["--yes=false -y", { asks: false }],
    ["-f", { asks: false }],
    ["-fy=false", { asks: false }],
    ["-f=false", { asks: true }],
    ["--preview-only", { asks: false, previewOnly: true }],
    ["--preview-only=0 --yes", { asks: false, previewOnly: false }],
    ["--yes --preview-only", { asks: false, previewOnly: true }],
    ["--stack prod", { stack: "prod" }],
    ["--stack=prod", { stack: "prod" }],
    ["-s prod", { stack: "prod" }],
    ["-sprod", { stack: "prod" }],
    ["-s=prod", { stack: "prod" }],
    ["-s=", { stack: "=" }],
    ["-ys prod", { stack: "prod", asks: false }],
    ["-fysprod", { stack: "prod", asks: false }],
    ["--stack --yes", { stack: "--yes", asks: true }],
    ["--cwd a --cwd b", { cwd: "b" }],
    ["-Ca", { cwd: "a" }],
    [
        "-t a -tb --target=c",
        { isNarrowed: true, forDestroy: ["--target=a", "--target=b", "--target=c"] },
    ],
    ["--exclude-protected", { isNarrowed: true, forDestroy: ["--exclude-protected"] }],
    ["--exclude-protected=false", { isNarrowed: false, forDestroy: ["--exclude-protected=false"] }],
    ["-x a", { isNarrowed: true, forDestroy: ["--exclude=a"] }],
    ["--remove", { removesStack: true, forDestroy: ["--remove"] }],
    ["--remove --remove=F", { removesStack: false, forDestroy: ["--remove=false"] }],
    ["-r", { asks: true, forDestroy: [] }],
    ["-rf", { asks: false, forDestroy: [] }],
    ["--refresh", { forDestroy: [] }],
    ["--refresh=f", { forDestroy: [] }],
    ["--suppress-permalink", { forDestroy: ["--suppress-permalink=false"] }],
    ["-v9 -p 0x4", { forDestroy: ["--verbose=9", "--parallel=0x4"] }],
    ["-c a=b -c c=d=e", { forDestroy: ["--config=a=b", "--config=c=d=e"] }],
    ["-j --non-interactive", { nonInteractive: true, forDestroy: ["--json", "--non-interactive"] }],
    ["--yes --", { asks: false }],
    ["--help=false", { help: false }],
    ["-h", { help: true }],
    ["--policy-pack a --policy-pack=b", { packs: ["a", "b"], forDestroy: [] }],
];

describe("the arguments of guarded-destroy", () => {
    it.each(spellings)("mean in %j what they mean to Pulumi", (args, means) => {
        expect(read(args)).toMatchObject(means);
    });

    it.each([
        ["--stak dev --yes", /--stak is no flag .* Did you mean --stack\?/],
        ["--yess", /Did you mean --yes\?/],
        ["-V", /-V is no flag/],
        ["-yz", /-z, in -yz, is no flag/],
        ["-yfalse", /-a, in -yfalse, is no flag/],
        ["dev", /"dev" is no flag.*write --stack dev/],
        ["--yes -- dev", /"dev" is no flag/],
        ["--yes -- --target x", /After "--" nothing is a flag; write --target without the "--"/],
        ["-", /"-" is no flag/],
        ["--yes no", /"no" is no flag/],
        ["--yes=yes", /The value "yes" of --yes is neither true nor false/],
        ["--yes=", /neither true nor false/],
        ["--preview-only=nein", /--preview-only=true or --preview-only=false/],
        ["--refresh=always", /The value "always" of --refresh/],
        ["--parallel many", /The value "many" of --parallel is no whole number/],
        ["-vv", /The value "v" of -v is no whole number/],
        ["--stack", /--stack needs a value/],
        ["-s", /-s needs a value/],
        ["--stack=", /--stack is empty/],
        ["--stack a --stack b", /--stack is given 2 times: a, b/],
        ["-sa --stack=a", /--stack is given 2 times/],
        ["--target a --exclude b", /--target and --exclude do not go together/],
        ["--target a --exclude-protected", /--exclude-protected do not go together/],
        ["--json --output json", /--json and --output/],
        ["--client 127.0.0.1:1", /cannot do with --client/],
        ["--remote", /cannot do with --remote/],
        ["--event-log=f", /cannot do with --event-log/],
        ["--=a", /-- is no flag|is no flag/],
        ["---yes", /---yes is no flag/],
        ["--constructor", /--constructor is no flag/],
    ])("are refused in %j, by name and before anything is touched", (args, says) => {
        expect(() => read(args)).toThrow(NotDestroyed);
        expect(() => read(args)).toThrow(says);
    });

    it("hand a narrowing to every step that could see the resources", () => {
        const { forStep } = read(
            "--target a --target-dependents --run-program --config-file x.yaml",
        );
        const each = ["--target=a", "--target-dependents", "--run-program", "--config-file=x.yaml"];
        expect(forStep.refresh).toEqual(each);
        expect(forStep.preview).toEqual(each);
        expect(forStep.export).toEqual([]);
    });
});

describe("the environment of guarded-destroy", () => {
    it.each<[NodeJS.ProcessEnv, string, Partial<Arguments>]>([
        [{ PULUMI_OPTION_YES: "true" }, "", { asks: false }],
        [{ PULUMI_OPTION_YES: "1" }, "", { asks: false }],
        [{ PULUMI_OPTION_YES: "TRUE" }, "", { asks: false }],
        // The CLI knows fewer spellings here than on its command line.
        [{ PULUMI_OPTION_YES: "t" }, "", { asks: true }],
        [{ PULUMI_OPTION_YES: "true" }, "--yes=false", { asks: true }],
        [{ PULUMI_OPTION_YES: "true" }, "--preview-only", { previewOnly: true }],
        [{ PULUMI_OPTION_PREVIEW_ONLY: "true" }, "--yes", { previewOnly: true }],
        [{ PULUMI_SKIP_CONFIRMATIONS: "true" }, "", { asks: false }],
        [{ PULUMI_SKIP_CONFIRMATIONS: "1" }, "--preview-only", { previewOnly: true }],
        [{ PULUMI_SKIP_CONFIRMATIONS: "false" }, "", { asks: true }],
        [{ PULUMI_SKIP_CONFIRMATIONS: "yes" }, "", { asks: true }],
        [{ PULUMI_OPTION_STACK: "dev" }, "", { stack: "dev" }],
        [{ PULUMI_OPTION_STACK: "dev" }, "--stack prod", { stack: "prod" }],
        [{ PULUMI_OPTION_CWD: "infra" }, "", { cwd: "infra" }],
        [{ PULUMI_OPTION_REMOVE: "true" }, "", { removesStack: true }],
        [{ PULUMI_RUN_PROGRAM: "true" }, "", { forDestroy: ["--run-program"] }],
        [
            { PULUMI_RUN_PROGRAM: "true" },
            "--run-program=0",
            { forDestroy: ["--run-program=false"] },
        ],
        [
            { PULUMI_OPTION_TARGET: 'a,"b,c"' },
            "-t d",
            { isNarrowed: true, forDestroy: ["--target=a", "--target=b,c", "--target=d"] },
        ],
        [{ PULUMI_OPTION_TARGET: 'a"b' }, "", { forDestroy: ['--target=a"b'] }],
        [{ PULUMI_OPTION_POLICY_PACK: "packs/ours" }, "", { packs: [] }],
        [
            {
                PULUMI_OPTION_FILE: "f",
                PULUMI_OPTION_VERSION: "3",
                PULUMI_OPTION_SHOW_SECRETS: "1",
            },
            "",
            { forDestroy: [] },
        ],
    ])("says in %j with %j what it says to Pulumi", (environment, args, means) => {
        expect(read(args, environment)).toMatchObject(means);
    });

    it.each(["PULUMI_OPTION_REMOTE", "PULUMI_OPTION_CLIENT"])(
        "is refused for %s, by name",
        (name) => {
            expect(() => read("", { [name]: "true" })).toThrow(`cannot do with ${name}`);
        },
    );

    it("keeps from the guard's own commands what would change their answers", () => {
        const kept = { PULUMI_HOME: "h", PULUMI_CONFIG_PASSPHRASE: "p", PATH: "b" };
        const taken = {
            PULUMI_OPTION_YES: "true",
            PULUMI_OPTION_CLEAR_PENDING_CREATES: "true",
            PULUMI_SKIP_CONFIRMATIONS: "true",
            PULUMI_RUN_PROGRAM: "true",
            PULUMI_ENABLE_STREAMING_JSON_PREVIEW: "true",
        };
        expect(commandEnvironment({ ...kept, ...taken })).toEqual(kept);
    });
});
