import { execFileSync } from "node:child_process";
import fs from "node:fs";

export interface LeftoverProcess {
    pid: number;
    command: string;
}

/** All running processes whose environment holds `NAME=value` exactly. */
export function processesWith(setting: string): LeftoverProcess[] {
    return fs.existsSync("/proc/self/environ") ? fromProc(setting) : fromPs(setting);
}

/** Ends a process at once; one that has ended by itself meanwhile is as good. */
export function endProcess(pid: number): void {
    try {
        process.kill(pid, "SIGKILL");
    } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
    }
}

function fromProc(setting: string): LeftoverProcess[] {
    const found: LeftoverProcess[] = [];
    for (const pid of fs.readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
        const environment = readIfThere(`/proc/${pid}/environ`);
        if (!environment.split("\0").includes(setting)) continue;
        const command = readIfThere(`/proc/${pid}/cmdline`).replaceAll("\0", " ").trim();
        found.push({ pid: Number(pid), command });
    }
    return found;
}

/** A process may end between listing and reading, and those of other users cannot be read. */
function readIfThere(file: string): string {
    try {
        return fs.readFileSync(file, "utf8");
    } catch (error) {
        const { code } = error as NodeJS.ErrnoException;
        if (code === "ENOENT" || code === "ESRCH" || code === "EACCES" || code === "EPERM")
            return "";
        throw error;
    }
}

function fromPs(setting: string): LeftoverProcess[] {
    const lines = execFileSync("ps", ["axeww", "-o", "pid=,command="], { encoding: "utf8" });
    return lines
        .split("\n")
        .filter((line) => ` ${line} `.includes(` ${setting} `))
        .map((line) => ({ pid: parseInt(line, 10), command: line.trim() }));
}
