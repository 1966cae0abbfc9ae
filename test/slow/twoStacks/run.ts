import type { Emulator } from "azure-importexport-emulator";
import { accountSubscriptionId } from "../../fixtures/diskInputs";
import { jobId, startTestEmulator } from "../../fixtures/jobStack";
import { identityOf } from "../soak/observation";
import type { SeenJob } from "../soak/service";
import { CommandStack } from "./commandStack";
import { nothing, type DrivenStack, type Outcome } from "./drivenStack";
import { isOf, violations, type Done, type LetGo, type Moment } from "./mustHold";
import { listOf, modelServices, type Declared } from "./programs";
import {
    isOneBackend,
    stackNames,
    type Program,
    type Script,
    type StackName,
    type Step,
    type Topology,
} from "./steps";

/** What a run was made of. */
export interface Counts {
    runs: number;
    steps: number;
    commands: number;
    failedCommands: number;
    kills: number;
    faults: number;
}

export const noCounts = (): Counts => ({
    runs: 0,
    steps: 0,
    commands: 0,
    failedCommands: 0,
    kills: 0,
    faults: 0,
});

/** Where scripts run. */
export interface Site {
    /** An emulator without a job. */
    emulator(): Promise<Emulator>;
    /** Both stacks of a run, without a resource. */
    pair(topology: Topology, emulator: Emulator): Promise<[DrivenStack, DrivenStack]>;
    /** The run is over. */
    leave(emulator: Emulator): Promise<void>;
}

/** By the real CLI: each run has an emulator and folders of its own. */
export const commandSite: Site = {
    emulator: () => startTestEmulator({ subscriptionId: accountSubscriptionId }),
    pair: (topology, emulator) => CommandStack.pair(topology, emulator),
    leave: (emulator) => emulator.stop(),
};

/** Runs a script from nothing to where everything is cleared away. @throws Error with what is broken and what happened */
export async function runScript(script: Script, counts: Counts, site: Site): Promise<void> {
    const run = await TwoStacks.open(script, counts, site);
    try {
        for (const step of script.steps) await run.take(step);
        await run.clearAway();
    } finally {
        await run.close();
    }
}

class TwoStacks {
    private readonly letGo: LetGo = new Map();
    private readonly history: string[] = [];
    private readonly programs: Record<StackName, Program> = { first: {}, second: {} };
    private readonly kept: Partial<Record<StackName, unknown>> = {};
    /** The last command of each stack was an update that ended well, and nothing happened since. */
    private readonly settled = new Set<StackName>();
    private renames = 0;

    private constructor(
        private readonly script: Script,
        private readonly counts: Counts,
        private readonly emulator: Emulator,
        private readonly stacks: Readonly<Record<StackName, DrivenStack>>,
        private readonly site: Site,
    ) {}

    static async open(script: Script, counts: Counts, site: Site): Promise<TwoStacks> {
        counts.runs += 1;
        const emulator = await site.emulator();
        const [first, second] = await site.pair(script.topology, emulator);
        return new TwoStacks(script, counts, emulator, { first, second }, site);
    }

    async close(): Promise<void> {
        for (const name of stackNames) await this.stacks[name].dispose();
        await this.site.leave(this.emulator);
    }

    async take(step: Step): Promise<void> {
        this.counts.steps += 1;
        const stack = "stack" in step ? step.stack : "from" in step ? step.from : undefined;
        this.history.push(JSON.stringify(step));
        const isRepeated =
            step.do === "up again" &&
            step.flags.length === 0 &&
            step.trouble.what === "none" &&
            this.settled.has(step.stack);
        const before = this.moment();
        const requestsBefore = this.emulator.requests().length;
        const { code, output, isKilled = false } = await this.act(step);
        const struck = this.emulator.faults().filter((fault) => fault.struck > 0);
        this.emulator.clearFaults();
        this.counts.faults += struck.length;
        this.counts.kills += isKilled ? 1 : 0;
        this.noteSettled(step, code);
        this.history.push(`    ${code}${isKilled ? ", killed" : ""} ${summaryOf(output)}`);
        const done: Done = {
            service: this.script.service,
            step,
            stack,
            declared: stack ? this.declaredOf(stack) : {},
            before,
            after: this.moment(),
            code,
            output,
            requests: this.emulator.requests().slice(requestsBefore),
            isKilled,
            isRemoved: struck.some(({ action }) => action.type === "removeJob"),
            isRepeated,
            files: stackNames.flatMap((name) => this.stacks[name].texts()),
        };
        this.fail(violations(done, this.letGo), output);
    }

    /** Every parcel comes to its end, everything is looked at and destroyed; what is left must be somebody else's. */
    async clearAway(): Promise<void> {
        const { end } = modelServices[this.script.service];
        for (const job of this.jobs()) this.emulator.move(job.id, end);
        this.settled.clear();
        for (const stack of stackNames) {
            if (this.stacks[stack].jobs.records.length === 0) continue;
            await this.stacks[stack].unprotect();
            const none = { what: "none" as const };
            await this.take({ do: "refresh", stack, flags: [], trouble: none });
            await this.take({
                do: "destroy",
                stack,
                flags: ["--continue-on-error"],
                trouble: none,
            });
            const left = this.stacks[stack].jobs.records.filter((record) =>
                this.jobs().some((job) => isOf(record, job)),
            );
            this.fail(left.map(({ urn }) => `stuck: ${urn} cannot be destroyed`));
        }
    }

    private async act(step: Step): Promise<Outcome> {
        switch (step.do) {
            case "up":
                this.programs[step.stack] = step.program;
                return await this.up(step);
            case "up again":
                return await this.up(step);
            case "preview":
                return await this.stacks[step.stack].preview(
                    listOf(this.script.service, step.program),
                );
            case "refresh":
                return await this.counted(
                    this.stacks[step.stack].refresh(step.flags, step.trouble),
                );
            case "destroy":
                return await this.counted(
                    this.stacks[step.stack].destroy(step.flags, step.trouble),
                );
            case "rename":
                this.renames += 1;
                return await this.stacks[step.stack].rename(`renamed-${this.renames}`);
            case "state move":
                return await this.moveState(step.from, step.resource);
            case "taint": {
                const record = this.recordOf(step.stack, step.resource);
                return record ? await this.stacks[step.stack].taint(record.urn) : nothing;
            }
            case "keep the checkpoint":
                this.kept[step.stack] = await this.stacks[step.stack].export();
                return nothing;
            case "restore the checkpoint": {
                const kept = this.kept[step.stack];
                return kept === undefined ? nothing : await this.stacks[step.stack].import(kept);
            }
            case "move": {
                const place = modelServices[this.script.service].places[step.place]!;
                const job = this.nth(step.nth);
                if (job) this.emulator.move(job.id, place);
                return nothing;
            }
            case "days":
                this.emulator.advance(step.days);
                return nothing;
            case "vanish": {
                const job = this.nth(step.nth);
                if (job) this.emulator.remove(job.id);
                return nothing;
            }
            case "somebody makes": {
                const { dynamic } = modelServices[this.script.service];
                const { subscriptionId } = this.emulator;
                if (!this.jobs().some(({ name }) => name === step.resource)) {
                    this.emulator.plant(
                        jobId(subscriptionId, step.resource, dynamic.namespace),
                        {},
                    );
                }
                return nothing;
            }
        }
    }

    private up({ stack, flags, trouble }: Step & { do: "up" | "up again" }): Promise<Outcome> {
        return this.counted(this.stacks[stack].up(this.declaredOf(stack), flags, trouble));
    }

    private async counted(command: Promise<Outcome>): Promise<Outcome> {
        this.counts.commands += 1;
        const outcome = await command;
        this.counts.failedCommands += outcome.code === 0 ? 0 : 1;
        return outcome;
    }

    private async moveState(from: StackName, resource: string): Promise<Outcome> {
        const to = from === "first" ? "second" : "first";
        const record = this.recordOf(from, resource);
        if (!record || !isOneBackend(this.script.topology)) return nothing;
        // Checkpoints of before hold the job as well: which of two such stacks has it, nothing can tell.
        delete this.kept.first;
        delete this.kept.second;
        return await this.stacks[from].moveState(record.urn, this.stacks[to]);
    }

    private noteSettled(step: Step, code: number): void {
        if ((step.do === "up" || step.do === "up again") && code === 0) {
            const isPlain = step.trouble.what === "none";
            this.settled.clear();
            if (isPlain) this.settled.add(step.stack);
        } else if (step.do !== "preview") this.settled.clear();
    }

    private declaredOf(stack: StackName): Record<string, Declared> {
        return listOf(this.script.service, this.programs[stack]);
    }

    private recordOf(stack: StackName, name: string) {
        return this.stacks[stack].jobs.records.find((one) => one.name === name);
    }

    private moment(): Moment {
        const of = (name: StackName) => {
            const { jobs, marks } = this.stacks[name];
            return { ...jobs, marks };
        };
        const jobs = structuredClone(this.jobs());
        return { jobs, stacks: { first: of("first"), second: of("second") } };
    }

    private jobs(): SeenJob[] {
        return this.emulator.jobs() as SeenJob[];
    }

    private nth(nth: number): SeenJob | undefined {
        const jobs = this.jobs();
        return jobs[nth % Math.max(1, jobs.length)];
    }

    private fail(broken: readonly string[], output = ""): void {
        if (broken.length === 0) return;
        const { whereIs } = modelServices[this.script.service];
        const jobs = this.jobs().map(
            (job) => `${identityOf(job)}: ${whereIs(job)} ${JSON.stringify(job.tags ?? {})}`,
        );
        const last = output.split("\n").slice(-60).join("\n");
        throw new Error(
            [...broken, "", "What happened:", ...this.history, "", "Jobs:", ...jobs, "", last].join(
                "\n",
            ),
        );
    }
}

/** What went wrong, in one line. */
function summaryOf(output: string): string {
    const lines = output.split("\n").filter((line) => /error:|Cannot |refus/.test(line));
    return (lines.at(0) ?? "").trim().slice(0, 220);
}
