import { createHash } from "node:crypto";
import fs from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import { storedLine } from "../../../provider/dynamic/storedLine";

const provider = path.resolve(__dirname, "../../../provider");
const module_ = "pulumi-azure-importexport/crud";
const plain = 'exports.handler = () => require("pulumi-azure-importexport/crud").provider;';

let folder: string;
let before: string;
beforeEach(() => {
    before = process.cwd();
    folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "importexport-line-")));
});
afterEach(() => {
    process.chdir(before);
    fs.rmSync(folder, { recursive: true, force: true });
});

/** Lays out files and links (`-> target`), and goes to the project. */
function layOut(files: Record<string, string | object>, project = "."): void {
    for (const [name, content] of Object.entries(files)) {
        const file = path.join(folder, name);
        fs.mkdirSync(path.dirname(file), { recursive: true });
        if (typeof content === "string") fs.symlinkSync(content, file, "junction");
        else fs.writeFileSync(file, JSON.stringify(content));
    }
    process.chdir(path.join(folder, project));
}

/** What Pulumi's process does with a stored text. */
function evaluated(line: string): unknown {
    const exports: { handler?: () => unknown } = {};
    const require = createRequire(path.join(process.cwd(), "package.json"));
    // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call -- as Pulumi does
    new Function("exports", "require", line)(exports, require);
    return exports.handler!();
}

const theProvider = jest.requireActual<{ provider: unknown }>(
    "pulumi-azure-importexport/crud",
).provider;

describe("where the project has the package", () => {
    it("the stored line is the plain one, as state of every version has it", () => {
        layOut({ "package.json": {}, "node_modules/pulumi-azure-importexport": provider });
        expect(storedLine(module_)).toBe(plain);
        expect(evaluated(plain)).toBe(theProvider);
    });
});

describe("where a package that the project depends on brings it", () => {
    const layouts: Record<string, [Record<string, string | object>, string?]> = {
        "in a strict layout, as pnpm makes it": [
            {
                "infra/package.json": { dependencies: { "@acme/archive": "*" } },
                "infra/node_modules/@acme/archive": "../../../lib",
                "lib/package.json": { dependencies: { "pulumi-azure-importexport": "*" } },
                "lib/node_modules/pulumi-azure-importexport": provider,
            },
            "infra",
        ],
        "nested below it": [
            {
                "package.json": { dependencies: { archive: "*" } },
                "node_modules/archive/package.json": {},
                "node_modules/archive/node_modules/pulumi-azure-importexport": provider,
            },
        ],
        "two packages further on, behind exports that show no package.json": [
            {
                "package.json": { devDependencies: { outer: "*" } },
                "node_modules/outer/package.json": {
                    exports: { ".": "./index.js" },
                    dependencies: { inner: "*" },
                },
                "node_modules/outer/node_modules/inner/package.json": {
                    exports: { ".": "./index.js" },
                    dependencies: { outer: "*" },
                },
                "node_modules/outer/node_modules/inner/node_modules/pulumi-azure-importexport":
                    provider,
            },
        ],
        "for a project in a folder below the one with the package.json": [
            {
                "package.json": { dependencies: { archive: "*" } },
                "stacks/prod/Pulumi.yaml": {},
                "node_modules/archive/package.json": {},
                "node_modules/archive/node_modules/pulumi-azure-importexport": provider,
            },
            "stacks/prod",
        ],
    };

    it.each(Object.entries(layouts))("it is found %s", (_, [files, project]) => {
        layOut(files, project);
        const line = storedLine(module_);
        expect(line).not.toBe(plain);
        expect(line).not.toContain(folder);
        expect(evaluated(line)).toBe(theProvider);
    });

    it("the other line finds the package, too, once the project has it itself", () => {
        layOut(...(layouts["nested below it"] as [Record<string, string | object>]));
        const line = storedLine(module_);
        fs.symlinkSync(provider, path.join(folder, "node_modules/pulumi-azure-importexport"));
        expect(evaluated(line)).toBe(theProvider);
    });
});

describe("where nobody has it", () => {
    it("the line says what to add, and where", () => {
        layOut({ "package.json": { dependencies: { gone: "*", archive: "*" } } });
        expect(() => evaluated(storedLine(module_))).toThrow(
            `Cannot find module '${module_}', which manages this resource: neither the project in ${folder} nor a package that it depends on has it. Add pulumi-azure-importexport to the dependencies in ${path.join(folder, "package.json")} and install it.`,
        );
    });
});

describe("the text of the searching line", () => {
    it("never changes, since state that was written once holds it", () => {
        layOut({ "package.json": {} });
        const hash = createHash("sha256").update(storedLine(module_)).digest("hex");
        expect(hash).toBe("606c544f2c60f5c87e1aef866ebffde7b2f49b1db553a26599a81aed32964e63");
    });
});
