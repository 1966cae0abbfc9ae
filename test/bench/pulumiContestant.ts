/** This provider beside its peer: a project of many jobs, in YAML by the packaged provider or in JavaScript. */
import path from "node:path";
import type { Emulator } from "azure-importexport-emulator";
import { findPulumi } from "../harness/pulumiCli";
import { createStack, type Stack } from "../harness/stack";
import { jobArgs } from "./jobArgs.cjs";
import type { Operation } from "./terraformPeer";
import { timedCommand, type Timed } from "./timedCommand";

const commands: Record<Operation, string[]> = {
    up: ["up", "--yes", "--skip-preview"],
    "preview with reads": ["preview", "--refresh"],
    "preview without reads": ["preview"],
    destroy: ["destroy", "--yes", "--skip-preview"],
};

export class PulumiContestant {
    private constructor(private readonly stack: Stack) {
        // What the tests preload is not what a user has.
        delete stack.env.NODE_OPTIONS;
    }

    static async start(
        door: "yaml" | "javascript",
        emulator: Emulator,
        count: number,
    ): Promise<PulumiContestant> {
        const stack = await createStack({ program: javascript(count), env: { ...emulator.env } });
        if (door === "yaml") stack.useYaml(JSON.stringify(yaml(count)));
        return new PulumiContestant(stack);
    }

    run(operation: Operation): Promise<Timed> {
        const command = [findPulumi().command, ...commands[operation], "--non-interactive"];
        return timedCommand(command, { cwd: this.stack.programFolder, env: this.stack.env });
    }

    dispose(): Promise<void> {
        return this.stack.dispose();
    }
}

function javascript(count: number): string {
    const args = path.resolve(__dirname, "jobArgs.cjs");
    return `
        const { Job } = require("pulumi-azure-importexport");
        const { jobArgs } = require(${JSON.stringify(args)});
        for (let i = 0; i < ${count}; i++) new Job("job-" + i, jobArgs("job-" + i));`;
}

/** A project file of YAML, as the object that it is. */
function yaml(count: number): object {
    const names = Array.from({ length: count }, (_, index) => `job-${index}`);
    const resources = names.map((name) => [
        name,
        { type: "azure-importexport:importexport:Job", properties: jobArgs(name) },
    ]);
    const provider = path.resolve(__dirname, "../../provider/dist/plugin");
    return {
        name: "test",
        runtime: "yaml",
        plugins: { providers: [{ name: "azure-importexport", path: provider }] },
        resources: Object.fromEntries(resources) as object,
    };
}
