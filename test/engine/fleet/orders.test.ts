import type { FaultAction } from "azure-importexport-emulator";
import type { JobStatus } from "../../../provider/fleet/jobStatus";
import { importOrder } from "../../fixtures/diskInputs";
import { jobId, testEmulator } from "../../fixtures/jobStack";
import { fleetCommand } from "./fleetCommand";

const day = 24 * 60 * 60 * 1000;
const emulator = testEmulator();

const classicId = (name: string) => jobId(emulator.subscriptionId, name);
const orderId = (name: string) => jobId(emulator.subscriptionId, name, "Microsoft.DataBox");

interface Shown {
    jobs: JobStatus[];
    warnings: string[];
    notes: string[];
}

async function look(args: readonly string[] = [], now?: number): Promise<Shown> {
    const how = { env: emulator.env, now };
    const { stdout, stderr, code } = await fleetCommand([...args, "--json"], how);
    expect({ stderr, code }).toEqual({ stderr: "", code: 0 });
    return JSON.parse(stdout) as Shown;
}

async function orders(now?: number): Promise<Record<string, JobStatus>> {
    const { jobs } = await look(["--service", "data-box"], now);
    return Object.fromEntries(jobs.map((job) => [job.name, job]));
}

function refuse(operation: string, status: number, code: string): void {
    const action: FaultAction = {
        type: "answer",
        status,
        body: { error: { code, message: "not here" } },
    };
    emulator.addFault({ match: { operation }, times: "always", action });
}

describe("importexport-jobs for a subscription with orders", () => {
    it("lists both services' jobs, each in its own words", async () => {
        emulator.plant(classicId("photos"), { state: "Shipping" });
        emulator.plant(orderId("disks"), {
            state: "DataCopy",
            tags: { "pulumi-owner": "organization/archive/prod/disks" },
        });
        const { jobs, warnings, notes } = await look();
        expect({ warnings, notes }).toEqual({ warnings: [], notes: [] });
        expect(jobs).toMatchObject([
            { name: "photos", service: "Microsoft.ImportExport", state: "Shipping", flags: null },
            {
                name: "disks",
                service: "Microsoft.DataBox",
                owner: "organization/archive/prod/disks",
                jobType: "ImportToAzure",
                state: "DataCopy",
                flags: { isDeletable: false, isCancellable: false, isCancellableWithoutFee: false },
                drives: { total: 1, done: 0, withMoreInfo: 0, neverReceived: 0 },
                destroy: { action: "refuse" },
            },
        ]);
        expect(emulator.requests().every(({ method }) => method === "GET")).toBe(true);
    });

    it("puts both into one table", async () => {
        emulator.plant(classicId("photos"), { state: "Shipping" });
        emulator.plant(orderId("disks"), { state: "Completed" });
        const { stdout } = await fleetCommand([], { env: emulator.env });
        expect(stdout).toMatch(/^rg-archive\/photos +Import\/Export +Shipping +\d+ .* cancel /m);
        expect(stdout).toMatch(
            /^rg-archive\/disks +Data Box +Completed +0 +purged in \d\d d +1\/1 done +delete /m,
        );
    });

    it("counts the days of a stage by the service's own dates", async () => {
        emulator.plant(orderId("disks"), {});
        const planted = Date.now();
        const { disks: waiting } = await orders(planted + 5 * day + 60_000);
        expect(waiting).toMatchObject({
            daysInState: { atLeast: 5, atMost: 5 },
            daysToExpiry: 8,
            daysToPurge: null,
        });
        emulator.advance(3);
        emulator.move(orderId("disks"), "Completed");
        const { disks: ended } = await orders(planted + 13 * day + 60_000);
        expect(ended).toMatchObject({
            daysInState: { atLeast: 10, atMost: 10 },
            daysToExpiry: null,
            daysToPurge: { atLeast: 79, atMost: 79 },
        });
    });

    it("knows no deadline once a cancellation is under way", async () => {
        emulator.plant(orderId("disks"), { cancelRequested: true });
        expect((await orders()).disks).toMatchObject({
            cancelRequested: true,
            expiresAt: null,
            destroy: { action: "wait" },
        });
    });

    it("leaves out orders of other SKUs, and says so", async () => {
        emulator.plant(orderId("disks"), {});
        emulator.plant(orderId("device"), { sku: { name: "DataBox" } });
        const { jobs, notes } = await look();
        expect(jobs.map(({ name }) => name)).toEqual(["disks"]);
        expect(notes).toEqual([
            "1 Data Box order is left out, being of another SKU than DataBoxCustomerDisk.",
        ]);
        const { stdout } = await fleetCommand([], { env: emulator.env });
        expect(stdout).toContain("1 Data Box order is left out");
    });

    it("keeps to a resource group", async () => {
        emulator.plant(orderId("disks"), {});
        emulator.plant(orderId("films").replace("rg-archive", "rg-other"), {});
        const { jobs } = await look(["--resource-group", "RG-Archive"]);
        expect(jobs.map(({ name }) => name)).toEqual(["disks"]);
    });

    it("prints nothing personal, in a table or as JSON", async () => {
        const { details } = importOrder();
        emulator.plant(orderId("disks"), {
            properties: { transferType: "ImportToAzure", details },
            state: "ShippedToCustomer",
            createdBy: "ada@example.com",
        });
        for (const args of [[], ["--json"]]) {
            const { stdout, stderr } = await fleetCommand(args, { env: emulator.env });
            expect(stdout).toContain("disks");
            expect(stdout + stderr).not.toMatch(
                /Ada|Example Street|98007|4250000001|example\.com|ACC-700|DISK-7700|238810|\bRET|sig=/,
            );
        }
    });
});

describe("importexport-jobs where one service cannot be asked", () => {
    it.each([
        ["DataBox.Jobs_List", "Customer-disk orders of Data Box", "photos"],
        ["Jobs_ListBySubscription", "Import/export jobs", "disks"],
    ])("%s: lists the other one's jobs, and warns", async (operation, missing, shown) => {
        emulator.plant(classicId("photos"), {});
        emulator.plant(orderId("disks"), {});
        refuse(operation, 403, "AuthorizationFailed");
        const { jobs, warnings } = await look();
        expect(jobs.map(({ name }) => name)).toEqual([shown]);
        expect(warnings).toHaveLength(1);
        expect(warnings[0]).toMatch(new RegExp(`^${missing} could not be listed\\..*403`, "s"));
    });

    it.each([
        [403, "AuthorizationFailed", 1],
        [404, "InvalidResourceNamespace", 1],
        // What is not registered has no jobs.
        [409, "MissingSubscriptionRegistration", 0],
    ])("judges no condition by half a list: %i %s", async (status, code, expected) => {
        emulator.plant(classicId("photos"), {});
        refuse("DataBox.Jobs_List", status, code);
        const ran = await fleetCommand(["--fail-on", "failed"], { env: emulator.env });
        expect(ran.code).toBe(expected);
        expect(ran.stdout).toMatch(/^rg-archive\/photos/m);
        expect(ran.stdout).toContain(code);
    });

    it("asks the one service that is named, and no other", async () => {
        emulator.plant(classicId("photos"), {});
        refuse("DataBox.Jobs_List", 403, "AuthorizationFailed");
        const { code, stdout } = await fleetCommand(
            ["--service", "import-export", "--fail-on", "failed"],
            { env: emulator.env },
        );
        expect(code).toBe(0);
        expect(stdout).not.toContain("AuthorizationFailed");
        expect(emulator.requests().filter(({ path }) => /DataBox/.test(path))).toEqual([]);
    });
});
