import type { Emulator } from "azure-importexport-emulator";
import fc from "fast-check";
import { jobId, startTestEmulator } from "../fixtures/jobStack";
import { ProviderProcess } from "../provider/providerProcess";
import {
    hollowSuccess,
    identityOf,
    ownerOf,
    violations,
    type LetGo,
    type SeenJob,
} from "./invariants";
import { PulumiModel } from "./pulumiModel";
import { step, type ResourceName, type Step, type Trouble } from "./steps";

const noTrouble: Trouble = { faults: [] };

/** A real provider process and a real emulator, and a model of Pulumi between them. */
export class Soak {
    /** What was done so far. */
    readonly counts = { cases: 0, steps: 0, requests: 0, faults: 0, crashes: 0 };

    private constructor(
        private readonly emulator: Emulator,
        private readonly provider: ProviderProcess,
    ) {}

    static async open(): Promise<Soak> {
        const emulator = await startTestEmulator();
        // Lost requests are not tried again: what follows from a loss is what is looked for.
        const env = { ...emulator.env, AZURE_IMPORTEXPORT_PATIENCE_SECONDS: "0" };
        return new Soak(emulator, await ProviderProcess.start(env));
    }

    async close(): Promise<void> {
        await this.provider.stop();
        await this.emulator.stop();
    }

    /** The property: no sequence of steps breaks an invariant, and in the end everything can be cleared away. */
    property() {
        return fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 25 }), (steps) =>
            this.runCase(steps),
        );
    }

    private async runCase(steps: readonly Step[]): Promise<void> {
        this.emulator.reset();
        this.counts.cases += 1;
        const run = new Case(this.emulator, this.provider, this.counts);
        for (const one of steps) {
            this.counts.steps += 1;
            await run.take(one);
        }
        await run.clearAway();
    }
}

/** One sequence of steps. */
class Case {
    private readonly pulumi = new PulumiModel();
    private readonly letGo: LetGo = new Map();
    private readonly history: string[] = [];

    constructor(
        private readonly emulator: Emulator,
        private readonly provider: ProviderProcess,
        private readonly counts: Soak["counts"],
    ) {}

    async take(one: Step): Promise<void> {
        this.history.push(JSON.stringify(one));
        switch (one.do) {
            case "up":
                return await this.command(one.trouble, (engine) =>
                    this.pulumi.up(engine, one.program),
                );
            case "refresh":
                return await this.command(one.trouble, (engine) => this.pulumi.refresh(engine));
            case "destroy":
                return await this.command(one.trouble, (engine) => this.pulumi.destroy(engine));
            case "move":
                if (this.jobOf(one.resource))
                    this.emulator.move(this.idOf(one.resource), one.state);
                return;
            case "days":
                this.emulator.advance(one.days);
                return;
            case "vanish":
                if (this.jobOf(one.resource)) this.emulator.remove(this.idOf(one.resource));
                return;
            case "somebody makes":
                this.emulator.plant(this.idOf(one.resource), { state: one.state });
                return;
        }
    }

    /** Everything ends, is looked at and destroyed; what is left must be let go, or somebody else's. */
    async clearAway(): Promise<void> {
        for (const job of this.jobs()) this.emulator.move(job.id, "Completed");
        this.history.push("all Completed", "refresh", "destroy");
        await this.command(noTrouble, (engine) => this.pulumi.refresh(engine));
        await this.command(noTrouble, (engine) => this.pulumi.destroy(engine));
        for (const [resource, { id, outputs }] of this.pulumi.checkpoint) {
            const job = this.jobs().find((one) => one.id.toLowerCase() === id.toLowerCase());
            const isAnothers = job && ownerOf(job) !== resource;
            const createdAt = (outputs.systemData as { createdAt?: string } | undefined)?.createdAt;
            const isNewer =
                job && createdAt !== undefined && createdAt !== job.systemData.createdAt;
            if (!isAnothers && !isNewer) this.fail([`stuck: ${resource} cannot be destroyed`]);
        }
    }

    private async command(
        { faults, crashesAtWrite }: Trouble,
        run: (engine: Awaited<ReturnType<ProviderProcess["begin"]>>) => Promise<void>,
    ): Promise<void> {
        const before = this.jobs();
        const keptBefore = new Map(this.pulumi.checkpoint);
        const printedBefore = (await this.provider.output()).length;
        const requestsBefore = this.emulator.requests().length;
        faults.forEach((fault) => this.emulator.addFault(fault));
        this.pulumi.begin(crashesAtWrite);
        await run(await this.provider.begin());
        const struck = this.emulator
            .faults()
            .filter((fault) => fault.struck > 0)
            .map(({ action }) =>
                action.type === "answer" && action.status === 200 ? hollowSuccess : action.type,
            );
        this.emulator.clearFaults();
        this.counts.requests += this.emulator.requests().length - requestsBefore;
        this.counts.faults += struck.length;
        this.counts.crashes += this.pulumi.isCrashed ? 1 : 0;
        const { events, checkpoint } = this.pulumi;
        for (const { resource, what, error, lost } of events) {
            const end = lost ? "killed" : (error ?? "done");
            this.history.push(`    ${what} ${resource}: ${end}`);
        }
        const seen = { before, after: this.jobs(), keptBefore, kept: checkpoint, events, struck };
        const printed = (await this.provider.output()).slice(printedBefore);
        this.fail(violations({ ...seen, printed }, this.letGo));
    }

    private fail(broken: string[]): void {
        if (broken.length === 0) return;
        const jobs = this.jobs().map((job) => `${identityOf(job)}: ${job.properties.state}`);
        throw new Error(
            [...broken, "", "What happened:", ...this.history, "", "Jobs:", ...jobs].join("\n"),
        );
    }

    private jobs(): SeenJob[] {
        return this.emulator.jobs() as SeenJob[];
    }

    private idOf(resource: ResourceName): string {
        return (
            this.pulumi.checkpoint.get(resource)?.id ??
            jobId(this.emulator.subscriptionId, resource)
        );
    }

    private jobOf(resource: ResourceName): SeenJob | undefined {
        const id = this.idOf(resource).toLowerCase();
        return this.jobs().find((job) => job.id.toLowerCase() === id);
    }
}
