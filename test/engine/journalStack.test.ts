import fs from "node:fs";
import path from "node:path";
import { importJob } from "../fixtures/jobInputs";
import { JobStack } from "../fixtures/jobStack";

const journals = path.resolve(__dirname, "../fixtures/journals");
const bitLockerKey = "000000-000000-000000-000000-000000-000000-000000-000002";

/** A job for every list of drives that the journals come to. */
const program = `
    const { Job, driveListsFromJournals } = require("pulumi-azure-importexport");
    const args = JSON.parse(require("node:fs").readFileSync("args.json", "utf8"));
    driveListsFromJournals(["v2-session.jrn", "NOBODYS22.xml"], { maxDrives: 2 }).forEach(
        (driveList, index) => {
            new Job("disks-" + (index + 1), {
                ...args,
                jobName: "disks-" + (index + 1),
                properties: { ...args.properties, driveList },
            });
        },
    );
`;

let jobs: JobStack;

beforeAll(async () => {
    const files = Object.fromEntries(
        ["v2-session.jrn", "NOBODYS22.xml"].map((name) => [
            name,
            fs.readFileSync(path.join(journals, name), "utf8"),
        ]),
    );
    jobs = await JobStack.create({
        files: { ...files, "args.json": JSON.stringify(importJob()) },
    });
    jobs.stack.setProgram(program);
});
afterAll(async () => {
    await jobs.dispose();
});

describe("a stack whose drives come from journals", () => {
    it("orders one job a list, with the keys that the journals hold", async () => {
        const up = await jobs.observe(jobs.stack.up());
        expect(up.output).not.toContain(bitLockerKey);
        expect(up.code).toBe(0);
        const sent = up.requests
            .filter(({ method }) => method === "PUT")
            .map(({ body }) => body as { properties: { driveList: Record<string, string>[] } })
            .map(({ properties }) => properties.driveList);
        expect(sent.map((drives) => drives.map(({ driveId }) => driveId)).sort()).toEqual([
            ["NOBODYS21", "NOBODYS22"],
            ["NOBODYS23"],
        ]);
        expect(sent.flat().find(({ driveId }) => driveId === "NOBODYS22")).toMatchObject({
            bitLockerKey,
            manifestFile: "\\00000000-0000-4000-8000-000000000002.manifest",
        });
    });

    it("keeps no key in clear in the checkpoint, and no storage account key at all", async () => {
        const inClear = jobs
            .files()
            .filter(({ file }) => !file.startsWith(jobs.stack.programFolder))
            .filter(({ text }) => /ThisIsNobodys|000000-000000|NOBODYS2/.test(text));
        expect(inClear.map(({ file }) => file)).toEqual([]);
        const shown = JSON.stringify(await jobs.stack.resources("--show-secrets"));
        expect(shown).toContain(bitLockerKey);
        expect(shown).not.toContain("ThisIsNobodys");
    });

    it("changes nothing when the journals have not changed", async () => {
        const again = await jobs.observe(jobs.stack.up());
        expect(again.output).toContain("3 unchanged"); // the stack counts as one
        expect(again.requests.filter(({ method }) => method !== "GET")).toEqual([]);
    });

    it("stops at a torn journal, in one message without a program stack", async () => {
        const whole = fs.readFileSync(path.join(journals, "NOBODYS22.xml"), "utf8");
        jobs.stack.writeFile("NOBODYS22.xml", whole.slice(0, 200));
        const up = await jobs.observe(jobs.stack.up());
        expect(up.code).not.toBe(0);
        expect(up.requests).toEqual([]);
        const message =
            'The drive journal "NOBODYS22.xml" cannot be used; line 1: The record that begins here has no end.';
        const [, diagnostics = ""] = up.output.split("Diagnostics:");
        expect(diagnostics.split(message)).toHaveLength(2);
        expect(up.output).not.toMatch(/^\s+at /m);
        expect((await jobs.names()).sort()).toEqual(["disks-1", "disks-2"]);
    });
});
