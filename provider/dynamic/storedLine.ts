/**
 * The text that Pulumi keeps in state with every resource, evaluates in its dynamic-provider process, and calls
 * `handler()` of. It must work for ever: see docs/decisions/stored-provider.md.
 */
import { createRequire } from "node:module";
import path from "node:path";

/**
 * The line for a new resource. The program's working directory is the one in which every later operation evaluates it.
 *
 * @param module what to load, a subpath of this package, such as `pulumi-azure-importexport/crud`
 * @returns the plain line where the project itself finds the package; else one that looks for it in what the project
 * depends on, where a strict layout (pnpm, Yarn PnP) or a nested version has it
 */
export function storedLine(module: string): string {
    const project = process.cwd();
    const known = lines.get(`${project} ${module}`);
    if (known !== undefined) return known;
    const line = isFoundFrom(project, module) ? plainLine(module) : searchingLine(module);
    lines.set(`${project} ${module}`, line);
    return line;
}

const lines = new Map<string, string>();

function isFoundFrom(project: string, module: string): boolean {
    try {
        createRequire(path.join(project, "package.json")).resolve(module);
        return true;
    } catch {
        return false; // not there, or not as a package with this subpath: the search says more
    }
}

function plainLine(module: string): string {
    return `exports.handler = () => require(${JSON.stringify(module)}).provider;`;
}

/**
 * Looks in the project, then in its dependencies, then in theirs, nearest first. It names no path, so that state moves
 * between machines. Written as text, since no compiler may ever change a letter of it.
 */
function searchingLine(module: string): string {
    return `exports.handler = () => { ${search.join(" ")})(${JSON.stringify(module)}).provider; };`;
}

const search = [
    'const { createRequire } = require("node:module"), { dirname, join } = require("node:path"), fs = require("node:fs");',
    'let start = process.cwd(); while (!fs.existsSync(join(start, "package.json")) && dirname(start) !== start) start = dirname(start);',
    'if (!fs.existsSync(join(start, "package.json"))) start = process.cwd();',
    'const files = [join(start, "package.json")];',
    "return ((module) => { for (const file of files) {",
    "const from = createRequire(file); let found; try { found = from.resolve(module); } catch {} if (found) return from(found);",
    "if (!fs.existsSync(file)) continue;",
    'const { dependencies, optionalDependencies, devDependencies } = JSON.parse(fs.readFileSync(file, "utf8"));',
    "for (const name of Object.keys({ ...dependencies, ...optionalDependencies, ...devDependencies })) {",
    'let place; try { place = from.resolve(name + "/package.json"); } catch {',
    'place = (from.resolve.paths(name) ?? []).map((folder) => join(folder, name, "package.json")).find(fs.existsSync); }',
    "const real = place && fs.realpathSync(place); if (real && !files.includes(real)) files.push(real); } }",
    "throw new Error(`Cannot find module '${module}', which manages this resource: neither the project in ${process.cwd()} nor a package that it depends on has it. Add ${module.split(\"/\")[0]} to the dependencies in ${files[0]} and install it.`); }",
];
