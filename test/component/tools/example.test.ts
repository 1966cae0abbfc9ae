/** `npm run example`: what it refuses. That it copies, packs and installs takes a minute and the registry. */
import { execFile } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const tool = path.resolve(__dirname, "../../../tools/example.mjs");

let folder: string;
beforeAll(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "example-test-"));
    fs.writeFileSync(path.join(folder, "mine.txt"), "mine");
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

describe("npm run example", () => {
    it.each<[string, string[], RegExp]>([
        ["without a name", [], /^Usage: npm run example -- NAME FOLDER\n.*smallest-import/s],
        ["without a folder", ["smallest-import"], /^Usage: /],
        [
            "with a name that is none",
            ["nothing", "out"],
            /^There is no example "nothing"\. There are /,
        ],
        ["into a folder of others", ["smallest-import", "."], /is not empty\. Give a new one\.\n$/],
    ])("%s says what is right, and changes nothing", async (_, args, says) => {
        const options = { cwd: folder, env: { PATH: process.env.PATH, INIT_CWD: folder } };
        await expect(run(process.execPath, [tool, ...args], options)).rejects.toMatchObject({
            code: 1,
            stderr: expect.stringMatching(says) as string,
        });
        expect(fs.readdirSync(folder)).toEqual(["mine.txt"]);
    });

    it.each(["python-import", "go-import"])(
        "of %s, which takes nothing from npm, says what stands for what is not published, and its links lead to the repository",
        async (name) => {
            const options = { cwd: folder, env: { ...process.env, INIT_CWD: folder } };
            const { stderr: said } = await run(process.execPath, [tool, name, name], options);
            expect(said).toContain("Its SDK is not published yet.");
            const paths = [...said.matchAll(/(?:--file|node) "(.+)"/g)].map(([, file]) => file!);
            expect(paths).toHaveLength(2);
            expect(paths.filter((file) => !fs.existsSync(file))).toEqual([]);
            const readme = fs.readFileSync(path.join(folder, name, "README.md"), "utf8");
            expect(readme).not.toContain("](../");
            const home = "https://github.com/pulumi-azure-importexport/pulumi-azure-importexport";
            expect(readme).toContain(`](${home}/tree/main/examples/smallest-import)`);
            expect(readme).toContain(`](${home}/blob/main/docs/packaged-provider.md)`);
            fs.rmSync(path.join(folder, name), { recursive: true });
        },
    );
});
