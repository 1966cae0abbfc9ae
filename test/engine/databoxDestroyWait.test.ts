/** Destroys of customer-disk orders that cost something, take their time, or would lose keys: on the real engine. */
import { deliverToDcPackageDetails, exportOrder, importOrder } from "../fixtures/diskInputs";
import { customerDiskJobs, JobStack } from "../fixtures/jobStack";

let orders: JobStack;
afterEach(() => orders.dispose());

describe("An order whose cancellation is not free of charge", () => {
    it("is destroyed only where the stack accepts the fee", async () => {
        orders = await JobStack.create({ kind: customerDiskJobs, dataBoxCancelWithoutFee: false });
        const accepting = { waitMinutes: 0, acceptFee: true };
        await orders.deploy({
            careful: importOrder(),
            accepting: importOrder({ deletion: accepting }),
        });
        const before = orders.job("careful");
        const destroy = await orders.observe(orders.stack.destroy("--continue-on-error"));
        expect(destroy.code).not.toBe(0);
        expect(destroy.requestsOf("careful")).toBe("GET 200");
        expect(destroy.linesOf("careful")).toMatch(
            /isCancellableWithoutFee: false\).* Nothing was changed.* deletion\.acceptFee: true/,
        );
        expect(orders.job("careful")).toEqual(before);
        expect(destroy.requestsOf("accepting")).toBe("GET 200, POST 204, GET 200, DELETE 202");
        expect(await orders.names()).toEqual(["careful"]);
    }, 60_000);
});

describe("A cancellation that takes its time", () => {
    it("is waited for; a second destroy goes on, and asks for no second one", async () => {
        orders = await JobStack.create({ kind: customerDiskJobs, dataBoxCancel: "whenMoved" });
        const forgetting = { waitMinutes: 0, whenTimeIsUp: "forget" };
        await orders.deploy({
            waited: importOrder({ deletion: { waitMinutes: 0.02 } }),
            forgotten: importOrder({ deletion: forgetting }),
        });
        const first = await orders.observe(orders.stack.destroy("--continue-on-error"));
        expect(first.linesOf("waited")).toMatch(
            /Waiting for job .* to end: Created[^]*Stopped waiting .* after 1 s: Azure has accepted its cancellation, and it is still Created \(isDeletable: false/,
        );
        expect(first.linesOf("forgotten")).toMatch(/Forgetting job .*whenTimeIsUp: "forget"/);
        expect(await orders.names()).toEqual(["waited"]);
        // Forgotten orders stay in Azure, and so does what their accounts are locked for.
        expect(first.output).not.toMatch(/"forgotten".* is gone/);

        await orders.stack.succeeds(["refresh", "--yes", "--skip-preview"]);
        const outputs = await orders.outputs("waited");
        expect(outputs?.blockedReason).toMatch(/cancellation is on its way/);

        const second = await orders.observe(orders.stack.destroy());
        expect(second.code).not.toBe(0);
        expect(second.requestsOf("waited")).not.toContain("POST");
        orders.move("waited", "Cancelled");
        const third = await orders.observe(orders.stack.destroy());
        expect(third.code).toBe(0);
        expect(third.requestsOf("waited")).toBe("GET 200, DELETE 202");
        expect(orders.job("waited")).toBeUndefined();
    }, 90_000);
});

describe("An export whose keys only Azure has", () => {
    it("is deleted once the stack has them, or gives them up", async () => {
        orders = await JobStack.create({ kind: customerDiskJobs });
        const discard = { waitMinutes: 0, discardKeys: true };
        await orders.deploy({
            unread: exportOrder({ deliverToDcPackageDetails }),
            read: exportOrder({ deliverToDcPackageDetails }),
            discarded: exportOrder({ deliverToDcPackageDetails, deletion: discard }),
            "never-shipped": exportOrder(),
        });
        for (const name of ["unread", "read", "discarded"]) orders.move(name, "Completed");
        await orders.stack.refresh("--target", orders.urn("read"));
        const destroy = await orders.observe(orders.stack.destroy("--continue-on-error"));
        expect(destroy.requestsOf("unread")).toBe("GET 200, POST 200");
        expect(destroy.linesOf("unread")).toMatch(
            /Cannot delete .* BitLocker keys of its disks would be lost .* "pulumi refresh"/,
        );
        expect(destroy.requestsOf("read")).toBe("GET 200, POST 200, DELETE 202");
        expect(destroy.requestsOf("discarded")).toBe("GET 200, DELETE 202");
        expect(destroy.requestsOf("never-shipped")).toBe("GET 200, POST 204, GET 200, DELETE 202");
        expect(await orders.names()).toEqual(["unread"]);
    }, 60_000);
});
