import path from "node:path";
import { runWithTool } from "./tool";
import { useTemporaryFolder } from "./temporaryFolder";

const temporary = useTemporaryFolder();

/** Searches in these folders of the temporary one, with an empty cache. */
function locate(beside: string, onPath: string) {
    const [folder, PATH] = [beside, onPath].map((name) => path.join(temporary.path, name));
    return runWithTool<string>(
        "pulumi-yaml/locate.mjs",
        `return tool.locateYamlHost({ log, folders: [${JSON.stringify(folder)}] });`,
        { PATH, XDG_CACHE_HOME: path.join(temporary.path, "cache") },
    );
}

describe("The language host of YAML programs", () => {
    it("is the one beside the CLI, before one on PATH", async () => {
        const command = temporary.writeCommand("cli/pulumi-language-yaml", "exit 1");
        temporary.writeCommand("bin/pulumi-language-yaml", "exit 1");
        const { value, log } = await locate("cli", "bin");
        expect(value).toBe(path.dirname(command));
        expect(log).toEqual([]);
    });

    it("is the one on PATH where the CLI has none", async () => {
        const command = temporary.writeCommand("bin/pulumi-language-yaml", "exit 1");
        expect((await locate("cli", "bin")).value).toBe(path.dirname(command));
    });

    it("names what to install where there is none and Go is missing", async () => {
        const { error, isSetupError } = await locate("cli", "bin");
        expect(error).toContain("no language host for YAML programs");
        expect(error).toMatch(/Install Go 1\.\d+\.\d+ or newer .*or put an official Pulumi CLI/);
        expect(isSetupError).toBe(true);
    });
});
