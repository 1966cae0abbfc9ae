import { documentedTable, tableOf } from "./policies/resultsTable";
import { isWhole, runScenarios, type Results } from "./policies/scenarios";
import { ownWorld, type World } from "./policies/world";

jest.setTimeout(600_000);

/** Stages with different flags, and, at night, a word that this version does not know: answered as AtAzureDC is. */
const stages = ["Created", "AtAzureDC", "Completed", ...(isWhole ? ["Quarantined"] : [])];

const refusal = (jobName: string) =>
    new RegExp(`Cannot (delete|replace) job "${jobName}"(?!.*which would destroy it)`);

describe("a stack with this project's customer-disk orders, at every stage", () => {
    let world: World;
    let results: Results;

    beforeAll(async () => {
        world = await ownWorld();
        results = await runScenarios(world, {
            states: stages,
            replaceable: ["Created", "Completed"],
            typeOf: () => "pulumi-nodejs:dynamic/databox:CustomerDiskJob",
            refusalOf: refusal,
            onePerRun: true,
        });
    });
    afterAll(() => world.dispose());

    it("is protected as docs/policies.md says", () => {
        const table = tableOf(results, "stage");
        expect(table).toBe(documentedTable("this project's orders", table));
    });

    it("keeps every order that is neither cancellable nor deletable, whatever is tried", () => {
        for (const column of Object.values(results)) {
            expect(column.AtAzureDC).toMatch(/^(pack|provider|pack, provider|–)$/);
            if (isWhole) expect(column.Quarantined).toMatch(/^(pack|provider|pack, provider|–)$/);
        }
    });

    it("leaves no process", () => {
        expect(world.stack.leftovers()).toEqual([]);
    });
});
