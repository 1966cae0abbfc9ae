import { stripVTControlCharacters } from "node:util";
import type { JobStatus } from "../../provider/fleet/jobStatus";
import { report } from "../../provider/fleet/report";

const photos: JobStatus = {
    name: "photos",
    resourceGroupName: "rg-archive",
    subscriptionId: "11111111-1111-4111-8111-111111111111",
    resourceName: null,
    owner: null,
    jobType: "Import",
    state: "Transferring",
    isGone: false,
    isFresh: true,
    cancelRequested: true,
    daysInState: { atLeast: 0, atMost: 12 },
    expiresAt: null,
    daysToExpiry: null,
    daysToPurge: null,
    drives: { total: 10, done: 3, withMoreInfo: 1, neverReceived: 0 },
    destroy: { action: "wait", reason: "It is Transferring, and its cancellation is requested." },
};
const films: JobStatus = {
    ...photos,
    name: "films",
    state: "Creating",
    cancelRequested: false,
    daysInState: { atLeast: 12, atMost: 12 },
    daysToExpiry: 2,
    drives: null,
    destroy: { action: "delete", reason: "It is Creating." },
};
const widest = (text: string) => Math.max(...text.split("\n").map(({ length }) => length));

describe("the report for people", () => {
    it("is one line a job where nobody breaks lines", () => {
        expect(
            report([photos, films], [], { columns: undefined, colours: false }).split("\n"),
        ).toEqual([
            "JOB                STATE                     DAYS  DEADLINE        DRIVES                      DESTROY  WHY",
            "rg-archive/photos  Transferring, cancelling  ≤ 12  –               3/10 done (1 with remarks)  wait     It is Transferring, and its cancellation is requested.",
            "rg-archive/films   Creating                  12    expires in 2 d  –                           delete   It is Creating.",
            "Azure does not say when a state began: days are bounds, from the job's creation and its last update.",
            "",
        ]);
    });

    it("breaks the reason inside its column on a wide terminal", () => {
        const text = report([photos], [], { columns: 150, colours: false });
        expect(widest(text)).toBeLessThanOrEqual(150);
        expect(text).toMatch(/^ +requested\.$/m);
    });

    it("puts the reasons below the table on a terminal of the usual width", () => {
        const lines = report([photos, films], [], { columns: 110, colours: false }).split("\n");
        expect(lines[0]).toMatch(/^JOB .* DESTROY$/);
        expect(lines.slice(3, 6)).toEqual([
            "",
            "rg-archive/photos",
            "  It is Transferring, and its cancellation is requested.",
        ]);
        expect(widest(lines.join("\n"))).toBeLessThanOrEqual(110);
    });

    it.each([80, 60, 40])("reads downwards at %i columns, and stays inside", (columns) => {
        const text = report([photos], [], { columns, colours: false });
        const block = text.slice(0, text.indexOf("Azure does not"));
        expect(widest(block)).toBeLessThanOrEqual(columns);
        expect(block).toMatch(/^rg-archive\/photos\n {2}state {5}Transferring, cancelling\n/);
        expect(block.replace(/\s+/g, " ")).toContain(
            "why It is Transferring, and its cancellation is requested.",
        );
    });

    it("has colours only where they are asked for, and the same text with them", () => {
        for (const columns of [undefined, 110, 60]) {
            const plain = report([photos, films], ["Careful."], { columns, colours: false });
            const coloured = report([photos, films], ["Careful."], { columns, colours: true });
            expect(plain).not.toContain("\u001b");
            expect(coloured).toContain("\u001b[31mexpires in 2 d\u001b[39m");
            expect(stripVTControlCharacters(coloured)).toBe(plain);
        }
    });

    it("marks what is not fresh, and explains the mark", () => {
        const text = report([{ ...films, isFresh: false }], ["Why."], {
            columns: undefined,
            colours: false,
        });
        expect(text).toContain("Creating *");
        expect(text.split("\n").slice(-3)).toEqual([
            "* as of the stack's last update or refresh",
            "Why.",
            "",
        ]);
    });

    it("lets no name steer the terminal", () => {
        const state = "\u001b]0;owned\u0007";
        const text = report([{ ...photos, state }], [], { columns: 80, colours: false });
        expect(text).toContain("?]0;owned?");
        expect(text).not.toContain("\u001b");
    });

    it("says when there is nothing", () => {
        expect(report([], [], { columns: 80, colours: true })).toBe("No import/export jobs.\n");
    });
});
