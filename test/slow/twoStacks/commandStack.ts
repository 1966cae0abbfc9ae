import fs from "node:fs";
import path from "node:path";
import { setTimeout } from "node:timers/promises";
import type { Emulator } from "azure-importexport-emulator";
import { pluginFolder } from "../../fixtures/jobStack";
import { endProcess } from "../../harness/processes";
import { Stack, type CommandResult, type RunningCommand } from "../../harness/stack";
import { jobsIn, type CheckpointJobs } from "./checkpointFile";
import { nothing, writeOperations, type DrivenStack, type List, type Outcome } from "./drivenStack";
import { programText } from "./programs";
import { isOneBackend, type Topology, type Trouble } from "./steps";

/** How long a request is held for a kill. */
const holdMs = 4_000;

/** No command of a script takes so long, on a busy machine either. */
const longestCommandMs = 180_000;

/** One of the two stacks, driven by the real CLI. */
export class CommandStack implements DrivenStack {
    private constructor(
        private readonly stack: Stack,
        private readonly emulator: Emulator,
        private readonly backend: string,
        readonly project: string,
        private stackName: string,
    ) {}

    /** Both stacks of a run, without a resource. */
    static async pair(
        topology: Topology,
        emulator: Emulator,
    ): Promise<[CommandStack, CommandStack]> {
        const first = CommandStack.made("test", emulator);
        const second = CommandStack.made(
            topology === "two projects of one backend" ? "other" : "test",
            emulator,
        );
        if (isOneBackend(topology)) second.env.PULUMI_BACKEND_URL = first.env.PULUMI_BACKEND_URL;
        if (topology === "two backends of the same words on one machine") {
            second.env.PULUMI_HOME = first.env.PULUMI_HOME;
        }
        const folderOf = (stack: Stack) => path.join(stack.folder, "state");
        const names = ["dev", isOneProject(topology) ? "prod" : "dev"] as const;
        await first.succeeds(["stack", "init", names[0]]);
        await second.succeeds(["stack", "init", names[1]]);
        const projectOf = (stack: Stack) => stack.name.split("/")[1]!;
        return [
            new CommandStack(first, emulator, folderOf(first), projectOf(first), names[0]),
            new CommandStack(
                second,
                emulator,
                folderOf(isOneBackend(topology) ? first : second),
                projectOf(second),
                names[1],
            ),
        ];
    }

    private static made(project: string, emulator: Emulator): Stack {
        return new Stack({
            program: programText,
            project,
            plugins: { "azure-importexport": pluginFolder },
            env: { ...emulator.env, AZURE_IMPORTEXPORT_PATIENCE_SECONDS: "1" },
            files: { "jobs.json": "{}" },
        });
    }

    /** `organization/project/stack`, as it is called now. */
    get fullName(): string {
        return `organization/${this.project}/${this.stackName}`;
    }

    get jobs(): CheckpointJobs {
        return jobsIn(this.backend, this.project, this.stackName);
    }

    /** Identities of the creations that are marked as under way on this stack's machine. */
    get marks(): string[] {
        const folder = path.join(this.stack.env.PULUMI_HOME!, "azure-importexport", "creations");
        return fs.existsSync(folder) ? fs.readdirSync(folder) : [];
    }

    up(list: List, flags: readonly string[], trouble: Trouble): Promise<Outcome> {
        this.declare(list);
        const told = flags.flatMap((flag) => {
            const name = /^--replace=(.+)$/.exec(flag)?.[1];
            if (name === undefined) return [flag];
            const isThere = this.jobs.records.some((one) => one.name === name);
            // A whole URN would be the old one's, where the resource comes from the other provider.
            return isThere ? [`--replace=**::${name}`] : [];
        });
        return this.struckBy(trouble, ["up", "--yes", "--skip-preview", ...told]);
    }

    preview(list: List): Promise<Outcome> {
        this.declare(list);
        return this.run(["preview"]);
    }

    refresh(flags: readonly string[], trouble: Trouble): Promise<Outcome> {
        return this.struckBy(trouble, ["refresh", "--yes", "--skip-preview", ...flags]);
    }

    destroy(flags: readonly string[], trouble: Trouble): Promise<Outcome> {
        return this.struckBy(trouble, ["destroy", "--yes", "--skip-preview", ...flags]);
    }

    async moveState(urn: string, to: DrivenStack): Promise<Outcome> {
        if (!(to instanceof CommandStack)) return nothing;
        const ends = ["--source", this.fullName, "--dest", to.fullName];
        return await this.run(["state", "move", ...ends, urn, "--yes"]);
    }

    taint(urn: string): Promise<Outcome> {
        return this.run(["state", "taint", urn, "--yes"]);
    }

    unprotect(): Promise<Outcome> {
        return this.run(["state", "unprotect", "--all", "--yes"]);
    }

    private declare(list: List): void {
        this.stack.writeFile("jobs.json", JSON.stringify(list));
    }

    async rename(to: string): Promise<CommandResult> {
        const result = await this.stack.run(["stack", "rename", to]);
        if (result.code === 0) this.stackName = to;
        return result;
    }

    /** Files that must not hold secrets: the backend's, the home's; not the program's. */
    texts(): { file: string; text: string }[] {
        return ["state", "home", "user"]
            .map((name) => path.join(this.stack.folder, name))
            .flatMap((folder) => filesBelow(folder))
            .map((file) => ({ file, text: fs.readFileSync(file, "latin1") }));
    }

    /** @throws Error where the command does not end */
    private async run(args: string[]): Promise<CommandResult> {
        return await this.ended(this.stack.start(args), args);
    }

    private async ended(running: RunningCommand, args: string[]): Promise<CommandResult> {
        let isLate = false;
        const timer = globalThis.setTimeout(() => {
            isLate = true;
            running.kill();
        }, longestCommandMs);
        const result = await running.result;
        clearTimeout(timer);
        if (isLate) throw new Error(`hangs: pulumi ${args.join(" ")}\n${result.output}`);
        return result;
    }

    async export(): Promise<unknown> {
        return JSON.parse((await this.stack.succeeds(["stack", "export"])).stdout);
    }

    async import(exported: unknown): Promise<CommandResult> {
        this.stack.writeFile("checkpoint.json", JSON.stringify(exported));
        return this.stack.run(["stack", "import", "--file", "checkpoint.json"]);
    }

    /** Runs a command that something strikes. */
    private async struckBy(trouble: Trouble, args: string[]): Promise<Outcome> {
        if (trouble.what === "kill") return await this.killed(trouble, args);
        if (trouble.what === "fault") {
            const { action, nth, times } = trouble;
            this.emulator.addFault({ match: { nth }, times, action });
        }
        return await this.run(args);
    }

    private async killed(
        { who, write, moment }: Trouble & { what: "kill" },
        args: string[],
    ): Promise<Outcome> {
        const match = { operation: writeOperations, nth: write };
        const { id } = this.emulator.addFault({
            match,
            action: { type: "delay", ms: holdMs, when: moment },
        });
        if (who !== "CLI")
            this.emulator.addFault({ match, action: { type: "drop", when: moment } });
        const running = this.stack.start(args);
        let hasEnded = false;
        void running.result.then(() => (hasEnded = true));
        while (!hasEnded && !this.isHeld(id, moment)) await setTimeout(10);
        if (hasEnded) return await running.result;
        const providers = this.providers();
        if (who !== "provider") running.kill();
        if (who !== "CLI") providers.forEach(endProcess);
        const result = await this.ended(running, args);
        await this.providersEnded();
        if (who !== "provider") await this.run(["cancel", "--yes"]);
        return { ...result, isKilled: true };
    }

    private isHeld(fault: string, moment: "before" | "after"): boolean {
        const request = this.emulator.requests().find(({ faults }) => faults.includes(fault));
        // The body is kept in the moment in which the operation takes effect.
        return request !== undefined && (moment === "before" || "body" in request);
    }

    private providers(): number[] {
        return this.stack
            .leftovers()
            .filter(({ command }) => /dynamic-provider|pulumi-resource-azure/.test(command))
            .map(({ pid }) => pid);
    }

    /** A provider without its CLI goes on for a while; what it would do later is not what a next command is tried for. */
    private async providersEnded(): Promise<void> {
        for (let waited = 0; this.providers().length > 0; waited += 50) {
            if (waited >= 2 * holdMs) this.providers().forEach(endProcess);
            await setTimeout(50);
        }
    }

    dispose(): Promise<void> {
        return this.stack.dispose();
    }
}

function isOneProject(topology: Topology): boolean {
    return topology === "two stacks of one project";
}

function filesBelow(folder: string): string[] {
    return fs
        .readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => path.join(entry.parentPath, entry.name));
}
