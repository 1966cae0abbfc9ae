/** What a refresh tells, keeps and lets go of customer-disk orders, on the real engine; time is moved. */
import { deliverToDcPackageDetails, exportOrder, importOrder } from "../fixtures/diskInputs";
import { customerDiskJobs, JobStack, type Observed } from "../fixtures/jobStack";

/** What the outputs tell at each stage; written by hand. */
const told: Record<string, { stage: string; outputs: object; blocked?: RegExp }> = {
    "told-created": {
        stage: "Created",
        outputs: { status: "Created", isCancellable: true, isDeletable: false },
        blocked: /^It is Created, .* Cancel it first/,
    },
    "told-copying": {
        stage: "DataCopy",
        outputs: { status: "DataCopy", isCancellable: false, isDeletable: false },
        blocked: /^It is DataCopy, and Azure neither deletes it/,
    },
    "told-completed": {
        stage: "Completed",
        outputs: { status: "Completed", isCancellable: false, isDeletable: true },
    },
    "told-strange": {
        stage: "Quarantined",
        outputs: { status: "Quarantined", isCancellable: false, isDeletable: false },
        blocked: /^It is "Quarantined", /,
    },
};

const program = {
    ...Object.fromEntries(Object.keys(told).map((name) => [name, importOrder()])),
    shipped: importOrder({ deliverToDcPackageDetails }),
    cancelled: importOrder(),
    exported: exportOrder({ deliverToDcPackageDetails }),
    unshipped: importOrder(),
    "taken-over": importOrder(),
};

let orders: JobStack;
beforeAll(async () => {
    orders = await JobStack.create({ kind: customerDiskJobs });
    await orders.deploy(program);
}, 60_000);
afterAll(() => orders.dispose());

describe("A refresh", () => {
    let refresh: Observed;
    beforeAll(async () => {
        for (const [name, { stage }] of Object.entries(told)) orders.move(name, stage);
        orders.move("cancelled", "Cancelled");
        orders.move("exported", "ShippedToCustomer");
        refresh = await orders.observe(orders.stack.refresh());
    }, 60_000);

    it.each(Object.entries(told))("tells stage and flags: %s", async (name, cell) => {
        const outputs = await orders.outputs(name);
        expect(outputs).toMatchObject(cell.outputs);
        if (cell.blocked) expect(outputs?.blockedReason).toMatch(cell.blocked);
        else expect(outputs).not.toHaveProperty("blockedReason");
    });

    it("reads the keys of an export's disks, and only of an export", async () => {
        const exported = await orders.outputs("exported", "--show-secrets");
        const { plaintext } = exported?.diskSecrets as { plaintext: string };
        expect(JSON.parse(plaintext)).toEqual([
            {
                diskSerialNumber: expect.any(String) as string,
                bitLockerKey: expect.stringMatching(/^\d{6}(-\d{6}){7}$/) as string,
            },
        ]);
        expect(refresh.requestsOf("exported")).toBe("GET 200, POST 200");
        expect(refresh.requestsOf("shipped")).toBe("GET 200");
    });

    it("of an order whose contact the service has removed is no reason to change it", async () => {
        const contact = orders.job("cancelled")?.properties.details as Record<string, object>;
        expect(contact.contactDetails).toMatchObject({ emailList: [] });
        const preview = await orders.observe(orders.stack.preview("--expect-no-changes"));
        expect(preview.output).not.toMatch(/error/);
        expect(preview.code).toBe(0);
        expect(preview.requests).toEqual([]);
    });

    it("refuses another's order of our name", async () => {
        orders.emulator.addFault({
            match: { job: "taken-over" },
            action: { type: "replaceJob", state: "Created", when: "before" },
        });
        const target = ["--target", orders.urn("taken-over")];
        const seen = await orders.observe(orders.stack.refresh(...target));
        expect(seen.code).not.toBe(0);
        expect(seen.linesOf("taken-over")).toMatch(/Cannot touch job .* not this resource's/);
        expect(await orders.names()).toContain("taken-over");
    });
});

describe("Two weeks later", () => {
    it("an order whose shipment was never announced is gone, and leaves the stack", async () => {
        orders.emulator.advance(15);
        const refresh = await orders.observe(
            orders.stack.refresh("--target", orders.urn("unshipped")),
        );
        expect(refresh.code).toBe(0);
        expect(refresh.linesOf("unshipped")).toMatch(/had never been shipped .* leaves the stack/);
        expect(await orders.names()).not.toContain("unshipped");
    });
});

describe("Ninety days after its end", () => {
    it("an order is gone, stays in the stack as purged, and is not ordered again", async () => {
        orders.move("shipped", "Completed");
        await orders.stack.refresh("--target", orders.urn("shipped"));
        orders.emulator.advance(91);
        const target = ["--target", orders.urn("shipped")];
        const refresh = await orders.observe(orders.stack.refresh(...target));
        expect(refresh.linesOf("shipped")).toMatch(/stays in the stack as purged/);
        expect(await orders.outputs("shipped")).toMatchObject({
            purged: true,
            isDeletable: false,
            isCancellable: false,
        });
        const up = await orders.observe(orders.stack.up(...target));
        expect(up.code).toBe(0);
        expect(up.requestsOf("shipped")).toBe("");
    });

    it("a change of it is refused, and a destroy forgets it", async () => {
        orders.declare({ ...program, shipped: importOrder({ tags: { team: "archive" } }) });
        const target = ["--target", orders.urn("shipped")];
        const up = await orders.observe(orders.stack.up(...target));
        expect(up.code).not.toBe(0);
        expect(up.linesOf("shipped")).toMatch(/Cannot change job .* Azure no longer has it/);
        const destroy = await orders.observe(orders.stack.destroy(...target));
        expect(destroy.code).toBe(0);
        expect(await orders.names()).not.toContain("shipped");
    });
});
