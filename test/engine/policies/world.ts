import fs from "node:fs";
import path from "node:path";
import type { Emulator } from "azure-importexport-emulator";
import { createStack, RunningCommand, type CommandResult, type Stack } from "../../harness/stack";
import { importJob } from "../../fixtures/jobInputs";
import { importOrder } from "../../fixtures/orderInputs";
import { startTestEmulator, type ServiceJob } from "../../fixtures/jobStack";

const repository = path.resolve(__dirname, "../../..");
/** The pack's folder, as a user names it. */
export const packFolder = path.join(repository, "policies");
const guardedDestroy = path.join(packFolder, "dist/policies/guardedDestroy/command.js");

/** A resource of the program. */
export interface Registration {
    /** The resource's name; the job's, too, unless `jobName` says otherwise. */
    name: string;
    type: string;
    jobName?: string;
    location?: string;
    /** Below a component of this name. */
    parent?: string;
    /** The name, and no parent, that the resource had before. */
    formerName?: string;
    retainOnDelete?: boolean;
}

/** What became of a job. */
export type Fate = "there" | "cancelled" | "gone";

/** A stack full of jobs, with whatever stands for Azure behind it. */
export interface World {
    readonly stack: Stack;
    /** Puts these jobs into the stack, in these states. */
    fill(jobs: Placed[]): Promise<void>;
    fateOf(jobName: string): Fate;
    dispose(): Promise<void>;
}

const program = `
    const fs = require("node:fs");
    const pulumi = require("@pulumi/pulumi");
    const { Job, CustomerDiskJob } = require("pulumi-azure-importexport");
    const ours = { "pulumi-nodejs:dynamic/importexport:Job": Job, "pulumi-nodejs:dynamic/databox:CustomerDiskJob": CustomerDiskJob };
    class NativeJob extends pulumi.CustomResource {
        constructor(type, name, { deletion, ...args }, opts) { super(type, name, args, opts); }
    }
    const components = {};
    const component = (name) => components[name] ??= new pulumi.ComponentResource("test:Shelf", name);
    for (const { name, type, args, parent, formerName, retainOnDelete } of JSON.parse(fs.readFileSync("jobs.json"))) {
        const opts = {
            retainOnDelete,
            ...(parent && { parent: component(parent) }),
            ...(formerName && { aliases: ["urn:pulumi:dev::test::" + type + "::" + formerName] }),
        };
        ours[type] ? new ours[type](name, args, opts) : new NativeJob(type, name, args, opts);
    }
`;

/** Writes what the program registers. */
export function register(stack: Stack, jobs: readonly Registration[]): void {
    const declared = jobs.map(({ name, jobName = name, location = "westus", ...rest }) => {
        const deletion = { waitMinutes: 0, whenTimeIsUp: "forget" };
        const argsOf = isOrder(rest.type) ? importOrder : importJob;
        return { name, ...rest, args: { ...argsOf({ location, deletion }), jobName } };
    });
    stack.writeFile("jobs.json", JSON.stringify(declared));
}

const isOrder = (type: string) => /databox/i.test(type);

/** Runs `guarded-destroy` in the stack's program folder, as CI does: nobody answers questions. */
export function guardedDestroyOf(stack: Stack, ...args: string[]): Promise<CommandResult> {
    const running = new RunningCommand(process.execPath, [guardedDestroy, ...args], {
        cwd: stack.programFolder,
        env: stack.env,
    });
    return running.result;
}

/** This project's jobs, and the emulator. */
export async function ownWorld(): Promise<World & { emulator: Emulator }> {
    const emulator = await startTestEmulator();
    const stack = await createStack({ program, env: { ...emulator.env }, config: { a: "b" } });
    return {
        stack,
        emulator,
        async fill(jobs) {
            register(stack, jobs);
            await stack.succeeds(["up", "--yes", "--skip-preview"]);
            for (const { name, jobName = name, state } of jobs) emulator.move(jobName, state);
            await stack.succeeds(["refresh", "--yes", "--skip-preview"]);
        },
        fateOf(jobName) {
            const jobs = emulator.jobs() as ServiceJob[];
            const job = jobs.find(({ name }) => name === jobName);
            if (!job) return "gone";
            const { cancelRequested, cancellationReason } = job.properties;
            return cancelRequested || cancellationReason ? "cancelled" : "there";
        },
        async dispose() {
            await stack.dispose();
            await emulator.stop();
        },
    };
}

/** Makes a job's outputs in a checkpoint say that it is in this state. */
export type SetState = (outputs: Record<string, unknown>, state: string) => void;

const setJobState: SetState = ({ properties }, state) => {
    (properties as { state: string }).state = state;
};

/** azure-native's jobs, by an imported checkpoint and the stand-in plugin. */
export async function nativeWorld(setState = setJobState): Promise<World> {
    const stack = await createStack({ program, config: { a: "b" } });
    const fateOf = watchStandIn(stack);
    return {
        stack,
        fill: (jobs) => fillWithStates(stack, jobs, setState),
        fateOf,
        dispose: () => stack.dispose(),
    };
}

/**
 * Jobs of both kinds in one stack.
 *
 * @param isRefreshed otherwise the checkpoint does not know what Azure did to ours since
 */
export async function mixedWorld(
    setState: SetState,
    isRefreshed = false,
): Promise<World & { emulator: Emulator; setNative: (jobs: Placed[]) => Promise<void> }> {
    const world = await ownWorld();
    const { stack, emulator } = world;
    const nativeFateOf = watchStandIn(stack);
    const natives: string[] = [];
    const setNative = (jobs: Placed[]) => setStates(stack, jobs, setState);
    return {
        ...world,
        async fill(jobs) {
            register(stack, jobs);
            await stack.succeeds(["up", "--yes", "--skip-preview"]);
            const theirs = jobs.filter(({ type }) => type.startsWith("azure-native"));
            natives.push(...theirs.map(({ name }) => name));
            for (const { name, state } of jobs) {
                if (!natives.includes(name)) emulator.move(name, state);
            }
            if (isRefreshed) await stack.succeeds(["refresh", "--yes", "--skip-preview"]);
            await setNative(theirs);
        },
        setNative,
        fateOf: (name) => (natives.includes(name) ? nativeFateOf(name) : world.fateOf(name)),
    };
}

/** A resource, and where its job is. */
export type Placed = Registration & { state: string };

async function fillWithStates(stack: Stack, jobs: Placed[], setState: SetState): Promise<void> {
    register(stack, jobs);
    await stack.succeeds(["up", "--yes", "--skip-preview"]);
    await setStates(stack, jobs, setState);
}

/** Writes these states into the checkpoint. */
async function setStates(stack: Stack, jobs: Placed[], setState: SetState): Promise<void> {
    const checkpoint = await stack.export();
    for (const { urn, outputs } of checkpoint.deployment.resources ?? []) {
        const job = jobs.find(({ name }) => urn.endsWith(`::${name}`));
        if (job && outputs) setState(outputs, job.state);
    }
    await stack.import(checkpoint);
}

/** Puts the stand-in into this stack, and tells what becomes of its jobs. */
function watchStandIn(stack: Stack): (jobName: string) => Fate {
    const logFile = path.join(stack.folder, "stand-in.log");
    fs.writeFileSync(logFile, "");
    installStandIn(stack, logFile);
    return (jobName) => {
        const lines = fs.readFileSync(logFile, "utf8").split("\n");
        return lines.includes(`deleted ${jobName}`) ? "gone" : "there";
    };
}

/** Under the name of the plugin, and of packages that were generated locally for one API version. */
export function installStandIn(stack: Stack, logFile: string): void {
    stack.env.STAND_IN_LOG = logFile;
    const folder = path.join(stack.folder, "plugins");
    fs.mkdirSync(folder);
    const script = `#!/bin/sh\nexec node "${path.join(__dirname, "standInAzureNative.cjs")}" "$@"\n`;
    for (const name of [
        "azure-native",
        "azure-native_importexport_v20210101",
        "azure-native_databox_v20250701",
    ]) {
        fs.writeFileSync(path.join(folder, `pulumi-resource-${name}`), script, { mode: 0o755 });
    }
    stack.env.PATH = `${folder}${path.delimiter}${stack.env.PATH}`;
}
