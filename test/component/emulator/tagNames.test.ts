import { importOrder } from "./dataBoxHarness";
import { importJob, startChecked, type CheckedEmulator } from "./harness";

let emulator: CheckedEmulator;
beforeAll(async () => {
    emulator = await startChecked({ dataBoxPutOnExisting: "overwrite" });
});
beforeEach(() => emulator.reset());

/** By hand from "Use tags to organize your Azure resources": a tag is updated regardless of the casing of its name. */
describe.each(["Microsoft.ImportExport", "Microsoft.DataBox"])("tags of %s", (namespace) => {
    const isOrder = namespace === "Microsoft.DataBox";
    const options = isOrder ? { apiVersion: "2025-02-01" } : {};
    const id = () => emulator.job("photos").replace("Microsoft.ImportExport", namespace);
    const body = (tags: object) => (isOrder ? importOrder({}, { tags }) : importJob({}, { tags }));
    const put = (tags: object) => emulator.arm("PUT", id(), body(tags), options);
    const tagsNow = async () => (await emulator.arm("GET", id(), undefined, options)).body.tags;

    it("whose names differ by letter case alone are one tag, with the last value", async () => {
        expect((await put({ Team: "a", team: "b", other: "c" })).status).toBeLessThan(300);
        expect(await tagsNow()).toEqual({ Team: "b", other: "c" });
    });

    it("keep the casing that a PATCH gives them, and PATCH too makes one of two", async () => {
        await put({ team: "a" });
        const patched = await emulator.arm(
            "PATCH",
            id(),
            { tags: { TEAM: "b", Team: "c" } },
            options,
        );
        expect(patched.status).toBeLessThan(300);
        expect(await tagsNow()).toEqual({ TEAM: "c" });
    });

    it("keep the letter case of their values", async () => {
        await put({ team: "Archive" });
        expect(await tagsNow()).toEqual({ team: "Archive" });
    });
});

it("the tags of a resource group are one of each name too", async () => {
    const group = `/subscriptions/${emulator.subscriptionId}/resourceGroups/rg-tagged`;
    const made = await emulator.arm("PUT", group, { location: "westus", tags: { A: "1", a: "2" } });
    expect(made.body.tags).toEqual({ A: "2" });
});
