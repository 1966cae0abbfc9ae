/** What the block tells the user to do: nothing that is set already, and nothing that would not help. */
import { noDestroyInFlight } from "../../../policies/index";
import { askStack, nativeOrderType, nativeType, orderType, ownType } from "./ask";

/** The one refusal of `guarded-destroy` for a job in this condition. */
async function refusal(type: string, props: object, blockedStates?: unknown): Promise<string> {
    const config = { command: "destroy", ...(blockedStates !== undefined && { blockedStates }) };
    const shown = [{ type, props: { name: "photos", ...props } }];
    const { refused } = await askStack(noDestroyInFlight, shown, config);
    expect(refused).toHaveLength(1);
    return refused[0]!;
}

/** Condition, options of the resource, the config's blockedStates, what is advised, what is not spoken of. */
type Row = readonly [
    where: string,
    condition: object,
    deletion: object | undefined,
    blockedStates: string | undefined,
    advised: string,
    unspoken: string,
];

const stuck = { isCancellable: false, isDeletable: false, isCancellableWithoutFee: false };
const free = { isCancellable: true, isDeletable: false, isCancellableWithoutFee: true };
const forAFee = { ...free, isCancellableWithoutFee: false };

const setInFlight = 'set deletion.inFlight: "cancel"';
const setForget = 'set deletion.whenUndeletable: "forget"';
const forgets = 'Its deletion.whenUndeletable: "forget" lets it leave the stack';
const exception = "an exception in the config (allow)";
const config = "change blockedStates in the config";

const jobs: readonly Row[] = [
    ["Shipping", { state: "Shipping" }, undefined, "in-flight", config, "deletion."],
    ["Shipping", { state: "Shipping" }, { inFlight: "cancel" }, "in-flight", config, "deletion."],
    [
        "Shipping",
        { state: "Shipping" },
        { inFlight: "refuse" },
        "in-flight",
        setInFlight,
        "is not blocked cancels",
    ],
    [
        "Received, cancelled",
        { state: "Received", cancelRequested: true },
        undefined,
        "in-flight",
        config,
        "deletion.",
    ],
    [
        "Packaging",
        { state: "Packaging" },
        undefined,
        undefined,
        "Wait until the job is Completed",
        "blockedStates",
    ],
    ["Closed", { state: "Closed" }, undefined, undefined, setForget, "blockedStates"],
    [
        "Closed",
        { state: "Closed" },
        { whenUndeletable: "fail" },
        undefined,
        setForget,
        "blockedStates",
    ],
    ["Closed", { state: "Closed" }, { whenUndeletable: "forget" }, undefined, forgets, setForget],
    ["Closed", { state: "Closed" }, { whenUndeletable: "forget" }, undefined, exception, setForget],
];

const orders: readonly Row[] = [
    ["on its way", { ...free, shipped: true }, undefined, "in-flight", config, "deletion."],
    [
        "on its way",
        { ...free, shipped: true },
        { inFlight: "refuse" },
        "in-flight",
        setInFlight,
        "acceptFee",
    ],
    ["chargeable", forAFee, undefined, "in-flight", "set deletion.acceptFee: true", "inFlight"],
    ["chargeable", forAFee, { acceptFee: true }, "in-flight", config, "deletion."],
    [
        "chargeable",
        forAFee,
        { inFlight: "refuse" },
        "in-flight",
        `${setInFlight} and deletion.acceptFee: true`,
        "forget",
    ],
    [
        "cancelled",
        { ...stuck, cancellationReason: "no" },
        undefined,
        "in-flight",
        config,
        "deletion.",
    ],
    ["in the data centre", stuck, undefined, undefined, setForget, "blockedStates"],
    ["in the data centre", stuck, { whenUndeletable: "forget" }, undefined, forgets, setForget],
    ["in the data centre", stuck, { whenUndeletable: "forget" }, undefined, exception, setForget],
];

describe.each([
    [ownType, jobs],
    [orderType, orders],
] as const)("a blocked job of type %s", (type, rows) => {
    it.each(rows)(
        "(%s, %j, deletion %j, blockedStates %s) is told %j",
        async (_, condition, deletion, blockedStates, advised, unspoken) => {
            const message = await refusal(type, { ...condition, deletion }, blockedStates);
            expect(message).toContain(advised);
            expect(message).not.toContain(unspoken);
        },
    );
});

describe("a blocked job of azure-native, which has none of the options", () => {
    it.each([
        [nativeType, { properties: { state: "Shipping" } }],
        [nativeType, { properties: { state: "Closed" } }],
        [nativeOrderType, { ...free, shipped: true }],
        [nativeOrderType, forAFee],
        [nativeOrderType, stuck],
    ])("of type %s (%j) is not sent to them", async (type, props) => {
        expect(await refusal(type, props, "in-flight")).not.toContain("deletion.");
    });
});
