import { execFileSync } from "node:child_process";
import path from "node:path";

describe("azure-native's arguments", () => {
    it("compile as ours", () => {
        const compiler = require.resolve("typescript/bin/tsc");
        const project = path.join(__dirname, "../types/tsconfig.json");
        // Throws, with the compiler's words, when it does not compile.
        execFileSync(process.execPath, [compiler, "-p", project], { stdio: "pipe" });
    });
});
