import { spawnSync } from "node:child_process";
import { repository } from "../../unit/docs/pages";

describe("the generated documentation", () => {
    it("is what the code says", () => {
        const { status, stdout, stderr } = spawnSync(
            process.execPath,
            ["tools/docs.mjs", "--check"],
            { cwd: repository, encoding: "utf8" },
        );
        expect(`${stdout}${stderr}`).toContain("The documentation is as the code says.");
        expect(status).toBe(0);
    });
});
