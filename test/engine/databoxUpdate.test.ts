/** Changes of customer-disk orders in place, on the real engine: what PATCH accepts, and the shipment. */
import {
    contactDetails,
    deliverToDcPackageDetails,
    importOrder,
    returnToCustomerPackageDetails,
    shippingAddress,
} from "../fixtures/diskInputs";
import { customerDiskJobs, JobStack, type Observed } from "../fixtures/jobStack";

let orders: JobStack;
beforeAll(async () => {
    orders = await JobStack.create({ kind: customerDiskJobs });
});
afterAll(() => orders.dispose());

const detailsOf = (name: string) => orders.job(name)?.properties.details as Record<string, unknown>;
const patchesOf = (seen: Observed) => seen.requests.filter(({ method }) => method === "PATCH");

describe("An order", () => {
    it("is made, and then there is nothing left to do", async () => {
        const up = await orders.deploy({ photos: importOrder(), posted: importOrder() });
        expect(up.requestsOf("photos")).toBe("GET 404, PUT 202, GET 200");
        const again = await orders.observe(orders.stack.preview("--expect-no-changes"));
        expect(again.code).toBe(0);
        expect(again.requests).toEqual([]);
    });

    it("says that Azure deletes it when no shipment is announced", async () => {
        const up = await orders.deploy({
            photos: importOrder(),
            posted: importOrder(),
            warned: importOrder(),
        });
        expect(up.linesOf("warned")).toMatch(/two weeks .* set deliverToDcPackageDetails/);
    });

    it("is changed by one PATCH of what differs", async () => {
        const details = {
            contactDetails: { ...contactDetails, phone: "4250000009" },
            shippingAddress: { ...shippingAddress, city: "Elsewhere" },
            returnToCustomerPackageDetails: {
                ...returnToCustomerPackageDetails,
                carrierAccountNumber: "ACC-701",
            },
            preferences: { encryptionPreferences: { doubleEncryption: "Enabled" } },
        };
        const wishes = { tags: { team: "archive" }, identity: { type: "SystemAssigned" }, details };
        const up = await orders.deploy({ photos: importOrder(wishes), posted: importOrder() });
        expect(up.requestsOf("photos")).toMatch(/^GET 200, PATCH (200|202)(, GET 200)?$/);
        const [patch] = patchesOf(up);
        expect(patch?.body).toEqual({
            tags: { team: "archive", "pulumi-owner": "organization/test/dev/photos" },
            identity: { type: "SystemAssigned" },
            properties: { details },
        });
        expect(detailsOf("photos")).toMatchObject({ shippingAddress: { city: "Elsewhere" } });
        const again = await orders.observe(orders.stack.preview("--expect-no-changes"));
        expect(again.code).toBe(0);
    });

    it("whose deletion options change costs no request", async () => {
        orders.declare({ posted: importOrder({ deletion: { waitMinutes: 0, acceptFee: true } }) });
        const up = await orders.observe(orders.stack.up("--target", orders.urn("posted")));
        expect(up.code).toBe(0);
        expect(up.requests).toEqual([]);
    });
});

describe("The shipment of an order", () => {
    const shipped = importOrder({ deliverToDcPackageDetails });

    it("is previewed as final", async () => {
        orders.declare({ posted: shipped });
        const preview = await orders.observe(
            orders.stack.preview("--target", orders.urn("posted")),
        );
        expect(preview.linesOf("posted")).toMatch(/shipment of job .* will be announced.* final/);
        expect(preview.requests).toEqual([]);
    });

    it("is announced by a request of its own", async () => {
        const up = await orders.observe(orders.stack.up("--target", orders.urn("posted")));
        expect(up.code).toBe(0);
        expect(up.requestsOf("posted")).toBe("GET 200, POST 204, GET 200");
        expect(up.linesOf("posted")).toMatch(/are on their way\. This is final/);
        expect(await orders.outputs("posted")).toMatchObject({
            shipped: true,
            status: "ShippedToAzureDC",
            isCancellable: false,
        });
    });

    it("that the service knows of is not announced again", async () => {
        const again = await orders.observe(
            orders.stack.preview("--expect-no-changes", "--target", orders.urn("posted")),
        );
        expect(again.code).toBe(0);
        expect(again.requests).toEqual([]);
    });

    it("is Azure's to correct: other tracking details are tried, and a refusal is told", async () => {
        const trackingId = "TRACK-801";
        orders.declare({
            posted: importOrder({
                deliverToDcPackageDetails: { ...deliverToDcPackageDetails, trackingId },
            }),
        });
        const up = await orders.observe(orders.stack.up("--target", orders.urn("posted")));
        expect(up.code).not.toBe(0);
        expect(up.requestsOf("posted")).toBe("GET 200, POST 409, GET 200");
        expect(up.linesOf("posted")).toMatch(
            /Azure refused other tracking details for job .*ShippedToAzureDC.*not documented/,
        );
        expect(up.output).not.toContain(trackingId);
        expect(await orders.names()).toContain("posted");
    });

    it("is announced right after a creation, and the preview of that says so", async () => {
        orders.declare({ posted: shipped, fresh: importOrder({ deliverToDcPackageDetails }) });
        const target = ["--target", orders.urn("fresh")];
        const preview = await orders.observe(orders.stack.preview(...target));
        expect(preview.linesOf("fresh")).toMatch(/shipment of job .* will be announced.* final/);
        const up = await orders.observe(orders.stack.up(...target));
        expect(up.requestsOf("fresh")).toBe("GET 404, PUT 202, GET 200, POST 204, GET 200");
        expect(up.linesOf("fresh")).not.toMatch(/two weeks/);
    });

    it("cannot be told of an order that is over: nothing of it is lost", async () => {
        orders.declare({ late: importOrder() });
        await orders.stack.up("--target", orders.urn("late"));
        orders.move("late", "Cancelled");
        orders.declare({ late: importOrder({ deliverToDcPackageDetails }) });
        const up = await orders.observe(orders.stack.up("--target", orders.urn("late")));
        expect(up.code).not.toBe(0);
        expect(up.linesOf("late")).toMatch(/Azure refused to take the shipment .* is Cancelled/);
        expect(await orders.names()).toContain("late");
    });
});

describe("A change that Azure refuses", () => {
    it("is told with what Azure said, and the stack keeps the old values", async () => {
        orders.declare({ closed: importOrder({ deliverToDcPackageDetails }) });
        await orders.stack.up("--target", orders.urn("closed"));
        const city = "Nowhere";
        orders.declare({
            closed: importOrder({
                deliverToDcPackageDetails,
                details: { shippingAddress: { ...shippingAddress, city } },
            }),
        });
        const up = await orders.observe(orders.stack.up("--target", orders.urn("closed")));
        expect(up.code).not.toBe(0);
        expect(up.requestsOf("closed")).toBe("GET 200, PATCH 409, GET 200");
        expect(up.linesOf("closed")).toMatch(
            /Azure refused to change details\.shippingAddress .* ShippedToAzureDC: 409/,
        );
        expect(detailsOf("closed")).toMatchObject({ shippingAddress: { city: "Exampletown" } });
        expect(up.output).not.toContain(city);
    });
});
