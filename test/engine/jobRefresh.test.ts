/** What a refresh tells, keeps and lets go, on the real engine; time is moved. */
import { announcedShipment, deliveryPackage, exportJob, importJob } from "../fixtures/jobInputs";
import { JobStack, type Observed } from "../fixtures/jobStack";

/** What the outputs tell in each state; written by hand. */
const told: Record<string, { state: string | null; outputs: object; blocked?: RegExp }> = {
    "told-shipping": {
        state: "Shipping",
        outputs: { state: "Shipping", isCancellable: true, isDeletable: false },
        blocked: /^It is Shipping, .* Cancel it/,
    },
    "told-received": {
        state: "Received",
        outputs: { state: "Received", isCancellable: true, isDeletable: false },
        blocked: /^It is Received, /,
    },
    "told-transferring": {
        state: "Transferring",
        outputs: {
            state: "Transferring",
            isCancellable: true,
            isDeletable: false,
            percentComplete: 0,
        },
        blocked: /^It is Transferring, /,
    },
    "told-packaging": {
        state: "Packaging",
        outputs: {
            state: "Packaging",
            isCancellable: false,
            isDeletable: false,
            percentComplete: 100,
        },
        blocked: /^It is Packaging, too late to cancel/,
    },
    "told-closed": {
        state: "Closed",
        outputs: { state: "Closed", isCancellable: false, isDeletable: false },
        blocked: /^It is Closed, .* errors/,
    },
    "told-completed": {
        state: "Completed",
        outputs: { state: "Completed", isCancellable: false, isDeletable: true },
    },
    "told-unknown": {
        state: "Quarantined",
        outputs: { state: "Quarantined", isCancellable: false, isDeletable: false },
        blocked: /^It is "Quarantined", /,
    },
    "told-nothing": {
        state: null,
        outputs: { isCancellable: false, isDeletable: false },
        blocked: /^It is in no state that Azure names, /,
    },
};

const program = {
    ...Object.fromEntries(Object.keys(told).map((name) => [name, importJob()])),
    shipped: importJob({ properties: announcedShipment }),
    exported: exportJob(),
    unshipped: importJob(),
    posted: importJob({ properties: { deliveryPackage } }),
    "taken-over": importJob(),
    hidden: importJob(),
};

let jobs: JobStack;
beforeAll(async () => {
    jobs = await JobStack.create();
    await jobs.deploy(program);
});
afterAll(() => jobs.dispose());

describe("A refresh", () => {
    let refresh: Observed;
    let outputs: Map<string, Record<string, unknown>>;
    beforeAll(async () => {
        for (const [name, { state }] of Object.entries(told)) jobs.move(name, state);
        jobs.move("shipped", "Completed");
        jobs.move("exported", "Packaging");
        refresh = await jobs.observe(jobs.stack.refresh());
        const resources = await jobs.stack.resources("--show-secrets");
        outputs = new Map(resources.map(({ urn, outputs }) => [urn.split("::").pop()!, outputs!]));
    });

    it.each(Object.entries(told))(
        "tells where the job is: %s",
        (name, { outputs: expected, blocked }) => {
            const { state, blockedReason } = outputs.get(name)!;
            expect(outputs.get(name)).toMatchObject(expected);
            if (!("state" in expected)) expect(state).toBeUndefined();
            if (blocked) expect(blockedReason).toMatch(blocked);
            else expect(blockedReason).toBeUndefined();
        },
    );

    it("reads the keys of an export's drives, once Azure has processed them", () => {
        const { plaintext } = outputs.get("exported")!.bitLockerKeys as { plaintext: string };
        expect(JSON.parse(plaintext)).toEqual([
            expect.objectContaining({
                bitLockerKey: expect.stringMatching(/^\d{6}(-\d{6}){7}$/) as string,
            }),
        ]);
        expect(refresh.requestsOf("exported")).toBe("GET 200, POST 200");
    });

    it("keeps a resource whose job's name another's job has, and says so", async () => {
        jobs.emulator.addFault({
            match: { operation: "Jobs_Get", job: "taken-over" },
            action: { type: "replaceJob", state: "Creating", when: "before" },
        });
        const again = await jobs.observe(jobs.stack.refresh("--target", jobs.urn("taken-over")));
        expect(again.code).not.toBe(0);
        expect(again.linesOf("taken-over")).toMatch(/Cannot touch .* is not this resource's/);
        expect(await jobs.names()).toContain("taken-over");
    });

    it("keeps a resource that a proxy calls not found, and says so", async () => {
        jobs.emulator.addFault({
            match: { operation: "Jobs_Get", job: "hidden" },
            action: { type: "answer", status: 404, body: "<html>No such page</html>" },
        });
        const again = await jobs.observe(jobs.stack.refresh("--target", jobs.urn("hidden")));
        expect(again.code).not.toBe(0);
        expect(again.linesOf("hidden")).toMatch(/404 without an error code of Resource Manager/);
        expect(await jobs.names()).toContain("hidden");
    });
});

describe("A job that expired before it was shipped", () => {
    it("leaves the stack, with a line that says why", async () => {
        jobs.emulator.remove(jobs.id("taken-over"));
        jobs.emulator.advance(15);
        const refresh = await jobs.observe(jobs.stack.refresh());
        expect(refresh.code).toBe(0);
        expect(refresh.linesOf("unshipped")).toMatch(
            /never been shipped .* two weeks.* leaves the stack/,
        );
        const names = await jobs.names();
        expect(names).not.toContain("unshipped");
        expect(names).not.toContain("hidden");
    });

    it("stays as purged when it had a tracking number: its drives may be in the post", async () => {
        expect(jobs.job("posted")).toBeUndefined();
        expect(await jobs.outputs("posted")).toMatchObject({ purged: true, isDeletable: false });
    });
});

describe("A job that was shipped, ended and was purged by the service", () => {
    beforeAll(async () => {
        jobs.emulator.advance(91);
        const refresh = await jobs.observe(jobs.stack.refresh());
        expect(refresh.linesOf("shipped")).toMatch(/stays in the stack as purged/);
    });

    it("stays in the stack as purged", async () => {
        expect(jobs.job("shipped")).toBeUndefined();
        expect(await jobs.outputs("shipped")).toMatchObject({ purged: true, state: "Completed" });
    });

    it("is not ordered a second time", async () => {
        const { unshipped: _, hidden: __, "taken-over": ___, ...rest } = program;
        const up = await jobs.deploy(rest);
        expect(up.requestsOf("shipped")).toBe("");
        expect(jobs.job("shipped")).toBeUndefined();
    });

    it("is not changed and not replaced: both are refused, and the way out is named", async () => {
        const changes = [
            importJob({ properties: { ...announcedShipment, logLevel: "Verbose" } }),
            importJob({ properties: { ...announcedShipment, diagnosticsPath: "elsewhere" } }),
        ];
        for (const shipped of changes) {
            jobs.declare({ ...program, shipped });
            const up = await jobs.observe(jobs.stack.up("--target", jobs.urn("shipped")));
            expect(up.code).not.toBe(0);
            expect(up.linesOf("shipped")).toMatch(
                /Cannot change .*properties\.(logLevel|diagnosticsPath).* it has ended.* another resource name/,
            );
            expect(up.requestsOf("shipped")).toBe("");
        }
    });

    it("is destroyed: the stack forgets it", async () => {
        const destroy = await jobs.observe(jobs.stack.destroy("--target", jobs.urn("shipped")));
        expect(destroy.code).toBe(0);
        expect(destroy.requestsOf("shipped")).not.toContain("DELETE");
        expect(await jobs.names()).not.toContain("shipped");
    });

    it("is destroyed, although another's job has its name by now, and that one is left alone", async () => {
        jobs.emulator.plant(jobs.id("posted"), {});
        const destroy = await jobs.observe(jobs.stack.destroy("--target", jobs.urn("posted")));
        expect(destroy.code).toBe(0);
        expect(await jobs.names()).not.toContain("posted");
        expect(jobs.job("posted")).toBeDefined();
    });
});
