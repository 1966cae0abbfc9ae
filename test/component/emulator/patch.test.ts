import { deliveryPackage, exportJob, importJob, checkedEmulator } from "./harness";

const emulator = checkedEmulator();
beforeEach(async () => {
    emulator.reset();
    await emulator.arm("PUT", emulator.job("photos"), importJob({}, { tags: { a: "1", b: "2" } }));
});

const patch = (body: unknown) => emulator.arm("PATCH", emulator.job("photos"), body);

describe("tags", () => {
    it("are replaced as a whole", async () => {
        expect((await patch({ tags: { c: "3" } })).body.tags).toEqual({ c: "3" });
    });

    it("stay when they are not mentioned", async () => {
        expect((await patch({ properties: { logLevel: "Error" } })).body.tags).toEqual({
            a: "1",
            b: "2",
        });
    });
});

describe("properties", () => {
    it("merge, member by member", async () => {
        const { properties } = (
            await patch({ properties: { returnAddress: { city: "Bellevue" } } })
        ).body;
        expect(properties.returnAddress).toMatchObject({ city: "Bellevue", recipientName: "Test" });
    });

    it("are taken away by null", async () => {
        await patch({ properties: { deliveryPackage } });
        const { properties } = (await patch({ properties: { deliveryPackage: null } })).body;
        expect(properties).not.toHaveProperty("deliveryPackage");
    });

    it("are refused when the whole would break a rule, and nothing changes", async () => {
        const answer = await patch({
            tags: { c: "3" },
            properties: { returnAddress: { phone: null } },
        });
        expect([answer.status, answer.body.error.target]).toEqual([
            400,
            "properties.returnAddress.phone",
        ]);
        const { tags } = (await emulator.arm("GET", emulator.job("photos"))).body;
        expect(tags).toEqual({ a: "1", b: "2" });
    });

    it("that a PATCH cannot change are let through and ignored", async () => {
        const answer = await patch({
            location: "eastus",
            properties: { storageAccountId: "other", diagnosticsPath: "other" },
        });
        expect(answer.status).toBe(200);
        expect(answer.body.location).toBe("West US");
        expect(answer.body.properties.diagnosticsPath).toBe("waimportexport");
    });

    it("of the drives are replaced as a list, and known drives keep their keys", async () => {
        const [first, second] = ["9CA995BB", "NEW1"].map((driveId) => ({
            driveId,
            manifestFile: "\\Other.xml",
            manifestHash: "4228EC5D8E048CB9B515338C789314BE",
        }));
        const refused = await patch({ properties: { driveList: [first, second] } });
        expect(refused.status).toBe(400);
        const accepted = await patch({
            properties: { driveList: [first, { ...second, bitLockerKey: "1-2" }] },
        });
        expect(accepted.body.properties.driveList).toHaveLength(2);
        const keys = await emulator.arm("POST", `${emulator.job("photos")}/listBitLockerKeys`);
        expect(keys.body.value.map(({ driveId }) => driveId)).toEqual(["9CA995BB", "NEW1"]);
    });

    it("of an export job include no drives", async () => {
        await emulator.arm("PUT", emulator.job("out"), exportJob());
        const driveList = [
            { driveId: "A", bitLockerKey: "1", manifestFile: "m", manifestHash: "h" },
        ];
        const answer = await emulator.arm("PATCH", emulator.job("out"), {
            properties: { driveList },
        });
        expect(answer.status).toBe(400);
    });
});
