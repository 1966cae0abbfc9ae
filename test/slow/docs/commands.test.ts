import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { parseAllDocuments } from "yaml";
import { pages, read, repository } from "../../unit/docs/pages";

/** Pages about how things were once are no advice. */
const advice = pages.filter((page) => !/^(CHANGELOG|test\/|docs\/decisions\/)/.test(page));

/** The blocks of a language, each with its page. */
const blocks = (languages: string) =>
    advice.flatMap((page) =>
        Array.from(
            read(page).matchAll(
                new RegExp(`^([ ]*)\`\`\`(?:${languages})\\n(.*?)^\\1\`\`\`$`, "gms"),
            ),
            ([, , text]) => ({ page, text: text! }),
        ),
    );

/** Every command line of the shells' blocks, continued lines joined, without comments. */
const lines = blocks("bash|sh").flatMap(({ page, text }) =>
    text
        .replace(/\\\n\s*/g, " ")
        .split("\n")
        .map((line) => ({
            page,
            line: line
                .replace(/\$\([^)]*\)/g, "")
                .replace(/(^|\s)#.*$/, "")
                .trim(),
        }))
        .filter(({ line }) => line !== ""),
);

const flagsIn = (line: string) =>
    Array.from(line.matchAll(/(?<=\s)--[a-z][a-z-]*/g), ([flag]) => flag);
/** What a command's own help names. */
const help = (script: string, ...args: string[]) => {
    const { stdout, stderr } = spawnSync(
        process.execPath,
        [path.join(repository, script), ...args, "--help"],
        {
            encoding: "utf8",
            cwd: repository,
        },
    );
    return stdout + stderr;
};

describe("A command that a page shows", () => {
    it.each([
        ["importexport-jobs", "provider/dist/fleet/command.js", ["orphans"]],
        ["azure-importexport-emulator", "emulator/dist/command.js", ["env", "move", "advance"]],
        ["npm run live --", "tools/live.mjs", []],
    ])("of %s has only flags that its help names", (command, script, commands) => {
        const known = [help(script), ...commands.map((name) => help(script, name))].join("\n");
        const shown = lines.filter(({ line }) => line.includes(command));
        expect(shown.length).toBeGreaterThan(0);
        const unknown = shown.flatMap(({ page, line }) =>
            flagsIn(line.slice(line.indexOf(command) + command.length).split(/[|;)]/, 1)[0]!)
                .filter((flag) => !known.includes(flag))
                .map((flag) => `${page}: ${flag} in "${line}"`),
        );
        expect(unknown).toEqual([]);
    });

    it("names files of this repository that are there", () => {
        const named = lines.flatMap(({ page, line }) =>
            Array.from(line.matchAll(/(?<=\s)(docs|tools|test|examples)\/[\w./-]+/g), ([file]) => ({
                page,
                file,
            })),
        );
        expect(named.length).toBeGreaterThan(0);
        expect(named.filter(({ file }) => !fs.existsSync(path.join(repository, file)))).toEqual([]);
    });
});

describe("A block that a page shows", () => {
    it("of JSON is JSON", () => {
        const wrong = blocks("json").filter(({ text }) => {
            try {
                JSON.parse(text);
                return false;
            } catch {
                return true;
            }
        });
        expect(wrong).toEqual([]);
    });

    it("of YAML is YAML", () => {
        const wrong = blocks("ya?ml").filter(({ text }) =>
            parseAllDocuments(text).some(
                (document) => "errors" in document && document.errors.length > 0,
            ),
        );
        expect(wrong).toEqual([]);
    });
});

describe("The rehearsal of a release", () => {
    it("follows every example's page, and says why where it leaves commands out", () => {
        const { status, stdout, stderr } = spawnSync(
            process.execPath,
            [path.join(repository, "tools/release.mjs"), "--list"],
            { encoding: "utf8", cwd: repository },
        );
        expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
        const examples = pages.filter((page) => /^examples\/[^/]+\/README\.md$/.test(page));
        expect(examples.length).toBeGreaterThan(10);
        expect(stdout.split("\n")).toEqual(expect.arrayContaining(examples));
    });
});

describe("Troubleshooting", () => {
    /** What other programs say: Pulumi's and Azure's own words. */
    const others = [
        "protected",
        "ScopeLocked",
        "DATABOX_SERVICE",
        "AuthorizationFailed",
        "MissingSubscriptionRegistration",
        "NoRegisteredProviderFound",
        "up",
        "destroy",
        "refresh",
        "Cannot find module 'pulumi-azure-importexport/crud'",
    ];
    const sources = ["provider", "policies"]
        .flatMap((folder) =>
            fs
                .readdirSync(path.join(repository, folder), { recursive: true, encoding: "utf8" })
                .filter((name) => name.endsWith(".ts") && !/(^|\/)(dist|node_modules)\//.test(name))
                .map((name) => fs.readFileSync(path.join(repository, folder, name), "utf8")),
        )
        .join("\n");

    it("quotes words that the messages have", () => {
        const rows = Array.from(
            read("docs/troubleshooting.md").matchAll(/^\| the message has .*?\n\n/gms),
            ([table]) => table.split("\n").slice(2),
        ).flat();
        const quoted = rows.flatMap((row) =>
            Array.from(row.split("|")[1]?.matchAll(/`([^`]+)`/g) ?? [], ([, words]) => words!),
        );
        expect(quoted.length).toBeGreaterThan(10);
        expect(
            quoted.filter((words) => !others.includes(words) && !sources.includes(words)),
        ).toEqual([]);
    });
});
