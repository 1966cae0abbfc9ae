import { unknownSettings } from "../../../provider/settings/unknownSettings";

describe("a setting that there is not", () => {
    it.each([
        ["azure-importexport:endpiont", "azure-importexport:endpoint"],
        ["azure-importexport:Endpoint", "azure-importexport:endpoint"],
        ["azure-importexport:subscription", "azure-importexport:subscriptionId"],
        ["azure-importexport:ownertag", "azure-importexport:ownerTag"],
    ])("%s is named, with the nearest one: %s", (written, nearest) => {
        const lines = unknownSettings([written], {});
        expect(lines).toHaveLength(1);
        expect(lines[0]).toContain(`"${written}"`);
        expect(lines[0]).toContain(`Is "${nearest}" meant?`);
    });

    it("is found among the variables, too", () => {
        const lines = unknownSettings([], { AZURE_IMPORTEXPORT_ENDPIONT: "https://localhost" });
        expect(lines[0]).toContain('Is "AZURE_IMPORTEXPORT_ENDPOINT" meant?');
        expect(lines[0]).not.toContain("localhost");
    });

    it("is no known one, nor one of somebody else's", () => {
        const keys = ["azure-importexport:endpoint", "azure-native:endpiont", "mine:endpiont"];
        const env = { AZURE_IMPORTEXPORT_ENDPOINT: "x", AZURE_ENDPIONT: "x", PATH: "x" };
        expect(unknownSettings(keys, env)).toEqual([]);
    });
});
