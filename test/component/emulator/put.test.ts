import { exportJob, importJob, startChecked, checkedEmulator, returnAddress } from "./harness";

const emulator = checkedEmulator();
beforeEach(() => emulator.reset());

const put = (name: string, body: unknown) => emulator.arm("PUT", emulator.job(name), body);

describe("a name that is free", () => {
    it("becomes a job in Creating, 201 and at once", async () => {
        const answer = await put("photos", importJob());
        expect(answer.status).toBe(201);
        expect(answer.headers["azure-asyncoperation"]).toBeUndefined();
        expect(answer.headers.location).toBeUndefined();
        expect(answer.body.properties).toMatchObject({
            state: "Creating",
            provisioningState: "Succeeded",
            cancelRequested: false,
            encryptionKey: { kekType: "MicrosoftManaged" },
        });
        expect(answer.body).toMatchObject({ identity: { type: "None" } });
        expect(answer.body.properties.driveList?.map(({ state }) => state)).toEqual([
            "Specified",
            "Specified",
        ]);
    });

    it("echoes the location as sent in PUT and answers the display name in GET", async () => {
        expect((await put("photos", importJob())).body.location).toBe("westus");
        expect((await emulator.arm("GET", emulator.job("photos"))).body.location).toBe("West US");
    });

    it("answers no BitLocker key anywhere but in listBitLockerKeys", async () => {
        const created = await put("photos", importJob());
        const read = await emulator.arm("GET", emulator.job("photos"));
        const patched = await emulator.arm("PATCH", emulator.job("photos"), { tags: { a: "b" } });
        const list = await emulator.arm("GET", emulator.jobsPath);
        for (const { text } of [created, read, patched, list]) expect(text).not.toMatch(/38810-66/);
        const keys = await emulator.arm("POST", `${emulator.job("photos")}/listBitLockerKeys`);
        expect(keys.body.value).toEqual([
            { driveId: "9CA995BB", bitLockerKey: expect.stringMatching(/^038810-/) as string },
            { driveId: "9CA995CC", bitLockerKey: expect.stringMatching(/^138810-/) as string },
        ]);
    });

    it("fills an unsent streetAddress2 with nothing and logLevel with Error", async () => {
        const job = importJob({ returnAddress, logLevel: undefined, returnShipping: undefined });
        const { properties } = (await put("photos", job)).body;
        expect(properties.returnAddress?.streetAddress2).toBe("");
        expect(properties.logLevel).toBe("Error");
        expect(properties).not.toHaveProperty("returnShipping");
    });

    it("keeps what is opaque as it was sent", async () => {
        const storageAccountId = "/subscriptions/S/resourcegroups/RG/providers/x/storageAccounts/A";
        const { properties } = (await put("photos", importJob({ storageAccountId }))).body;
        expect(properties.storageAccountId).toBe(storageAccountId);
        expect(properties.driveList?.[0]?.manifestFile).toBe("\\DriveManifest.xml");
        expect(properties.driveList?.[0]).not.toHaveProperty("driveHeaderHash");
    });

    it("signs the job with the caller's name and the emulator's time", async () => {
        emulator.advance(3);
        const { systemData } = (await put("photos", importJob())).body;
        expect(systemData.createdByType).toBe("ManagedIdentity");
        expect(
            Math.abs(Date.parse(systemData.createdAt!) - Date.parse(emulator.now())),
        ).toBeLessThan(5000);
    });

    it("tells where to ship, and nobody lives there", async () => {
        const { shippingInformation } = (await put("photos", importJob())).body.properties;
        expect(shippingInformation).toMatchObject({
            recipientName: expect.stringContaining("do not ship") as string,
        });
    });
});

describe("a job that exists", () => {
    it("is overwritten with 200, keeps its origin and its state, and loses unsent tags", async () => {
        const created = (await put("photos", importJob({}, { tags: { team: "a" } }))).body;
        await ship("photos");
        const answer = await put("PHOTOS", importJob({ logLevel: "Error" }));
        expect(answer.status).toBe(200);
        expect(answer.body).not.toHaveProperty("tags");
        expect(answer.body.name).toBe("photos");
        expect(answer.body.id).toBe(created.id);
        expect(answer.body.properties).toMatchObject({ state: "Shipping", logLevel: "Error" });
        expect(answer.body.systemData.createdAt).toBe(created.systemData.createdAt);
    });

    it("takes back what GET gave, without keys, and keeps the keys", async () => {
        await put("photos", importJob());
        const { body } = await emulator.arm("GET", emulator.job("photos"));
        expect((await put("photos", body)).status).toBe(200);
        const keys = await emulator.arm("POST", `${emulator.job("photos")}/listBitLockerKeys`);
        expect(keys.body.value).toHaveLength(2);
        expect(keys.body.value.every(({ bitLockerKey }) => bitLockerKey)).toBe(true);
    });

    it("does not move by PUT, whatever state the body names", async () => {
        await put("photos", importJob());
        const answer = await put(
            "photos",
            importJob({ state: "Completed", cancelRequested: true }),
        );
        expect(answer.body.properties).toMatchObject({ state: "Creating", cancelRequested: false });
    });

    it("cannot go to another location", async () => {
        await put("photos", importJob());
        const answer = await put("photos", importJob({}, { location: "eastus" }));
        expect(answer.status).toBe(409);
        expect(answer.body.error.code).toBe("InvalidResourceLocation");
    });

    it("is left alone where the switch says refuse", async () => {
        const strict = await startChecked({ putOnExisting: "refuse" });
        await strict.arm("PUT", strict.job("photos"), importJob());
        const answer = await strict.arm(
            "PUT",
            strict.job("photos"),
            importJob({ logLevel: "Error" }),
        );
        expect(answer.status).toBe(409);
        const { body } = await strict.arm("GET", strict.job("photos"));
        expect(body.properties.logLevel).toBe("Verbose");
    });
});

describe("a body that breaks a rule", () => {
    const address = returnAddress;
    it.each([
        ["no body", "", undefined],
        ["a list", [], "the body"],
        ["no location", { properties: {} }, "location"],
        ["an unknown location", importJob({}, { location: "atlantis" }), undefined],
        ["no properties", { location: "westus" }, "properties"],
        ["no jobType", importJob({ jobType: undefined }), "properties.jobType"],
        ["another jobType", importJob({ jobType: "Both" }), "properties.jobType"],
        [
            "no storage account",
            importJob({ storageAccountId: undefined }),
            "properties.storageAccountId",
        ],
        ["an import without drives", importJob({ driveList: [] }), "properties.driveList"],
        ["eleven drives", importJob({ driveList: drives(11) }), "properties.driveList"],
        [
            "a drive without key",
            importJob({ driveList: [{ ...drives(1)[0], bitLockerKey: undefined }] }),
            "properties.driveList",
        ],
        [
            "a drive id with a blank",
            importJob({ driveList: [{ ...drives(1)[0], driveId: "WD 01" }] }),
            "properties.driveList[0].driveId",
        ],
        [
            "an import with export",
            importJob({ export: { blobListBlobPath: "a/b" } }),
            "properties.export",
        ],
        ["an export without export", exportJob({ export: undefined }), "properties.export"],
        ["an export with drives", exportJob({ driveList: drives(1) }), "properties.driveList"],
        ["a log level unheard of", importJob({ logLevel: "Loud" }), "properties.logLevel"],
        [
            "an address without phone",
            importJob({ returnAddress: { ...address, phone: undefined } }),
            "properties.returnAddress.phone",
        ],
        [
            "a drive count below zero",
            importJob({
                deliveryPackage: { carrierName: "a", trackingNumber: "1", driveCount: -1 },
            }),
            "properties.deliveryPackage.driveCount",
        ],
        ["a tag that is no text", importJob({}, { tags: { a: 1 } }), "tags.a"],
    ])("is refused with 400 that names it: %s", async (_title, body, target) => {
        const answer = await put("photos", body);
        expect(answer.status).toBe(400);
        expect(answer.body.error.target ?? "the body").toBe(target ?? "the body");
        expect((await emulator.arm("GET", emulator.job("photos"))).status).toBe(404);
    });

    it.each(["1photos", "p", "photos_2", "a".repeat(65)])(
        "is refused for the name %s",
        async (name) => {
            const answer = await put(name, importJob());
            expect(answer.status).toBe(400);
            // The whole body of a recorded refusal of Microsoft.ImportExport, 2020-04-02.
            expect(answer.body).toEqual({
                error: {
                    code: "InvalidValue",
                    message: "The specified value is invalid.",
                    target: "jobName",
                },
            });
        },
    );

    it("repeats no value of the body in its message", async () => {
        const answer = await put(
            "photos",
            importJob({ driveList: [{ ...drives(1)[0], bitLockerKey: { marked: "MARKED-KEY" } }] }),
        );
        expect(answer.status).toBe(400);
        expect(answer.text).not.toContain("MARKED-KEY");
    });
});

async function ship(name: string): Promise<void> {
    const properties = {
        state: "Shipping",
        deliveryPackage: { carrierName: "FedEx", trackingNumber: "1" },
    };
    expect((await emulator.arm("PATCH", emulator.job(name), { properties })).status).toBe(200);
}

function drives(count: number): Record<string, unknown>[] {
    return Array.from({ length: count }, (_, index) => ({
        driveId: `DRIVE${index}`,
        bitLockerKey: "000000-000000",
        manifestFile: "\\DriveManifest.xml",
        manifestHash: "4228EC5D8E048CB9B515338C789314BE",
    }));
}
