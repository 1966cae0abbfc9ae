import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import ts from "typescript";
import { pages, read, repository } from "../../unit/docs/pages";

/** Every block of TypeScript, as a module of its own beside its page: with imports, as a reader would copy it. */
const blocks = pages.flatMap((page) =>
    Array.from(
        read(page).matchAll(/^([ ]*)```(?:ts|typescript)\n(.*?)^\1```$/gms),
        (found, at) => ({
            file: path.join(repository, path.dirname(page), `${path.basename(page)}.${at}.ts`),
            // A script without import would share its names with the other blocks.
            source: `${found[2]}\nexport {};\n`,
        }),
    ),
);

describe("the code blocks of the documentation", () => {
    it("are found", () => {
        const inPages = new Set(blocks.map(({ file }) => path.basename(file).split(".")[0]));
        expect([...inPages]).toEqual(
            expect.arrayContaining(["README", "adopting", "journals", "emulator"]),
        );
    });

    it("all compile; only the wrong one that is put among them does not", () => {
        const wrong = path.join(repository, "wrong.ts");
        const wrongSource = `
            import { Job } from "pulumi-azure-importexport";
            new Job("photos", { resourceGroup: "rg-archive" });
        `;
        const sources = new Map(blocks.map(({ file, source }) => [file, source]));
        sources.set(wrong, wrongSource);
        const options: ts.CompilerOptions = {
            target: ts.ScriptTarget.ES2022,
            // Top-level await, as the blocks of tests have it.
            module: ts.ModuleKind.Preserve,
            moduleResolution: ts.ModuleResolutionKind.Bundler,
            strict: true,
            skipLibCheck: true,
            noEmit: true,
            types: ["node", "jest"],
            typeRoots: [path.join(repository, "node_modules/@types")],
        };
        const disk = ts.createCompilerHost(options);
        const host: ts.CompilerHost = {
            ...disk,
            fileExists: (name) => sources.has(name) || disk.fileExists(name),
            readFile: (name) => sources.get(name) ?? disk.readFile(name),
            getSourceFile: (name, language, ...rest) => {
                const source = sources.get(name);
                return source === undefined
                    ? disk.getSourceFile(name, language, ...rest)
                    : ts.createSourceFile(name, source, language);
            },
        };
        const program = ts.createProgram([...sources.keys()], options, host);
        const problems = ts.getPreEmitDiagnostics(program).map(({ file, start, messageText }) => {
            const line =
                file && start !== undefined ? file.getLineAndCharacterOfPosition(start).line : 0;
            const text = ts.flattenDiagnosticMessageText(messageText, " ");
            return `${file && path.relative(repository, file.fileName)}, line ${line + 1}: ${text}`;
        });
        expect(problems).toEqual([
            expect.stringMatching(/^wrong\.ts, line 3: .*'resourceGroup' does not exist/),
        ]);
    });

    it("of shells are what bash can read", () => {
        const shells = pages.flatMap((page) =>
            Array.from(read(page).matchAll(/^([ ]*)```(?:sh|bash)\n(.*?)^\1```$/gms), (found) => ({
                page,
                ...spawnSync("bash", ["-n"], { input: found[2], encoding: "utf8" }),
            })),
        );
        expect(shells.length).toBeGreaterThan(10);
        expect(shells.filter(({ status }) => status !== 0)).toEqual([]);
    });
});

describe("a link within the documentation", () => {
    /** As GitHub makes an anchor of a heading. */
    const anchorOf = (heading: string) =>
        heading
            .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
            .toLowerCase()
            .replace(/[^\p{L}\p{N}\s_-]/gu, "")
            .trim()
            .replace(/\s/g, "-");
    const anchorsOf = (page: string) => {
        const text = read(page).replace(/^[ ]*```.*?^[ ]*```$/gms, "");
        return Array.from(text.matchAll(/^#{1,6} (.+)$/gm), ([, heading]) => anchorOf(heading!));
    };
    const linksOf = (page: string) =>
        Array.from(
            read(page)
                .replace(/^[ ]*```.*?^[ ]*```$/gms, "")
                .matchAll(/\]\(([^)\s]+)\)/g),
            ([, to]) => to!,
        ).filter((to) => !/^[a-z]+:/.test(to));

    it.each(pages)("of %s leads to a file that is there, and a heading in it", (page) => {
        const broken = linksOf(page).filter((to) => {
            const [file, anchor] = to.split("#") as [string, string | undefined];
            const target = file ? path.posix.join(path.posix.dirname(page), file) : page;
            if (!fs.existsSync(path.join(repository, target))) return true;
            return anchor !== undefined && !anchorsOf(target).includes(anchor);
        });
        expect(broken).toEqual([]);
    });

    it("is found at all", () => {
        expect(pages.flatMap(linksOf).filter((to) => to.includes("#")).length).toBeGreaterThan(3);
    });
});
