import { importOrder } from "./dataBoxHarness";
import { importJob, checkedEmulator } from "./harness";

const emulator = checkedEmulator();
beforeEach(() => emulator.reset());

const group = (name: string) =>
    `/subscriptions/${emulator.subscriptionId}/resourceGroups/${encodeURIComponent(name)}`;
const put = (name: string) => emulator.arm("PUT", group(name), { location: "westus" });

/** By hand from "Naming rules and restrictions for Azure resources", Microsoft.Resources. */
describe("the name of a resource group", () => {
    it.each([
        "rg-資料",
        "rg-größe",
        "данные",
        "ホスト",
        "rg-٣",
        "a",
        "_.-()",
        "rg(1)",
        "資".repeat(90),
    ])("may be %s", async (name) => {
        const made = await put(name);
        expect([made.status, made.body.name]).toEqual([201, name]);
        expect((await emulator.arm("GET", group(name))).body.id).toBe(
            decodeURIComponent(group(name)),
        );
    });

    it.each(["rg-資料.", "rg 1", "rg/1", "rg#1", "rg😀", "rg+1", "rg,1", "資".repeat(91)])(
        "may not be %s",
        async (name) => {
            expect((await put(name)).body.error.code).toBe("InvalidResourceGroupName");
        },
    );

    it("is the same in any letter case, beyond ASCII too", async () => {
        await put("rg-Größe");
        const read = await emulator.arm("GET", group("RG-GRÖSSE".replace("SS", "ß").toLowerCase()));
        expect(read.body.name).toBe("rg-Größe");
    });
});

describe("a group with letters beyond ASCII", () => {
    it("has import/export jobs, on demand, and lists them page by page", async () => {
        const at = (job: string) =>
            `${group("rg-資料")}/providers/Microsoft.ImportExport/jobs/${job}`;
        for (const name of ["photos", "videos"]) {
            expect((await emulator.arm("PUT", at(name), importJob())).status).toBe(201);
        }
        const first = await emulator.arm(
            "GET",
            `${group("rg-資料")}/providers/Microsoft.ImportExport/jobs?$top=1`,
        );
        expect(first.body.nextLink).toContain(encodeURIComponent("rg-資料"));
        expect((await emulator.arm("GET", at("photos"))).body.id).toContain(
            "/resourceGroups/rg-資料/",
        );
        expect((await emulator.arm("DELETE", at("photos"))).status).toBe(200);
    });

    it("has orders of Data Box, whose operations can be followed to the end", async () => {
        const options = { apiVersion: "2025-02-01" };
        const order = `${group("rg-größe")}/providers/Microsoft.DataBox/jobs/photos`;
        let answer = await emulator.arm("PUT", order, importOrder(), options);
        for (let look = 0; answer.status === 202 && look < 5; look++) {
            const next = new URL(answer.headers.location!);
            answer = await emulator.arm("GET", next.pathname + next.search, undefined, {
                apiVersion: null,
            });
        }
        expect(answer.status).toBe(200);
        expect(answer.body.id).toContain("/resourceGroups/rg-größe/");
    });
});
