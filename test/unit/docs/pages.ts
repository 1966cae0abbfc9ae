import fs from "node:fs";
import path from "node:path";

export const repository = path.resolve(__dirname, "../../..");

/** Every Markdown page for readers, from the repository's root. */
export const pages = markdownIn(".").sort();

/** A page's text. */
export const read = (page: string) => fs.readFileSync(path.join(repository, page), "utf8");

function markdownIn(folder: string): string[] {
    return fs
        .readdirSync(path.join(repository, folder), { withFileTypes: true })
        .filter(({ name }) => !/^(\..*|node_modules|dist|coverage)$/.test(name))
        .flatMap((entry) => {
            const name = path.posix.join(folder, entry.name);
            if (entry.isDirectory()) return markdownIn(name);
            return name.endsWith(".md") ? [name] : [];
        });
}
