import type { Emulator } from "azure-importexport-emulator";
import type { ShownOrphan } from "../../provider/fleet/orphanReport";
import { accountSubscriptionId, importOrder } from "../fixtures/diskInputs";
import { importJob } from "../fixtures/jobInputs";
import { startTestEmulator, type ServiceJob } from "../fixtures/jobStack";
import { endProcess } from "../harness/processes";
import { createStack, type Stack } from "../harness/stack";
import { until } from "../harness/until";
import { fleetCommand } from "./fleet/fleetCommand";

/** Names that are made of the stack's: a rename changes them. */
const program = `
    const { Job, CustomerDiskJob } = require("pulumi-azure-importexport");
    new Job("photos", ${JSON.stringify(importJob())});
    new CustomerDiskJob("disks", ${JSON.stringify(importOrder())});
`;

let emulator: Emulator;
let stack: Stack;

beforeAll(async () => {
    emulator = await startTestEmulator({ subscriptionId: accountSubscriptionId });
    stack = await createStack({ program, env: { ...emulator.env } });
});
afterAll(async () => {
    await stack.dispose();
    await emulator.stop();
});

const jobs = () => emulator.jobs() as ServiceJob[];

/** An up that ends with every process of it, when Azure has both jobs and neither answer has come. */
async function killedUp(): Promise<void> {
    emulator.addFault({
        match: { method: "PUT" },
        times: "always",
        action: { type: "delay", ms: 20_000, when: "after" },
    });
    const running = stack.start(["up", "--yes", "--skip-preview"]);
    await until(() => jobs().length === 2);
    stack.leftovers().forEach(({ pid }) => endProcess(pid));
    await running.result;
    emulator.clearFaults();
}

describe("an up that is killed after its PUTs, and a rename of the stack", () => {
    it("orders no second job: the interrupted creations are listed, and the next up goes on with them", async () => {
        await killedUp();
        await stack.succeeds(["cancel", "--yes"]);
        await stack.succeeds(["stack", "rename", "renamed"]);
        const { stdout } = await fleetCommand(["orphans", "renamed", "--json"], {
            env: stack.env,
            cwd: stack.programFolder,
        });
        const { orphans } = JSON.parse(stdout) as { orphans: ShownOrphan[] };
        expect(orphans.map(({ kind }) => kind)).toEqual(["interrupted", "interrupted"]);

        await stack.succeeds(["up", "--yes", "--skip-preview"]);
        expect(jobs()).toHaveLength(2);
        const ids = (await stack.resources()).map(({ id }) => id?.split("/").pop());
        expect(ids.sort()).toEqual(
            jobs()
                .map(({ name }) => name)
                .sort(),
        );
        for (const { tags } of jobs()) {
            expect(tags?.["pulumi-owner"]).toMatch(/^organization\/test\/renamed\//);
        }
        await stack.succeeds(["preview", "--expect-no-changes"]);
    });
});
