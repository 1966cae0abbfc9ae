/** `--fail-on`, which stops a pipeline by the exit code. */

import { jobId, testEmulator } from "../../fixtures/jobStack";
import { fleetCommand } from "./fleetCommand";

const day = 24 * 60 * 60 * 1000;
const emulator = testEmulator();

describe.each([
    {
        namespace: "Microsoft.ImportExport",
        rows: [
            ["blocked", "Packaging", 2],
            ["blocked", "Shipping", 0],
            ["expiring", "Creating", 0],
            ["failed", "Closed", 2],
            ["failed", "Faulted", 2],
            ["failed", "Completed", 0],
        ],
    },
    {
        namespace: "Microsoft.DataBox",
        rows: [
            ["blocked", "AtAzureDC", 2],
            ["blocked", "Created", 0],
            ["expiring", "Created", 0],
            ["failed", "CompletedWithErrors", 2],
            ["failed", "Failed_IssueDetectedAtAzureDC", 2],
            ["failed", "Somewhere", 2],
            ["failed", "Completed", 0],
            ["failed", "Cancelled", 0],
        ],
    },
] as { namespace: string; rows: [string, string, number][] }[])(
    "the exit code for jobs of $namespace",
    ({ namespace, rows }) => {
        const id = () => jobId(emulator.subscriptionId, "photos", namespace);

        it.each(rows)("with --fail-on %s and one that is %s is %i", async (word, state, code) => {
            emulator.plant(id(), { state });
            const ended = await fleetCommand(["--fail-on", word], { env: emulator.env });
            expect(ended.code).toBe(code);
        });

        it("tells of one that Azure deletes within the days that are given", async () => {
            emulator.plant(id(), {});
            const how = { env: emulator.env, now: Date.now() + 9 * day };
            expect((await fleetCommand(["--fail-on", "expiring"], how)).code).toBe(0);
            const within = ["--fail-on", "expiring", "--expiring-days", "7"];
            expect((await fleetCommand(within, how)).code).toBe(2);
        });
    },
);
