import { spawn, type ChildProcess } from "node:child_process";
import { readFile } from "node:fs/promises";
import https from "node:https";
import path from "node:path";
import type { Connection } from "azure-importexport-emulator";
import { send, type ArmResponse } from "./harness";

export const command = path.join(__dirname, "../../..", "emulator", "dist", "command.js");

/** An emulator in a process of its own, as `npm run emulator` starts it. */
export interface EmulatorProcess extends Connection {
    readonly child: ChildProcess;
    /** What it printed until it was ready. */
    readonly printed: string;
    arm(method: string, path: string, body?: unknown, apiVersion?: string): Promise<ArmResponse>;
    job(name: string): string;
    /** Ends it and resolves when it is gone. */
    end(signal: "SIGTERM" | "SIGKILL"): Promise<number | null>;
}

/** Starts the command and resolves when it says that it is ready. @throws with what it said instead. */
export async function startCommand(dir: string, ...args: string[]): Promise<EmulatorProcess> {
    const child = spawn(process.execPath, [command, "--dir", dir, "--throttling", "off", ...args], {
        stdio: ["ignore", "pipe", "pipe"],
    });
    const printed = await firstLine(child);
    const connection = JSON.parse(
        await readFile(path.join(dir, "emulator.json"), "utf8"),
    ) as Connection;
    const agent = new https.Agent({
        ca: await readFile(connection.caCertificate),
        keepAlive: true,
    });
    const answer = await fetch(
        `${connection.identityEndpoint}?resource=${encodeURIComponent(connection.endpoint)}`,
        { headers: { "X-IDENTITY-HEADER": connection.identityHeader } },
    );
    const { access_token: token } = (await answer.json()) as { access_token: string };
    return {
        ...connection,
        child,
        printed,
        arm: (method, target, body, apiVersion = "2021-01-01") =>
            send(agent, `${connection.endpoint}${target}?api-version=${apiVersion}`, method, body, {
                authorization: `Bearer ${token}`,
            }),
        job: (name) =>
            `/subscriptions/${connection.subscriptionId}/resourceGroups/rg-test` +
            `/providers/Microsoft.ImportExport/jobs/${name}`,
        end: (signal) =>
            new Promise((resolve) => {
                agent.destroy();
                if (child.exitCode !== null || child.signalCode !== null) resolve(child.exitCode);
                child.once("exit", (code) => resolve(code));
                child.kill(signal);
            }),
    };
}

function firstLine(child: ChildProcess): Promise<string> {
    return new Promise((resolve, reject) => {
        let [out, problems] = ["", ""];
        child.stdout?.on("data", (chunk: Buffer) => {
            out += chunk.toString();
            if (out.includes("\n")) resolve(out);
        });
        child.stderr?.on("data", (chunk: Buffer) => (problems += chunk.toString()));
        child.once("error", reject);
        child.once("exit", (code) => reject(new Error(`exit ${code}: ${problems}`)));
    });
}
