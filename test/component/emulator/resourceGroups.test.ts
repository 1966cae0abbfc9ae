import { importJob, startChecked, checkedEmulator } from "./harness";

const emulator = checkedEmulator();
beforeEach(async () => {
    emulator.reset();
    await emulator.arm("PUT", emulator.job("photos"), importJob());
});

describe("resource groups", () => {
    it("are made, read, listed, changed and deleted", async () => {
        const made = await emulator.arm("PUT", emulator.group("rg-new"), {
            location: "West US",
            tags: { a: "b" },
        });
        expect(made.status).toBe(201);
        expect(
            (await emulator.arm("PUT", emulator.group("RG-NEW"), { location: "westus" })).status,
        ).toBe(200);
        expect((await emulator.arm("HEAD", emulator.group("rg-new"))).status).toBe(204);
        const read = await emulator.arm("GET", emulator.group("rg-new").toLowerCase());
        expect(read.body).toMatchObject({
            name: "rg-new",
            properties: { provisioningState: "Succeeded" },
        });
        const list = await emulator.arm(
            "GET",
            `${emulator.subscriptionPath()}/resourcegroups`,
            undefined,
            {
                apiVersion: "2024-11-01",
            },
        );
        expect(list.body.value.map(({ name }) => name)).toEqual(["rg-test", "rg-new"]);
        expect((await emulator.arm("DELETE", emulator.group("rg-new"))).status).toBe(200);
        expect((await emulator.arm("GET", emulator.group("rg-new"))).body.error.code).toBe(
            "ResourceGroupNotFound",
        );
    });

    it("take their jobs with them, and stay deleted", async () => {
        expect((await emulator.arm("DELETE", emulator.group("rg-test"))).status).toBe(200);
        expect((await emulator.arm("GET", emulator.job("photos"))).body.error.code).toBe(
            "ResourceGroupNotFound",
        );
        const put = await emulator.arm("PUT", emulator.job("photos"), importJob());
        expect(put.body.error.code).toBe("ResourceGroupNotFound");
        expect(
            (await emulator.arm("PUT", emulator.group("rg-test"), { location: "westus" })).status,
        ).toBe(201);
        expect((await emulator.arm("GET", emulator.job("photos"))).body.error.code).toBe(
            "ResourceNotFound",
        );
    });

    it("are held by a job that cannot be deleted", async () => {
        await emulator.arm("PUT", emulator.job("waiting"), importJob());
        emulator.move(emulator.job("photos"), "Packaging");
        const answer = await emulator.arm("DELETE", emulator.group("rg-test"));
        expect([answer.status, answer.body.error.code]).toEqual([
            409,
            "ResourceGroupDeletionBlocked",
        ]);
        expect(answer.body.error.details?.map(({ target }) => target)).toEqual([
            emulator.job("photos"),
        ]);
        expect((await emulator.arm("GET", emulator.job("photos"))).status).toBe(200);
        expect((await emulator.arm("GET", emulator.job("waiting"))).status).toBe(404);
    });

    it("must exist before a job where they are strict", async () => {
        const strict = await startChecked({
            resourceGroups: "strict",
            initialResourceGroups: ["rg-there"],
        });
        const answer = await strict.arm("PUT", strict.job("photos"), importJob());
        expect([answer.status, answer.body.error.code]).toEqual([404, "ResourceGroupNotFound"]);
        const there = await strict.arm(
            "PUT",
            strict.job("photos").replace("rg-test", "rg-there"),
            importJob(),
        );
        expect(there.status).toBe(201);
    });

    it("are listed with what is in them", async () => {
        for (const path of [
            `${emulator.subscriptionPath()}/resources`,
            `${emulator.group("rg-test")}/resources`,
        ]) {
            const { body } = await emulator.arm("GET", path, undefined, {
                apiVersion: "2024-11-01",
            });
            expect(body.value).toMatchObject([
                { name: "photos", type: "Microsoft.ImportExport/jobs" },
            ]);
        }
    });
});
