import { documentedTable, tableOf } from "./policies/resultsTable";
import { importExportStates, runScenarios, type Results } from "./policies/scenarios";
import { ownWorld, type World } from "./policies/world";

jest.setTimeout(600_000);

const refusal = (jobName: string) =>
    new RegExp(`Cannot (delete|replace) job "${jobName}"(?!.*which would destroy it)`);

describe("a stack with this project's jobs, in every state", () => {
    let world: World;
    let results: Results;

    beforeAll(async () => {
        world = await ownWorld();
        results = await runScenarios(world, {
            states: importExportStates,
            replaceable: ["Creating", "Completed"].filter((state) =>
                importExportStates.includes(state),
            ),
            typeOf: () => "pulumi-nodejs:dynamic/importexport:Job",
            refusalOf: refusal,
            onePerRun: true,
        });
    });
    afterAll(() => world.dispose());

    it("is protected as docs/policies.md says", () => {
        const table = tableOf(results);
        expect(table).toBe(documentedTable("this project's jobs", table));
    });

    it("keeps every job that is Packaging or Closed, whatever is tried", () => {
        for (const column of Object.values(results)) {
            expect(column.Packaging).toMatch(/^(pack|provider|pack, provider|–)$/);
            if (importExportStates.includes("Closed"))
                expect(column.Closed).toMatch(/^(pack|provider|pack, provider|–)$/);
        }
    });

    it("leaves no process", () => {
        expect(world.stack.leftovers()).toEqual([]);
    });
});
