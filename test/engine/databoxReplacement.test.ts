/**
 * Replacements of customer-disk orders on the real engine. One that has to cancel is done only while no shipment is
 * announced, and says so in preview: docs/decisions/databox.md.
 */
import { deliverToDcPackageDetails, importOrder } from "../fixtures/diskInputs";
import { customerDiskJobs, JobStack } from "../fixtures/jobStack";
import { isNightly } from "../fixtures/nightly";
import { expectRefusal } from "./refusedReplacement";

interface Cell {
    wishes?: Record<string, unknown>;
    moveTo?: string;
    says: RegExp;
}

/** Where the order is, and what the refusal says; written by hand. */
const refusals: Record<string, Cell> = {
    shipped: {
        wishes: { deliverToDcPackageDetails },
        says: /it is ShippedToAzureDC, and Azure neither deletes it .* isCancellable: false/,
    },
    copying: { moveTo: "DataCopy", says: /it is DataCopy, and Azure neither deletes it/ },
    strange: { moveTo: "Quarantined", says: /it is "Quarantined", and Azure neither/ },
    "not-wanted": {
        wishes: { deletion: { waitMinutes: 0, inFlight: "refuse" } },
        says: /it is Created, so it would have to be cancelled, and deletion\.inFlight is "refuse"/,
    },
};
/** By day one that Azure refuses and one that the options refuse: test/unit/provider/databoxLifecycle.test.ts has the flags. */
const tried = Object.entries(refusals).filter(
    ([name]) => isNightly || ["shipped", "not-wanted"].includes(name),
);
const cancelledFirst =
    /^GET 200, GET 200, POST 204, GET 200, DELETE 202, GET 404, PUT 202, GET 200$/;
const replaceable: Record<string, { moveTo?: string; gone?: true; requests: RegExp }> = {
    created: { requests: cancelledFirst },
    completed: {
        moveTo: "Completed",
        requests: /^GET 200, GET 200, DELETE 202, GET 404, PUT 202, GET 200$/,
    },
    gone: { gone: true, requests: /^GET 404, GET 404, GET 404, PUT 202, GET 200$/ },
};

const program = (enableManifestBackup: boolean) =>
    Object.fromEntries([
        ...Object.entries(refusals).map(([name, { wishes }]) => [
            name,
            importOrder({ ...wishes, details: { enableManifestBackup } }),
        ]),
        ...[...Object.keys(replaceable), "forced", "tainted"].map((name) => [
            name,
            importOrder({ details: { enableManifestBackup } }),
        ]),
    ]) as Record<string, ReturnType<typeof importOrder>>;

let orders: JobStack;
beforeAll(async () => {
    orders = await JobStack.create({ kind: customerDiskJobs });
    await orders.deploy(program(false));
    for (const [name, { moveTo }] of Object.entries({ ...refusals, ...replaceable })) {
        if (moveTo) orders.move(name, moveTo);
    }
    orders.emulator.remove(orders.id("gone"));
    orders.move("forced", "DataCopy");
}, 60_000);
afterAll(() => orders.dispose());

describe("A change of an immutable input", () => {
    beforeAll(() => orders.declare(program(true)));

    it.each(tried)(
        "of an order that is %s is refused in preview and by up, and nothing changes",
        async (name, { says }) => {
            const changed = /Cannot replace .*changed: details\.enableManifestBackup/;
            await expectRefusal(orders, ["preview"], name, changed, says);
            await expectRefusal(orders, ["up"], name, changed, says);
        },
    );

    it("says in preview that the order will be cancelled", async () => {
        const urn = orders.urn("created");
        const preview = await orders.observe(orders.stack.preview("--target", urn));
        expect(preview.code).toBe(0);
        expect(preview.linesOf("created")).toMatch(
            /Replacing job .* cancels the order that is there, which is Created, deletes it.* final/,
        );
        expect(orders.job("created")?.properties.cancellationReason).toBeUndefined();
    });

    it("replaces an order that is cancellable, deletable or gone", async () => {
        const names = Object.keys(replaceable);
        const before = new Map(names.map((name) => [name, orders.job(name)?.systemData]));
        const targets = names.flatMap((name) => ["--target", orders.urn(name)]);
        const up = await orders.observe(orders.stack.up(...targets));
        expect(up.output).not.toContain("error");
        for (const [name, { requests }] of Object.entries(replaceable)) {
            expect(up.requestsOf(name)).toMatch(requests);
            expect(orders.job(name)).toMatchObject({
                properties: { details: { enableManifestBackup: true } },
            });
            expect(orders.job(name)?.systemData).not.toEqual(before.get(name));
        }
        // The new order locks its account again.
        expect(up.output).not.toContain("DATABOX_SERVICE");
    });
});

describe("A replacement that diff is never asked about", () => {
    beforeAll(() => orders.declare(program(false)));

    it("is refused for up --replace of an order that has left, and the order is untouched", async () => {
        const replace = ["--replace", orders.urn("forced")];
        await expectRefusal(
            orders,
            ["up", ...replace],
            "forced",
            /Cannot replace .* it is DataCopy/,
        );
    });

    it("is refused for a tainted resource, too", async () => {
        orders.move("tainted", "AtAzureDC");
        await orders.stack.succeeds(["state", "taint", orders.urn("tainted"), "--yes"]);
        await expectRefusal(orders, ["up"], "tainted", /Cannot replace .* it is AtAzureDC/);
    });
});
