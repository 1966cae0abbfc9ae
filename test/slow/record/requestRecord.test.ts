/** What Azure is asked, in order, is what release c86402a asked: requestRecord.json. README.md says how it was made. */
import path from "node:path";
import { FileBackend } from "../../fixtures/fileBackend";
import { doorsOf } from "../../fixtures/jobStack";
import { isNightly } from "../../fixtures/nightly";
import { allowedDifferences } from "./allowedDifferences";
import { plays, readRecord } from "./recorded";
import { Theatre } from "./scenario";
import type { RecordedStep } from "./stage";

const folder = path.resolve(__dirname, "../../..");
const record = readRecord();

/** The record, with what is allowed to be another. */
function expectedOf(service: string, scenario: string): RecordedStep[] {
    const allowed = allowedDifferences.filter(
        (one) => one.service === service && one.scenario === scenario,
    );
    return (record[service]?.[scenario] ?? []).map((step, index) => {
        const number = index + 1;
        const requests = allowed.find(({ now }) => now?.[number])?.now?.[number] ?? step.requests;
        const added = allowed.flatMap((one) => one.added?.[number] ?? []);
        return {
            ...step,
            requests: requests.flatMap((request, place) => [
                request,
                ...added.filter(({ after }) => after === place + 1).map(({ asks }) => ({ asks })),
            ]),
        };
    });
}

describe("the record of requests", () => {
    it("has every scenario, and no other", () => {
        const played = plays.map(({ service, scenarios }) => [
            service,
            scenarios.map(({ name }) => name),
        ]);
        const recorded = Object.entries(record).map(([service, all]) => [
            service,
            Object.keys(all),
        ]);
        expect(recorded).toEqual(played);
    });

    it("is left only where a row of an issue says so", () => {
        for (const { service, scenario, row, now, added } of allowedDifferences) {
            const steps = record[service]?.[scenario] ?? [];
            expect(row).toMatch(/^\d+\. \S/);
            expect(
                Object.keys({ ...now, ...added }).filter((step) => !(Number(step) - 1 in steps)),
            ).toEqual([]);
        }
    });
});

/** Both providers call the same methods: by day the packaged one plays every third scenario, at night all. */
const byDoor = plays.flatMap(({ service, kind, scenarios }) =>
    doorsOf(kind).map(([door, ofDoor]) => ({
        service,
        door,
        kind: ofDoor,
        scenarios:
            door === "packaged" && !isNightly
                ? scenarios.filter((_, index) => index % 3 === 0)
                : scenarios,
    })),
);

describe.each(byDoor)("of $service, by the $door provider", ({ service, kind, scenarios }) => {
    let theatre: Theatre;
    let backend: FileBackend;
    beforeAll(async () => {
        backend = new FileBackend(kind.type);
        theatre = await Theatre.open({ kind, folder, backend });
    });
    afterAll(async () => {
        await theatre.close();
        backend.dispose();
    });

    describe.each(scenarios)("$name", (scenario) => {
        it("asks Azure for the same, in the same order", async () => {
            const expected = expectedOf(service, scenario.name);
            expect(expected).not.toEqual([]);
            expect(await theatre.play(scenario)).toEqual(expected);
        });
    });
});
