// Drives the real Pulumi CLI: each stack has folders, a Pulumi home and a file backend of its own, and sees
// nothing of the user's login, stacks or Azure settings.

import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath, pathToFileURL } from "node:url";
import { endProcess, LeftoverProcess, processesWith } from "./processes";
import { lazyModules } from "./lazyModules";
import { initialiseStack } from "./newStack";
import { findPulumi, yamlHostFolder } from "./pulumiCli";
import { CommandResult, RunningCommand } from "./runningCommand";

export { CommandResult, RunningCommand } from "./runningCommand";

export type ConfigValue = string | { secret: string };

export interface StackOptions {
    /** The program's source, CommonJS. */
    program: string;
    /** "typescript" is compiled by the language host at every run, which takes about a second; default "javascript". */
    language?: "javascript" | "typescript";
    /** Name of the project, and the namespace of config keys without a colon; default "test". */
    project?: string;
    /** Environment of every command, on top of the stack's own: what `npm run emulator -- env` prints. */
    env?: Record<string, string>;
    /** Stack configuration, such as `{ "azure-native:location": "westus", key: { secret: "…" } }`. */
    config?: Record<string, ConfigValue>;
    /** Packaged providers: name → the folder with the executable. */
    plugins?: Record<string, string>;
    /** More files of the program's folder: path within it → content. */
    files?: Record<string, string>;
    /** What encrypts the secrets; default: the tests' key service, which takes no time. */
    secretsProvider?: "passphrase";
}

/** One checkpoint resource, as `pulumi stack export` shows it. */
export interface CheckpointResource {
    urn: string;
    type: string;
    id?: string;
    inputs?: Record<string, unknown>;
    outputs?: Record<string, unknown>;
    [field: string]: unknown;
}

/** What `pulumi stack export` prints. */
export interface Checkpoint {
    version: number;
    deployment: { resources?: CheckpointResource[]; [field: string]: unknown };
}

const repository = path.resolve(__dirname, "../..");
const stackName = "dev";

/** Makes a stack with an empty state. Call `dispose` when done, in `afterAll` or `afterEach`. */
export async function createStack(options: StackOptions): Promise<Stack> {
    const stack = new Stack(options);
    const { secretsProvider = stack.env.VAULT_SERVER_URL ? "hashivault://tests" : undefined } =
        options;
    await initialiseStack(stack, stackName, secretsProvider);
    if (options.config) await stack.setConfig(options.config);
    return stack;
}

export class Stack {
    /** Everything of this stack, removed by `dispose`. */
    readonly folder: string;
    /** The program's folder, where the commands run. */
    readonly programFolder: string;
    /** Full name: organization/project/stack. */
    readonly name: string;
    /** The environment of every command. Tests may change it between commands. */
    readonly env: NodeJS.ProcessEnv;

    private readonly cli = findPulumi();
    /** Of the CLI. */
    readonly pulumiVersion = this.cli.version;
    private readonly entryPoint: string;
    private yamlHost: string | undefined;

    constructor(options: StackOptions) {
        const {
            program,
            language = "javascript",
            project = "test",
            env = {},
            plugins = {},
            files = {},
        } = options;
        this.folder = fs.realpathSync(
            fs.mkdtempSync(path.join(os.tmpdir(), "importexport-stack-")),
        );
        this.programFolder = path.join(this.folder, "program");
        this.name = `organization/${project}/${stackName}`;
        this.env = { ...this.ownEnvironment(), ...env };
        this.entryPoint = language === "typescript" ? "index.ts" : "index.js";

        const projectFile = {
            name: project,
            runtime: { name: "nodejs", options: { typescript: language === "typescript" } },
            plugins: {
                providers: Object.entries(plugins).map(([name, folder]) => ({
                    name,
                    path: folder,
                })),
            },
        };
        this.writeFile("Pulumi.yaml", JSON.stringify(projectFile)); // YAML is a superset of JSON
        this.writeFile("package.json", JSON.stringify({ name: project, main: this.entryPoint }));
        this.usePackages();
        for (const [name, content] of Object.entries(files)) this.writeFile(name, content);
        this.setProgram(program);
    }

    /** Gives the program these packages. Default: the repository's. */
    usePackages(nodeModules = path.join(repository, "node_modules")): void {
        const link = path.join(this.programFolder, "node_modules");
        fs.rmSync(link, { force: true });
        fs.symlinkSync(nodeModules, link, "junction");
    }

    /** Replaces the program. */
    setProgram(program: string): void {
        this.writeFile(this.entryPoint, program);
    }

    /** Makes the project one of YAML. `program` is the whole Pulumi.yaml. */
    useYaml(program: string): void {
        this.writeFile("Pulumi.yaml", program);
        if (this.yamlHost) return;
        this.yamlHost = yamlHostFolder();
        this.env.PATH = [this.yamlHost, this.env.PATH].join(path.delimiter);
    }

    /** Writes a file into the program's folder. */
    writeFile(name: string, content: string): void {
        const file = path.join(this.programFolder, name);
        fs.mkdirSync(path.dirname(file), { recursive: true });
        fs.writeFileSync(file, content);
    }

    /** Sets configuration values; a key without a colon belongs to the project. */
    async setConfig(config: Record<string, ConfigValue>): Promise<void> {
        const args = Object.entries(config).flatMap(([key, value]) =>
            typeof value === "string"
                ? ["--plaintext", `${key}=${value}`]
                : ["--secret", `${key}=${value.secret}`],
        );
        await this.succeeds(["config", "set-all", ...args]);
    }

    /** `pulumi up` without the preview before it; for both in one: `run(["up", "--yes"])`. */
    up(...args: string[]): Promise<CommandResult> {
        return this.run(["up", "--yes", "--skip-preview", ...args]);
    }

    preview(...args: string[]): Promise<CommandResult> {
        return this.run(["preview", ...args]);
    }

    /** `pulumi refresh` without the preview before it. */
    refresh(...args: string[]): Promise<CommandResult> {
        return this.run(["refresh", "--yes", "--skip-preview", ...args]);
    }

    /** `pulumi destroy` without the preview before it. */
    destroy(...args: string[]): Promise<CommandResult> {
        return this.run(["destroy", "--yes", "--skip-preview", ...args]);
    }

    /** `pulumi policy analyze` of this stack with the pack in `packFolder`. */
    policyAnalyze(packFolder: string, ...args: string[]): Promise<CommandResult> {
        const stack = ["--stack", stackName, "--policy-pack", packFolder];
        return this.run(["policy", "analyze", ...stack, ...args]);
    }

    /** The checkpoint. Secrets are encrypted unless `--show-secrets` is among the arguments. */
    /** What the program exports; secrets only with `--show-secrets`. */
    async outputs(...args: string[]): Promise<Record<string, unknown>> {
        const { stdout } = await this.succeeds(["stack", "output", "--json", ...args]);
        return JSON.parse(stdout) as Record<string, unknown>;
    }

    async export(...args: string[]): Promise<Checkpoint> {
        const { stdout } = await this.succeeds(["stack", "export", ...args]);
        return JSON.parse(stdout) as Checkpoint;
    }

    /** The resources of the checkpoint, without the stack itself and providers. */
    async resources(...args: string[]): Promise<CheckpointResource[]> {
        const kept = args.length === 0 ? this.keptResources() : undefined;
        const all = kept ?? (await this.export(...args)).deployment.resources;
        return (all ?? []).filter(({ type }) => !type.startsWith("pulumi:"));
    }

    /**
     * What `pulumi stack export` prints, as the backend's file has it: the command takes half a second of the processor's
     * time, and tests look often. Undefined where the stack has another backend, or another name by now.
     */
    private keptResources(): CheckpointResource[] | undefined {
        const backend = this.env.PULUMI_BACKEND_URL;
        if (!backend?.startsWith("file:")) return undefined;
        const [, project = "", stack] = this.name.split("/");
        const file = path.join(fileURLToPath(backend), ".pulumi/stacks", project, `${stack}.json`);
        if (!fs.existsSync(file)) return undefined;
        const { checkpoint } = JSON.parse(fs.readFileSync(file, "utf8")) as {
            checkpoint: { latest?: { resources?: CheckpointResource[] } };
        };
        return checkpoint.latest?.resources ?? [];
    }

    /** Replaces the checkpoint. */
    async import(checkpoint: Checkpoint): Promise<void> {
        const file = path.join(this.folder, "checkpoint.json");
        fs.writeFileSync(file, JSON.stringify(checkpoint));
        await this.succeeds(["stack", "import", "--file", file]);
    }

    /**
     * Runs a Pulumi command to its end, with any exit code. It asks nothing and prints no colours.
     * Aborting `signal` is Ctrl-C.
     */
    run(
        args: string[],
        env: Record<string, string> = {},
        { signal }: { signal?: AbortSignal } = {},
    ): Promise<CommandResult> {
        const running = this.start(args, env);
        const interrupt = () => running.interrupt();
        signal?.addEventListener("abort", interrupt);
        return running.result.finally(() => signal?.removeEventListener("abort", interrupt));
    }

    /** Starts a Pulumi command, for tests that act while it runs. */
    start(
        args: string[],
        env: Record<string, string> = {},
        cwd = this.programFolder,
    ): RunningCommand {
        return new RunningCommand(
            this.cli.command,
            [...args, "--non-interactive", "--color", "never"],
            { cwd, env: { ...this.env, ...env } },
        );
    }

    /** Runs a Pulumi command of this stack in an empty folder, where there is no program. */
    runElsewhere(...args: string[]): Promise<CommandResult> {
        const elsewhere = path.join(this.folder, "elsewhere");
        fs.mkdirSync(elsewhere, { recursive: true });
        return this.start([...args, "--stack", this.name], {}, elsewhere).result;
    }

    /** Runs a Pulumi command that the test takes for granted: any exit code but 0 throws, with the output. */
    async succeeds(args: string[]): Promise<CommandResult> {
        const result = await this.run(args);
        if (result.code === 0) return result;
        throw new Error(`pulumi ${args.join(" ")} ended with ${result.code}:\n${result.output}`);
    }

    /** Processes that commands of this stack started and that still run: engine, plugins, programs. */
    leftovers(): LeftoverProcess[] {
        return processesWith(`PULUMI_HOME=${this.env.PULUMI_HOME}`);
    }

    /** Ends what still runs, by process id, and removes the folder. */
    async dispose(): Promise<void> {
        for (let left = this.leftovers(); left.length > 0; left = this.leftovers()) {
            left.forEach(({ pid }) => endProcess(pid));
            await setTimeout(20); // a killed process takes a moment to be gone
        }
        fs.rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
    }

    /** A list of what is let in, so that nothing of the user's Azure or Pulumi settings gets through. */
    private ownEnvironment(): NodeJS.ProcessEnv {
        const folder = (name: string) => {
            const made = path.join(this.folder, name);
            fs.mkdirSync(made);
            return made;
        };
        const node = path.dirname(process.execPath);
        return {
            PATH: [this.cli.binFolder, node, process.env.PATH].join(path.delimiter),
            TMPDIR: process.env.TMPDIR,
            SystemRoot: process.env.SystemRoot,
            HOME: folder("user"),
            PULUMI_HOME: folder("home"),
            PULUMI_BACKEND_URL: pathToFileURL(folder("state")).href,
            PULUMI_CONFIG_PASSPHRASE: "only for tests",
            VAULT_SERVER_URL: process.env.AZURE_IMPORTEXPORT_TEST_KEYS,
            VAULT_SERVER_TOKEN: "only for tests",
            PULUMI_SKIP_UPDATE_CHECK: "true",
            PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
            PULUMI_DIY_BACKEND_DISABLE_CHECKPOINT_BACKUPS: "true",
            PULUMI_NODEJS_TRANSPILE_ONLY: "true", // types are checked by test/slow/examples and npm run check
            GOGC: "400", // a command lives for a second: collecting its garbage less often costs some memory only
            NODE_OPTIONS: lazyModules,
        };
    }
}
