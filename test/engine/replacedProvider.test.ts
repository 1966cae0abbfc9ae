/**
 * A provider that is replaced together with its jobs: the engine checks them with the new one's process and deletes with the
 * old one's, or deletes them before anything is checked. Both services, both doors, in one stack.
 */
import type { Emulator } from "azure-importexport-emulator";
import {
    accountSubscriptionId,
    deliverToDcPackageDetails,
    importOrder,
} from "../fixtures/diskInputs";
import { announcedShipment, importJob } from "../fixtures/jobInputs";
import {
    packagedCustomerDiskJobs,
    packagedImportExportJobs,
    pluginFolder,
    startTestEmulator,
    type ServiceJob,
} from "../fixtures/jobStack";
import { createStack, type Stack } from "../harness/stack";

jest.setTimeout(180_000);

const deletion = { waitMinutes: 0 };
const job = (jobName: string) => importJob({ jobName, deletion, properties: announcedShipment });
const order = (jobName: string) => importOrder({ jobName, deletion, deliverToDcPackageDetails });
const program = `
    const { CustomResource, ProviderResource } = require("@pulumi/pulumi");
    const { Job, CustomerDiskJob } = require("pulumi-azure-importexport");
    const args = JSON.parse(require("node:fs").readFileSync("args.json", "utf8"));
    const deleteBeforeReplace = true;
    new Job("job", args.job);
    new CustomerDiskJob("order", args.order);
    const own = new ProviderResource("azure-importexport", "own", {}, { deleteBeforeReplace });
    for (const [where, provider] of [["packaged", undefined], ["own", own]]) {
        new CustomResource("${packagedImportExportJobs.type}", where + "-job", args[where + "-job"], { provider, deleteBeforeReplace });
        new CustomResource("${packagedCustomerDiskJobs.type}", where + "-order", args[where + "-order"], { provider, deleteBeforeReplace });
    }
`;

let emulator: Emulator;
let stack: Stack;
const seen = () =>
    (emulator.jobs() as ServiceJob[])
        .map(({ name, properties, systemData }) => [
            name,
            systemData.createdAt,
            properties.cancelRequested ?? properties.cancellationReason,
        ])
        .sort();
beforeAll(async () => {
    emulator = await startTestEmulator({ subscriptionId: accountSubscriptionId });
    const args = Object.fromEntries<object>(
        ["", "packaged-", "own-"].flatMap((where) => [
            [`${where}job`, job(`${where}job`)],
            [`${where}order`, order(`${where}order`)],
        ]),
    );
    stack = await createStack({
        program,
        plugins: { "azure-importexport": pluginFolder },
        env: { ...emulator.env },
        files: { "args.json": JSON.stringify(args) },
    });
    await stack.succeeds(["up", "--yes", "--skip-preview"]);
});
afterAll(async () => {
    await stack.dispose();
    await emulator.stop();
});

describe("A provider that is replaced with its jobs, which are on their way", () => {
    it.each(["**", "urn:pulumi:dev::test::pulumi:providers:azure-importexport::own"])(
        "has none cancelled, deleted or doubled, by --replace %s",
        async (replaced) => {
            const before = seen();
            expect(before).toHaveLength(6);
            const up = await stack.up("--replace", replaced);
            expect(up.code).not.toBe(0);
            expect(up.output).toContain("[ReplacementRefused]");
            expect(seen()).toEqual(before);
            await stack.succeeds(["up", "--yes", "--skip-preview"]);
            expect(seen()).toEqual(before);
        },
    );
});
