import fs from "node:fs";
import path from "node:path";
import { blocksOf, missingIn, sectionsOf } from "../../../tools/readmeBlocks.cjs";
import { RunningCommand, Stack, type CommandResult } from "../../harness/stack";

export { missingIn };

const repository = path.resolve(__dirname, "../../..");
export const examplesFolder = path.join(repository, "examples");

/** Names of the examples that are made to be copied out; the quick start belongs to the repository. */
export const exampleNames = fs
    .readdirSync(examplesFolder)
    .filter((name) => fs.existsSync(path.join(examplesFolder, name, "package.json")));

/** Whether its program is TypeScript; else it is YAML. */
export const isTypeScript = (name: string) =>
    fs.existsSync(path.join(examplesFolder, name, "tsconfig.json"));

/**
 * A copy of an example outside the repository, with a Pulumi home and state of its own.
 *
 * Its node_modules are the repository's: the packages are on no registry yet, so `npm install`, and
 * nothing else, is left out of the README's commands. test/packages installs what is packed.
 */
export class ExampleFolder {
    readonly stack: Stack;

    constructor(
        readonly name: string,
        env: Record<string, string>,
    ) {
        const folder = path.join(examplesFolder, name);
        this.stack = new Stack({ program: "", language: "typescript", env });
        fs.cpSync(folder, this.stack.programFolder, { recursive: true });
        if (!isTypeScript(name)) {
            this.stack.useYaml(fs.readFileSync(path.join(folder, "Pulumi.yaml"), "utf8"));
        }
    }

    /** Runs the commands of a section of the README, or of all of it, as they are written. */
    run(section?: string): Promise<CommandResult> {
        const commands = this.blocks("bash", section).join("\n");
        const script = `npm() { [ "$1" = install ] || command npm "$@"; }\n${commands}`;
        const running = new RunningCommand("bash", ["-euo", "pipefail", "-c", script], {
            cwd: this.stack.programFolder,
            env: this.stack.env,
        });
        return running.result;
    }

    /** The lines that the README promises, of a section or of all of it, in order. */
    promised(section?: string): string[] {
        return this.blocks("text", section).flatMap((text) => text.trim().split("\n"));
    }

    private blocks(language: string, section: string | undefined): string[] {
        const file = path.join(this.stack.programFolder, "README.md");
        const sections = sectionsOf(fs.readFileSync(file, "utf8"));
        const wanted = section
            ? sections.filter((text) => text.startsWith(`${section}\n`))
            : sections;
        const found = wanted.flatMap(blocksOf).filter((block) => block.language === language);
        if (found.length === 0) throw new Error(`${file} has no ${language} in "${section}"`);
        return found.map(({ text }) => text);
    }
}
