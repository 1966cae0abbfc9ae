/** The keys of an export's disks, which only Azure has until a refresh reads them: what a delete and a replacement make of them. */
import type { Emulator } from "azure-importexport-emulator";
import {
    accountSubscriptionId,
    deliverToDcPackageDetails,
    exportOrder,
    type DiskJobWishes,
} from "../../fixtures/diskInputs";
import {
    customerDiskJobs,
    jobId,
    startTestEmulator,
    type ServiceJob,
} from "../../fixtures/jobStack";
import { ProviderProcess, unmarked, type Properties } from "./providerProcess";

let emulator: Emulator;
let provider: ProviderProcess;
/** Changes an answer of Azure before it is sent. */
let change: (body: ServiceJob) => void = () => {};

beforeAll(async () => {
    emulator = await startTestEmulator({
        subscriptionId: accountSubscriptionId,
        dataBoxCancel: "whenMoved",
        onAnswer: ({ body }) => change((body ?? {}) as ServiceJob),
    });
    const env = { ...emulator.env, AZURE_IMPORTEXPORT_PATIENCE_SECONDS: "2" };
    provider = await ProviderProcess.start(env, "movedClock.cjs");
});
beforeEach(() => {
    emulator.reset();
    change = () => {};
});
afterAll(async () => {
    await provider.stop();
    await emulator.stop();
});

/** An export in a stack of its own. */
class Export {
    private readonly id = jobId(accountSubscriptionId, "photos", customerDiskJobs.namespace);
    private outputs: Properties = {};

    private constructor(private readonly inputs: Properties) {}

    static async make(wishes: DiskJobWishes = {}): Promise<Export> {
        const owner = "organization/test/dev/photos";
        const one = new Export({ ...exportOrder(wishes), jobName: "photos", owner });
        const { value, error } = await (await one.engine()).create(one.inputs);
        if (!value) throw new Error(error);
        one.outputs = unmarked(value.properties);
        return one;
    }

    move(stage: string): void {
        emulator.move(this.id, stage);
    }

    async refresh(): Promise<Properties> {
        const { value, error } = await (await this.engine()).read(this.id, this.outputs);
        if (!value) throw new Error(error);
        this.outputs = unmarked(value.properties);
        return this.outputs;
    }

    /** @returns what the user reads; "deleted" when it worked */
    async delete(): Promise<string> {
        const { value, error } = await (await this.engine()).delete(this.id, this.outputs);
        return value ?? error;
    }

    /** @returns what is printed while it is compared with a program that moves it */
    async compareWithAnother(): Promise<string> {
        const before = (await provider.output()).length;
        const elsewhere = { ...this.inputs, location: "eastus" };
        const engine = await this.engine();
        expect((await engine.check(this.inputs, elsewhere)).value?.failures).toEqual([]);
        expect((await engine.diff(this.id, this.outputs, elsewhere)).value?.replaces).toEqual([
            "location",
        ]);
        return (await provider.output()).slice(before);
    }

    private engine() {
        return provider.begin({}, customerDiskJobs.storedLine);
    }
}

const keyPattern = /^\d{6}(-\d{6}){7}$/;
const oneKey = [
    {
        diskSerialNumber: expect.any(String) as unknown,
        bitLockerKey: expect.stringMatching(keyPattern) as unknown,
    },
];

describe("an export", () => {
    it("whose shipment was announced elsewhere is refused, read by a refresh, and deleted", async () => {
        const photos = await Export.make();
        photos.move("Completed");
        expect(await photos.delete()).toMatch(/^Cannot delete .*Run "pulumi refresh", which reads/);
        expect((await photos.refresh()).diskSecrets).toEqual(oneKey);
        expect(await photos.delete()).toBe("deleted");
    });

    it("that was worked on although it was cancelled is no different", async () => {
        const photos = await Export.make();
        expect(await photos.delete()).toMatch(/^Stopped waiting/);
        photos.move("Completed");
        expect(await photos.delete()).toMatch(/^Cannot delete .*BitLocker keys/);
        expect((await photos.refresh()).diskSecrets).toEqual(oneKey);
        expect(await photos.delete()).toBe("deleted");
    });

    it("that was cancelled before anything left its owner has no keys, and is deleted", async () => {
        const photos = await Export.make();
        await photos.delete();
        photos.move("Cancelled");
        expect((await photos.refresh()).diskSecrets).toEqual([]);
        expect(await photos.delete()).toBe("deleted");
    });

    it("whose parcel Azure blanks at its end is still one that was shipped", async () => {
        const photos = await Export.make({ deliverToDcPackageDetails });
        photos.move("Completed");
        change = ({ properties }) => {
            const details = properties?.details as Record<string, unknown> | undefined;
            if (details) details.deliverToDcPackageDetails = { carrierName: "", trackingId: "" };
            if (details) details.exportDiskDetailsCollection = {};
            if (details) properties.cancellationReason = "Cancelled by Azure's support";
        };
        expect(await photos.delete()).toMatch(/^Cannot delete .*Run "pulumi refresh", which reads/);
        const read = await photos.refresh();
        expect(read).toMatchObject({ shipped: true, diskSecrets: oneKey });
        expect(await photos.delete()).toBe("deleted");
    });
});

describe("an export whose keys Azure does not give", () => {
    const refused = {
        match: { operation: "DataBox.Jobs_ListCredentials" },
        times: "always" as const,
        action: {
            type: "answer" as const,
            status: 409,
            body: { error: { code: "NotReady", message: "Not now." } },
        },
    };

    it("is deleted where the stack has them all", async () => {
        const photos = await Export.make({ deliverToDcPackageDetails });
        photos.move("Completed");
        await photos.refresh();
        emulator.addFault(refused);
        expect(await photos.delete()).toBe("deleted");
    });

    it("is refused where it has not, with Azure's word for it and no advice that leads nowhere", async () => {
        const photos = await Export.make({ deliverToDcPackageDetails });
        photos.move("Completed");
        emulator.addFault(refused);
        const says = await photos.delete();
        expect(says).toMatch(
            /keys .* not in the stack\. .*now \(409 NotReady: Not now\.\): try again/,
        );
        expect(says).toMatch(/or ask Azure support; or set deletion\.discardKeys: true/);
        expect(says).not.toContain("pulumi refresh");
    });

    it("is refused with the permission that the login lacks", async () => {
        const photos = await Export.make({ deliverToDcPackageDetails });
        photos.move("Completed");
        const body = { error: { code: "AuthorizationFailed", message: "No." } };
        emulator.addFault({ ...refused, action: { ...refused.action, status: 403, body } });
        expect(await photos.delete()).toMatch(
            /\(403 AuthorizationFailed: No\.\): give the login .*DataBox\/jobs\/listCredentials\/action, and run "pulumi refresh"/,
        );
    });

    it("is refreshed all the same, also where the service answers 200 and an error in their place", async () => {
        const photos = await Export.make({ deliverToDcPackageDetails });
        photos.move("Completed");
        const jobSecrets = { diskSecrets: [], error: { code: "KeyVaultUnreachable" } };
        const action = { type: "answer" as const, status: 200, body: { value: [{ jobSecrets }] } };
        emulator.addFault({ ...refused, action });
        const before = (await provider.output()).length;
        expect(await photos.refresh()).toMatchObject({ status: "Completed", diskSecrets: [] });
        expect((await provider.output()).slice(before)).toMatch(
            /Warning: .*all BitLocker keys .*KeyVaultUnreachable/,
        );
        expect(await photos.delete()).toMatch(/now \(200 KeyVaultUnreachable\)/);
    });

    it("is told so where Azure has none for a disk", async () => {
        const photos = await Export.make({ deliverToDcPackageDetails });
        photos.move("Completed");
        const none = { type: "answer" as const, status: 200, body: { value: [] } };
        emulator.addFault({ ...refused, action: none });
        expect(await photos.delete()).toMatch(/Azure has none for 1 of its disks, and a refresh/);
    });
});

describe("a replacement of an export that has ended", () => {
    it("says that it takes the keys out of the stack", async () => {
        const photos = await Export.make({ deliverToDcPackageDetails });
        photos.move("Completed");
        expect(await photos.compareWithAnother()).not.toContain("keys");
        await photos.refresh();
        expect(await photos.compareWithAnother()).toMatch(
            /^Warning: replacing job "photos" .* takes the BitLocker keys of a disk out of the stack/,
        );
    });
});
