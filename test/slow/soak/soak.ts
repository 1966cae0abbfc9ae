import type { Emulator } from "azure-importexport-emulator";
import fc from "fast-check";
import { FileBackend } from "../../fixtures/fileBackend";
import { jobId, startTestEmulator } from "../../fixtures/jobStack";
import { ProviderProcess, type Operation } from "../../component/provider/providerProcess";
import { Memory, violations } from "./invariants";
import { hollowSuccess, identityOf, isOfCheckpoint, ownerOf, sameId } from "./observation";
import { PulumiModel } from "./pulumiModel";
import type { SeenJob, SoakService } from "./service";
import { stepsOf, type Program, type ResourceName, type Step, type Trouble } from "./steps";

const noTrouble: Trouble = { faults: [] };

/** Longer than Azure may be at work on a creation that it never confirmed. */
const longestCreationMinutes = 31;

/** A real emulator, and a real provider process that talks to it. */
interface Site {
    readonly emulator: Emulator;
    readonly provider: ProviderProcess;
    readonly backend: FileBackend;
}

/** Random cases of one service: real provider processes, real emulators, and a model of Pulumi between them. */
export class Soak<Wish> {
    /** What was done so far. */
    readonly counts = { cases: 0, steps: 0, requests: 0, faults: 0, crashes: 0 };

    private constructor(
        private readonly service: SoakService<Wish>,
        private readonly sites: ReadonlyMap<string, Site>,
    ) {}

    static async open<Wish>(service: SoakService<Wish>): Promise<Soak<Wish>> {
        const sites = new Map<string, Site>();
        for (const [name, options] of Object.entries(service.variants)) {
            const emulator = await startTestEmulator(options);
            // Lost requests are not tried again: what follows from a loss is what is looked for.
            const backend = new FileBackend(service.kind.type);
            const env = {
                ...emulator.env,
                ...backend.env,
                AZURE_IMPORTEXPORT_PATIENCE_SECONDS: "0",
            };
            const provider = await ProviderProcess.start(env, "movedClock.cjs");
            sites.set(name, { emulator, provider, backend });
        }
        return new Soak(service, sites);
    }

    async close(): Promise<void> {
        for (const { provider, emulator, backend } of this.sites.values()) {
            await provider.stop();
            await emulator.stop();
            backend.dispose();
        }
    }

    /** The property: no sequence of steps breaks an invariant, and in the end everything can be cleared away. */
    property() {
        return fc.asyncProperty(
            fc.constantFrom(...this.sites.keys()),
            stepsOf(this.service),
            (variant, steps) => this.runCase(variant, steps),
        );
    }

    private async runCase(variant: string, steps: readonly Step<Wish>[]): Promise<void> {
        const site = this.sites.get(variant)!;
        site.emulator.reset();
        this.counts.cases += 1;
        const run = new Case(this.service, site, this.counts);
        for (const one of steps) {
            this.counts.steps += 1;
            await run.take(one);
        }
        await run.clearAway();
    }
}

/** One sequence of steps. */
class Case<Wish> {
    private readonly pulumi: PulumiModel;
    private readonly memory = new Memory();
    private readonly history: string[] = [];
    private readonly emulator: Emulator;
    private readonly provider: ProviderProcess;

    constructor(
        private readonly service: SoakService<Wish>,
        site: Site,
        private readonly counts: Soak<Wish>["counts"],
    ) {
        this.emulator = site.emulator;
        this.provider = site.provider;
        this.pulumi = new PulumiModel(site.backend);
    }

    async take(one: Step<Wish>): Promise<void> {
        this.history.push(JSON.stringify(one));
        switch (one.do) {
            case "up":
                return await this.command(one.trouble, (engine) =>
                    this.pulumi.up(engine, this.argsOf(one.program)),
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
                return await this.passMinutes(one.days * 24 * 60);
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
        const { end } = this.service;
        await this.passMinutes(longestCreationMinutes);
        for (const job of this.jobs()) this.emulator.move(job.id, end);
        this.history.push(`all ${end}`, "refresh", "destroy");
        await this.command(noTrouble, (engine) => this.pulumi.refresh(engine));
        await this.command(noTrouble, (engine) => this.pulumi.destroy(engine));
        for (const [resource, { id, outputs }] of this.pulumi.checkpoint) {
            const job = this.jobs().find((one) => sameId(one.id, id));
            const isAnothers = job && (ownerOf(job) !== resource || !isOfCheckpoint(job, outputs));
            if (!isAnothers) this.fail([`stuck: ${resource} cannot be destroyed`]);
        }
    }

    private async command(
        { faults, crashesAtWrite }: Trouble,
        run: (engine: Operation) => Promise<void>,
    ): Promise<void> {
        const before = this.jobs();
        const keptBefore = new Map(this.pulumi.checkpoint);
        const printedBefore = (await this.provider.output()).length;
        const requestsBefore = this.emulator.requests().length;
        faults.forEach((fault) => this.emulator.addFault(fault));
        this.pulumi.begin(crashesAtWrite);
        await run(await this.provider.begin({}, this.service.kind.storedLine));
        const struck = this.emulator
            .faults()
            .filter((fault) => fault.struck > 0)
            .map(({ action }) =>
                action.type === "answer" && action.status === 200 ? hollowSuccess : action.type,
            );
        this.emulator.clearFaults();
        const requests = this.emulator.requests().slice(requestsBefore);
        this.counts.requests += requests.length;
        this.counts.faults += struck.length;
        this.counts.crashes += this.pulumi.isCrashed ? 1 : 0;
        const { events, checkpoint } = this.pulumi;
        for (const { resource, what, error, lost } of events) {
            const end = lost ? "killed" : (error ?? "done");
            this.history.push(`    ${what} ${resource}: ${end}`);
        }
        const after = this.jobs();
        const printed = (await this.provider.output()).slice(printedBefore);
        const seen = { before, after, keptBefore, kept: checkpoint, events, struck, requests };
        this.fail(violations({ ...seen, printed }, this.memory, this.service));
    }

    private argsOf(program: Program<Wish>) {
        const wishes = Object.entries(program) as [ResourceName, Wish][];
        return new Map(wishes.map(([name, wish]) => [name, this.service.argsOf(name, wish)]));
    }

    /** For Azure, and for the machine. */
    private async passMinutes(minutes: number): Promise<void> {
        this.emulator.advance(minutes / (24 * 60));
        await this.provider.run(`globalThis.moveTime(${minutes * 60_000});`);
    }

    private fail(broken: string[]): void {
        if (broken.length === 0) return;
        const { whereIs } = this.service;
        const jobs = this.jobs().map((job) => `${identityOf(job)}: ${whereIs(job)}`);
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
            jobId(this.emulator.subscriptionId, resource, this.service.kind.namespace)
        );
    }

    private jobOf(resource: ResourceName): SeenJob | undefined {
        const id = this.idOf(resource);
        return this.jobs().find((job) => sameId(job.id, id));
    }
}
