import { apiVersions, dataBoxStory, journey, logins, story } from "./clients/clientStory";
import { importOrder } from "./dataBoxHarness";
import { checkedEmulator } from "./harness";

const emulator = checkedEmulator();
beforeEach(() => emulator.reset());

describe.each(logins)("with %s", (login) => {
    it("@azure/arm-storageimportexport goes through a job's life", async () => {
        const seen = await journey(emulator, process.execPath, "journey.mjs", login);
        const createdByType = login === "client-secret" ? "Application" : "ManagedIdentity";
        expect(seen).toEqual({ ...story, createdByType });
        expect(apiVersions(emulator)).toEqual(["2021-01-01"]);
    });

    it("@azure/arm-databox goes through an order's life", async () => {
        const script = "dataBoxJourney.mjs";
        const seen = await journey(emulator, process.execPath, script, login, importOrder());
        expect(seen).toEqual(dataBoxStory);
        expect(apiVersions(emulator)).toEqual(["2022-12-01"]);
    });
});
