/**
 * Keys and personal data of customer-disk orders on the real engine: nothing that is printed and nothing that Pulumi
 * keeps has them in clear, the serial numbers that are keys of a map among them. Every secret input has a marker of its own.
 */
import type { FaultAction } from "azure-importexport-emulator";
import { disk, exportOrder, importOrder, storageAccount } from "../fixtures/diskInputs";
import { customerDiskJobs, JobStack } from "../fixtures/jobStack";
import { SecretRuns } from "./secretRuns";

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

let runs: SecretRuns;
let orders: JobStack;
let disksKey: string;

const yes = ["--yes", "--skip-preview", "--continue-on-error"];

beforeAll(async () => {
    runs = await SecretRuns.start(customerDiskJobs, markers);
    ({ jobs: orders } = runs);
    runs.strike("unannounced", "POST", echo("MarkedTwo"));
    runs.strike("unconfirmed", "PUT", {
        type: "answer",
        status: 200,
        body: "<html>",
        when: "after",
    });
    runs.strike("unconfirmed", "GET", echo("MarkedThree", 403), 2);
    runs.strike("refused", "PUT", echo("MarkedFour"));
    orders.declare(created);
    await runs.run("a create that half fails", ["up", ...yes]);

    const { refused: _, ...rest } = created;
    const changed = { ...secretsOf("MarkedChanged") };
    const { contactDetails, shippingAddress } = changed;
    const fine = importOrder({
        details: { ...secretsOf("MarkedOne"), contactDetails, shippingAddress },
        deliverToDcPackageDetails: parcelOf("MarkedChanged"),
    });
    orders.declare({ ...rest, fine });
    await runs.run("a preview with changed secrets", ["preview", "--diff"]);
    orders.declare({ ...rest, fine: order("MarkedChanged") });
    await runs.run("a preview of a replacement", ["preview", "--diff"]);
    runs.strike("fine", "PATCH", repeating(fine));
    orders.declare({ ...rest, fine });
    await runs.run("an update that half fails", ["up", ...yes]);
    await runs.run("an update", ["up", ...yes]);

    orders.move("exported", "Completed");
    await runs.run("a refresh", ["refresh", "--yes", "--skip-preview"]);
    disksKey = await runs.keyIn("diskSecrets", "exported");
    await runs.run("a destroy that half fails", ["destroy", ...yes]);
    orders.move("fine", "Completed");
    orders.move("unannounced", "Completed");
    await runs.destroyAll();
}, 300_000);
afterAll(() => orders.dispose());

describe("What is secret", () => {
    it("is what the runs went through", () => {
        expect(runs.endings).toMatchObject({
            "a create that half fails": false,
            "a preview with changed secrets": true,
            "a preview of a replacement": true,
            "an update that half fails": false,
            "an update": true,
            "a refresh": true,
            "a destroy that half fails": false,
            "a destroy": true,
        });
        const { output } = runs.of("a create that half fails");
        expect(output.match(/400 BadRequest/g)?.length).toBeGreaterThan(1);
        const checkpoint = runs.of("the checkpoint after a create that half fails").output;
        for (const name of ["fine", "unannounced", "unconfirmed"]) {
            expect(checkpoint).toContain(`"urn": "${orders.urn(name)}"`);
        }
    });

    it("is in no line printed and in no checkpoint", () => runs.expectNoMarkerPrinted());

    it("is in no file that Pulumi keeps: state, history, backups, logs", () =>
        runs.expectNoMarkerKept());

    it("can be found at all: the program has it, and so has the checkpoint with --show-secrets", () => {
        const program = runs.program();
        expect(program).toContain("ExternalKeyMarkedOne");
        expect(program).toContain("SerialMarkedOne");
        expect(disksKey).toMatch(/^\d{6}(-\d{6}){7}$/);
    });

    it("hides neither stage nor flags", () => {
        const checkpoint = runs.of("the checkpoint after an update");
        expect(checkpoint.stdout).toMatch(/"status": "ShippedToAzureDC"/);
        expect(checkpoint.stdout).toMatch(/"isDeletable": false/);
    });
});
