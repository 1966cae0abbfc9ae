import type { Emulator } from "azure-importexport-emulator";
import type { ShownOrphan } from "../../../provider/fleet/orphanReport";
import { jobId, startTestEmulator } from "../../fixtures/jobStack";
import { createStack, type Stack } from "../../harness/stack";
import { fleetCommand } from "./fleetCommand";

let emulator: Emulator;
let stack: Stack;

beforeAll(async () => {
    emulator = await startTestEmulator();
    stack = await createStack({
        program: "",
        language: "typescript",
        env: { ...emulator.env },
    });
});
afterAll(async () => {
    await stack.dispose();
    await emulator.stop();
});

async function orphans(): Promise<ShownOrphan[]> {
    const { stdout, stderr, code } = await fleetCommand(["orphans", "dev", "--json"], {
        env: stack.env,
        cwd: stack.programFolder,
    });
    expect({ stderr, code }).toEqual({ stderr: "", code: 0 });
    return (JSON.parse(stdout) as { orphans: ShownOrphan[] }).orphans;
}

describe("importexport-jobs orphans, by the name of a stack", () => {
    it("prints a program that adopts a job of each service; then there is none", async () => {
        for (const [name, namespace] of [
            ["photos", "Microsoft.ImportExport"],
            ["disks", "Microsoft.DataBox"],
        ] as const) {
            emulator.plant(jobId(emulator.subscriptionId, name, namespace), {
                tags: { "pulumi-owner": `organization/test/dev/${name}` },
            });
        }
        const before = JSON.stringify(emulator.jobs().map(withoutTags));
        const lines = (await orphans()).map(({ adopt }) => adopt!);
        expect(lines).toHaveLength(2);
        const program = [
            ...lines.map((line) => line.import),
            ...lines.map(({ resource }) => resource),
        ];
        stack.writeFile("index.ts", program.join("\n"));
        await stack.succeeds(["up", "--yes", "--skip-preview"]);
        expect(await orphans()).toEqual([]);
        await stack.succeeds(["preview", "--expect-no-changes"]);
        expect(JSON.stringify(emulator.jobs().map(withoutTags))).toBe(before);
    });
});

/** An adoption may renew the owner tag, and with it the time of the last change. */
function withoutTags(job: object): object {
    const { tags: _tags, systemData: _systemData, ...rest } = job as Record<string, unknown>;
    return rest;
}
