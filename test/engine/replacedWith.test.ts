/**
 * `replaceWith` makes the engine delete a resource without a diff, because another one is replaced: no job takes it, given to
 * the job itself or by a transform. Both services in one stack.
 */
import type { Emulator } from "azure-importexport-emulator";
import {
    accountSubscriptionId,
    deliverToDcPackageDetails,
    importOrder,
} from "../fixtures/diskInputs";
import { announcedShipment, importJob } from "../fixtures/jobInputs";
import { startTestEmulator, type ServiceJob } from "../fixtures/jobStack";
import { createStack, type CommandResult, type Stack } from "../harness/stack";

const job = (jobName: string) => importJob({ jobName, properties: announcedShipment });
const order = (jobName: string) => importOrder({ jobName, deliverToDcPackageDetails });
const args = {
    first: importJob({ jobName: "first" }),
    jobs: { "job-direct": job("job-direct"), "job-transform": job("job-transform") },
    orders: { "order-direct": order("order-direct"), "order-transform": order("order-transform") },
};
const program = `
    const { Job, CustomerDiskJob } = require("pulumi-azure-importexport");
    const { first, jobs, orders } = JSON.parse(require("node:fs").readFileSync("args.json", "utf8"));
    const replaceWith = [new Job("first", first)];
    const given = (name) => name.endsWith("direct")
        ? { replaceWith }
        : { transforms: [({ props, opts }) => ({ props, opts: { ...opts, replaceWith } })] };
    for (const [name, args] of Object.entries(jobs)) new Job(name, args, given(name));
    for (const [name, args] of Object.entries(orders)) new CustomerDiskJob(name, args, given(name));
`;

let emulator: Emulator;
let stack: Stack;
let before: ServiceJob[];
let up: CommandResult;
const shipped = () => (emulator.jobs() as ServiceJob[]).filter(({ name }) => name !== "first");
beforeAll(async () => {
    emulator = await startTestEmulator({ subscriptionId: accountSubscriptionId });
    stack = await createStack({
        program,
        env: { ...emulator.env },
        files: { "args.json": JSON.stringify(args) },
    });
    await stack.succeeds(["up", "--yes", "--skip-preview"]);
    before = shipped();
    const moved = { ...args, first: { ...args.first, location: "eastus" } };
    stack.writeFile("args.json", JSON.stringify(moved));
    up = await stack.up();
}, 120_000);
afterAll(async () => {
    await stack.dispose();
    await emulator.stop();
});

describe("Jobs on their way that are to be replaced with another one", () => {
    it("are left as they are, in Azure and in the stack, while that one is replaced", async () => {
        expect(up.code).toBe(0);
        expect(before).toHaveLength(4);
        expect(shipped()).toEqual(before);
        const ids = (await stack.resources()).map(({ id }) => id!.split("/").pop());
        expect(ids.sort()).toEqual(["first", ...before.map(({ name }) => name)].sort());
        const first = (emulator.jobs() as (ServiceJob & { location: string })[]).find(
            ({ name }) => name === "first",
        );
        expect(first?.location).toBe("East US");
    });

    it.each(["direct", "transform"])("are named in a warning: %s", (way) => {
        expect(up.output).toMatch(new RegExp(`"job-${way}".*replaceWith does not count for a job`));
        expect(up.output).toMatch(
            new RegExp(`"order-${way}".*replaceWith does not count for a job`),
        );
    });
});
