// npm run mutants [-- NAME…]: small faults of the product, each of which `npm test` must find.
//
// A mutant is a patch in test/mutants. Its first lines say what is wrong with it and which tests of `npm test` are
// expected to fail; a mutant that survives those is a missing test. Works on a copy of this folder.

import fs from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { runQuietly } from "./childProcess.mjs";
import { runTool, say, SetupError } from "./progress.mjs";
import { repository, setUp } from "./setup.mjs";
import { isQuick } from "./testSelection.mjs";

const patches = path.join(repository, "test/mutants");
const packages = ["provider", "policies", "emulator"];

await runTool(async () => {
    await setUp();
    const mutants = await readMutants(process.argv.slice(2));
    const folder = await fs.mkdtemp(path.join(os.tmpdir(), "importexport-mutants-"));
    try {
        await copyTo(folder);
        await passesUnchanged(folder, mutants);
        const survivors = [];
        for (const mutant of mutants) {
            const killer = await killerOf(folder, mutant);
            say(killer ? `killed    ${mutant.name}: ${killer}` : `SURVIVED  ${mutant.name}`);
            if (!killer) survivors.push(mutant.name);
        }
        say(`${mutants.length - survivors.length} of ${mutants.length} mutants killed.`);
        return survivors.length === 0 ? 0 : 1;
    } finally {
        await fs.rm(folder, { recursive: true, force: true });
    }
});

/** The mutants, or those of these names. */
async function readMutants(names) {
    const files = (await fs.readdir(patches)).filter((file) => file.endsWith(".patch")).sort();
    const mutants = await Promise.all(
        files.map(async (file) => {
            const text = await fs.readFile(path.join(patches, file), "utf8");
            const killers = /^Killed by: (.+)$/m.exec(text)?.[1].split(/,\s*/) ?? [];
            const slow = killers.filter((killer) => !isQuick(killer));
            if (killers.length === 0 || slow.length > 0)
                throw new SetupError(`${file} must name tests of npm test: ${slow.join(", ")}`);
            return { name: file.replace(/\.patch$/, ""), file: path.join(patches, file), killers };
        }),
    );
    const unknown = names.filter((name) => !mutants.some((mutant) => mutant.name === name));
    if (unknown.length > 0) throw new SetupError(`There is no mutant ${unknown.join(", ")}.`);
    return mutants.filter(({ name }) => names.length === 0 || names.includes(name));
}

/** The work tree as it is, with installed packages linked and our own packages those of the copy. */
async function copyTo(folder) {
    const listed = await output(repository, "git", [
        "ls-files",
        "--cached",
        "--others",
        "--exclude-standard",
    ]);
    for (const file of listed.split("\n").filter(Boolean)) {
        const target = path.join(folder, file);
        await fs.mkdir(path.dirname(target), { recursive: true });
        await fs.cp(path.join(repository, file), target).catch(ignoreMissing);
    }
    const modules = path.join(repository, "node_modules");
    await fs.mkdir(path.join(folder, "node_modules"));
    for (const entry of await fs.readdir(modules)) {
        const real = await fs.realpath(path.join(modules, entry));
        const own = packages.find((name) => real === path.join(repository, name));
        const target = own ? path.join(folder, own) : path.join(modules, entry);
        await fs.symlink(target, path.join(folder, "node_modules", entry), "junction");
    }
    for (const name of packages) {
        const [from, to] = [repository, folder].map((base) => path.join(base, name));
        await fs.cp(path.join(from, "dist"), path.join(to, "dist"), {
            recursive: true,
            preserveTimestamps: true,
        });
        const own = path.join(from, "node_modules");
        await fs.symlink(own, path.join(to, "node_modules"), "junction");
    }
}

/** A file that git lists and that is deleted in the work tree. */
function ignoreMissing(error) {
    if (error.code !== "ENOENT") throw error;
}

/** Without this, a test that fails anyway would kill every mutant. */
async function passesUnchanged(folder, mutants) {
    const killers = [...new Set(mutants.flatMap((mutant) => mutant.killers))];
    const { failed, ran } = await runTests(folder, killers);
    if (failed.length > 0 || ran === 0)
        throw new SetupError(`These fail without any mutant: ${failed.join("; ") || killers}`);
}

/** The first test that fails with the mutant in place; undefined: it survives. */
async function killerOf(folder, { name, file, killers }) {
    const changed = await changedBy(file);
    await output(folder, "git", ["apply", "--unidiff-zero", file]);
    try {
        await compile(folder, changed);
        const { failed, ran } = await runTests(folder, killers);
        if (ran === 0) throw new SetupError(`No test ran for the mutant ${name}.`);
        return failed[0];
    } finally {
        await output(folder, "git", ["apply", "--unidiff-zero", "--reverse", file]);
        await compile(folder, changed);
    }
}

/** The source files that a patch changes. */
async function changedBy(file) {
    const text = await fs.readFile(file, "utf8");
    return Array.from(text.matchAll(/^\+\+\+ b\/(.+)$/gm), ([, changed]) => changed);
}

/**
 * Compiles these files into every package that has them. Without looking at types: that of all packages takes half a minute,
 * and a mutant has to be wrong only where it runs.
 */
async function compile(folder, files) {
    const { default: ts } = await import("typescript");
    const compilerOptions = {
        target: ts.ScriptTarget.ES2022,
        module: ts.ModuleKind.CommonJS,
        esModuleInterop: true,
    };
    for (const file of files) {
        const source = await fs.readFile(path.join(folder, file), "utf8");
        const { outputText, diagnostics } = ts.transpileModule(source, {
            compilerOptions,
            fileName: file,
            reportDiagnostics: true,
        });
        if (diagnostics?.length) throw new SetupError(`${file} with the mutant is no TypeScript.`);
        for (const place of await compiledPlaces(folder, file)) {
            await fs.writeFile(place, outputText);
        }
    }
}

/** Where a source file stands compiled: in its own package, and in the pack, which has some of the provider's. */
async function compiledPlaces(folder, file) {
    const [own, ...rest] = file.replace(/\.ts$/, ".js").split("/");
    const places = [
        path.join(folder, own, "dist", ...rest),
        path.join(folder, "policies/dist", own, ...rest),
    ];
    const there = await Promise.all(places.map((place) => fs.stat(place).catch(() => undefined)));
    const found = places.filter((_, index) => there[index]);
    if (found.length === 0) throw new SetupError(`${file} is compiled nowhere.`);
    return found;
}

/** Runs these test files; `failed` are the names of the tests that did. */
async function runTests(folder, files) {
    const report = path.join(folder, "mutant-report.json");
    await fs.rm(report, { force: true });
    const jest = path.join(folder, "node_modules/jest/bin/jest.js");
    const args = [jest, "--json", `--outputFile=${report}`, "--runTestsByPath", ...files];
    await runQuietly(process.execPath, args, { cwd: folder });
    const { testResults, numTotalTests } = JSON.parse(await fs.readFile(report, "utf8"));
    const failed = testResults.flatMap(({ name, status, assertionResults }) => {
        const tests = assertionResults.filter((test) => test.status === "failed");
        const names = tests.map((test) => `${test.fullName} (${path.relative(folder, name)})`);
        return status === "failed" && names.length === 0 ? [path.relative(folder, name)] : names;
    });
    return { failed, ran: numTotalTests };
}

/** What a command prints. @throws SetupError where it fails */
async function output(cwd, command, args) {
    const { code, stdout, stderr } = await runQuietly(command, args, { cwd });
    if (code !== 0) throw new SetupError(`${command} ${args.join(" ")}:\n${stdout}${stderr}`);
    return stdout;
}
