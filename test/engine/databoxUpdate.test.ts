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

const shipped = importOrder({ deliverToDcPackageDetails });
const everyOrder = {
    photos: importOrder(),
    posted: importOrder(),
    warned: importOrder(),
    late: importOrder(),
    closed: shipped,
};

describe("An order", () => {
    it("is made, told that Azure deletes it without a shipment, and then there is nothing left to do", async () => {
        const up = await orders.deploy(everyOrder);
        expect(up.requestsOf("photos")).toBe("GET 404, PUT 202, GET 200");
        expect(up.linesOf("warned")).toMatch(/two weeks .* set deliverToDcPackageDetails/);
        expect(up.requestsOf("closed")).toBe("GET 404, PUT 202, GET 200, POST 204, GET 200");
        expect(up.linesOf("closed")).not.toMatch(/two weeks/);
        // An order whose shipment the service knows of is among them: it is not announced again.
        const again = await orders.observe(orders.stack.preview("--expect-no-changes"));
        expect(again.code).toBe(0);
        expect(again.requests).toEqual([]);
    });

    it("is changed by one PATCH of what differs; a change of its deletion options costs no request", async () => {
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
        const changed = {
            ...everyOrder,
            photos: importOrder(wishes),
            warned: importOrder({ deletion: { waitMinutes: 0, acceptFee: true } }),
        };
        const up = await orders.deploy(changed);
        expect(up.requestsOf("photos")).toMatch(/^GET 200, PATCH (200|202)(, GET 200)?$/);
        const [patch] = patchesOf(up);
        expect(patch?.body).toEqual({
            tags: {
                team: "archive",
                "pulumi-owner": expect.stringMatching(
                    /^organization\/test\/dev\/photos#[0-9a-f-]{36}$/,
                ) as string,
            },
            identity: { type: "SystemAssigned" },
            properties: { details },
        });
        expect(detailsOf("photos")).toMatchObject({ shippingAddress: { city: "Elsewhere" } });
        expect(up.requestsOf("warned")).toBe("");
        expect(await orders.outputs("warned")).toMatchObject({ deletion: { acceptFee: true } });
        const again = await orders.observe(orders.stack.preview("--expect-no-changes"));
        expect(again.code).toBe(0);
    });
});

describe("The shipment of an order", () => {
    it("is previewed as final, of an order that is there and of one that is not", async () => {
        orders.declare({ posted: shipped, fresh: shipped });
        const targets = ["posted", "fresh"].flatMap((name) => ["--target", orders.urn(name)]);
        const preview = await orders.observe(orders.stack.preview(...targets));
        for (const name of ["posted", "fresh"]) {
            expect(preview.linesOf(name)).toMatch(/shipment of job .* will be announced.* final/);
        }
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
});

describe("A change that Azure refuses", () => {
    const trackingId = "TRACK-801";
    const city = "Nowhere";
    let up: Observed;
    beforeAll(async () => {
        orders.move("late", "Cancelled");
        orders.declare({
            posted: importOrder({
                deliverToDcPackageDetails: { ...deliverToDcPackageDetails, trackingId },
            }),
            late: shipped,
            closed: importOrder({
                deliverToDcPackageDetails,
                details: { shippingAddress: { ...shippingAddress, city } },
            }),
        });
        const names = ["posted", "late", "closed"];
        const targets = names.flatMap((name) => ["--target", orders.urn(name)]);
        up = await orders.observe(orders.stack.up("--continue-on-error", ...targets));
    });

    it("fails the update, and nothing of the orders is lost", async () => {
        expect(up.code).not.toBe(0);
        expect(await orders.names()).toEqual(expect.arrayContaining(["posted", "late", "closed"]));
    });

    it("of the tracking details is tried, and the refusal is told", () => {
        expect(up.requestsOf("posted")).toBe("GET 200, POST 409, GET 200");
        expect(up.linesOf("posted")).toMatch(
            /Azure refused other tracking details for job .*ShippedToAzureDC.*not documented/,
        );
        expect(up.output).not.toContain(trackingId);
    });

    it("is the shipment of an order that is over", () => {
        expect(up.linesOf("late")).toMatch(/Azure refused to take the shipment .* is Cancelled/);
    });

    it("is told with what Azure said, and the order keeps the old values", () => {
        expect(up.requestsOf("closed")).toBe("GET 200, PATCH 409, GET 200");
        expect(up.linesOf("closed")).toMatch(
            /Azure refused to change details\.shippingAddress .* ShippedToAzureDC: 409/,
        );
        expect(detailsOf("closed")).toMatchObject({ shippingAddress: { city: "Exampletown" } });
        expect(up.output).not.toContain(city);
    });
});
