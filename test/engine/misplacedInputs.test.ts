/** The engine prints what it is told of a bad property: whatever stands at a job's top level, no value of it is shown. */
import { importOrder } from "../fixtures/diskInputs";
import { importJob } from "../fixtures/jobInputs";
import { startTestEmulator } from "../fixtures/jobStack";
import { createStack, type Stack } from "../harness/stack";
import type { Emulator } from "azure-importexport-emulator";

const key = "000000-777777-222222-333333-444444-555555-666666-123123";
const serial = "SERIAL77X";
const drive = { driveId: serial, bitLockerKey: key };

/** Ways in which a key or a serial number gets to a job's top level; one job takes them all. */
const slips = {
    bitLockerKey: key,
    driveList: [drive],
    propertis: { driveList: [drive] },
    detials: { disks: { [serial]: key } },
    [serial]: { bitLockerKey: key },
    tags: { [serial]: { bitLockerKey: key } },
    location: [key],
    deletion: { waitMinutes: key, [serial]: key },
};

const program = `
    const { Job, CustomerDiskJob } = require("pulumi-azure-importexport");
    const jobs = JSON.parse(require("node:fs").readFileSync("jobs.json", "utf8"));
    if (jobs.job) new Job("job", jobs.job);
    if (jobs.order) new CustomerDiskJob("order", jobs.order);
`;

let emulator: Emulator;
let stack: Stack;
beforeAll(async () => {
    emulator = await startTestEmulator();
    stack = await createStack({ program, env: { ...emulator.env } });
});
afterAll(async () => {
    await stack.dispose();
    await emulator.stop();
});

describe.each([
    ["job", importJob()],
    ["order", importOrder()],
])("Misplaced inputs of a %s", (kind, args) => {
    it.each([
        ["preview", ["preview", "--diff"]],
        ["up", ["up", "--yes", "--skip-preview"]],
    ])("are refused at %s, and no value is shown", async (_, command) => {
        stack.writeFile("jobs.json", JSON.stringify({ [kind]: { ...args, ...slips } }));
        const { code, output } = await stack.run(command);
        expect(code).not.toBe(0);
        for (const name of ["bitLockerKey", "driveList", "propertis", "detials"]) {
            expect(output).toMatch(new RegExp(`has a problem: ${name} is not known here`));
        }
        expect(output).not.toContain(key);
        expect(output).not.toContain(serial);
        expect(emulator.jobs()).toEqual([]);
    });
});
