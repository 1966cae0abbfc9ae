/**
 * Secrets that a transform or a transformation fills in, past the constructor that marks them. Both services, one stack,
 * one `up`.
 */
import type { Emulator } from "azure-importexport-emulator";
import { accountSubscriptionId, importOrder } from "../fixtures/diskInputs";
import { importJob, returnAddress, returnShipping } from "../fixtures/jobInputs";
import { startTestEmulator } from "../fixtures/jobStack";
import { createStack, type CommandResult, type Stack } from "../harness/stack";

const filled = importJob({ properties: { returnAddress, returnShipping } });
const { driveList, ...bare } = filled.properties;
const order = importOrder();
const secret = {
    key: (driveList as { bitLockerKey: string }[])[0]!.bitLockerKey,
    street: returnAddress.streetAddress1,
    name: returnAddress.recipientName,
    account: returnShipping.carrierAccountNumber,
};
const program = `
    const { Job, CustomerDiskJob } = require("pulumi-azure-importexport");
    const { filled, bare, order } = JSON.parse(require("node:fs").readFileSync("args.json", "utf8"));
    const change = (fill) => ({
        transforms: { transforms: [({ props, opts }) => ({ props: fill(props), opts })] },
        transformations: { transformations: [({ props, opts }) => ({ props: fill(props), opts })] },
    });
    for (const kind of ["transforms", "transformations"]) {
        const job = (props) => ({ ...props, properties: filled.properties });
        new Job("job-" + kind, { ...filled, jobName: "job-" + kind, properties: bare }, change(job)[kind]);
        const details = (props) => ({ ...props, details: order.details });
        const { importDiskDetailsCollection, ...less } = order.details;
        new CustomerDiskJob("order-" + kind, { ...order, jobName: "order-" + kind, details: less }, change(details)[kind]);
    }
`;

let emulator: Emulator;
let stack: Stack;
let up: CommandResult;
let clear: Map<string, string>;
beforeAll(async () => {
    emulator = await startTestEmulator({ subscriptionId: accountSubscriptionId });
    stack = await createStack({
        program,
        env: { ...emulator.env },
        files: { "args.json": JSON.stringify({ filled, bare, order }) },
    });
    up = await stack.up();
    const resources = await stack.resources();
    clear = new Map(resources.map((one) => [one.urn.split("::").pop()!, JSON.stringify(one)]));
}, 120_000);
afterAll(async () => {
    await stack.dispose();
    await emulator.stop();
});

const names = [
    "job-transforms",
    "job-transformations",
    "order-transforms",
    "order-transformations",
];

describe("What a transform fills in", () => {
    it("reaches Azure", () => {
        expect(up.code).toBe(0);
        expect((emulator.jobs() as { name: string }[]).map(({ name }) => name).sort()).toEqual(
            [...names].sort(),
        );
        expect([...clear.keys()].sort()).toEqual([...names].sort());
    });

    it.each(names)("stands encrypted in the checkpoint: %s", (name) => {
        for (const value of Object.values(secret)) expect(clear.get(name)).not.toContain(value);
    });
});
