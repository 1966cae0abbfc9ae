import { exportOrder, importOrder, Orders, shipment } from "./dataBoxHarness";
import { startChecked, checkedEmulator } from "./harness";

const orders = new Orders(checkedEmulator());
beforeEach(() => orders.emulator.reset());

const stagesOf = async () => {
    const { jobStages = [] } = (await orders.look("photos")).properties.details;
    return jobStages.map(({ stageName, stageStatus }) => `${stageName} ${stageStatus}`);
};

describe("the stages of an order", () => {
    it("are told only when they are asked for; the rest of the details always", async () => {
        await orders.make("photos");
        const short = (await orders.on("photos", "GET")).body.properties.details;
        const long = (await orders.look("photos")).properties.details;
        const added = Object.keys(long).filter((name) => !(name in short));
        expect(added.sort()).toEqual(
            ["actions", "copyLogDetails", "copyProgress", "datacenterAddress", "jobStages"].sort(),
        );
        expect(long).toMatchObject(short);
    });

    it("are refused by another word", async () => {
        await orders.make("photos");
        const { status, body } = await orders.ask("GET", `${orders.id("photos")}?$expand=all`);
        expect([status, body.error.target]).toEqual([400, "$expand"]);
    });

    it("lie behind, are in progress, or are to come", async () => {
        await orders.make("photos");
        orders.emulator.move("photos", "DataCopy", 30);
        expect(await stagesOf()).toEqual([
            "Created Succeeded",
            "AwaitingShipmentDetails Succeeded",
            "ShippedToAzureDC Succeeded",
            "AtAzureDC Succeeded",
            "DataCopy InProgress",
            "PreparingToShipFromAzureDC None",
            "ShippedToCustomer None",
            "Completed None",
        ]);
    });

    it.each([
        ["CompletedWithErrors", "SucceededWithErrors"],
        ["CompletedWithWarnings", "SucceededWithWarnings"],
        ["Completed", "Succeeded"],
    ])("end with %s %s", async (stage, status) => {
        await orders.make("photos");
        orders.emulator.move("photos", stage);
        expect((await stagesOf()).at(-1)).toBe(`${stage} ${status}`);
        expect(await stagesOf()).toHaveLength(8);
    });

    it("are those behind and Cancelled for a cancelled order", async () => {
        await orders.make("photos");
        await orders.on("photos", "POST", { reason: "test" }, "cancel");
        expect(await stagesOf()).toEqual(["Created Succeeded", "Cancelled Succeeded"]);
    });

    it("keep the time when they were reached", async () => {
        await orders.make("photos");
        const before = (await orders.look("photos")).properties.details.jobStages?.[0]?.stageTime;
        orders.emulator.advance(3);
        orders.emulator.move("photos", "AtAzureDC");
        const { jobStages = [] } = (await orders.look("photos")).properties.details;
        expect(jobStages[0]?.stageTime).toBe(before);
        expect(Date.parse(jobStages[3]!.stageTime!) - Date.parse(before!)).toBeGreaterThan(
            2.9 * 86_400_000,
        );
    });
});

describe("what an import order shows", () => {
    const verbose = importOrder({
        enableManifestBackup: true,
        dataImportDetails: [
            {
                accountDetails: {
                    dataAccountType: "StorageAccount",
                    storageAccountId:
                        "/subscriptions/SUB/resourceGroups/rg-test/providers/Microsoft.Storage/storageAccounts/archive",
                },
                logCollectionLevel: "Verbose",
            },
        ],
    });

    it("of its copy: nothing before, its progress, and logs when it is over", async () => {
        await orders.make("photos", verbose);
        orders.emulator.move("photos", "AtAzureDC");
        expect((await orders.look("photos")).properties.details.copyProgress).toEqual([]);
        orders.emulator.move("photos", "DataCopy", 40);
        const copying = (await orders.look("photos")).properties.details;
        expect(copying.copyProgress).toMatchObject([
            {
                serialNumber: "DISK-1",
                copyStatus: "InProgress",
                storageAccountName: "archive",
                bytesProcessed: 40 * 10 * 1024 ** 3,
                totalBytesToProcess: 1000 * 1024 ** 3,
            },
            { serialNumber: "DISK-2" },
        ]);
        expect(copying.copyLogDetails).toEqual([]);
        orders.emulator.move("photos", "PreparingToShipFromAzureDC");
        const copied = (await orders.look("photos")).properties.details;
        expect(copied.copyProgress?.[0]).toMatchObject({ copyStatus: "Completed" });
        expect(copied.copyLogDetails?.[0]).toMatchObject({
            serialNumber: "DISK-1",
            errorLogLink: expect.stringContaining("DISK-1_error") as string,
            verboseLogLink: expect.stringContaining("DISK-1_verbose") as string,
        });
        expect(copied.importDiskDetailsCollection?.["DISK-1"]).toHaveProperty(
            "backupManifestCloudPath",
        );
    });

    it("of its parcels: the way there when it is marked, the way back when it is on it", async () => {
        await orders.make("photos");
        await orders.on("photos", "POST", shipment, "markDevicesShipped");
        const there = (await orders.look("photos")).properties.details;
        expect(there).toMatchObject({
            ...shipment,
            datacenterAddress: { datacenterAddressType: "DatacenterAddressLocation" },
        });
        expect(there).not.toHaveProperty("returnPackage");
        orders.emulator.move("photos", "ShippedToCustomer");
        expect((await orders.look("photos")).properties.details.returnPackage).toMatchObject({
            carrierName: "FedEx",
            trackingId: expect.stringMatching(/^RET/) as string,
        });
    });

    it("of a copy with errors", async () => {
        await orders.make("photos");
        orders.emulator.move("photos", "CompletedWithErrors");
        const { copyProgress } = (await orders.look("photos")).properties.details;
        expect(copyProgress?.[0]).toMatchObject({
            copyStatus: "CompletedWithErrors",
            filesErroredOut: 1,
        });
    });
});

describe("what an export order shows", () => {
    const keysOf = async () =>
        (await orders.on("photos", "POST", undefined, "listCredentials")).body.value;

    it("of its disks: none until they have come, and keys once they are filled", async () => {
        await orders.make("photos", exportOrder());
        expect((await orders.look("photos")).properties.details).not.toHaveProperty(
            "exportDiskDetailsCollection",
        );
        orders.emulator.move("photos", "AtAzureDC");
        const { exportDiskDetailsCollection } = (await orders.look("photos")).properties.details;
        const [serial = ""] = Object.keys(exportDiskDetailsCollection!);
        expect(await keysOf()).toMatchObject([{ jobSecrets: { diskSecrets: [] } }]);
        orders.emulator.move("photos", "PreparingToShipFromAzureDC");
        expect(await keysOf()).toMatchObject([
            {
                jobSecrets: {
                    diskSecrets: [
                        {
                            diskSerialNumber: serial,
                            bitLockerKey: expect.stringMatching(/^(\d{6}-){7}\d{6}$/) as string,
                        },
                    ],
                },
            },
        ]);
    });

    it("keeps an import order's own keys to itself where the switch says so", async () => {
        const close = new Orders(await startChecked({ dataBoxKeysReturned: false }));
        await close.make("photos");
        const { body } = await close.on("photos", "POST", undefined, "listCredentials");
        expect(body.value).toMatchObject([{ jobSecrets: { diskSecrets: [] } }]);
    });
});

describe("the contact of an order", () => {
    it.each(["Completed", "CompletedWithErrors", "CompletedWithWarnings", "Cancelled"])(
        "is wiped when it is %s, for good",
        async (stage) => {
            await orders.make("photos");
            orders.emulator.move("photos", stage);
            const wiped = {
                contactName: " ",
                phone: " ",
                emailList: [],
                notificationPreference: [],
            };
            expect((await orders.look("photos")).properties.details.contactDetails).toEqual(wiped);
            orders.emulator.move("photos", "Created");
            expect((await orders.look("photos")).properties.details.contactDetails).toEqual(wiped);
        },
    );
});

describe("the control API", () => {
    it("finds an order by name, and asks which service is meant when both have one", async () => {
        const { emulator } = orders;
        await orders.make("photos");
        emulator.move("PHOTOS", "AtAzureDC");
        expect((await orders.look("photos")).properties.status).toBe("AtAzureDC");
        emulator.plant(emulator.job("photos"), {});
        expect(() => emulator.move("photos", "DataCopy")).toThrow(/2 jobs are called/);
        emulator.move("photos", "DataCopy", 20, { provider: "Microsoft.DataBox" });
        expect((await orders.look("photos")).properties.status).toBe("DataCopy");
        const moved = await emulator.admin("POST", "/move", {
            id: "photos",
            state: "Packaging",
            provider: "Microsoft.ImportExport",
        });
        expect(moved.body).toMatchObject({ properties: { state: "Packaging" } });
        expect(emulator.jobs()).toHaveLength(2);
        emulator.remove("photos", { provider: "Microsoft.DataBox" });
        expect((await orders.on("photos", "GET")).status).toBe(404);
        expect((await emulator.arm("GET", emulator.job("photos"))).status).toBe(200);
    });

    it.each([
        ["transferTyp", { transferTyp: "ExportFromAzure" }],
        ["details.contactDetail", { details: { contactDetail: {} } }],
        ["details.preferences.encryption", { details: { preferences: { encryption: "on" } } }],
    ])("refuses to plant an order with %s, which no PUT takes", async (name, properties) => {
        const { emulator } = orders;
        const before = emulator.jobs().length;
        const { status, body } = await emulator.admin("POST", "/jobs", {
            id: orders.id("misspelt"),
            properties,
        });
        expect(status).toBe(400);
        expect(JSON.stringify(body)).toContain(`'properties.${name}' is not known`);
        expect(emulator.jobs()).toHaveLength(before);
    });

    it("plants an export as it shows one", () => {
        const { emulator } = orders;
        const properties = { transferType: "ExportFromAzure" };
        emulator.plant(orders.id("shown"), { properties });
        const shown = (emulator.jobs() as { name: string; properties: object }[]).find(
            ({ name }) => name === "shown",
        );
        emulator.plant(orders.id("again"), { properties: { ...shown!.properties } });
        expect(emulator.jobs()).toContainEqual(expect.objectContaining({ name: "again" }));
    });

    it("plants somebody else's order, of any SKU and stage", async () => {
        const { emulator } = orders;
        emulator.plant(orders.id("theirs"), { state: "DataCopy", percentComplete: 30 });
        expect(await orders.look("theirs")).toMatchObject({
            systemData: { createdByType: "User" },
            properties: { status: "DataCopy", isCancellable: false },
        });
        const planted = await emulator.admin("POST", "/jobs", {
            id: orders.id("device"),
            sku: { name: "DataBox" },
            tags: { owner: "them" },
        });
        expect(planted.status).toBe(200);
        expect(await orders.look("device")).toMatchObject({
            sku: { name: "DataBox" },
            tags: { owner: "them" },
            properties: { status: "DeviceOrdered", isCancellable: true, isDeletable: false },
        });
        emulator.plant(orders.id("leaving"), { cancelRequested: true });
        expect((await orders.look("leaving")).properties).toMatchObject({
            status: "Created",
            isCancellable: false,
        });
    });
});
