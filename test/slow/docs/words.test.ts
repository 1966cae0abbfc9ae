import { spawnSync } from "node:child_process";
import path from "node:path";

const repository = path.resolve(__dirname, "../../..");

/** What `npm run check:words` says of a page. */
const checked = (page: string) =>
    spawnSync(
        process.execPath,
        [
            "node_modules/textlint/bin/textlint.js",
            "--stdin",
            "--stdin-filename",
            "page.md",
            "--format",
            "unix",
        ],
        { cwd: repository, input: page, encoding: "utf8" },
    );

describe("The word list of the pages", () => {
    it("refuses each word where it is prose, and says what to write instead", () => {
        const { status, stdout } = checked(
            "A fault struck. The blow was mended.\n\nNobody was told. It shall be.\n",
        );
        expect(status).toBe(1);
        for (const word of ["struck", "blow", "mended", "Nobody", "told", "shall"]) {
            expect(stdout).toMatch(new RegExp(`: ${word} => \\w`));
        }
    });

    it("takes plain words, and code as it is", () => {
        expect(
            checked("Run `--blow` again.\n\n```bash\nnobody told\n```\n\nFix it.\n"),
        ).toMatchObject({
            status: 0,
        });
    });
});
