// The folder of the quick start: whatever it writes is in there, and goes with it.

import fs from "node:fs";
import path from "node:path";
import { SetupError } from "../progress.mjs";
import { stopEmulator } from "./emulator.mjs";
import { isRunning } from "./running.mjs";

/** Paths of the quick start of the repository in `repository`. Nothing is made. */
export function quickstartFolder(repository) {
    const root = path.join(repository, ".quickstart");
    return {
        root,
        /** Who made the folder: `{ pid, kept, emulatorPid }`. */
        run: path.join(root, "run.json"),
        /** The environment that `npm run pulumi` takes: NAME → value. */
        env: path.join(root, "env.json"),
        emulator: path.join(root, "emulator"),
        pulumiHome: path.join(root, "pulumi"),
        state: path.join(root, "state"),
    };
}

/**
 * Makes the folder and notes that it is this process's.
 *
 * What a run left that was ended by force is removed first, its emulator included.
 *
 * @throws SetupError when another run has it, or when --keep left it on purpose
 */
export async function claim(folder) {
    if (fs.existsSync(folder.root)) {
        const run = readRun(folder);
        if (run?.kept) {
            throw new SetupError(
                "The stack of npm start -- --keep is still up. Play on with it, or end it first: npm start -- --stop",
            );
        }
        refuseRunning(run);
        await release(folder);
    }
    fs.mkdirSync(folder.root);
    noteRun(folder, { pid: process.pid, kept: false });
    fs.mkdirSync(folder.pulumiHome);
    fs.mkdirSync(folder.state);
}

/** Ends the emulator of the folder, if it runs, and removes the folder. */
export async function release(folder) {
    const emulatorPid = readRun(folder)?.emulatorPid;
    if (emulatorPid) await stopEmulator(folder, emulatorPid);
    fs.rmSync(folder.root, { recursive: true, force: true, maxRetries: 5 });
}

/** @throws SetupError when the run that made the folder still goes on */
export function refuseRunning(run) {
    if (!run || run.kept || run.pid === process.pid || !isRunning(run.pid)) return;
    throw new SetupError(
        `Another npm start is running here (process ${run.pid}): wait for it, or end it with Ctrl-C there. ` +
            "If there is none, remove the folder .quickstart.",
    );
}

/** What noteRun wrote; undefined where there is nothing. */
export function readRun(folder) {
    try {
        return JSON.parse(fs.readFileSync(folder.run, "utf8"));
    } catch (error) {
        if (error.code === "ENOENT") return undefined;
        throw error;
    }
}

/** Adds to what is known of the run. */
export function noteRun(folder, facts) {
    fs.writeFileSync(folder.run, JSON.stringify({ ...readRun(folder), ...facts }) + "\n");
}
