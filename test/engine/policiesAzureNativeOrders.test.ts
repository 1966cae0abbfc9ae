import { documentedTable, tableOf } from "./policies/resultsTable";
import { isWhole, runScenarios, type Results } from "./policies/scenarios";
import { nativeWorld, type World } from "./policies/world";

jest.setTimeout(600_000);

/** Every way that the token is written, each in a part of the stack. */
const tokens: Record<string, string> = {
    removed: "azure-native:databox/v20250201:Job",
    guarded: "azure-native_databox_v20250701:databox:Job",
    swapped: "azure-native:databox/v20240201preview:Job",
};

/** Flags that differ. The stage is the same for all: nothing is to be decided by it. */
const flags: Record<string, Record<string, boolean | undefined>> = {
    cancellable: { isCancellable: true, isDeletable: false, isCancellableWithoutFee: true },
    "with-a-fee": { isCancellable: true, isDeletable: false, isCancellableWithoutFee: false },
    neither: { isCancellable: false, isDeletable: false, isCancellableWithoutFee: false },
    deletable: { isCancellable: false, isDeletable: true, isCancellableWithoutFee: false },
    "no-flags": {
        isCancellable: undefined,
        isDeletable: undefined,
        isCancellableWithoutFee: undefined,
    },
};

/** By day one of each answer: a fee changes only words, and no flags are judged as neither: test/unit/policies. */
const states = isWhole ? Object.keys(flags) : ["cancellable", "neither", "deletable"];

const refusal = (jobName: string) =>
    new RegExp(`stand-in for Azure: refused to delete "${jobName}"`);

describe("a stack with azure-native's Data Box orders (by a stand-in plugin), with every flag", () => {
    let world: World;
    let results: Results;

    beforeAll(async () => {
        world = await nativeWorld((outputs, state) => Object.assign(outputs, flags[state]));
        results = await runScenarios(world, {
            states,
            replaceable: ["deletable"],
            typeOf: (group) => tokens[group] ?? "azure-native:databox:Job",
            refusalOf: refusal,
            onePerRun: false,
        });
    });
    afterAll(() => world.dispose());

    it("is protected as docs/policies.md says", () => {
        const table = tableOf(results, "flags");
        expect(table).toBe(documentedTable("azure-native's orders", table));
    });

    it("keeps every order that is neither cancellable nor deletable, whatever is tried", () => {
        for (const column of Object.values(results)) {
            expect(column.neither).toMatch(/^(pack|provider|pack, provider|–)$/);
            if (isWhole) expect(column["no-flags"]).toMatch(/^(pack|provider|pack, provider|–)$/);
        }
    });

    it("leaves no process", () => {
        expect(world.stack.leftovers()).toEqual([]);
    });
});
