import { documentedTable, tableOf } from "./policies/resultsTable";
import { importExportStates, runScenarios, type Results } from "./policies/scenarios";
import { nativeWorld, type World } from "./policies/world";

jest.setTimeout(600_000);

/** Every way that the token is written, each in a part of the stack. */
const tokens: Record<string, string> = {
    removed: "azure-native:importexport/v20210101:Job",
    guarded: "azure-native_importexport_v20210101:importexport:Job",
    swapped: "azure-native:importexport/v20161101:Job",
};

const refusal = (jobName: string) =>
    new RegExp(`stand-in for Azure: refused to delete "${jobName}"`);

describe("a stack with azure-native's jobs (by a stand-in plugin), in every state", () => {
    let world: World;
    let results: Results;

    beforeAll(async () => {
        world = await nativeWorld();
        const typeOf = (group: string) => tokens[group] ?? "azure-native:importexport:Job";
        results = await runScenarios(world, {
            states: importExportStates,
            replaceable: ["Creating", "Completed"].filter((state) =>
                importExportStates.includes(state),
            ),
            typeOf,
            refusalOf: refusal,
            onePerRun: false,
        });
    });
    afterAll(() => world.dispose());

    it("is protected as docs/policies.md says", () => {
        const table = tableOf(results);
        expect(table).toBe(documentedTable("azure-native's jobs", table));
    });

    it("leaves no process", () => {
        expect(world.stack.leftovers()).toEqual([]);
    });
});
