import { noDestroyInFlight, protectInFlight } from "../../../policies/index";
import { jobMaker } from "../../../policies/jobTypes";
import { askStack, nativeOrderType, nativeType, orderType, ownType } from "./ask";

const gate = (type: string, props: object, config: object = {}) =>
    askStack(noDestroyInFlight, [{ type, props: { ...props } }], { command: "destroy", ...config });

const nativeJob = (state: unknown) => ({ name: "p", properties: { state } });
const notReadable: [string, unknown][] = [
    ["absent", undefined],
    ["null", null],
    ["empty", ""],
    ["blank", "  "],
    ["a number", 5],
    ["an object", {}],
    ["a list", ["Completed"]],
    ["true", true],
];

describe("a job whose state cannot be read", () => {
    it.each(notReadable)("is refused before a destroy when its state is %s", async (_, state) => {
        for (const [type, props] of [
            [nativeType, nativeJob(state)],
            [ownType, { name: "p", state, properties: { state } }],
        ] as const) {
            const { refused } = await gate(type, props);
            expect(refused).toHaveLength(1);
            expect(refused[0]).toMatch(/no state of it that can be read.*pulumi refresh/);
        }
    });
    it("is only told of where the config says so", async () => {
        const { refused, told } = await gate(nativeType, nativeJob(""), {
            ifStateUnreadable: "warn",
        });
        expect(refused).toEqual([]);
        expect(told[0]).toContain("no state of it that can be read");
    });
    it("may go by an exception, and when Azure has deleted it", async () => {
        const allow = [{ job: "p", reason: "fire", expires: "9999-12-31" }];
        expect((await gate(nativeType, nativeJob(null), { allow })).refused).toEqual([]);
        expect((await gate(ownType, { name: "p", purged: true })).refused).toEqual([]);
    });
    it("is told of, not refused, by protect-in-flight", async () => {
        const props = { name: "p", properties: {} };
        const answer = await askStack(protectInFlight, [{ type: nativeType, props }], {
            command: "destroy",
        });
        expect(answer.refused).toEqual([]);
        expect(answer.told).toHaveLength(1);
    });
});

describe("a state in another casing", () => {
    it.each(["packaging", "PACKAGING", " Packaging ", "closed"])(
        "is the state: %s is refused",
        async (state) => {
            expect((await gate(nativeType, nativeJob(state))).refused).toHaveLength(1);
            expect((await gate(ownType, { name: "p", state })).refused).toHaveLength(1);
        },
    );
    it.each(["completed", "CREATING"])("is the state: %s may go", async (state) => {
        const config = { blockedStates: "in-flight" };
        expect((await gate(nativeType, nativeJob(state), config)).refused).toEqual([]);
    });
});

describe("an order whose flags cannot be read", () => {
    const order = { name: "p", status: "AtAzureDC", isCancellable: false, isDeletable: false };
    const flags: [string, object][] = [
        ["isDeletable is absent", { isCancellable: true, isDeletable: undefined }],
        ["isDeletable is null", { isCancellable: true, isDeletable: null }],
        ["isDeletable is a text", { isCancellable: true, isDeletable: "true" }],
        ["isCancellable is absent", { isCancellable: undefined }],
        ["isCancellable is a text", { isCancellable: "true" }],
        ["both are numbers", { isCancellable: 1, isDeletable: 1 }],
        ["all are absent, whatever the stage", { ...off(), status: "Completed" }],
        ["all are absent, and the stage too", { ...off(), status: undefined }],
    ];
    function off() {
        return {
            isCancellable: undefined,
            isDeletable: undefined,
            isCancellableWithoutFee: undefined,
        };
    }
    it.each(flags)("is refused before a destroy when %s", async (_, change) => {
        for (const type of [orderType, nativeOrderType]) {
            const { refused } = await gate(type, { ...order, ...change });
            expect(refused).toHaveLength(1);
            expect(refused[0]).toMatch(/pulumi refresh|not known/);
        }
    });
    it("counts as chargeable under in-flight when nothing says that it is free", async () => {
        const cancellable = { ...order, isCancellable: true };
        for (const isCancellableWithoutFee of [undefined, null, "true", 1]) {
            const props = { ...cancellable, isCancellableWithoutFee };
            const { refused } = await gate(nativeOrderType, props, { blockedStates: "in-flight" });
            expect(refused).toHaveLength(1);
        }
    });
    it("is deletable by the flag alone", async () => {
        const props = { ...order, status: undefined, isDeletable: true };
        expect((await gate(nativeOrderType, props)).refused).toEqual([]);
    });
});

describe("the type of a job", () => {
    it.each([
        "azure-native:importexport:Job",
        "azure-native:importexport/v20161101:Job",
        "azure-native:importexport/v20200801:Job",
        "azure-native:importexport/v20210101:Job",
        "azure-native_importexport_v20210101:importexport:Job",
        "azure-nextgen:importexport:Job",
        "azure-nextgen:importexport/latest:Job",
        "azure-nextgen:importexport/v20161101:Job",
        "azure-nextgen:importexport/v20200801:Job",
    ])("is known, and a blocked job of it refused: %s", async (type) => {
        expect(jobMaker(type)).toBe("azure-native");
        expect((await gate(type, nativeJob("packaging"))).refused).toHaveLength(1);
    });
    it.each([
        "azure-native:databox:Job",
        "azure-native:databox/v20190901:Job",
        "azure-native:databox/v20250201:Job",
        "azure-native_databox_v20250701:databox:Job",
        "azure-nextgen:databox:Job",
        "azure-nextgen:databox/latest:Job",
        "azure-nextgen:databox/v20180101:Job",
        "azure-nextgen:databox/v20200401:Job",
    ])("is known, and an order of it without flags refused: %s", async (type) => {
        expect(jobMaker(type)).toBe("azure-native-databox");
        expect((await gate(type, { name: "p" })).refused).toHaveLength(1);
    });
    it.each([
        "azure-native:databoxedge:Job",
        "azure-native:databox:JobCredentials",
        "azure-native:databox/v20250201:Other",
        "my-azure-native:databox:Job",
        "azure-nextgen:media/v20200501:Job",
        "azure-native:importexport:Location",
        "my-azure-native:importexport:Job",
    ])("is not %s", (type) => {
        expect(jobMaker(type)).toBeUndefined();
    });
});
