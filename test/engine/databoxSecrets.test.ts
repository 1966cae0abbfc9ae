/**
 * Keys and personal data of customer-disk orders on the real engine: nothing that is printed and nothing that Pulumi
 * keeps has them in clear, the serial numbers that are keys of a map among them. Every secret input has a marker of its own.
 */
import fs from "node:fs";
import path from "node:path";
import type { FaultAction } from "azure-importexport-emulator";
import { disk, exportOrder, importOrder, storageAccount } from "../fixtures/diskInputs";
import { customerDiskJobs, JobStack, type Observed } from "../fixtures/jobStack";

/** All that is secret of one order; `tag` makes the values of one order differ from another's. */
const secretsOf = (tag: string) => ({
    contactDetails: {
        contactName: `Contact${tag}`,
        phone: `Phone${tag}`,
        mobile: `Mobile${tag}`,
        emailList: [`email${tag}@example.com`],
    },
    shippingAddress: {
        streetAddress1: `Street${tag}`,
        city: `City${tag}`,
        stateOrProvince: `Province${tag}`,
        postalCode: `Postal${tag}`,
        country: "US",
        companyName: `Company${tag}`,
    },
    returnToCustomerPackageDetails: {
        carrierName: "FedEx",
        carrierAccountNumber: `Account${tag}`,
    },
    importDiskDetailsCollection: {
        [`Serial${tag}`]: { ...disk, bitLockerKey: `ExternalKey${tag}` },
    },
    dataImportDetails: [{ accountDetails: { ...storageAccount, sharePassword: `Share${tag}` } }],
});
const parcelOf = (tag: string) => ({ carrierName: "FedEx", trackingId: `Tracking${tag}` });

const words = [
    ...["Contact", "Phone", "Mobile", "email", "Street", "City", "Province", "Postal", "Company"],
    ...["Account", "Serial", "ExternalKey", "Share", "Tracking"],
];
const tags = ["One", "Two", "Three", "Four", "Changed"].map((tag) => `Marked${tag}`);
const markers = words.flatMap((word) => tags.map((tag) => `${word}${tag}`));

/** Azure's refusal, repeating all that the order holds, as texts do. */
const echo = (tag: string, status = 400): FaultAction =>
    repeating([secretsOf(tag), parcelOf(tag)], status);
const repeating = (held: unknown, status = 400): FaultAction => ({
    type: "answer",
    status,
    body: {
        error: {
            code: "BadRequest",
            message: `Bad value: ${JSON.stringify(held)}`,
        },
    },
});

const order = (tag: string, more: object = {}) => importOrder({ details: secretsOf(tag), ...more });
const created = {
    fine: order("MarkedOne"),
    // Fails after the PUT: the shipment is refused.
    unannounced: order("MarkedTwo", { deliverToDcPackageDetails: parcelOf("MarkedTwo") }),
    // The PUT's answer is lost, and so is the look after it.
    unconfirmed: order("MarkedThree"),
    // Azure refuses the PUT.
    refused: order("MarkedFour", { deliverToDcPackageDetails: parcelOf("MarkedFour") }),
    exported: exportOrder({ deliverToDcPackageDetails: parcelOf("MarkedOne") }),
};

let orders: JobStack;
let disksKey: string;
const runs: [string, Observed][] = [];

async function run(what: string, args: string[]): Promise<void> {
    runs.push([what, await orders.observe(orders.stack.run(args))]);
    const exported = await orders.observe(orders.stack.run(["stack", "export"]));
    runs.push([`the checkpoint after ${what}`, exported]);
}

const strike = (name: string, method: string, action: FaultAction, nth = 1) =>
    orders.emulator.addFault({ match: { job: name, method, nth }, action });
const yes = ["--yes", "--skip-preview", "--continue-on-error"];

beforeAll(async () => {
    orders = await JobStack.create({ kind: customerDiskJobs });
    orders.stack.env.PULUMI_DIY_BACKEND_DISABLE_CHECKPOINT_BACKUPS = "false";
    strike("unannounced", "POST", echo("MarkedTwo"));
    strike("unconfirmed", "PUT", { type: "answer", status: 200, body: "<html>", when: "after" });
    strike("unconfirmed", "GET", echo("MarkedThree", 403), 2);
    strike("refused", "PUT", echo("MarkedFour"));
    orders.declare(created);
    await run("a create that half fails", ["up", ...yes]);

    const { refused: _, ...rest } = created;
    const changed = { ...secretsOf("MarkedChanged") };
    const { contactDetails, shippingAddress } = changed;
    const fine = importOrder({
        details: { ...secretsOf("MarkedOne"), contactDetails, shippingAddress },
        deliverToDcPackageDetails: parcelOf("MarkedChanged"),
    });
    orders.declare({ ...rest, fine });
    await run("a preview with changed secrets", ["preview", "--diff"]);
    orders.declare({ ...rest, fine: order("MarkedChanged") });
    await run("a preview of a replacement", ["preview", "--diff"]);
    strike("fine", "PATCH", repeating(fine));
    orders.declare({ ...rest, fine });
    await run("an update that half fails", ["up", ...yes]);
    await run("an update", ["up", ...yes]);

    orders.move("exported", "Completed");
    await run("a refresh", ["refresh", "--yes", "--skip-preview"]);
    const shown = await orders.outputs("exported", "--show-secrets");
    const keys = JSON.parse((shown!.diskSecrets as { plaintext: string }).plaintext) as {
        bitLockerKey: string;
    }[];
    disksKey = keys[0]!.bitLockerKey;
    await run("a destroy that half fails", ["destroy", ...yes]);
    orders.move("fine", "Completed");
    orders.move("unannounced", "Completed");
    runs.push(["a destroy", await orders.observe(orders.stack.destroy())]);
}, 300_000);
afterAll(() => orders.dispose());

describe("What is secret", () => {
    it("is what the runs went through", () => {
        const codes = Object.fromEntries(runs.map(([what, { code }]) => [what, code === 0]));
        expect(codes).toMatchObject({
            "a create that half fails": false,
            "a preview with changed secrets": true,
            "a preview of a replacement": true,
            "an update that half fails": false,
            "an update": true,
            "a refresh": true,
            "a destroy that half fails": false,
            "a destroy": true,
        });
        const output = (what: string) => runs.find(([one]) => one === what)![1].output;
        expect(output("a create that half fails").match(/400 BadRequest/g)?.length).toBeGreaterThan(
            1,
        );
        const checkpoint = output("the checkpoint after a create that half fails");
        for (const name of ["fine", "unannounced", "unconfirmed"]) {
            expect(checkpoint).toContain(`"urn": "${orders.urn(name)}"`);
        }
    });

    it("is in no line printed and in no checkpoint", () => {
        for (const [what, { output }] of runs) {
            const found = [...markers, disksKey].filter((marker) =>
                output.toLowerCase().includes(marker.toLowerCase()),
            );
            expect({ what, found }).toEqual({ what, found: [] });
        }
    });

    it("is in no file that Pulumi keeps: state, history, backups, logs", () => {
        const program = path.join(orders.stack.folder, "program");
        const files = orders.files().filter(({ file }) => !file.startsWith(program));
        expect(files.filter(({ file }) => /history|backups/.test(file)).length).toBeGreaterThan(0);
        for (const { file, text } of files) {
            const found = [...markers, disksKey].filter((marker) => text.includes(marker));
            expect({ file, found }).toEqual({ file, found: [] });
        }
    });

    it("can be found at all: the program has it, and so has the checkpoint with --show-secrets", () => {
        const program = fs.readFileSync(path.join(orders.stack.programFolder, "jobs.json"), "utf8");
        expect(program).toContain("ExternalKeyMarkedOne");
        expect(program).toContain("SerialMarkedOne");
        expect(disksKey).toMatch(/^\d{6}(-\d{6}){7}$/);
    });

    it("hides neither stage nor flags", () => {
        const checkpoint = runs.find(([one]) => one === "the checkpoint after an update")![1];
        expect(checkpoint.stdout).toMatch(/"status": "ShippedToAzureDC"/);
        expect(checkpoint.stdout).toMatch(/"isDeletable": false/);
    });
});
