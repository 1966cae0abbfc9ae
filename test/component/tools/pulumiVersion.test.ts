import { runWithTool } from "./tool";

describe("The version that a Pulumi CLI prints", () => {
    it.each([
        ["v3.250.0\n", "3.250.0"],
        ["3.249.1", "3.249.1"],
        ["v3.251.0-alpha.1717+abc\n", "3.251.0-alpha.1717+abc"],
        ["warning: a new version is available: v3.999.0 is out\nv3.250.0\n", "3.250.0"],
        ["", undefined],
        ["command not found", undefined],
    ])("is found in %j", async (output, version) => {
        const code = `return tool.parseVersion(${JSON.stringify(output)});`;
        expect((await runWithTool("pulumi-cli/version.mjs", code)).value).toBe(version);
    });

    it("is compared number by number, and a pre-release counts as its release", async () => {
        const code = `return [
            tool.isAtLeast("3.249.0", "3.249.0"),
            tool.isAtLeast("3.1000.0", "3.249.0"),
            tool.isAtLeast("4.0.0", "3.249.0"),
            tool.isAtLeast("3.249.0-alpha.1", "3.249.0"),
            tool.isAtLeast("3.248.9", "3.249.0"),
            tool.isAtLeast("2.300.0", "3.249.0"),
        ];`;
        const { value } = await runWithTool("pulumi-cli/version.mjs", code);
        expect(value).toEqual([true, true, true, true, false, false]);
    });
});
