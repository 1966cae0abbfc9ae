/**
 * An inline program of the Automation API whose update is killed after its PUTs: there the provider runs below the CLI, as it
 * does elsewhere, and finds the beginning of its creations in the checkpoint. Both services in one stack.
 */
import { spawn, type ChildProcess } from "node:child_process";
import { setTimeout } from "node:timers/promises";
import type { Emulator } from "azure-importexport-emulator";
import { accountSubscriptionId, importOrder } from "../fixtures/diskInputs";
import { importJob } from "../fixtures/jobInputs";
import { startTestEmulator, type ServiceJob } from "../fixtures/jobStack";
import { endProcess } from "../harness/processes";
import { createStack, type Stack } from "../harness/stack";
import { until } from "../harness/until";

const inline = `
    const { LocalWorkspace } = require("@pulumi/pulumi/automation");
    const { Job, CustomerDiskJob } = require("pulumi-azure-importexport");
    const { job, order } = JSON.parse(require("node:fs").readFileSync("args.json", "utf8"));
    const program = async () => {
        new Job("photos", job);
        new CustomerDiskJob("disks", order);
    };
    LocalWorkspace.createOrSelectStack({ stackName: "dev", projectName: "test", program }, { workDir: __dirname })
        .then((stack) => stack.up({ onOutput: (text) => process.stdout.write(text) }))
        .catch((error) => { console.error(error.message); process.exitCode = 1; });
`;

let emulator: Emulator;
let stack: Stack;
beforeAll(async () => {
    emulator = await startTestEmulator({ subscriptionId: accountSubscriptionId });
    stack = await createStack({
        program: "",
        env: { ...emulator.env },
        files: {
            "inline.js": inline,
            "args.json": JSON.stringify({ job: importJob(), order: importOrder() }),
        },
    });
});
afterAll(async () => {
    await stack.dispose();
    await emulator.stop();
});

const made = () =>
    (emulator.jobs() as ServiceJob[]).map(({ name, systemData }) => [name, systemData.createdAt]);

function begun(): { child: ChildProcess; ended: Promise<number | null>; printed: () => string } {
    const { programFolder: cwd, env } = stack;
    const child = spawn(process.execPath, ["inline.js"], { cwd, env });
    let text = "";
    child.stdout.on("data", (some: Buffer) => (text += some.toString()));
    child.stderr.on("data", (some: Buffer) => (text += some.toString()));
    const ended = new Promise<number | null>((resolve) => child.on("close", resolve));
    return { child, ended, printed: () => text };
}

it("makes no second job: the next run goes on with both creations, and they get their new identities", async () => {
    for (const operation of ["Jobs_Create", "DataBox.Jobs_Create"]) {
        const action = { type: "delay", ms: 60_000, when: "after" } as const;
        emulator.addFault({ match: { operation }, action });
    }
    const first = begun();
    await until(() => made().length === 2);
    first.child.kill("SIGKILL");
    for (let left = stack.leftovers(); left.length > 0; left = stack.leftovers()) {
        left.forEach(({ pid }) => endProcess(pid));
        await setTimeout(20);
    }
    await first.ended;
    emulator.clearFaults();
    const before = made();
    await stack.succeeds(["cancel", "--yes"]);

    const second = begun();
    expect(await second.ended).toBe(0);
    expect(second.printed().match(/going on with the creation/g)!.length).toBeGreaterThan(1);
    expect(made()).toEqual(before);
    const owners = (await stack.resources("--show-secrets")).map(({ outputs }) => outputs?.owner);
    const tags = (emulator.jobs() as ServiceJob[]).map((job) => job.tags?.["pulumi-owner"]);
    expect(owners.sort()).toEqual(tags.sort());
}, 180_000);
