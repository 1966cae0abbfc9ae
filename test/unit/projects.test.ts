import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import seconds from "../../tools/testSeconds.json";

const repository = path.resolve(__dirname, "../..");
const projects = ["unit", "component", "engine", "slow"];

/** The test files of one project, as jest itself lists them. */
function listed(project?: string): string[] {
    const jest = path.join(repository, "node_modules/jest/bin/jest.js");
    const chosen = project === undefined ? [] : ["--selectProjects", project];
    return execFileSync(process.execPath, [jest, "--listTests", "--json", ...chosen], {
        cwd: repository,
        encoding: "utf8",
    })
        .split("\n")
        .filter((line) => line.startsWith("["))
        .flatMap((line) => JSON.parse(line) as string[])
        .map((file) => path.relative(repository, file));
}

/** Every file below test/ that looks like a test to a person. */
function testFiles(folder: string): string[] {
    return fs
        .readdirSync(path.join(repository, folder), { withFileTypes: true })
        .flatMap((entry) => {
            const place = path.posix.join(folder, entry.name);
            if (entry.isDirectory()) return entry.name === "node_modules" ? [] : testFiles(place);
            return /\.(test|spec)\.[cm]?[jt]sx?$/.test(entry.name) ? [place] : [];
        });
}

describe("the four projects", () => {
    const perProject = projects.map(listed);

    it("have each test file in exactly one of them", () => {
        expect(perProject.flat().sort()).toEqual(testFiles("test").sort());
    });

    it("take a test file by its folder", () => {
        for (const [place, project] of projects.entries()) {
            const elsewhere = perProject[place]!.filter(
                (file) => !file.startsWith(`test/${project}/`),
            );
            expect(elsewhere).toEqual([]);
        }
    });

    it("have no file that the table of long ones names and that is not there", () => {
        const all = new Set(perProject.flat());
        expect(Object.keys(seconds).filter((file) => !all.has(file))).toEqual([]);
    });

    it("are all that jest runs", () => {
        expect(listed().sort()).toEqual(perProject.flat().sort());
    });
});
