/** Pulumi prints the value of the property that a finding names. So no finding of ours names one, and none repeats a value. */
import { importOrder } from "../../fixtures/diskInputs";
import { importJob } from "../../fixtures/jobInputs";
import { customerDiskJobs, importExportJobs, type JobKind } from "../../fixtures/jobStack";
import { ProviderProcess } from "./providerProcess";

let provider: ProviderProcess;

beforeAll(async () => {
    const subscription = "9f8c8eaa-8824-4096-83d8-06f541d1f1cd";
    provider = await ProviderProcess.start({ AZURE_SUBSCRIPTION_ID: subscription });
});
afterAll(() => provider.stop());

const secret = "MARKED-SECRET-7700";
const drive = { driveId: secret, bitLockerKey: secret };

/** Ways in which a value gets to a key that is not its own. */
const slips: Record<string, Record<string, unknown>> = {
    "a list of drives beside properties": { driveList: [drive] },
    "a key beside properties": { bitLockerKey: secret },
    "an address that was spread": { recipientName: secret, city: secret },
    "disks by serial number that were spread": { [secret]: { bitLockerKey: secret } },
    "a misspelt name": { propertis: { driveList: [drive] } },
    "a name with dots": { "properties.driveList": [drive], "details.contactDetails": secret },
    "a key in the place of the resource group": { resourceGroupName: `${secret}/` },
    "a key in the place of the name": { jobName: `${secret}/` },
    "a key in the place of the location": { location: [secret] },
    "a key in the place of the subscription": { subscriptionId: secret },
    "a key in the place of the tags": { tags: secret },
    "a key in the place of a tag": { tags: { team: [secret] } },
    "a key in the place of the deletion": { deletion: secret },
    "a key in the place of a flag": { adoptExisting: secret },
    "a key in the place of the properties": { properties: secret, details: secret },
};

describe.each<[string, JobKind, object]>([
    ["Job", importExportJobs, importJob()],
    ["CustomerDiskJob", customerDiskJobs, importOrder()],
])("the check of a %s", (_, kind, args) => {
    it.each(Object.entries(slips))("finds %s, and shows no value", async (_name, slip) => {
        const engine = await provider.begin({}, kind.storedLine);
        const { value } = await engine.check({}, { jobName: "photos", ...args, ...slip });
        const failures = value!.failures as { property: string; reason: string }[];
        expect(failures.length).toBeGreaterThan(0);
        for (const { property, reason } of failures) {
            expect(property).toBe("");
            expect(reason).not.toContain(secret);
            expect(reason).not.toBe("");
        }
    });
});
