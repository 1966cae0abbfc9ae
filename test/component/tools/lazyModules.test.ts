/** Tests ask for it by an import without a file's ending: a module beside it of the same name would be taken instead. */
import { execFileSync } from "node:child_process";
import path from "node:path";
import { lazyModules } from "../../harness/lazyModules";

const repository = path.resolve(__dirname, "../../..");

/** Which of the slow modules have been loaded after this script. */
function loadedBy(script: string): string[] {
    const shown = `${script}; console.log(Object.keys(require.cache).join("\\n"))`;
    const env = { PATH: process.env.PATH, NODE_OPTIONS: lazyModules };
    const output = execFileSync(process.execPath, ["-e", shown], { cwd: repository, env });
    const code =
        /node_modules[\\/](typescript|ts-node|@npmcli[\\/]arborist|normalize-package-data)[\\/].*\.js$/gm;
    return [...new Set(Array.from(output.toString().matchAll(code), ([, name]) => name!))];
}

describe("a process that runs Pulumi's runtime in a test", () => {
    it("loads neither the compiler nor npm's tree with it", () => {
        expect(loadedBy('require("@pulumi/pulumi")')).toEqual([]);
    });

    it("has what serialises closures when the runtime uses it", () => {
        const script = `void require("@pulumi/pulumi").runtime.computeCodePaths()`;
        expect(loadedBy(script)).toContain("normalize-package-data");
    });

    it("has the compiler when the runtime uses it", () => {
        const compiles = `require("@pulumi/pulumi/typescript-shim").transpileModule("let a: 1", {})`;
        expect(loadedBy(`require("@pulumi/pulumi"); ${compiles}`)).toContain("typescript");
    });
});
