import { doubleEncryption, policies } from "../../../policies/index";
import { importOrder } from "../../fixtures/orderInputs";
import { askStack, nativeOrderTypes, orderType, ownType, unknown } from "./ask";

const order = (value: unknown, change: object = {}) => ({
    ...importOrder(),
    name: "disks-1",
    details: { preferences: { encryptionPreferences: { doubleEncryption: value } } },
    ...change,
});

describe.each([orderType, ...nativeOrderTypes])("an order of type %s", (type) => {
    const ask = (props: object) => askStack(doubleEncryption, [{ type, props: { ...props } }]);

    it.each(["Enabled", "enabled"])("passes when double encryption is %s", async (value) => {
        expect(await ask(order(value))).toEqual({ refused: [], told: [] });
    });
    it.each([["Disabled"], [undefined], [null], [""], [true]])(
        "is reported when double encryption is %s",
        async (value) => {
            const { refused, told } = await ask(order(value));
            expect(refused).toHaveLength(1);
            expect(refused[0]).toMatch(/job "disks-1".*doubleEncryption: "Enabled"/);
            expect(told).toEqual([]);
        },
    );
    it("is reported without any preferences, whatever its SKU", async () => {
        for (const name of ["DataBoxCustomerDisk", "DataBoxHeavy", "DataBox"]) {
            const props = order("", { details: {}, sku: { name } });
            expect((await ask(props)).refused).toHaveLength(1);
        }
    });
    it.each([
        ["the value", order(unknown)],
        ["the details", order("", { details: unknown })],
        ["an encrypted one", order("", { details: "[secret]" })],
    ])("is said not to be judged while it is not known: %s", async (_, props) => {
        const { refused, told } = await ask(props);
        expect(refused).toEqual([]);
        expect(told[0]).toContain("Could not judge yet");
    });
    it("is no matter once Azure has deleted it", async () => {
        expect((await ask(order("Disabled", { purged: true }))).refused).toEqual([]);
    });
});

describe("a stack without Data Box orders", () => {
    it("is said to be none of the policy's business, not to comply with it", async () => {
        for (const shown of [[], [{ type: ownType, props: { name: "photos" } }]]) {
            const answer = await askStack(doubleEncryption, shown);
            expect(answer.notApplicable).toBe("The stack has no Data Box order.");
        }
        const answer = await askStack(doubleEncryption, [
            { type: orderType, props: order("Enabled") },
        ]);
        expect(answer.notApplicable).toBeUndefined();
    });
    it("does not excuse a wrong config", async () => {
        await expect(askStack(doubleEncryption, [], { requird: true })).rejects.toThrow(
            '"requird", which is not one of its settings',
        );
    });
});

describe("the benchmark rule in a policy's metadata", () => {
    it("is named completely where there is one", () => {
        const rules = policies.flatMap(({ name, framework }) =>
            framework ? [[name, framework.version, framework.reference]] : [],
        );
        expect(rules).toEqual([
            ["customer-managed-key", "1.0", "DP-5"],
            ["double-encryption", "2.0.0", "11.1"],
        ]);
    });
});
