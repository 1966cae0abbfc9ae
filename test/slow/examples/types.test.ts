import fs from "node:fs";
import path from "node:path";
import semver from "semver";
import ts from "typescript";
import { examplesFolder, exampleNames, isTypeScript } from "./exampleFolder";

jest.setTimeout(300_000);

const jsonOf = (...parts: string[]) =>
    JSON.parse(fs.readFileSync(path.join(...parts), "utf8")) as Record<string, unknown>;

describe("the examples", () => {
    it("are all of them there", () => {
        expect(exampleNames).toEqual([
            "automation-api",
            "customer-disks",
            "customer-managed-key",
            "export-by-prefix",
            "journal-to-jobs",
            "migrate-from-azure-native",
            "shipped-and-guarded",
            "smallest-import",
            "team-policies",
            "unit-test-with-emulator",
            "with-azure-native",
            "yaml-import",
        ]);
    });

    it("compile, with azure-native's types too", () => {
        const configs = exampleNames.filter(isTypeScript).map((name) => {
            const folder = path.join(examplesFolder, name);
            const { compilerOptions } = jsonOf(folder, "tsconfig.json");
            return ts.parseJsonConfigFileContent(
                { compilerOptions, include: ["**/*.ts"] },
                ts.sys,
                folder,
            );
        });
        const strict = configs.map(({ options }) => ({ ...options, types: ["node", "jest"] }));
        // One program for all: azure-native's types are read once.
        for (const options of strict) expect(options).toEqual(strict[0]);
        const files = configs.flatMap(({ fileNames }) => fileNames);
        const program = ts.createProgram(files, strict[0]!);
        const messages = ts
            .getPreEmitDiagnostics(program)
            .map(({ file, messageText }) =>
                [file?.fileName, ts.flattenDiagnosticMessageText(messageText, " ")].join(": "),
            );
        expect(messages).toEqual([]);
        expect(files.length).toBeGreaterThan(10);
    });
});

describe.each(exampleNames)("the example %s", (name) => {
    const folder = path.join(examplesFolder, name);
    const manifest = jsonOf(folder, "package.json") as Record<
        "dependencies" | "devDependencies",
        Record<string, string>
    >;
    const wanted = { ...manifest.dependencies, ...manifest.devDependencies };

    it("asks for versions that the repository is tested with", () => {
        const wrong = Object.entries(wanted).filter(([dependency, range]) => {
            const { version } = jsonOf(require.resolve(`${dependency}/package.json`)) as {
                version: string;
            };
            return !semver.satisfies(version, range);
        });
        expect(wrong).toEqual([]);
    });

    it("asks for every package that it imports, and for none beyond", () => {
        const sources = fs
            .readdirSync(folder, { recursive: true, encoding: "utf8" })
            .filter((file) => /\.(ts|js|json|md)$/.test(file));
        const texts = sources.map((file) => fs.readFileSync(path.join(folder, file), "utf8"));
        const imported = texts
            .flatMap((text) => Array.from(text.matchAll(/from "((?:@[^/"]+\/)?[^./"][^/"]*)/g)))
            .map(([, specifier]) => specifier!)
            .filter((specifier) => !specifier.startsWith("node:"));
        expect(Object.keys(wanted)).toEqual(expect.arrayContaining(imported));
        // What no source imports is named elsewhere in the folder, or is what TypeScript needs.
        const named = [...texts, "typescript @types/node"].join("\n");
        const implied = (dependency: string) =>
            named.includes(dependency.replace(/^@types\/(?!node)/, "").replace("@swc/core", "swc"));
        expect(Object.keys(wanted).filter((dependency) => !implied(dependency))).toEqual([]);
    });

    it("reaches for nothing outside its folder, but to read on", () => {
        const own = fs
            .readdirSync(folder, { recursive: true, encoding: "utf8" })
            .filter((file) => /\.(ts|js|json|yaml)$/.test(file))
            .filter((file) => {
                const up = file.split(path.sep).length;
                const text = fs.readFileSync(path.join(folder, file), "utf8");
                return text.includes("../".repeat(up));
            });
        expect(own).toEqual([]);
    });
});
