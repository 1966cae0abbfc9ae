/**
 * Two stacks in one subscription, random commands, programs, options, parcels, faults and kills; `npm run model` draws new ones
 * for as long as it may. By day a short script of each way to share or lose a job on the real CLI, and random ones with an
 * engine of our own between real providers and the emulator: about a minute of CPU. At night ten minutes of each.
 */
import fc from "fast-check";
import { isNightly } from "../../fixtures/nightly";
import { FastSites } from "./fastStack";
import { commandSite, noCounts, runScript } from "./run";
import { scripts, type Script } from "./steps";

const quiet = { flags: [], trouble: { what: "none" as const } };
const killed = (who: "CLI" | "provider" | "all", moment: "before" | "after") => ({
    flags: [],
    trouble: { what: "kill" as const, who, write: 1, moment },
});

/** Each also a way that a stranger found. */
const byHand: Record<string, Script> = {
    "the same words in two backends, a creation that was cut off, a rename": {
        service: "importexport",
        topology: "two backends of the same words",
        steps: [
            { do: "up", stack: "first", program: { ada: {} }, ...killed("all", "after") },
            { do: "up", stack: "second", program: { ada: { isPackaged: true } }, ...quiet },
            { do: "rename", stack: "first" },
            { do: "up again", stack: "first", ...quiet },
            { do: "destroy", stack: "second", ...quiet },
        ],
    },
    "a job under way that goes to the other provider and is replaced": {
        service: "importexport",
        topology: "two backends of the same words",
        steps: [
            {
                do: "up",
                stack: "first",
                program: { ada: { isPackaged: true, isShipped: true } },
                ...quiet,
            },
            {
                do: "up",
                stack: "first",
                program: { ada: { comesFromOtherDoor: true, isShipped: true } },
                ...quiet,
                flags: ["--replace=ada"],
            },
            { do: "up again", stack: "first", ...quiet },
        ],
    },
    "a job whose state moves to another project, and its program stays": {
        service: "databox",
        topology: "two projects of one backend",
        steps: [
            { do: "up", stack: "first", program: { ada: { isPackaged: true } }, ...quiet },
            { do: "state move", from: "first", resource: "ada" },
            { do: "up again", stack: "first", ...quiet },
            { do: "destroy", stack: "first", ...quiet },
        ],
    },
};

const holds = (title: string) => [title, byHand[title]!] as const;

describe("Two stacks, driven by the real CLI", () => {
    it.each(Object.keys(byHand).map(holds))(
        "share, lose, double, cancel and delete nothing unasked: %s",
        async (_title, script) => {
            const counts = noCounts();
            await runScript(script, counts, commandSite);
            expect(counts.commands).toBeGreaterThan(2);
        },
        600_000,
    );

    if (isNightly) {
        it("do so by any command, for ten minutes", async () => {
            const counts = noCounts();
            const property = fc.asyncProperty(scripts(8), (script) =>
                runScript(script, counts, commandSite),
            );
            await fc.assert(property, tenMinutes);
            expect(counts.kills).toBeGreaterThan(0);
        }, 900_000);
    }
});

const tenMinutes = {
    numRuns: 100_000,
    interruptAfterTimeLimit: 600_000,
    markInterruptAsFailure: false,
};

describe("Two stacks, driven by an engine of our own", () => {
    let sites: FastSites;
    beforeAll(() => {
        sites = new FastSites();
    });
    afterAll(() => sites.close());

    // The seed is fixed by day, so that every run is the same.
    it("share, lose, double, cancel and delete nothing unasked by any command", async () => {
        const counts = noCounts();
        const property = fc.asyncProperty(scripts(8), async (script) =>
            runScript(script, counts, await sites.of(script.service)),
        );
        await fc.assert(property, isNightly ? tenMinutes : { seed: 20210101, numRuns: 6 });
        expect(counts.kills + counts.faults).toBeGreaterThan(0);
    }, 900_000);
});
