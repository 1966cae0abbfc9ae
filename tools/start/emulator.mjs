// The emulator as a process of its own, and the hands that move its parcels and its time.

import { spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { runQuietly } from "../childProcess.mjs";
import { SetupError } from "../progress.mjs";
import { isRunning } from "./running.mjs";

const stopLimitMs = 5_000;

/**
 * Starts the emulator, in a process group of its own: Ctrl-C is for us to deal with, in our order.
 * It goes on when we end; `stopEmulator` ends it.
 *
 * @param onSpawn is told the process id at once, so that whoever fails later can stop it
 * @returns once it answers
 * @throws SetupError with what it said, when it ends instead
 */
export async function startEmulator(repository, folder, onSpawn) {
    fs.mkdirSync(folder.emulator, { mode: 0o700 });
    // A file and no pipe: with --keep it goes on writing after we have ended.
    const log = path.join(folder.emulator, "output.log");
    const output = fs.openSync(log, "a");
    const child = spawn(process.execPath, [command(repository), "--dir", folder.emulator], {
        cwd: repository,
        stdio: ["ignore", output, output],
        detached: true,
    });
    fs.closeSync(output);
    onSpawn(child.pid);
    child.unref();
    let ended = false;
    child.once("exit", () => (ended = true));
    // It writes emulator.json when it answers.
    while (!readConnection(folder)) {
        if (ended) {
            const said = fs.readFileSync(log, "utf8").trim();
            throw new SetupError(`The emulator did not start:\n${said}`);
        }
        await pause(30);
    }
}

/** The environment that makes Azure clients talk to the emulator: NAME → value. */
export async function emulatorEnvironment(repository, folder) {
    // bash's lines, on Windows too, where another shell's would be printed.
    const args = [command(repository), "env", "--dir", folder.emulator, "--shell", "bash"];
    const { code, stdout, stderr } = await runQuietly(process.execPath, args);
    if (code !== 0) throw new SetupError(`The emulator did not print its environment:\n${stderr}`);
    const lines = stdout.matchAll(/^export (\w+)='(.*)'$/gm);
    return Object.fromEntries(
        Array.from(lines, ([, name, value]) => [name, value.replaceAll(`'\\''`, "'")]),
    );
}

/** How to reach the emulator of `folder`; undefined where none is. */
export function readConnection(folder) {
    try {
        return JSON.parse(fs.readFileSync(path.join(folder.emulator, "emulator.json"), "utf8"));
    } catch (error) {
        if (error.code === "ENOENT") return undefined;
        throw error;
    }
}

/**
 * One call of the emulator's admin API; with a body it is a POST.
 *
 * @throws SetupError with the emulator's own sentence when it refuses
 */
export async function askEmulator(connection, call, body) {
    const answer = await fetch(`${connection.adminEndpoint}/${call}`, {
        method: body ? "POST" : "GET",
        headers: {
            authorization: `Bearer ${connection.adminToken}`,
            ...(body ? { "content-type": "application/json" } : {}),
        },
        body: body && JSON.stringify(body),
    });
    const said = await answer.json();
    if (!answer.ok) throw new SetupError(`The emulator refused: ${said.error?.message}`);
    return said;
}

/** Ends the emulator, if `pid` is it: the id of a process that ended may be another's by now. */
export async function stopEmulator(folder, pid) {
    if (!isRunning(pid) || !(await isEmulator(folder))) return;
    process.kill(pid, "SIGTERM");
    const deadline = Date.now() + stopLimitMs;
    while (isRunning(pid)) {
        if (Date.now() > deadline) return void process.kill(pid, "SIGKILL");
        await pause(20);
    }
}

/** Whether the emulator of this folder answers to its token. */
async function isEmulator(folder) {
    const connection = readConnection(folder);
    if (!connection) return false;
    try {
        await askEmulator(connection, "jobs");
        return true;
    } catch (error) {
        if (error instanceof SetupError || error instanceof TypeError) return false; // fetch's "failed"
        throw error;
    }
}

function command(repository) {
    return path.join(repository, "emulator/dist/command.js");
}
