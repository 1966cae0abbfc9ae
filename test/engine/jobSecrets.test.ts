/**
 * Keys and personal data on the real engine: nothing that is printed and nothing that Pulumi keeps has them in
 * clear. Every secret input has a marker of its own.
 */
import fs from "node:fs";
import path from "node:path";
import type { FaultAction } from "azure-importexport-emulator";
import { exportJob, importJob, type PlainJobArgs } from "../fixtures/jobInputs";
import { JobStack, type Observed } from "../fixtures/jobStack";

/** All that is secret of one job; `tag` makes the values of one job differ from another's. */
const secretsOf = (tag: string) => ({
    driveList: [
        {
            driveId: `DriveId${tag}`,
            bitLockerKey: `ExternalKey${tag}`,
            manifestFile: "\\DriveManifest.xml",
            manifestHash: "109B21108597EF36D5785F08303F3638",
        },
    ],
    returnAddress: {
        recipientName: `Recipient${tag}`,
        streetAddress1: `Street${tag}`,
        streetAddress2: `Floor${tag}`,
        city: `City${tag}`,
        stateOrProvince: `Province${tag}`,
        postalCode: `Postal${tag}`,
        countryOrRegion: `Country${tag}`,
        phone: `Phone${tag}`,
        email: `email${tag}@example.com`,
    },
    returnShipping: { carrierName: "FedEx", carrierAccountNumber: `Account${tag}` },
    deliveryPackage: { carrierName: "FedEx", trackingNumber: `Tracking${tag}` },
});

const words = [
    ...["DriveId", "ExternalKey", "Recipient", "Street", "Floor", "City", "Province"],
    ...["Postal", "Country", "Phone", "email", "Account", "Tracking"],
];
const tags = ["One", "Two", "Three", "Four", "Five", "Changed"].map((tag) => `Marked${tag}`);
const markers = words.flatMap((word) => tags.map((tag) => `${word}${tag}`));

/** Azure's refusal, repeating all that the job holds, as texts do. */
const echo = (tag: string): FaultAction => ({
    type: "answer",
    status: 400,
    body: {
        error: { code: "BadRequest", message: `Bad value: ${JSON.stringify(secretsOf(tag))}` },
    },
});

const job = (tag: string, more: object = {}): PlainJobArgs =>
    importJob({ properties: { ...secretsOf(tag), ...more } });

const created = {
    fine: job("MarkedOne"),
    // Fails after the PUT: the shipment is refused.
    unannounced: job("MarkedTwo", { state: "Shipping" }),
    // The PUT's answer is lost, and so is the look after it.
    unconfirmed: job("MarkedThree"),
    // Azure refuses the PUT.
    refused: job("MarkedFour"),
    kept: job("MarkedFive"),
    exported: exportJob(),
};

let jobs: JobStack;
let drivesKey: string;
const runs: [string, Observed][] = [];

async function run(what: string, args: string[]): Promise<Observed> {
    const observed = await jobs.observe(jobs.stack.run(args));
    runs.push([what, observed]);
    const exported = await jobs.observe(jobs.stack.run(["stack", "export"]));
    runs.push([`the checkpoint after ${what}`, exported]);
    return observed;
}

const strike = (name: string, method: string, action: FaultAction, nth = 1) =>
    jobs.emulator.addFault({ match: { job: name, method, nth }, action });
const yes = ["--yes", "--skip-preview", "--continue-on-error"];

beforeAll(async () => {
    jobs = await JobStack.create();
    jobs.stack.env.PULUMI_DIY_BACKEND_DISABLE_CHECKPOINT_BACKUPS = "false";
    strike("unannounced", "PATCH", echo("MarkedTwo"));
    strike("unconfirmed", "PUT", { type: "answer", status: 200, body: "<html>", when: "after" });
    strike("unconfirmed", "GET", { ...echo("MarkedThree"), status: 403 } as FaultAction, 2);
    strike("refused", "PUT", echo("MarkedFour"));
    jobs.declare(created);
    await run("a create that half fails", ["up", ...yes]);

    const { refused: _, ...rest } = created;
    jobs.declare({ ...rest, fine: job("MarkedChanged") });
    await run("a preview with changed secrets", ["preview", "--diff"]);
    strike("kept", "PATCH", echo("MarkedFive"));
    jobs.declare({
        ...rest,
        fine: job("MarkedChanged"),
        kept: job("MarkedFive", { logLevel: "Verbose" }),
    });
    await run("an update that half fails", ["up", ...yes]);

    jobs.move("exported", "Completed");
    await run("a refresh", ["refresh", "--yes", "--skip-preview"]);
    const shown = await jobs.outputs("exported", "--show-secrets");
    const keys = JSON.parse((shown!.bitLockerKeys as { plaintext: string }).plaintext) as {
        bitLockerKey: string;
    }[];
    drivesKey = keys[0]!.bitLockerKey;
    strike("kept", "GET", echo("MarkedFive"));
    await run("a refresh that is refused", [
        "refresh",
        "--yes",
        "--skip-preview",
        "--target",
        jobs.urn("kept"),
    ]);
    jobs.move("fine", "Packaging");
    strike("kept", "DELETE", echo("MarkedFive"));
    await run("a destroy that half fails", ["destroy", ...yes]);
    jobs.move("fine", "Completed");
    jobs.move("unannounced", "Completed");
    runs.push(["a destroy", await jobs.observe(jobs.stack.destroy())]);
}, 120_000);
afterAll(() => jobs.dispose());

describe("What is secret", () => {
    it("is what the runs went through", () => {
        const codes = Object.fromEntries(runs.map(([what, { code }]) => [what, code === 0]));
        expect(codes).toMatchObject({
            "a create that half fails": false,
            "a preview with changed secrets": true,
            "an update that half fails": false,
            "a refresh": true,
            "a refresh that is refused": false,
            "a destroy that half fails": false,
            "a destroy": true,
        });
        const output = (what: string) => runs.find(([one]) => one === what)![1].output;
        expect(output("a create that half fails").match(/400 BadRequest/g)?.length).toBeGreaterThan(
            1,
        );
        expect(output("a create that half fails")).toMatch(/its shipment is not announced/);
        expect(output("a create that half fails")).toMatch(/so it may exist/);
        const checkpoint = output("the checkpoint after a create that half fails");
        for (const name of ["fine", "unannounced", "unconfirmed", "kept"]) {
            expect(checkpoint).toContain(`"urn": "${jobs.urn(name)}"`);
        }
    });

    it("is in no line printed and in no checkpoint", () => {
        for (const [what, { output }] of runs) {
            const found = [...markers, drivesKey].filter((marker) =>
                output.toLowerCase().includes(marker.toLowerCase()),
            );
            expect({ what, found }).toEqual({ what, found: [] });
        }
    });

    it("is in no file that Pulumi keeps: state, history, backups, logs", () => {
        const program = path.join(jobs.stack.folder, "program");
        const files = jobs.files().filter(({ file }) => !file.startsWith(program));
        expect(files.filter(({ file }) => /history|backups/.test(file)).length).toBeGreaterThan(0);
        for (const { file, text } of files) {
            const found = [...markers, drivesKey].filter((marker) => text.includes(marker));
            expect({ file, found }).toEqual({ file, found: [] });
        }
    });

    it("can be found at all: the program has it, and so has the checkpoint with --show-secrets", () => {
        const program = fs.readFileSync(path.join(jobs.stack.programFolder, "jobs.json"), "utf8");
        expect(program).toContain("ExternalKeyMarkedChanged");
        expect(drivesKey).toMatch(/^\d{6}(-\d{6}){7}$/);
    });
});

describe("The stored provider", () => {
    it("is one line of at most 100 bytes, the same for every job, half-made ones included", () => {
        const what = "the checkpoint after a create that half fails";
        const checkpoint = runs.find(([one]) => one === what)![1].stdout;
        const lines = [...checkpoint.matchAll(/"__provider": ("(?:[^"\\]|\\.)*")/g)].map(
            ([, text]) => JSON.parse(text!) as string,
        );
        // In the inputs and outputs of five jobs each.
        expect(lines).toHaveLength(10);
        expect(new Set(lines).size).toBe(1);
        expect(lines[0]).not.toContain("\n");
        expect(Buffer.byteLength(lines[0]!)).toBeLessThanOrEqual(100);
    });
});
