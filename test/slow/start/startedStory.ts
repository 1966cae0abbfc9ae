// Runs `npm start` for real, in a folder that has this repository's tools and, by links, everything else: so the
// stack that a developer keeps in .quickstart is not met.

import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { lazyModules } from "../../harness/lazyModules";
import { processesWith, type LeftoverProcess } from "../../harness/processes";
import { RunningCommand } from "../../harness/runningCommand";

const repository = path.resolve(__dirname, "../../..");
const copied = ["tools", "examples", "Pulumi.yaml"];

export class StartedStory {
    /** The folder that stands for a clone of the repository. */
    readonly folder: string;
    readonly quickstart: string;
    private readonly started: RunningCommand[] = [];

    constructor() {
        this.folder = fs.realpathSync(
            fs.mkdtempSync(path.join(os.tmpdir(), "importexport-start-")),
        );
        this.quickstart = path.join(this.folder, ".quickstart");
        const left = [".git", ".quickstart", ".emulator"];
        for (const name of fs.readdirSync(repository).filter((one) => !left.includes(one))) {
            const [from, to] = [path.join(repository, name), path.join(this.folder, name)];
            if (copied.includes(name)) fs.cpSync(from, to, { recursive: true });
            else fs.symlinkSync(from, to, "junction");
        }
    }

    /** `npm start -- ARGS`, without npm. */
    start(...args: string[]): RunningCommand {
        return this.run("start", args);
    }

    /** `npm run pulumi -- ARGS`, without npm. */
    pulumi(...args: string[]): RunningCommand {
        return this.run("pulumi", [...args, "--non-interactive", "--color", "never"]);
    }

    /** What runs on: everything that a command started has our mark in its environment. */
    leftovers(): LeftoverProcess[] {
        return processesWith(`AZURE_IMPORTEXPORT_TEST_MARK=${this.folder}`);
    }

    /** Ends what still runs, and removes the folder. */
    dispose(): void {
        for (const { pid } of this.leftovers()) process.kill(pid, "SIGKILL");
        fs.rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
    }

    private run(tool: string, args: string[]): RunningCommand {
        const command = new RunningCommand(
            process.execPath,
            [path.join(this.folder, "tools", `${tool}.mjs`), ...args],
            {
                cwd: this.folder,
                env: {
                    ...process.env,
                    AZURE_IMPORTEXPORT_TEST_MARK: this.folder,
                    NO_COLOR: "1",
                    NODE_OPTIONS: lazyModules,
                },
            },
        );
        this.started.push(command);
        return command;
    }
}
