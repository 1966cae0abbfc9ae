/** Where a scenario is played: an emulator, the real provider process of some release, and a model of Pulumi between them. */
import { execFile } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import type { Emulator, EmulatorOptions, FaultRequest } from "azure-importexport-emulator";
import { accountSubscriptionId } from "../../fixtures/diskInputs";
import type { FileBackend } from "../../fixtures/fileBackend";
import { jobId, startTestEmulator, type JobKind, type PlainArgs } from "../../fixtures/jobStack";
import {
    ProviderProcess,
    type Operation,
    type Properties,
} from "../../component/provider/providerProcess";
import { PulumiModel } from "../soak/pulumiModel";
import { normalized, type RecordedRequest } from "./normalized";

/** One thing that was done, and what Azure was asked meanwhile. */
export interface RecordedStep {
    readonly does: string;
    /** What each resource's calls came to, such as `photos: create, fails and is kept`. */
    readonly comes: readonly string[];
    readonly requests: readonly RecordedRequest[];
}

/** What the program declares: the arguments of each resource; `jobName` is the resource's name where it is left out. */
export type Declared = Readonly<Record<string, PlainArgs>>;

export interface StageOptions {
    readonly kind: JobKind;
    /** The project's folder: the packages below it are driven. */
    readonly folder: string;
    readonly emulator?: EmulatorOptions;
    /** Where the provider finds the checkpoint; none for releases that do not look there. */
    readonly backend?: FileBackend;
    /** Variables beside the emulator's own. */
    readonly env?: Readonly<Record<string, string>>;
}

/** What a step may be told beside the program. */
export interface StepOptions {
    /** Pulumi is killed when this write (counted from 1) has ended, before it could write the result down. */
    readonly killedAtWrite?: number;
    /** The stack's configuration. */
    readonly config?: Record<string, string>;
}

export class Stage {
    readonly steps: RecordedStep[] = [];
    private model = new PulumiModel<string>();

    private constructor(
        readonly emulator: Emulator,
        private readonly provider: ProviderProcess,
        private readonly options: StageOptions,
    ) {}

    static async open(options: StageOptions): Promise<Stage> {
        const emulator = await startTestEmulator({
            subscriptionId: accountSubscriptionId,
            dataBoxOperationPolls: 1, // as when it was recorded
            ...options.emulator,
        });
        const { kind, backend, folder } = options;
        const env = { ...emulator.env, ...backend?.env, ...options.env };
        const provider = kind.isPackaged
            ? await ProviderProcess.startPackaged(env, "movedClock.cjs", backend?.projectFolder)
            : await ProviderProcess.start(env, "movedClock.cjs", folder);
        return new Stage(emulator, provider, options);
    }

    async close(): Promise<void> {
        await this.provider.stop();
        await this.emulator.stop();
    }

    /**
     * As new, but for the processes.
     *
     * @param hasCheckpoint the dynamic provider is told which stack runs, and finds its checkpoint; the packaged one knows
     */
    clear(hasCheckpoint: boolean): void {
        const { kind, backend } = this.options;
        this.emulator.reset();
        this.steps.length = 0;
        this.model = new PulumiModel(hasCheckpoint || kind.isPackaged ? backend : undefined);
    }

    id(jobName: string): string {
        return jobId(this.emulator.subscriptionId, jobName, this.options.kind.namespace);
    }

    /** `pulumi up`. */
    up(declared: Declared, options: StepOptions = {}): Promise<void> {
        const program = new Map(
            Object.entries(declared).map(([name, args]) => [name, { jobName: name, ...args }]),
        );
        return this.command("up", options, (engine) => this.model.up(engine, program));
    }

    /** `pulumi preview`: what it compares, and nothing else. */
    preview(declared: Declared): Promise<void> {
        return this.command("preview", {}, async (engine) => {
            for (const [name, args] of Object.entries(declared)) {
                const { id, inputs, outputs } = this.kept(name);
                const news = { jobName: name, owner: inputs.owner, ...args };
                const checked = await engine.check(inputs, news);
                if (!checked.value) throw new Error(checked.error);
                const { error } = await engine.diff(id, outputs, checked.value.inputs);
                this.model.events.push({ resource: name, what: "diff", error });
            }
        });
    }

    refresh(options: StepOptions = {}): Promise<void> {
        return this.command("refresh", options, (engine) => this.model.refresh(engine));
    }

    destroy(options: StepOptions = {}): Promise<void> {
        return this.command("destroy", options, (engine) => this.model.destroy(engine));
    }

    /** `pulumi destroy` of jobs that do not depend on one another. */
    async destroyAtOnce(): Promise<void> {
        await this.command("destroy at once", {}, async (engine) => {
            const all = [...this.model.checkpoint].map(async ([resource, { id, outputs }]) => {
                const { error } = await engine.delete(id, outputs);
                this.model.events.push({ resource, what: "delete", error });
                if (error === undefined) this.model.checkpoint.delete(resource);
            });
            await Promise.all(all);
            this.model.events.sort((a, b) => a.resource.localeCompare(b.resource));
        });
        this.forgetOrder();
    }

    /** A fault that strikes from now on. */
    fault(fault: FaultRequest): void {
        this.emulator.addFault(fault);
    }

    move(jobName: string, state: string | null): void {
        this.emulator.move(this.id(jobName), state);
    }

    /** The job vanishes. */
    vanish(jobName: string): void {
        this.emulator.remove(this.id(jobName));
    }

    /** Runs a statement of a program that sees the package as `azure`, without a Pulumi engine. */
    program(does: string, statement: string): Promise<void> {
        const source = `const azure = require("pulumi-azure-importexport");
            (async () => { ${statement} })().catch((error) => {
                console.error(String(error)); process.exitCode = 1;
            });`;
        return this.child(does, ["-e", source]);
    }

    /** The command `importexport-jobs`. */
    async fleet(...args: string[]): Promise<void> {
        const name = "pulumi-azure-importexport";
        const at = path.join(this.options.folder, "node_modules", name);
        const { bin } = JSON.parse(fs.readFileSync(path.join(at, "package.json"), "utf8")) as {
            bin: Record<string, string>;
        };
        const command = path.join(at, bin["importexport-jobs"]!);
        await this.child(`importexport-jobs ${args.join(" ")}`, [command, ...args]);
        this.forgetOrder();
    }

    /** Requests that are under way together come in any order. */
    private forgetOrder(): void {
        const { requests, ...step } = this.steps.pop()!;
        const sorted = [...requests].sort((a, b) => (a.asks < b.asks ? -1 : 1));
        this.steps.push({ ...step, requests: sorted });
    }

    private kept(name: string): { id: string; inputs: Properties; outputs: Properties } {
        const found = this.model.checkpoint.get(name);
        if (!found) throw new Error(`The stack has no "${name}".`);
        return found;
    }

    private async child(does: string, args: readonly string[]): Promise<void> {
        await this.recorded(does, async () => {
            const env = { PATH: process.env.PATH, ...this.emulator.env, ...this.options.env };
            const run = promisify(execFile)(process.execPath, args, {
                cwd: this.options.folder,
                env,
            });
            return [
                await run.then(
                    () => "done",
                    (error: { code?: number }) => `exit code ${error.code}`,
                ),
            ];
        });
    }

    private async command(
        does: string,
        { killedAtWrite, config }: StepOptions,
        run: (engine: Operation) => Promise<void>,
    ): Promise<void> {
        await this.recorded(does, async () => {
            const { isPackaged, type, storedLine } = this.options.kind;
            const engine = await this.provider.begin(config, isPackaged ? type : storedLine);
            this.model.begin(killedAtWrite);
            await run(engine);
            return this.model.events
                .filter(({ what, error }) => what !== "check" || error !== undefined)
                .map(({ resource, what, error, kept, lost }) => {
                    const ends = error === undefined ? "" : kept ? " fails and is kept" : " fails";
                    return `${resource}: ${what}${ends}${lost ? ", and Pulumi is killed" : ""}`;
                });
        });
    }

    private async recorded(does: string, act: () => Promise<string[]>): Promise<void> {
        const before = this.emulator.requests().length;
        const comes = await act();
        const requests = this.emulator.requests().slice(before).map(normalized);
        this.steps.push({ does, comes, requests });
    }
}
