import { execFile } from "node:child_process";
import fs from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";

/** The Pulumi command that runs this update, or the best guess at it. */
export interface PulumiCommand {
    /** A file, or a name to be looked up on PATH. */
    readonly command: string;
    /** Where it was found, for messages. */
    readonly foundBy: "the config" | "the running process" | "PATH";
    /** Where that process works; undefined when that cannot be seen. */
    readonly workingFolder: string | undefined;
    /** The arguments of that process; undefined when they cannot be seen. */
    readonly args: readonly string[] | undefined;
}

interface Process {
    readonly parentId: number;
    readonly executable: string;
}

const run = promisify(execFile);

/** From a pack: node, the language host, the CLI; more where wrappers stand between. */
const generations = 8;

/**
 * Finds the CLI that started this process: it alone surely understands the backend, the login and the
 * checkpoint. PATH is the last resort, since CI often names the CLI by its path.
 *
 * @param configured the config's `pulumiCommand`, which wins
 */
export async function findPulumiCommand(configured?: string): Promise<PulumiCommand> {
    const running = await runningPulumi();
    const workingFolder = running && (await workingFolderOf(running.id));
    const args = running && (await argumentsOf(running.id));
    const seen = { workingFolder, args };
    if (configured) return { command: configured, foundBy: "the config", ...seen };
    if (running && path.isAbsolute(running.executable)) {
        return { command: running.executable, foundBy: "the running process", ...seen };
    }
    return { command: "pulumi", foundBy: "PATH", ...seen };
}

async function runningPulumi(): Promise<{ id: number; executable: string } | undefined> {
    let id = process.ppid;
    for (let generation = 0; generation < generations && id > 1; generation++) {
        const found = await processWith(id);
        if (!found) return undefined;
        if (/^pulumi(\.exe)?$/i.test(path.basename(found.executable))) {
            return { id, executable: found.executable };
        }
        id = found.parentId;
    }
    return undefined;
}

/** Undefined where the system does not tell; then PATH decides. */
async function processWith(id: number): Promise<Process | undefined> {
    try {
        if (process.platform === "linux") return await fromProc(id);
        if (process.platform === "win32") return await fromWindows(id);
        return await fromPs(id);
    } catch {
        return undefined;
    }
}

async function fromProc(id: number): Promise<Process> {
    const stat = await fs.readFile(`/proc/${id}/stat`, "utf8");
    // The second field is the name in parentheses, which may hold anything.
    const [, parentId] = stat
        .slice(stat.lastIndexOf(")") + 2)
        .split(" ")
        .map(Number);
    return { parentId: parentId ?? 0, executable: await fs.readlink(`/proc/${id}/exe`) };
}

async function fromPs(id: number): Promise<Process | undefined> {
    const { stdout } = await run("ps", ["-o", "ppid=,comm=", "-p", String(id)]);
    const [, parentId, executable] = /^\s*(\d+)\s+(.+?)\s*$/.exec(stdout) ?? [];
    return executable ? { parentId: Number(parentId), executable } : undefined;
}

async function fromWindows(id: number): Promise<Process | undefined> {
    const query = `Get-CimInstance Win32_Process -Filter "ProcessId=${id}" | ForEach-Object { "$($_.ParentProcessId) $($_.ExecutablePath)" }`;
    const { stdout } = await run("powershell", ["-NoProfile", "-Command", query]);
    const [, parentId, executable] = /^\s*(\d+)\s+(.+?)\s*$/.exec(stdout) ?? [];
    return executable ? { parentId: Number(parentId), executable } : undefined;
}

/** Undefined where the system does not tell. */
async function workingFolderOf(id: number): Promise<string | undefined> {
    try {
        if (process.platform === "linux") return await fs.readlink(`/proc/${id}/cwd`);
        if (process.platform === "win32") return undefined;
        const { stdout } = await run("lsof", ["-a", "-p", String(id), "-d", "cwd", "-Fn"]);
        return /^n(.+)$/m.exec(stdout)?.[1];
    } catch {
        return undefined;
    }
}

/** Undefined where the system does not tell, or not where one argument ends and the next begins. */
async function argumentsOf(id: number): Promise<readonly string[] | undefined> {
    try {
        if (process.platform === "linux") {
            const line = await fs.readFile(`/proc/${id}/cmdline`, "utf8");
            return line.split("\0").slice(1, -1);
        }
        if (process.platform === "win32") return await fromCommandLine(id);
        const { stdout } = await run("ps", ["-o", "args=", "-p", String(id)]);
        return plainWords(stdout.trim().split(/\s+/));
    } catch {
        return undefined;
    }
}

async function fromCommandLine(id: number): Promise<readonly string[] | undefined> {
    const query = `(Get-CimInstance Win32_Process -Filter "ProcessId=${id}").CommandLine`;
    const { stdout } = await run("powershell", ["-NoProfile", "-Command", query]);
    return stdout.includes('"') && !/^"[^"]*"[^"]*$/.test(stdout.trim())
        ? undefined
        : plainWords(stdout.trim().match(/"[^"]*"|\S+/g) ?? []);
}

/** The arguments of a line that was joined by spaces; undefined where one of them may hold spaces. */
function plainWords([, ...args]: readonly string[]): readonly string[] | undefined {
    const mayHoldSpaces = /^-(m|c|-message|-config|[a-zA-Z]*[mc]$)/;
    return args.some((arg) => mayHoldSpaces.test(arg)) ? undefined : args;
}
