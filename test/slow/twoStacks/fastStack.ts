import { randomUUID } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import type { Emulator } from "azure-importexport-emulator";
import { autoName } from "../../../provider/job/resourceNames";
import {
    ProviderProcess,
    unmarked,
    type Operation,
    type Properties,
} from "../../component/provider/providerProcess";
import { accountSubscriptionId } from "../../fixtures/diskInputs";
import { startTestEmulator } from "../../fixtures/jobStack";
import { findPulumi } from "../../harness/pulumiCli";
import { jobsIn, type CheckpointJobs } from "./checkpointFile";
import { nothing, writeOperations, type DrivenStack, type List, type Outcome } from "./drivenStack";
import { modelServices, type Declared, type ModelService } from "./programs";
import { isOneBackend, type ServiceName, type Topology, type Trouble } from "./steps";

/** A resource, as the engine keeps it. */
interface Entry {
    name: string;
    type: string;
    id: string;
    inputs: Properties;
    outputs: Properties;
    protect?: boolean;
    retainOnDelete?: boolean;
    taint?: boolean;
    delete?: boolean;
    pendingReplacement?: boolean;
    initErrors?: boolean;
    replacementTrigger?: unknown;
}

interface State {
    created: string | undefined;
    entries: Entry[];
    pending: { name: string; type: string; inputs: Properties }[];
}

/** The command was killed: nothing that follows is done, and nothing that was answered is written down. */
class Killed extends Error {}

/** Provider processes of one machine: one for each provider, as long as nobody kills it. */
class Machine {
    readonly home = fs.mkdtempSync(path.join(os.tmpdir(), "importexport-home-"));
    private readonly processes = new Map<string, ProviderProcess>();

    /** A process for an operation. @param backend whose checkpoint it finds */
    async begin(
        emulator: Emulator,
        backend: string,
        project: string,
        type: string,
        service: ModelService,
    ) {
        const isPackaged = type === service.packaged.type;
        const key = `${backend} ${project} ${isPackaged}`;
        const env = { ...emulator.env, ...this.env(backend) };
        const known = this.processes.get(key);
        const process =
            known && !known.hasEnded
                ? known
                : await (isPackaged
                      ? ProviderProcess.startPackaged(env, undefined, this.folderOf(project))
                      : ProviderProcess.start(env));
        this.processes.set(key, process);
        const line = isPackaged ? type : service.dynamic.storedLine;
        return { process, operation: await process.begin({}, line) };
    }

    async close(): Promise<void> {
        for (const process of this.processes.values()) await process.stop();
        fs.rmSync(this.home, { recursive: true, force: true });
    }

    /** A packaged provider is told the stack, and finds the project where it runs. */
    private folderOf(project: string): string {
        const folder = path.join(this.home, "projects", project);
        fs.mkdirSync(folder, { recursive: true });
        const file = JSON.stringify({ name: project, runtime: "nodejs" });
        fs.writeFileSync(path.join(folder, "Pulumi.yaml"), file);
        return folder;
    }

    private env(backend: string): Record<string, string> {
        const node = path.dirname(process.execPath);
        return {
            PATH: [findPulumi().binFolder, node, process.env.PATH].join(path.delimiter),
            HOME: this.home,
            PULUMI_HOME: this.home,
            PULUMI_BACKEND_URL: pathToFileURL(backend).href,
            PULUMI_CONFIG_PASSPHRASE: "only for tests",
            PULUMI_SKIP_UPDATE_CHECK: "true",
            AZURE_IMPORTEXPORT_PATIENCE_SECONDS: "0",
        };
    }
}

/** Emulator, folders and provider processes that runs share, one after another. */
export class FastSite {
    private readonly backends = [0, 1].map(() =>
        fs.mkdtempSync(path.join(os.tmpdir(), "importexport-backend-")),
    );
    private readonly machines = [new Machine(), new Machine()] as const;

    constructor(
        private readonly shared: Emulator,
        private readonly service: ServiceName,
    ) {}

    emulator(): Promise<Emulator> {
        this.shared.reset();
        return Promise.resolve(this.shared);
    }

    pair(topology: Topology, emulator: Emulator): Promise<[FastStack, FastStack]> {
        const [first, second] = this.backends as [string, string];
        for (const backend of this.backends) {
            fs.rmSync(backend, { recursive: true, force: true });
            fs.mkdirSync(path.join(backend, ".pulumi"), { recursive: true });
            fs.writeFileSync(path.join(backend, ".pulumi/meta.yaml"), "version: 1\n");
        }
        for (const { home } of this.machines) {
            fs.rmSync(path.join(home, "azure-importexport"), { recursive: true, force: true });
        }
        const isOneMachine = topology === "two backends of the same words on one machine";
        const service = modelServices[this.service];
        return Promise.resolve([
            new FastStack(emulator, service, this.machines[0], first, "test", "dev"),
            new FastStack(
                emulator,
                service,
                this.machines[isOneMachine ? 0 : 1],
                isOneBackend(topology) ? first : second,
                topology === "two projects of one backend" ? "other" : "test",
                topology === "two stacks of one project" ? "prod" : "dev",
            ),
        ]);
    }

    leave(): Promise<void> {
        return Promise.resolve();
    }

    async close(): Promise<void> {
        for (const machine of this.machines) await machine.close();
        for (const backend of this.backends) fs.rmSync(backend, { recursive: true, force: true });
        await this.shared.stop();
    }
}

/** One for each service, made when it is first needed. */
export class FastSites {
    private readonly sites = new Map<ServiceName, FastSite>();

    async of(service: ServiceName): Promise<FastSite> {
        const known = this.sites.get(service);
        if (known) return known;
        const emulator = await startTestEmulator({ subscriptionId: accountSubscriptionId });
        const made = new FastSite(emulator, service);
        this.sites.set(service, made);
        return made;
    }

    async close(): Promise<void> {
        for (const site of this.sites.values()) await site.close();
    }
}

/**
 * What Pulumi's engine does, kept by hand: the order of calls, and what it writes down. Providers and Azure are real. What it
 * does not have – secrets in the state, a program, transforms – the real CLI's runs have.
 */
class FastStack implements DrivenStack {
    private state: State = { created: undefined, entries: [], pending: [] };
    private operations = new Map<string, { process: ProviderProcess; operation: Operation }>();
    private trouble: Trouble = { what: "none" };
    private isKilled = false;
    private lines: string[] = [];

    constructor(
        private readonly emulator: Emulator,
        private readonly service: ModelService,
        private readonly machine: Machine,
        private readonly backend: string,
        private readonly project: string,
        private stackName: string,
    ) {
        this.store();
    }

    get jobs(): CheckpointJobs {
        return jobsIn(this.backend, this.project, this.stackName);
    }

    get marks(): string[] {
        const folder = path.join(this.machine.home, "azure-importexport/creations");
        return fs.existsSync(folder) ? fs.readdirSync(folder) : [];
    }

    texts(): { file: string; text: string }[] {
        return [];
    }

    up(list: List, flags: readonly string[], trouble: Trouble): Promise<Outcome> {
        return this.command(trouble, async () => {
            if (flags.includes("--refresh")) await this.readAll();
            await this.deploy(list, flags);
        });
    }

    preview(list: List): Promise<Outcome> {
        return this.command({ what: "none" }, async () => {
            for (const [name, one] of Object.entries(list)) {
                const old = this.oldOf(name, one);
                const news = this.inputsOf(name, one, old);
                const engine = await this.engine(one.type);
                const checked = await engine.check(old?.inputs ?? {}, news);
                if (!this.passed(name, checked) || !old || old.pendingReplacement) continue;
                this.note(
                    name,
                    await engine.diff(old.id, old.outputs, unmarked(checked.value!.inputs)),
                );
            }
        });
    }

    refresh(flags: readonly string[], trouble: Trouble): Promise<Outcome> {
        return this.command(trouble, async () => {
            if (flags.includes("--clear-pending-creates")) this.state.pending = [];
            await this.readAll();
        });
    }

    destroy(flags: readonly string[], trouble: Trouble): Promise<Outcome> {
        return this.command(trouble, async () => {
            if (flags.includes("--refresh")) await this.readAll();
            if (this.state.entries.some(({ protect }) => protect)) {
                this.lines.push("error: protected");
                return;
            }
            for (const entry of [...this.state.entries].reverse()) await this.remove(entry);
            if (this.state.entries.length === 0) this.state.created = undefined;
        });
    }

    rename(to: string): Promise<Outcome> {
        fs.rmSync(this.file);
        this.stackName = to;
        this.store();
        return Promise.resolve(nothing);
    }

    moveState(urn: string, to: DrivenStack): Promise<Outcome> {
        const entry = this.state.entries.find((one) => this.urnOf(one) === urn);
        if (!(to instanceof FastStack) || !entry) return Promise.resolve(nothing);
        const isThere = (one: Entry) => one.name === entry.name && one.type === entry.type;
        if (to.state.entries.some(isThere))
            return Promise.resolve({ code: 1, output: "error: there" });
        this.state.entries = this.state.entries.filter((one) => one !== entry);
        to.state.entries.push(entry);
        to.state.created ??= new Date().toISOString();
        this.store();
        to.store();
        return Promise.resolve(nothing);
    }

    taint(urn: string): Promise<Outcome> {
        for (const one of this.state.entries) if (this.urnOf(one) === urn) one.taint = true;
        this.store();
        return Promise.resolve(nothing);
    }

    unprotect(): Promise<Outcome> {
        for (const one of this.state.entries) one.protect = false;
        this.store();
        return Promise.resolve(nothing);
    }

    export(): Promise<unknown> {
        return Promise.resolve(structuredClone(this.state));
    }

    import(exported: unknown): Promise<Outcome> {
        this.state = structuredClone(exported) as State;
        this.store();
        return Promise.resolve(nothing);
    }

    dispose(): Promise<void> {
        return Promise.resolve();
    }

    private async command(trouble: Trouble, work: () => Promise<void>): Promise<Outcome> {
        this.operations = new Map();
        this.trouble = trouble;
        this.isKilled = false;
        this.lines = [];
        if (trouble.what === "fault") {
            const { action, nth, times } = trouble;
            this.emulator.addFault({ match: { nth }, times, action });
        }
        const kill = trouble.what === "kill" ? this.killer(trouble) : undefined;
        let isCut = false;
        try {
            await work();
        } catch (error) {
            if (!(error instanceof Killed)) throw error;
            isCut = true;
        }
        await kill?.end();
        this.store();
        const output = this.lines.join("\n");
        const code = isCut || this.lines.some((line) => line.startsWith("error:")) ? 1 : 0;
        return { code, output, isKilled: this.isKilled };
    }

    /** Strikes when the request is held: a provider really dies; that the engine does is only what it does no more. */
    private killer({ who, write, moment }: Trouble & { what: "kill" }) {
        const match = { operation: writeOperations, nth: write };
        const ms = who === "CLI" ? 200 : 2_000;
        const { id } = this.emulator.addFault({
            match,
            action: { type: "delay", ms, when: moment },
        });
        if (who !== "CLI")
            this.emulator.addFault({ match, action: { type: "drop", when: moment } });
        let isOver = false;
        const isHeld = () => {
            const request = this.emulator.requests().find(({ faults }) => faults.includes(id));
            return request !== undefined && (moment === "before" || "body" in request);
        };
        const strike = async () => {
            while (!isOver && !isHeld()) await setTimeout(5);
            if (isOver) return;
            this.isKilled = true;
            if (who === "CLI") return;
            const processes = new Set([...this.operations.values()].map(({ process }) => process));
            await Promise.all([...processes].map((process) => process.kill()));
        };
        const struck = strike();
        return {
            end: async () => {
                isOver = true;
                await struck;
            },
        };
    }

    private async deploy(list: List, flags: readonly string[]): Promise<void> {
        this.state.created ??= new Date().toISOString();
        this.store();
        const alive: Entry[] = [];
        for (const [name, one] of Object.entries(list)) {
            const old = this.oldOf(name, one);
            if (old) alive.push(old);
            const kept = await this.register(name, one, old, flags);
            if (kept) alive.push(kept);
        }
        const hasFailed = this.lines.some((line) => line.startsWith("error:"));
        if (hasFailed && !flags.includes("--continue-on-error")) return;
        for (const entry of this.state.entries.filter(
            (one) => one.delete || !alive.includes(one),
        )) {
            if (entry.protect) this.lines.push(`error: ${entry.name} is protected`);
            else await this.remove(entry);
        }
    }

    /** @returns the entry that the resource has now, where it is another one */
    private async register(
        name: string,
        one: Declared,
        old: Entry | undefined,
        flags: readonly string[],
    ): Promise<Entry | undefined> {
        const engine = await this.engine(one.type);
        const isForced =
            old !== undefined && (old.taint === true || flags.includes(`--replace=${name}`));
        const news = this.inputsOf(name, one, old);
        const checked = await engine.check(isForced ? {} : (old?.inputs ?? {}), news);
        if (!this.passed(name, checked)) return undefined;
        let inputs = unmarked(checked.value!.inputs);
        if (!old) return await this.create(engine, name, one, inputs);
        if (old.pendingReplacement) {
            this.state.entries = this.state.entries.filter((entry) => entry !== old);
            return await this.create(engine, name, one, inputs);
        }
        let replaces = isForced || old.replacementTrigger !== one.opts.replacementTrigger;
        let changes = old.initErrors === true;
        if (!isForced) {
            const diff = await engine.diff(old.id, old.outputs, inputs);
            if (!this.note(name, diff)) return undefined;
            const onChange = (one.opts.replaceOnChanges ?? []) as string[];
            const differs = (key: string) =>
                JSON.stringify(inputs[key]) !== JSON.stringify(old.inputs[key]);
            replaces ||= diff.value!.replaces.length > 0 || onChange.some(differs);
            changes ||= diff.value!.changes;
        }
        if (replaces) {
            if (old.protect) {
                this.lines.push(`error: ${name} is protected`);
                return undefined;
            }
            const again = await engine.check({}, news);
            if (!this.passed(name, again)) return undefined;
            inputs = unmarked(again.value!.inputs);
            return await this.replace(engine, old, one, inputs, isForced);
        }
        old.name = name;
        old.type = one.type;
        Object.assign(old, this.optionsOf(one));
        if (!changes) {
            old.inputs = inputs;
            this.store();
            return undefined;
        }
        const answer = await this.wrote(engine.update(old.id, old.outputs, inputs));
        this.note(name, answer);
        const kept = answer.value ?? answer.kept?.properties;
        if (kept)
            Object.assign(old, { inputs, outputs: unmarked(kept), initErrors: !answer.value });
        this.store();
        return undefined;
    }

    private async replace(
        engine: Operation,
        old: Entry,
        one: Declared,
        inputs: Properties,
        isForced: boolean,
    ): Promise<Entry | undefined> {
        // The class says deleteBeforeReplace; of a packaged resource only `diff` says it, which is not asked then.
        if (isForced && one.className === undefined) {
            const made = await this.create(engine, old.name, one, inputs);
            if (made) old.delete = true;
            this.store();
            return made;
        }
        if (!old.retainOnDelete) {
            const answer = await this.wrote(engine.delete(old.id, old.outputs));
            if (!this.note(old.name, answer)) return undefined;
        }
        old.pendingReplacement = true;
        this.store();
        const made = await this.create(engine, old.name, one, inputs);
        if (made) this.state.entries = this.state.entries.filter((entry) => entry !== old);
        this.store();
        return made;
    }

    private async create(
        engine: Operation,
        name: string,
        one: Declared,
        inputs: Properties,
    ): Promise<Entry | undefined> {
        const begun = { name, type: one.type, inputs };
        this.state.pending.push(begun);
        this.store();
        const answer = await this.wrote(engine.create(inputs));
        this.note(name, answer);
        this.state.pending = this.state.pending.filter((other) => other !== begun);
        const made = answer.value ?? answer.kept;
        if (!made) {
            this.store();
            return undefined;
        }
        const entry: Entry = {
            name,
            type: one.type,
            id: made.id,
            inputs,
            outputs: unmarked(made.properties),
            initErrors: !answer.value,
            ...this.optionsOf(one),
        };
        this.state.entries.push(entry);
        this.store();
        return entry;
    }

    private async remove(entry: Entry): Promise<void> {
        if (!entry.pendingReplacement && !entry.retainOnDelete) {
            const engine = await this.engine(entry.type);
            const answer = await this.wrote(engine.delete(entry.id, entry.outputs));
            if (!this.note(entry.name, answer)) return;
        }
        this.state.entries = this.state.entries.filter((one) => one !== entry);
        this.store();
    }

    private async readAll(): Promise<void> {
        for (const entry of [...this.state.entries]) {
            if (entry.pendingReplacement || entry.delete) continue;
            const engine = await this.engine(entry.type);
            const answer = await engine.read(entry.id, entry.outputs);
            if (!this.note(entry.name, answer)) continue;
            const { id, properties, inputs } = answer.value!;
            if (id === "") this.state.entries = this.state.entries.filter((one) => one !== entry);
            else {
                entry.outputs = unmarked(properties);
                if (inputs) entry.inputs = unmarked(inputs);
            }
        }
        this.store();
    }

    /** What the engine learns of a write: nothing where it was killed meanwhile. */
    private async wrote<T>(answer: Promise<T>): Promise<T> {
        const came = await answer;
        if (this.isKilled && this.trouble.what === "kill" && this.trouble.who !== "provider") {
            throw new Killed();
        }
        return came;
    }

    private async engine(type: string): Promise<Operation> {
        const known = this.operations.get(type);
        if (known && !known.process.hasEnded) return known.operation;
        if (known) throw new Killed(); // the engine finds its provider gone, and ends
        const begun = await this.machine.begin(
            this.emulator,
            this.backend,
            this.project,
            type,
            this.service,
        );
        this.operations.set(type, begun);
        return begun.operation;
    }

    private passed(
        name: string,
        { value, error }: Awaited<ReturnType<Operation["check"]>>,
    ): boolean {
        if (error !== undefined) this.lines.push(`error: ${name}: ${error}`);
        else if (value.failures.length > 0)
            this.lines.push(`error: ${name}: ${JSON.stringify(value.failures)}`);
        else return true;
        return false;
    }

    private note(name: string, { error }: { error?: string | undefined }): boolean {
        if (error === undefined) return true;
        this.lines.push(`error: ${name}: ${error}`);
        return false;
    }

    private inputsOf(name: string, one: Declared, old: Entry | undefined): Properties {
        const owner = `organization/${this.project}/${this.stackName}/${name}`;
        const isNamed = one.args.jobName !== undefined;
        const made = isNamed
            ? {}
            : { autoJobName: autoName(name, owner, this.service.longestName) };
        const own = { owner, ...made, creation: randomUUID(), stackName: this.fullName };
        const ignored = (one.opts.ignoreChanges ?? []) as string[];
        const kept = old
            ? Object.fromEntries(ignored.map((key) => [key, old.inputs[key]] as const))
            : {};
        return { ...one.args, ...kept, ...own };
    }

    private optionsOf({ opts }: Declared) {
        return {
            protect: opts.protect === true,
            retainOnDelete: opts.retainOnDelete === true,
            replacementTrigger: opts.replacementTrigger,
            taint: false,
        };
    }

    /** By the URN, or by an alias. */
    private oldOf(name: string, { type, aliases }: Declared): Entry | undefined {
        const urns = [{ name, type }, ...aliases.map((alias) => ({ name, type, ...alias }))];
        for (const urn of urns) {
            const found = this.state.entries.find(
                (one) => !one.delete && one.name === urn.name && one.type === urn.type,
            );
            if (found) return found;
        }
        return undefined;
    }

    private get fullName(): string {
        return `organization/${this.project}/${this.stackName}`;
    }

    private get file(): string {
        return path.join(this.backend, ".pulumi/stacks", this.project, `${this.stackName}.json`);
    }

    private urnOf({ name, type }: { name: string; type: string }): string {
        return `urn:pulumi:${this.stackName}::${this.project}::${type}::${name}`;
    }

    /** Writes the checkpoint as the engine does, secrets in clear. */
    private store(): void {
        const { created, entries, pending } = this.state;
        const root = {
            urn: this.urnOf({
                type: "pulumi:pulumi:Stack",
                name: `${this.project}-${this.stackName}`,
            }),
            type: "pulumi:pulumi:Stack",
            custom: false,
            created,
        };
        const shown = ({ name, type, ...entry }: Partial<Entry> & State["pending"][number]) => {
            // The CLI reads it: only what it knows.
            const { initErrors: _errors, replacementTrigger: _trigger, ...known } = entry;
            return { urn: this.urnOf({ name, type }), custom: true, type, ...known };
        };
        const latest = {
            manifest: { time: new Date().toISOString(), magic: "", version: "v3.250.0" },
            resources: [...(created === undefined ? [] : [root]), ...entries.map(shown)],
            pending_operations: pending.map((one) => ({ type: "creating", resource: shown(one) })),
        };
        const checkpoint = { stack: this.fullName, latest };
        fs.mkdirSync(path.dirname(this.file), { recursive: true });
        fs.writeFileSync(this.file, JSON.stringify({ version: 3, checkpoint }));
    }
}
