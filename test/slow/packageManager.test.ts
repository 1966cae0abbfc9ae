import { spawnSync } from "node:child_process";
import path from "node:path";

const repository = path.resolve(__dirname, "../..");

/** `npm run matrix` tries every cell; this is the strictest package manager on the Node that runs the tests. */
describe("a fresh project of a strict package manager, without our lockfile", () => {
    it("installs the packed provider, and orders, refreshes and destroys jobs of both services", () => {
        const cell = `node ${process.versions.node.split(".")[0]}, pnpm`;
        const { status, stdout, stderr } = spawnSync(
            process.execPath,
            [path.join(repository, "tools/matrix.mjs"), "--only", cell],
            { cwd: repository, encoding: "utf8" },
        );
        expect(stdout + stderr).toContain("1 of 1 cells are as documented.");
        expect(status).toBe(0);
    }, 240_000);
});
