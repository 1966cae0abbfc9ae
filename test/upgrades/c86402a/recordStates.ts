// Writes the checkpoints beside this file with the packages of a folder, once: see README.md.

import fs from "node:fs";
import path from "node:path";
import { setTimeout } from "node:timers/promises";
import type { FaultAction } from "azure-importexport-emulator";
import { accountSubscriptionId } from "../../fixtures/diskInputs";
import { JobStack } from "../../fixtures/jobStack";
import { endProcess } from "../../harness/processes";
import {
    declared,
    fileOf,
    planted,
    programOf,
    replacedOld,
    storedStacks,
    type StateName,
    type StoredStack,
} from "./storedStates";

const refused: FaultAction = {
    type: "answer",
    status: 403,
    body: { error: { code: "AuthorizationFailed", message: "No." } },
};
const hollow = (when: "before" | "after"): FaultAction => ({
    type: "answer",
    status: 200,
    body: "<html>Welcome!</html>",
    when,
});

/** Those whose last command fails, and that every further command would go on with. */
const unfinished: readonly StateName[] = ["unconfirmed", "vanished", "halfmade"];

class Recording {
    private constructor(
        private readonly jobs: JobStack,
        private readonly wanted: StoredStack,
    ) {}

    static async open(wanted: StoredStack, folder: string): Promise<Recording> {
        const jobs = await JobStack.create({
            kind: wanted.kind,
            subscriptionId: accountSubscriptionId,
            // A cancellation that takes its time; an Import/Export job's always does.
            dataBoxCancel: "whenMoved",
        });
        const modules = path.join(jobs.stack.programFolder, "node_modules");
        fs.unlinkSync(modules);
        fs.symlinkSync(path.join(folder, "node_modules"), modules, "junction");
        jobs.stack.setProgram(programOf(wanted.kind));
        // What never succeeds need not be tried again.
        jobs.stack.env.AZURE_IMPORTEXPORT_PATIENCE_SECONDS = "0";
        return new Recording(jobs, wanted);
    }

    close(): Promise<void> {
        return this.jobs.dispose();
    }

    async record(): Promise<void> {
        await this.makeUntagged();
        await this.makeOrdinary();
        await this.makePurged();
        await this.makeLate();
        this.finishUnread();
        await this.failTheRest();
        await this.interrupt();
        const checkpoint = await this.jobs.stack.export();
        fs.writeFileSync(fileOf(this.wanted), `${JSON.stringify(checkpoint, withoutMachine, 4)}\n`);
    }

    private async makeUntagged(): Promise<void> {
        await this.jobs.stack.setConfig({ "azure-importexport:ownerTag": "false" });
        await this.up(["untagged"]);
        await this.jobs.stack.succeeds(["config", "rm", "azure-importexport:ownerTag"]);
    }

    /** Everything that goes up well, as it was declared first. */
    private async makeOrdinary(): Promise<void> {
        const { states } = this.wanted;
        this.jobs.emulator.plant(this.jobs.id("adopted"), planted(states.adopted.args));
        await this.up(this.finished(), { isFirst: true });
        await this.up(this.finished(), { isFirst: false, except: ["replaced", "pending"] });
    }

    private async makePurged(): Promise<void> {
        this.jobs.emulator.move(this.jobs.id("purged"), this.wanted.underWay);
        this.jobs.emulator.remove(this.jobs.id("purged"));
        await this.jobs.stack.succeeds([
            ...["refresh", "--yes", "--skip-preview", "--target", this.jobs.urn("purged")],
        ]);
    }

    private async makeLate(): Promise<void> {
        const { code } = await this.jobs.stack.destroy("--target", this.jobs.urn("late"));
        if (code === 0) throw new Error("The cancellation was not to be over in time.");
    }

    private finishUnread(): void {
        this.jobs.emulator.move(this.jobs.id("unread"), "Completed");
    }

    private async failTheRest(): Promise<void> {
        const { announces, ends } = this.wanted;
        const strike = (job: string, method: string, action: FaultAction, nth = 1) =>
            this.jobs.emulator.addFault({ match: { job, method, nth }, times: "always", action });
        strike("unconfirmed", "PUT", hollow("after"));
        strike("unconfirmed", "GET", refused, 2);
        strike("vanished", "PUT", hollow("before"));
        strike("halfmade", announces, refused);
        strike(replacedOld, ends, refused);
        // What a replacement cancels is over at once, so that only its creation is missing.
        if (ends === "POST") strike("pending", ends, { type: "moveJob", state: "Cancelled" });
        strike("pending", "PUT", refused);
        this.declare([...this.finished(), ...unfinished]);
        const { code, output } = await this.jobs.stack.up("--continue-on-error");
        if (code === 0) throw new Error(`That was to fail:\n${output}`);
    }

    /** Everything is killed while Azure's answer to the creation is on its way. */
    private async interrupt(): Promise<void> {
        const { emulator, stack } = this.jobs;
        emulator.addFault({
            match: { job: "interrupted", method: "PUT" },
            action: { type: "delay", ms: 60_000, when: "after" },
        });
        this.declare([...this.finished(), ...unfinished, "interrupted"]);
        const target = ["--target", this.jobs.urn("interrupted")];
        const running = stack.start(["up", "--yes", "--skip-preview", ...target]);
        while (!this.jobs.job("interrupted")) await setTimeout(20);
        running.kill();
        await running.result;
        for (const { pid } of stack.leftovers()) endProcess(pid);
    }

    private finished(): StateName[] {
        const names = Object.keys(this.wanted.states) as StateName[];
        return names.filter((name) => name !== "interrupted" && !unfinished.includes(name));
    }

    private async up(
        names: readonly StateName[],
        { isFirst = false, except = [] as readonly StateName[] } = {},
    ): Promise<void> {
        this.declare(names, (name) => isFirst || except.includes(name));
        await this.jobs.stack.succeeds(["up", "--yes", "--skip-preview"]);
    }

    private declare(
        names: readonly StateName[],
        isFirst: (name: StateName) => boolean = () => false,
    ): void {
        const all = names.map((name) => {
            const state = this.wanted.states[name];
            if (!isFirst(name)) return [name, declared(name, state)];
            const { formerName = name, first = state.args } = state;
            return [formerName, { ...declared(name, state, first), formerName: undefined }];
        });
        this.jobs.stack.writeFile("jobs.json", JSON.stringify(Object.fromEntries(all)));
    }
}

/** Where the program stood on the recording machine is nobody's business. */
function withoutMachine(key: string, value: unknown): unknown {
    return key === "sourcePosition" || key === "stackTrace" ? undefined : value;
}

async function recordAll(folder: string): Promise<void> {
    for (const wanted of storedStacks) {
        const recording = await Recording.open(wanted, folder);
        try {
            await recording.record();
        } finally {
            await recording.close();
        }
    }
}

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error("Which folder's packages? One with node_modules in it.");
recordAll(path.resolve(folder)).catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
});
