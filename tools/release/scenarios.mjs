// Which pages are followed by name, and how much of each: all that needs no real Azure.

import fs from "node:fs/promises";
import path from "node:path";
import readmes from "../readmeBlocks.cjs";
import { repository } from "../setup.mjs";

/** Examples whose programs need another provider's plugin, or a key vault: what is installed by name is tried, no more. */
const installedOnly = ["customer-managed-key", "migrate-from-azure-native", "with-azure-native"];

/**
 * @returns what is followed, each `{ name, page, sections, copies, program }`:
 * `sections` the headings whose commands are run, all of the page's where there are none;
 * `copies` a folder to start with; `program` whether the page's TypeScript is the program
 */
export async function scenarios() {
    const folder = path.join(repository, "examples");
    const names = (await fs.readdir(folder, { withFileTypes: true }))
        .filter((entry) => entry.isDirectory() && entry.name !== "quickstart")
        .map(({ name }) => name);
    const examples = names.map((name) => ({
        name,
        page: `examples/${name}/README.md`,
        copies: path.join(folder, name),
        sections: installedOnly.includes(name) ? ["Install"] : undefined,
    }));
    return [
        { name: "README", page: "README.md", sections: ["In a stack of your own"], program: true },
        {
            name: "packaged provider",
            page: "docs/packaged-provider.md",
            sections: ["Install"],
        },
        ...examples,
    ];
}

/** `{ script, promised }` of a scenario: its commands for bash, as they are written, and the lines that it promises. */
export async function commandsOf({ page, sections }) {
    const text = await fs.readFile(path.join(repository, page), "utf8");
    const wanted = readmes
        .sectionsOf(text)
        .filter((section) => !sections || sections.some((name) => section.startsWith(`${name}\n`)));
    const blocks = wanted.flatMap(readmes.blocksOf);
    const commands = blocks.filter(
        ({ language, text: commands }) =>
            language === "bash" || (language === "sh" && commands.includes("# in another shell")),
    );
    if (commands.length === 0) throw new Error(`${page} has no commands in "${sections}"`);
    return {
        script: commands.map(({ text: lines }) => inOneShell(lines)).join("\n"),
        promised: blocks
            .filter(({ language }) => language === "text")
            .flatMap(({ text: lines }) => lines.trim().split("\n")),
    };
}

/** The TypeScript of a page's section: the program that its commands are about. */
export async function programOf({ page, sections }) {
    const text = await fs.readFile(path.join(repository, page), "utf8");
    const section = readmes.sectionsOf(text).find((one) => one.startsWith(`${sections[0]}\n`));
    return readmes.blocksOf(section).find(({ language }) => language === "ts").text;
}

/** What a reader starts in another shell goes on beside the rest, and the rest waits until the emulator is ready. */
function inOneShell(lines) {
    return lines.replace(
        /^(.*?)\s+# in another shell$/gm,
        "$1 > emulator.log 2>&1 &\nuntil [ -f .emulator/emulator.json ]; do sleep 0.2; done",
    );
}
