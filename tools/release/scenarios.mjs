// Which pages are followed by name, and how much of each: all that needs no real Azure.

import fs from "node:fs/promises";
import path from "node:path";
import readmes from "../readmeBlocks.cjs";
import { repository } from "../setup.mjs";
import { notFollowed } from "./notFollowed.mjs";

/**
 * @returns what is followed, each `{ name, page, copies, program }`:
 * `copies` a folder to start with; `program` the section whose TypeScript is the program
 */
export async function scenarios() {
    const folder = path.join(repository, "examples");
    const entries = await fs.readdir(folder, { recursive: true });
    const examples = entries
        .filter((entry) => /^[^\\/]+[\\/]README\.md$/.test(entry))
        .map((entry) => path.dirname(entry))
        .sort();
    return [
        { name: "README", page: "README.md", program: "In a stack of your own" },
        { name: "packaged provider", page: "docs/packaged-provider.md" },
        ...examples.map((name) => ({
            name,
            page: `examples/${name}/README.md`,
            copies: path.join(folder, name),
        })),
    ];
}

/**
 * A page's commands for bash, as they are written: the blocks that say `bash`, and what is started in another shell.
 *
 * @returns `{ script, promised, left }`: `promised` the lines that the page promises, `left` what is not followed, each
 * `{ section, why }`
 * @throws where a command is neither followed nor in the list of what is not, or stands in that list for nothing
 */
export async function commandsOf({ page }) {
    const reasons = new Map(Object.entries(notFollowed[page] ?? {}));
    const followed = [];
    const left = [];
    for (const section of await sectionsIn(page)) {
        const { all = false, why } = reasons.get(section.name) ?? {};
        const blocks = readmes.blocksOf(section.text);
        const isLeft = (block) => all || (block.language === "sh" && !isBeside(block));
        if (blocks.some((block) => isShell(block) && isLeft(block))) {
            if (!why) throw new Error(`${page} has sh in "${section.name}", which is not followed`);
            left.push({ section: section.name, why });
            reasons.delete(section.name);
        }
        followed.push(...blocks.filter((block) => !isLeft(block)));
    }
    const [idle] = reasons.keys();
    if (idle) throw new Error(`${page} has nothing in "${idle}" that is not followed`);
    const commands = followed.filter(isShell);
    if (commands.length === 0) throw new Error(`${page} has no commands that are followed`);
    return {
        script: commands.map(({ text }) => inOneShell(text)).join("\n"),
        promised: followed
            .filter(({ language }) => language === "text")
            .flatMap(({ text }) => text.trim().split("\n")),
        left,
    };
}

/** The TypeScript of a page's section: the program that its commands are about. */
export async function programOf({ page, program }) {
    const section = (await sectionsIn(page)).find(({ name }) => name === program);
    return readmes.blocksOf(section.text).find(({ language }) => language === "ts").text;
}

async function sectionsIn(page) {
    const text = await fs.readFile(path.join(repository, page), "utf8");
    return readmes.sectionsOf(text).map((section) => ({
        name: section.slice(0, section.indexOf("\n")),
        text: section,
    }));
}

const isShell = ({ language }) => ["bash", "sh"].includes(language);
const isBeside = ({ text }) => text.includes("# in another shell");

/** What a reader starts in another shell goes on beside the rest, and the rest waits until the emulator is ready. */
function inOneShell(lines) {
    return lines.replace(
        /^(.*?)\s+# in another shell$/gm,
        "$1 > emulator.log 2>&1 &\nuntil [ -f .emulator/emulator.json ]; do sleep 0.2; done",
    );
}
