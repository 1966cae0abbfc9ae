import { stripVTControlCharacters } from "node:util";
import type { JobStatus } from "../../../provider/fleet/jobStatus";
import { report } from "../../../provider/fleet/report";

const photos: JobStatus = {
    name: "photos",
    resourceGroupName: "rg-archive",
    subscriptionId: "11111111-1111-4111-8111-111111111111",
    resourceName: null,
    owner: null,
    service: "Microsoft.ImportExport",
    jobType: "Import",
    state: "Transferring",
    flags: null,
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
const order: JobStatus = {
    ...films,
    name: "disks",
    service: "Microsoft.DataBox",
    jobType: "ImportToAzure",
    state: "DataCopy",
    flags: { isDeletable: false, isCancellable: false, isCancellableWithoutFee: false },
    daysInState: { atLeast: 2, atMost: 2 },
    daysToExpiry: null,
    drives: { total: 2, done: 1, withMoreInfo: 0, neverReceived: 0 },
    destroy: { action: "refuse", reason: "It is DataCopy." },
};
const nothing = { warnings: [], notes: [] };
const careful = { warnings: ["Careful."], notes: ["By the way."] };
const widest = (text: string) => Math.max(...text.split("\n").map(({ length }) => length));

describe("the report for people", () => {
    it("is one line a job where nobody breaks lines, what runs out first before the others", () => {
        expect(
            report([photos, films], nothing, { columns: undefined, colours: false }).split("\n"),
        ).toEqual([
            "JOB                STATE                     DAYS  DEADLINE        DRIVES                      DESTROY  WHY",
            "rg-archive/films   Creating                  12    expires in 2 d  –                           delete   It is Creating.",
            "rg-archive/photos  Transferring, cancelling  ≤ 12  –               3/10 done (1 with remarks)  wait     It is Transferring, and its cancellation is requested.",
            "Azure does not say when a state began: days are bounds, from the job's creation and its last update.",
            "",
        ]);
    });

    it("tells the service where both have jobs, and only there", () => {
        const layout = { columns: undefined, colours: false };
        expect(report([films, order], nothing, layout).split("\n")).toEqual([
            "JOB               SERVICE        STATE     DAYS  DEADLINE        DRIVES    DESTROY  WHY",
            "rg-archive/films  Import/Export  Creating  12    expires in 2 d  –         delete   It is Creating.",
            "rg-archive/disks  Data Box       DataCopy  2     –               1/2 done  refuse   It is DataCopy.",
            "",
        ]);
        expect(report([order], nothing, layout)).not.toContain("SERVICE");
    });

    it("says that an order is being cancelled, until it may be deleted", () => {
        const layout = { columns: undefined, colours: false };
        const cancelled = { ...order, state: "Cancelled", cancelRequested: true };
        const flags = { isDeletable: true, isCancellable: false, isCancellableWithoutFee: false };
        expect(report([cancelled], nothing, layout)).toContain("Cancelled, cancelling");
        expect(report([{ ...cancelled, flags }], nothing, layout)).not.toContain("cancelling");
    });

    it("breaks the reason inside its column on a wide terminal", () => {
        const text = report([photos], nothing, { columns: 150, colours: false });
        expect(widest(text)).toBeLessThanOrEqual(150);
        expect(text).toMatch(/^ +requested\.$/m);
    });

    it("puts the reasons below the table on a terminal of the usual width", () => {
        const lines = report([photos, films], nothing, { columns: 110, colours: false }).split(
            "\n",
        );
        expect(lines[0]).toMatch(/^JOB .* DESTROY$/);
        expect(lines.slice(3, 6)).toEqual(["", "rg-archive/films", "  It is Creating."]);
        expect(widest(lines.join("\n"))).toBeLessThanOrEqual(110);
    });

    it.each([80, 60, 40])("reads downwards at %i columns, and stays inside", (columns) => {
        const text = report([photos], nothing, { columns, colours: false });
        const block = text.slice(0, text.indexOf("Azure does not"));
        expect(widest(block)).toBeLessThanOrEqual(columns);
        expect(block).toMatch(/^rg-archive\/photos\n {2}state {5}Transferring, cancelling\n/);
        expect(block.replace(/\s+/g, " ")).toContain(
            "why It is Transferring, and its cancellation is requested.",
        );
    });

    it("has colours only where they are asked for, and the same text with them", () => {
        for (const columns of [undefined, 110, 60]) {
            const plain = report([photos, films], careful, { columns, colours: false });
            const coloured = report([photos, films], careful, { columns, colours: true });
            expect(plain).not.toContain("\u001b");
            expect(coloured).toContain("\u001b[31mexpires in 2 d\u001b[39m");
            expect(stripVTControlCharacters(coloured)).toBe(plain);
        }
    });

    it("marks what is not fresh, and explains the mark", () => {
        const text = report(
            [{ ...films, isFresh: false }],
            { warnings: ["Why."], notes: [] },
            {
                columns: undefined,
                colours: false,
            },
        );
        expect(text).toContain("Creating *");
        expect(text.split("\n").slice(-3)).toEqual([
            "* as of the stack's last update or refresh",
            "Why.",
            "",
        ]);
    });

    it("lets no name steer the terminal", () => {
        const state = "\u001b]0;owned\u0007";
        const text = report([{ ...photos, state }], nothing, { columns: 80, colours: false });
        expect(text).toContain("?]0;owned?");
        expect(text).not.toContain("\u001b");
    });

    it("says when there is nothing", () => {
        expect(report([], nothing, { columns: 80, colours: true })).toBe("No jobs.\n");
    });
});
