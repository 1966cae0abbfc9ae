import fs from "node:fs/promises";
import prettier from "prettier";

const [begin, end] = ["<!-- generated: matrix -->", "<!-- end of matrix -->"];

/** Writes the results between their marks. */
export async function writeTable(file, results) {
    const text = await fs.readFile(file, "utf8");
    const [start, stop] = [text.indexOf(begin), text.indexOf(end)];
    if (start < 0 || stop < start) throw new Error(`${file} has no place for the matrix`);
    const row = (cells) => `| ${cells.join(" | ")} |`;
    const table = [
        row(["Node", "package manager", "`@pulumi/pulumi`", "result"]),
        row(["---", "---", "---", "---"]),
        ...results.map(({ node, manager, sdk, ok, said }) =>
            row([node, manager, sdk, ok ? `works (${said})` : `fails: ${said}`.slice(0, 160)]),
        ),
    ].join("\n");
    const whole = `${text.slice(0, start)}${begin}\n\n${table}\n\n${text.slice(stop)}`;
    const options = await prettier.resolveConfig(file);
    await fs.writeFile(file, await prettier.format(whole, { ...options, parser: "markdown" }));
}
