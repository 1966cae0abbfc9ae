/** Bad input on the real engine: a clear error that names the property, nothing sent, nothing lost, nothing told. */
import { drive as usualDrive, exportJob, importJob, returnAddress } from "../fixtures/jobInputs";
import { JobStack } from "../fixtures/jobStack";
import { isNightly, itByNight } from "../fixtures/nightly";

// Not the usual one: messages show that as a right example.
const drive = { ...usualDrive, driveId: "SERIAL77", bitLockerKey: "an external key" };
const recipient = { ...returnAddress, recipientName: "Grace Sample", city: "Sampleville" };
const secrets = [drive.driveId, drive.bitLockerKey, recipient.recipientName, recipient.city];
const elevenDrives = Array.from({ length: 11 }, (_, index) => ({
    ...drive,
    driveId: `${drive.driveId}${index}`,
}));

/** A job, and a line for each of its bad properties: every one is told at once. */
const bad: [string, ReturnType<typeof importJob>, RegExp[]][] = [
    [
        "an import with much wrong",
        {
            ...importJob({
                jobName: "7 drives!",
                deletion: { onFriday: "never", inFlight: "ignore", waitMinutes: -1 },
                properties: {
                    storageAccountId: "archive",
                    driveList: elevenDrives,
                    state: "Shipped",
                    percentComplete: 5,
                    cancelRequested: true,
                    export: { blobPathPrefix: ["/"] },
                },
            }),
        },
        [
            /jobName.* 2 to 64 letters, digits and hyphens.* "photos-2026"/,
            /deletion\.onFriday.* is not known here; known are inFlight, waitMinutes/,
            /deletion\.inFlight.* must be "cancel" or "refuse"/,
            /deletion\.waitMinutes.* 0 or more, e\.g\. 10/,
            /properties\.storageAccountId must be the id of a storage account, e\.g\. "\/subscriptions\//,
            /properties\.driveList.* has 11 drives, and a job takes at most 10/,
            /properties\.state must be "Shipping", which announces the shipment/,
            /properties\.cancelRequested.* there is no job to cancel yet/,
            /properties\.export.* for export jobs only/,
        ],
    ],
    [
        "an import without drives that is to be shipped",
        importJob({ properties: { driveList: [], state: "Shipping" } }),
        [
            /properties\.driveList.* is empty, and an import job needs 1 to 10 drives/,
            /properties\.returnAddress.* is missing, and a shipment can be announced only with it/,
            /properties\.deliveryPackage.* is missing, and a shipment can be announced only with it/,
        ],
    ],
    [
        "an import whose drive is wrong",
        importJob({
            properties: {
                driveList: [
                    { ...drive, manifestHash: "109B", bitLockerKey: "", state: "Completed" },
                ],
                returnAddress: { ...recipient, phone: 4250000001 },
            },
        }),
        [
            /properties\.driveList\[0\]\.manifestHash.* 32 or 64 hexadecimal digits/,
            /properties\.driveList\[0\]\.bitLockerKey.* is missing/,
            /properties\.returnAddress\.phone.* is a number; it must be a string/,
        ],
    ],
    [
        "an export with drives and without a selection",
        exportJob({ properties: { driveList: [drive], export: {} } }),
        [
            /properties\.driveList.* is for import jobs only/,
            /properties\.export.* selects nothing.* blobPathPrefix: \["\/"\]/,
        ],
    ],
];

let jobs: JobStack;
beforeAll(async () => {
    jobs = await JobStack.create();
});
afterAll(() => jobs.dispose());

/** What `check` says of each property: test/unit/provider/validation.test.ts. By day how the engine shows it. */
const tried = isNightly ? bad : bad.slice(0, 1);

describe("Bad input", () => {
    it.each(tried)("is told all at once, and nothing is sent: %s", async (_, job, lines) => {
        jobs.declare({ wrong: job });
        const up = await jobs.observe(jobs.stack.up());
        expect(up.code).not.toBe(0);
        const output = up.output.replaceAll(/\s+/g, " ");
        for (const line of lines) expect(output).toMatch(line);
        expect(up.requests).toEqual([]);
        for (const secret of secrets) expect(up.output).not.toContain(secret);
    });

    it("cancelRequested: false after true is refused, and the job stays cancelled", async () => {
        const job = (cancelRequested?: boolean) => importJob({ properties: { cancelRequested } });
        await jobs.deploy({ cancelled: job() });
        await jobs.deploy({ cancelled: job(true) });
        jobs.declare({ cancelled: job(false) });
        const up = await jobs.observe(jobs.stack.up());
        expect(up.code).not.toBe(0);
        expect(up.output).toMatch(
            /properties\.cancelRequested.* was true and cannot be taken back/,
        );
        expect(up.requests).toEqual([]);
        const left = await jobs.deploy({ cancelled: job() });
        expect(left.requests).toEqual([]);
        expect(jobs.job("cancelled")).toMatchObject({ properties: { cancelRequested: true } });
    });
});

// By day without those that test/component/provider/credentials.test.ts and missingInputs.test.ts show.
describe("Bad settings", () => {
    beforeEach(() => jobs.declare({ cancelled: importJob(), fresh: importJob() }));

    it("a wrong client secret is told with the login that was tried, and not the secret", async () => {
        const { tenantId, clientId } = jobs.emulator;
        const up = await jobs.observe(
            jobs.stack.run(["up", "--yes", "--skip-preview"], {
                ARM_USE_MSI: "false",
                ARM_TENANT_ID: tenantId,
                ARM_CLIENT_ID: clientId,
                ARM_CLIENT_SECRET: "not-the-right-secret",
            }),
        );
        expect(up.code).not.toBe(0);
        expect(up.output).toMatch(/ARM_CLIENT_SECRET/);
        expect(up.output).not.toContain("not-the-right-secret");
        expect(up.requests.filter(({ status }) => status === 200 || status === 201)).toEqual([]);
        expect(await jobs.names()).toEqual(["cancelled"]);
    });

    itByNight("no login at all is told with everything that was looked for", async () => {
        const up = await jobs.observe(
            jobs.stack.run(["up", "--yes", "--skip-preview"], { ARM_USE_MSI: "false" }),
        );
        expect(up.code).not.toBe(0);
        expect(up.output).toMatch(
            /No login to Azure is chosen[^]*azure-importexport:clientSecret or ARM_CLIENT_SECRET[^]*ARM_USE_MSI/,
        );
        expect(up.requests).toEqual([]);
    });

    itByNight("no subscription is told with every key that was tried", async () => {
        const up = await jobs.observe(
            jobs.stack.run(["up", "--yes", "--skip-preview"], {
                ARM_SUBSCRIPTION_ID: "",
                AZURE_SUBSCRIPTION_ID: "",
            }),
        );
        expect(up.code).not.toBe(0);
        expect(up.output).toMatch(
            /azure-importexport:subscriptionId, azure-native:subscriptionId, ARM_SUBSCRIPTION_ID, AZURE_SUBSCRIPTION_ID/,
        );
        expect(up.requests).toEqual([]);
    });

    it("another endpoint than the job's refuses a destroy", async () => {
        const env = { AZURE_IMPORTEXPORT_ENDPOINT: "https://localhost:9" };
        const destroy = await jobs.observe(
            jobs.stack.run(["destroy", "--yes", "--skip-preview"], env),
        );
        expect(destroy.code).not.toBe(0);
        expect(destroy.linesOf("cancelled")).toMatch(
            /Cannot work on .* lives behind https:\/\/localhost:\d+, and the settings lead to https:\/\/localhost:9/,
        );
        expect(destroy.requests).toEqual([]);
        expect(await jobs.names()).toEqual(["cancelled"]);
    });

    it("an endpoint that does not answer is told with the settings that lead there", async () => {
        const fault = jobs.emulator.addFault({
            match: { job: "fresh" },
            times: "always",
            action: { type: "drop", when: "before" },
        });
        const env = { AZURE_IMPORTEXPORT_PATIENCE_SECONDS: "1" };
        const up = await jobs.observe(jobs.stack.run(["up", "--yes", "--skip-preview"], env));
        jobs.emulator.removeFault(fault.id);
        expect(up.code).not.toBe(0);
        expect(up.linesOf("fresh")).toMatch(
            /no answer from https:\/\/localhost:\d+ .*azure-importexport:endpoint/,
        );
        expect(up.requestsOf("fresh")).toMatch(/^GET dropped(, GET dropped)*$/);
        expect(await jobs.names()).toEqual(["cancelled"]);
    });

    it("a subscription that is not registered is told with the command that registers it", async () => {
        jobs.emulator.setRegistration(jobs.emulator.subscriptionId, "NotRegistered");
        const up = await jobs.observe(jobs.stack.up());
        expect(up.code).not.toBe(0);
        expect(up.output).toMatch(/az provider register --namespace Microsoft\.ImportExport/);
        expect(jobs.job("fresh")).toBeUndefined();
        expect(await jobs.names()).toEqual(["cancelled"]);
    });
});
