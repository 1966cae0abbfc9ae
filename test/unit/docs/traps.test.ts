/** The page of traps names tests: one that is renamed or taken away is missed there. */
import fs from "node:fs";
import path from "node:path";

const repository = path.resolve(__dirname, "../../..");
const page = path.join(repository, "docs/internals/packaged-provider-traps.md");
const named = [...fs.readFileSync(page, "utf8").matchAll(/\| `(test\/[^`]+)`: (.+?) +\|/g)].map(
    ([, file, title]) => ({ file: file!, title: title! }),
);

describe("The traps of the packaged provider", () => {
    it("are held by a test in every row", () => {
        const rows = fs
            .readFileSync(page, "utf8")
            .split("\n")
            .filter((line) => line.startsWith("| "));
        expect(named).toHaveLength(rows.length - 2); // the head, and the line below it
    });

    it.each(named)("$file has: $title", ({ file, title }) => {
        expect(fs.readFileSync(path.join(repository, file), "utf8")).toContain(`"${title}"`);
    });
});
