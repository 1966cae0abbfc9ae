/** The plugin's archives, as `pulumi plugin install --server URL` and a GitHub release want them. */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";

const repository = path.resolve(__dirname, "../../..");
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "importexport-archives-"));
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

function written(name: string): { folder: string; files: string[] } {
    const to = path.join(folder, name);
    const tool = pathToFileURL(path.join(repository, "tools/release/pluginArchives.mjs")).href;
    const script = `const { writePluginArchives } = await import(${JSON.stringify(tool)});
        await writePluginArchives("1.2.3", ${JSON.stringify(to)});`;
    execFileSync(process.execPath, ["--input-type=module", "--eval", script], { cwd: repository });
    return { folder: to, files: fs.readdirSync(to).sort() };
}

describe("The plugin's archives", () => {
    const plugin = "pulumi-resource-azure-importexport";
    const checksums = "azure-importexport-v1.2.3-checksums.txt";
    const first = written("first");
    const read = (name: string) => fs.readFileSync(path.join(first.folder, name));

    it("are one for each platform, by the names that the CLI asks for", () => {
        expect(first.files).toEqual([
            checksums,
            `${plugin}-v1.2.3-darwin-amd64.tar.gz`,
            `${plugin}-v1.2.3-darwin-arm64.tar.gz`,
            `${plugin}-v1.2.3-linux-amd64.tar.gz`,
            `${plugin}-v1.2.3-linux-arm64.tar.gz`,
            `${plugin}-v1.2.3-windows-amd64.tar.gz`,
            `${plugin}-v1.2.3-windows-arm64.tar.gz`,
        ]);
    });

    it("come with their checksums, as sha256sum reads them", () => {
        const said = read(checksums).toString().trim().split("\n").sort();
        const archives = first.files.filter((name) => name.endsWith(".gz"));
        const sum = (name: string) => createHash("sha256").update(read(name)).digest("hex");
        expect(said).toEqual(archives.map((name) => `${sum(name)}  ${name}`).sort());
    });

    it.each([
        ["linux-amd64", [plugin, `${plugin}.LEGAL.txt`, "LICENSE"]],
        ["windows-arm64", [plugin, `${plugin}.LEGAL.txt`, `${plugin}.cmd`, "LICENSE"]],
    ])("have the plugin at their root, executable: %s", (platform, expected) => {
        const archive = path.join(first.folder, `${plugin}-v1.2.3-${platform}.tar.gz`);
        const listed = execFileSync("tar", ["-tvzf", archive], { encoding: "utf8" });
        const entries = listed.trim().split("\n");
        expect(entries.map((line) => line.split(/\s+/).at(-1))).toEqual(expected);
        expect(entries[0]).toMatch(/^-rwxr-xr-x/);
    });

    it("are the same bytes when they are made again", () => {
        const again = written("again");
        const same = again.files.map((name) =>
            fs.readFileSync(path.join(again.folder, name)).equals(read(name)),
        );
        expect(same).toEqual(again.files.map(() => true));
    });
});
