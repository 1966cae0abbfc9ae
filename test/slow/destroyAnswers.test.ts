/**
 * What the commands say of a destroy, by the hand-written table of every place and option: the JSON that `importexport-jobs`
 * prints, what `guarded-destroy` prints and how it ends, and so the verdict of the pack, whose policies the real engine runs.
 * The requests of the destroy itself are held to the same table by component/provider/destroyPlans.test.ts.
 */
import type { Emulator } from "azure-importexport-emulator";
import type { JobStatus } from "../../provider/fleet/jobStatus";
import { fleetCommand } from "../engine/fleet/fleetCommand";
import { guardedDestroyOf } from "../engine/policies/world";
import { cancelOrder, patchJob } from "../fixtures/armRequest";
import { importExport, orders, ordersForAFee, type Cell } from "../fixtures/destroyCells";
import { importJob } from "../fixtures/jobInputs";
import { customerDiskJobs, importExportJobs, jobId, startTestEmulator } from "../fixtures/jobStack";
import { isNightly } from "../fixtures/nightly";
import { importOrder } from "../fixtures/orderInputs";
import { createStack, type Stack } from "../harness/stack";

const program = `
    const fs = require("node:fs");
    const { Job, CustomerDiskJob } = require("pulumi-azure-importexport");
    const { className, jobs } = JSON.parse(fs.readFileSync("jobs.json"));
    for (const args of jobs) new { Job, CustomerDiskJob }[className](args.jobName, args);
`;

/** By day one cell of each kind of answer. */
function asked(cells: readonly Cell[]): { name: string; cell: Cell }[] {
    const kind = ({ fleet, guard, pack, ends }: Cell) => [fleet, guard, pack, ends].join();
    const named = cells.map((cell, index) => ({ name: `cell-${index}`, cell }));
    const isFirst = ({ cell }: { cell: Cell }, index: number) =>
        cells.findIndex((one) => kind(one) === kind(cell)) === index;
    return isNightly ? named : named.filter(isFirst);
}

/** How `guarded-destroy` ends: 1 refused by the pack, 2 by the provider. */
const exitOf = ({ pack, ends }: Cell) => (pack.includes("D") ? 1 : ends === "well" ? 0 : 2);

const refusal = (name: string) => `  refused by policy: job "${name}"`;

describe.each([
    ["import/export jobs", importExportJobs, importJob, "Job", importExport, {}],
    ["customer-disk orders", customerDiskJobs, importOrder, "CustomerDiskJob", orders, {}],
    [
        "customer-disk orders whose cancellation costs a fee",
        customerDiskJobs,
        importOrder,
        "CustomerDiskJob",
        ordersForAFee,
        { dataBoxCancelWithoutFee: false },
    ],
] as const)("the commands, asked of %s", (_, kind, args, className, cells, rules) => {
    const named = asked(cells);
    let emulator: Emulator;
    let stack: Stack;
    let listed: Record<string, JobStatus>;

    beforeAll(async () => {
        emulator = await startTestEmulator({ dataBoxCancel: "whenMoved", ...rules });
        stack = await createStack({ program, env: { ...emulator.env }, config: { a: "b" } });
        const jobs = named.map(({ name, cell }) => ({
            ...args({ deletion: { waitMinutes: 0, ...cell.deletion } }),
            jobName: name,
        }));
        stack.writeFile("jobs.json", JSON.stringify({ className, jobs }));
        stack.writeFile(
            "in-flight.json",
            JSON.stringify({ "no-destroy-in-flight": { blockedStates: "in-flight" } }),
        );
        await stack.succeeds(["up", "--yes", "--skip-preview"]);
        for (const { name, cell } of named) {
            const id = jobId(emulator.subscriptionId, name, kind.namespace);
            if (cell.isCancelled && kind === importExportJobs) {
                await patchJob(emulator, id, { properties: { cancelRequested: true } });
            } else if (cell.isCancelled) {
                await cancelOrder(emulator, id, "by hand");
            }
            emulator.move(id, cell.where);
        }
        // `--preview-only` refreshes nothing.
        await stack.succeeds(["refresh", "--yes", "--skip-preview"]);
        const { stdout } = await fleetCommand(["--json", "--stack"], {
            env: stack.env,
            cwd: stack.programFolder,
        });
        const printed = JSON.parse(stdout) as { jobs: JobStatus[] };
        listed = Object.fromEntries(printed.jobs.map((job) => [job.name, job]));
    }, 600_000);
    afterAll(async () => {
        await stack.dispose();
        await emulator.stop();
    });

    const targets = (cells: typeof named) =>
        cells.flatMap(({ name }) => ["--target", `urn:pulumi:dev::test::${kind.type}::${name}`]);
    const refusedByThePack = named.filter(({ cell }) => exitOf(cell) === 1);
    const destroyed = named.filter(({ cell }) => exitOf(cell) === 0);
    const refusedByTheProvider = named.filter(({ cell }) => exitOf(cell) === 2);

    it.each(named)("print JSON that says the same of $name: $cell", ({ name, cell }) => {
        expect(listed[name]?.destroy.action).toBe(cell.fleet);
    });

    it("refuse by a widened policy as the table says, each job for itself", async () => {
        const ofInFlight = ["--preview-only", "--policy-pack-config", "in-flight.json"];
        const { code, stderr } = await guardedDestroyOf(stack, ...ofInFlight);
        const refused = named.filter(({ name }) => stderr.includes(refusal(name)));
        expect(refused).toEqual(named.filter(({ cell }) => cell.pack.includes("F")));
        expect(code).toBe(refused.length > 0 ? 1 : 0);
    }, 300_000);

    // Where there is none, a destroy without a target would destroy all.
    const itOf = (cells: typeof named) => (cells.length > 0 ? it : () => undefined);

    itOf(refusedByThePack)(
        "refuse what the policies refuse, and name each job",
        async () => {
            const { code, stderr } = await guardedDestroyOf(
                stack,
                ...targets(refusedByThePack),
                "--yes",
            );
            for (const { name } of refusedByThePack) expect(stderr).toContain(refusal(name));
            expect(code).toBe(1);
        },
        300_000,
    );

    itOf(refusedByTheProvider)(
        "end as the provider does, which keeps each job in Azure and in the stack",
        async () => {
            const { code, stderr } = await guardedDestroyOf(
                stack,
                ...targets(refusedByTheProvider),
                // The engine begins no other deletion after a refusal without it.
                ...["--continue-on-error", "--yes"],
            );
            const inAzure = emulator.jobs().map((job) => (job as { name: string }).name);
            const inStack = (await stack.resources()).map(({ urn }) => urn.split("::").pop());
            for (const { name, cell } of refusedByTheProvider) {
                expect(stderr).toContain(`  ${cell.guard}: job "${name}"`);
                expect(inAzure).toContain(name);
                expect(inStack).toContain(name);
            }
            expect(code).toBe(2);
        },
        300_000,
    );

    itOf(destroyed)(
        "destroy what may be destroyed, and say how",
        async () => {
            const { code, stderr } = await guardedDestroyOf(stack, ...targets(destroyed), "--yes");
            for (const { name, cell } of destroyed) {
                expect(stderr).toContain(`  ${cell.guard}: job "${name}"`);
            }
            expect(code).toBe(0);
        },
        300_000,
    );
});
