/**
 * Keys and personal data on the real engine: nothing that is printed and nothing that Pulumi keeps has them in
 * clear. Every secret input has a marker of its own.
 */
import type { FaultAction } from "azure-importexport-emulator";
import { exportJob, importJob, type PlainJobArgs } from "../fixtures/jobInputs";
import { importExportJobs, JobStack } from "../fixtures/jobStack";
import { SecretRuns } from "./secretRuns";

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

let runs: SecretRuns;
let jobs: JobStack;
let drivesKey: string;

const yes = ["--yes", "--skip-preview", "--continue-on-error"];

beforeAll(async () => {
    runs = await SecretRuns.start(importExportJobs, markers);
    ({ jobs } = runs);
    runs.strike("unannounced", "PATCH", echo("MarkedTwo"));
    runs.strike("unconfirmed", "PUT", {
        type: "answer",
        status: 200,
        body: "<html>",
        when: "after",
    });
    runs.strike("unconfirmed", "GET", { ...echo("MarkedThree"), status: 403 } as FaultAction, 2);
    runs.strike("refused", "PUT", echo("MarkedFour"));
    jobs.declare(created);
    await runs.run("a create that half fails", ["up", ...yes]);

    const { refused: _, ...rest } = created;
    jobs.declare({ ...rest, fine: job("MarkedChanged") });
    await runs.run("a preview with changed secrets", ["preview", "--diff"]);
    runs.strike("kept", "PATCH", echo("MarkedFive"));
    jobs.declare({
        ...rest,
        fine: job("MarkedChanged"),
        kept: job("MarkedFive", { logLevel: "Verbose" }),
    });
    await runs.run("an update that half fails", ["up", ...yes]);

    jobs.move("exported", "Completed");
    await runs.run("a refresh", ["refresh", "--yes", "--skip-preview"]);
    drivesKey = await runs.keyIn("bitLockerKeys", "exported");
    runs.strike("kept", "GET", echo("MarkedFive"));
    await runs.run("a refresh that is refused", [
        "refresh",
        "--yes",
        "--skip-preview",
        "--target",
        jobs.urn("kept"),
    ]);
    jobs.move("fine", "Packaging");
    runs.strike("kept", "DELETE", echo("MarkedFive"));
    await runs.run("a destroy that half fails", ["destroy", ...yes]);
    jobs.move("fine", "Completed");
    jobs.move("unannounced", "Completed");
    await runs.destroyAll();
}, 120_000);
afterAll(() => jobs.dispose());

describe("What is secret", () => {
    it("is what the runs went through", () => {
        expect(runs.endings).toMatchObject({
            "a create that half fails": false,
            "a preview with changed secrets": true,
            "an update that half fails": false,
            "a refresh": true,
            "a refresh that is refused": false,
            "a destroy that half fails": false,
            "a destroy": true,
        });
        const { output } = runs.of("a create that half fails");
        expect(output.match(/400 BadRequest/g)?.length).toBeGreaterThan(1);
        expect(output).toMatch(/its shipment is not announced/);
        expect(output).toMatch(/so it may exist/);
        const checkpoint = runs.of("the checkpoint after a create that half fails").output;
        for (const name of ["fine", "unannounced", "unconfirmed", "kept"]) {
            expect(checkpoint).toContain(`"urn": "${jobs.urn(name)}"`);
        }
    });

    it("is in no line printed and in no checkpoint", () => runs.expectNoMarkerPrinted());

    it("is in no file that Pulumi keeps: state, history, backups, logs", () =>
        runs.expectNoMarkerKept());

    it("can be found at all: the program has it, and so has the checkpoint with --show-secrets", () => {
        const program = runs.program();
        expect(program).toContain("ExternalKeyMarkedChanged");
        expect(drivesKey).toMatch(/^\d{6}(-\d{6}){7}$/);
    });
});

describe("The stored provider", () => {
    it("is one line of at most 100 bytes, the same for every job, half-made ones included", () => {
        const what = "the checkpoint after a create that half fails";
        const checkpoint = runs.of(what).stdout;
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
