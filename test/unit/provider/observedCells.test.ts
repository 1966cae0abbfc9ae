import * as orders from "../../../provider/databox/lifecycle";
import { observedCells as observedOrders } from "../../../provider/databox/lifecycleObserved";
import * as jobs from "../../../provider/importexport/lifecycle";
import { observedCells as observedJobs } from "../../../provider/importexport/lifecycleObserved";
import { withObserved, type ObservedCell, type Rule } from "../../../provider/job/lifecycleRules";

const seen = { apiVersion: "2021-01-01", month: "2026-11", location: "westus" };
const table = {
    here: {
        go: { verdict: "allowed", evidence: "assumed" },
        stay: { verdict: "allowed", evidence: "documented" },
    },
    there: {
        go: { verdict: "allowed", evidence: "assumed" },
        stay: { verdict: "satisfied", evidence: "assumed" },
    },
} as const;

describe("A cell that was seen on the real Azure", () => {
    it("is marked as observed, and no other is", () => {
        const marked = withObserved(table, [{ row: "here", operation: "go", ...seen }]);
        expect(marked).toEqual({
            ...table,
            here: { ...table.here, go: { verdict: "allowed", evidence: "observed" } },
        });
    });

    it("stays documented where the documents say it", () => {
        expect(withObserved(table, [{ row: "here", operation: "stay", ...seen }])).toEqual(table);
    });
});

describe.each<[string, Record<string, Record<string, Rule>>, readonly ObservedCell[]]>([
    ["import/export jobs", jobs.lifecycle, observedJobs],
    ["customer-disk orders", orders.lifecycle, observedOrders],
])("The observed cells of %s", (_, lifecycle, observed) => {
    it("are exactly those that are listed with when, where and at which API version they were seen", () => {
        const marked = Object.entries(lifecycle).flatMap(([row, rules]) =>
            Object.entries(rules)
                .filter(([, { evidence }]) => evidence === "observed")
                .map(([operation]) => `${row} ${operation}`),
        );
        expect(marked.sort()).toEqual(
            observed.map(({ row, operation }) => `${row} ${operation}`).sort(),
        );
        for (const { month, apiVersion, location } of observed) {
            expect({ month, apiVersion, location }).toEqual({
                month: expect.stringMatching(/^20\d\d-[01]\d$/) as string,
                apiVersion: expect.stringMatching(/^20\d\d-\d\d-\d\d(-preview)?$/) as string,
                location: expect.stringMatching(/^[a-z0-9]+$/) as string,
            });
        }
    });
});
