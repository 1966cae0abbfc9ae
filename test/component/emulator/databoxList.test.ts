import { Orders } from "./dataBoxHarness";
import { checkedEmulator } from "./harness";

const orders = new Orders(checkedEmulator());
beforeEach(() => orders.emulator.reset());

describe("the list", () => {
    it("goes on where the page ended, by group and by subscription", async () => {
        for (let count = 0; count < 102; count++) {
            orders.emulator.plant(orders.id(`order-${String(count).padStart(3, "0")}`), {});
        }
        const elsewhere = orders.id("elsewhere").replace("rg-test", "rg-other");
        orders.emulator.plant(elsewhere, {});
        const subscription = orders.path.replace(/\/resourceGroups\/[^/]+/, "");
        for (const [path, total] of [
            [orders.path, 102],
            [subscription, 103],
        ] as const) {
            const first = (await orders.ask("GET", path)).body;
            expect(first.value).toHaveLength(100);
            const next = first.nextLink!.slice(orders.emulator.endpoint.length);
            const second = (await orders.ask("GET", next, undefined, { apiVersion: null })).body;
            expect(second.value).toHaveLength(total - 100);
            expect(second).not.toHaveProperty("nextLink");
        }
    });

    it("shows no job of the other service, and is not shown in the other's", async () => {
        const { emulator } = orders;
        await orders.make("photos");
        emulator.plant(emulator.job("videos"), {});
        expect((await orders.ask("GET", orders.path)).body.value.map(({ name }) => name)).toEqual([
            "photos",
        ]);
        expect((await emulator.arm("GET", emulator.jobsPath)).body.value).toHaveLength(1);
        const group = orders.path.split("/providers/")[0]!;
        const { body } = await emulator.arm("GET", `${group}/resources`, undefined, {
            apiVersion: "2021-04-01",
        });
        expect(body.value.map(({ type }) => type).sort()).toEqual([
            "Microsoft.DataBox/jobs",
            "Microsoft.ImportExport/jobs",
        ]);
    });
});

describe("what a location offers", () => {
    const location = () => orders.path.replace(/jobs$/, "locations/westus");
    const ask = { transferType: "ImportToAzure", country: "US", location: "westus" };

    it("is told by SKU", async () => {
        const skuNames = ["DataBoxCustomerDisk"];
        const { body } = await orders.ask("POST", `${location()}/availableSkus`, {
            ...ask,
            skuNames,
        });
        expect(body.value).toMatchObject([
            {
                sku: { name: "DataBoxCustomerDisk" },
                enabled: true,
                properties: { disabledReason: "None" },
            },
        ]);
    });

    it.each([
        ["Region", { location: "atlantis" }],
        ["Country", { country: "United States" }],
    ])("is nothing because of the %s", async (disabledReason, change) => {
        const path = `${location()}/availableSkus`;
        const { body } = await orders.ask("POST", path, { ...ask, ...change });
        expect(body.value[0]).toMatchObject({ enabled: false, properties: { disabledReason } });
    });

    it.each([
        ["westus", "DatacenterAddressLocation"],
        ["australiaeast", "DatacenterAddressInstruction"],
    ])("is an address in %s: %s", async (storageLocation, datacenterAddressType) => {
        const body = {
            datacenterAddressRequest: { storageLocation, skuName: "DataBoxCustomerDisk" },
        };
        for (const path of [location(), location().replace(/\/resourceGroups\/[^/]+/, "")]) {
            const answer = await orders.ask("POST", `${path}/regionConfiguration`, body);
            expect(answer.body).toMatchObject({
                datacenterAddressResponse: { datacenterAddressType },
            });
            expect(answer.text).toContain("do not ship");
        }
    });
});
