import { spawn } from "node:child_process";
import { constants } from "node:os";
import { SetupError } from "./progress.mjs";

const signals = ["SIGINT", "SIGTERM", "SIGHUP"];

/**
 * Runs a command that has the terminal: input, output and Ctrl-C are its own.
 * Returns its exit code, or 128 + the signal's number where a signal ended it, as shells do.
 */
export function runInForeground(command, args, options = {}) {
    return new Promise((resolve, reject) => {
        const child = spawn(command, args, { stdio: "inherit", ...options });
        // A terminal sends Ctrl-C to the child as well: passing it on would count as the second
        // Ctrl-C, which makes Pulumi drop what it is doing.
        const passOn = (signal) => {
            if (signal !== "SIGINT" || !process.stdin.isTTY) child.kill(signal);
        };
        for (const signal of signals) process.on(signal, passOn);
        const stopListening = () => signals.forEach((signal) => process.off(signal, passOn));
        child.on("error", (error) => {
            stopListening();
            reject(error);
        });
        child.on("exit", (code, signal) => {
            stopListening();
            resolve(code ?? 128 + constants.signals[signal]);
        });
    });
}

/**
 * Runs a command and keeps what it prints.
 * Returns `{ code, stdout, stderr }`; `code` is null where the command could not be started or was ended
 * by a signal or by `timeout` (milliseconds), and `error` says why.
 * Throws a SetupError where we are told to end meanwhile; the command is ended first.
 */
export function runQuietly(command, args, options = {}) {
    return new Promise((resolve, reject) => {
        const child = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"], ...options });
        let [stdout, stderr] = ["", ""];
        child.stdout.setEncoding("utf8").on("data", (text) => (stdout += text));
        child.stderr.setEncoding("utf8").on("data", (text) => (stderr += text));

        let interruption;
        const interrupt = (signal) => {
            interruption = new SetupError(`Interrupted (${signal}).`);
            child.kill(signal);
        };
        for (const signal of signals) process.on(signal, interrupt);
        const stopListening = () => signals.forEach((signal) => process.off(signal, interrupt));

        child.on("error", (error) => {
            stopListening();
            resolve({ code: null, stdout, stderr, error });
        });
        child.on("close", (code, signal) => {
            stopListening();
            if (interruption) reject(interruption);
            else
                resolve({ code, stdout, stderr, error: signal && new Error(`ended by ${signal}`) });
        });
    });
}

/** The npm that runs us, else the one on PATH: command and first arguments. */
export function npmCommand() {
    const script = process.env.npm_execpath;
    if (script && /npm-cli\.c?js$/.test(script)) return [process.execPath, script];
    return process.platform === "win32" ? ["cmd.exe", "/c", "npm"] : ["npm"];
}
