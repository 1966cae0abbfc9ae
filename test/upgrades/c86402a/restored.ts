import fs from "node:fs";
import path from "node:path";
import { accountSubscriptionId } from "../../fixtures/diskInputs";
import { JobStack, type PlainArgs } from "../../fixtures/jobStack";
import type { Checkpoint, CheckpointResource } from "../../harness/stack";
import {
    declared,
    planted,
    programOf,
    readCheckpoint,
    replacedOld,
    type StateName,
    type StoredStack,
} from "./storedStates";

/** A job's name as Azure has it: the last part of its id. */
export const jobOf = ({ id = "" }: Pick<CheckpointResource, "id">) => id.split("/").pop() ?? "";

/** A stack that an earlier release left, with Azure as it was then, for the present packages to go on with. */
export class RestoredStack {
    private constructor(
        readonly jobs: JobStack,
        private readonly wanted: StoredStack,
        /** Secrets in clear, as an export shows them. */
        private readonly checkpoint: Checkpoint,
    ) {}

    static async open(wanted: StoredStack): Promise<RestoredStack> {
        const jobs = await JobStack.create({
            kind: wanted.kind,
            subscriptionId: accountSubscriptionId,
        });
        jobs.stack.setProgram(programOf(wanted.kind));
        await jobs.stack.import(readCheckpoint(wanted));
        const checkpoint = await jobs.stack.export("--show-secrets");
        return new RestoredStack(jobs, wanted, checkpoint);
    }

    close(): Promise<void> {
        return this.jobs.dispose();
    }

    /** As it was when the release had ended: Azure, the checkpoint and the program. */
    async restore(): Promise<void> {
        const { emulator, stack } = this.jobs;
        emulator.reset();
        this.plantAll();
        for (const resource of this.checkpoint.deployment.resources ?? []) this.move(resource);
        await stack.import(this.checkpoint);
        this.putPendingBack();
        // It has the secrets in clear, and no test is to find them here.
        fs.rmSync(path.join(stack.folder, "checkpoint.json"));
        this.declare();
    }

    /** @param changed what is laid over the arguments of some resources */
    declare(changed: Partial<Record<StateName, Partial<PlainArgs>>> = {}): void {
        const all = Object.entries(this.wanted.states).map(([name, state]) => {
            const args = { ...state.args, ...changed[name as StateName] } as PlainArgs;
            return [name, declared(name, state, args)];
        });
        this.jobs.stack.writeFile("jobs.json", JSON.stringify(Object.fromEntries(all)));
    }

    /** Azure's jobs: those of the table, with the tags that the release gave them. */
    private plantAll(): void {
        const { emulator } = this.jobs;
        for (const [name, state] of Object.entries(this.wanted.states)) {
            const { args, azure, isUntagged, isCancelled, formerName, parent, first } = state;
            const owner = `organization/test/dev/${parent ? `test:Desk/${name}` : (formerName ?? name)}`;
            const tags = {
                ...(args.tags as Record<string, string> | undefined),
                ...(isUntagged ? {} : { "pulumi-owner": owner }),
            };
            const there = { tags, state: azure, cancelRequested: isCancelled };
            const jobName = (args.jobName as string | undefined) ?? name;
            if (azure !== null)
                emulator.plant(this.jobs.id(jobName), { ...planted(args), ...there });
            if (first?.jobName === replacedOld) {
                emulator.plant(this.jobs.id(replacedOld), { ...planted(first), ...there });
            }
        }
    }

    /** `stack import` drops the operations that were cut off; nothing else of the CLI writes them. */
    private putPendingBack(): void {
        const { pending_operations } = readCheckpoint(this.wanted).deployment;
        const file = path.join(this.jobs.stack.folder, "state/.pulumi/stacks/test/dev.json");
        const state = JSON.parse(fs.readFileSync(file, "utf8")) as {
            checkpoint: { latest: Record<string, unknown> };
        };
        state.checkpoint.latest.pending_operations = pending_operations;
        fs.writeFileSync(file, JSON.stringify(state));
    }

    /** What is another today: where Azure is, and when the jobs were made there. README.md says why. */
    private move(resource: CheckpointResource): void {
        const outputs = resource.outputs as
            { cloud?: string; systemData?: { plaintext: string } } | undefined;
        if (outputs?.cloud === undefined) return;
        outputs.cloud = this.jobs.emulator.endpoint;
        const made = this.jobs.job(jobOf(resource))?.systemData;
        if (made && outputs.systemData) outputs.systemData.plaintext = JSON.stringify(made);
    }
}
