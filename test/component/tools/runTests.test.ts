import path from "node:path";
import { repository, runNode } from "./tool";
import { useTemporaryFolder } from "./temporaryFolder";

const temporary = useTemporaryFolder();

/** What `npm test` does after the set-up, with the real jest, on test files of a folder of their own. */
function runJest(files: Record<string, string>, ...args: string[]) {
    for (const [name, content] of Object.entries(files)) temporary.write(name, content);
    const config = temporary.write("jest.config.json", JSON.stringify({ rootDir: temporary.path }));
    const module = JSON.stringify(path.join(repository, "tools/jest.mjs"));
    const options = JSON.stringify({ repository, args: [...args, `--config=${config}`] });
    const script = `
        import { runJest } from ${module};
        process.exitCode = await runJest(${options});
    `;
    return runNode(["--input-type=module", "-e", script], {
        PATH: process.env.PATH,
        TMPDIR: process.env.TMPDIR,
    });
}

const lastLine = (output: string) => output.trimEnd().split("\n").at(-1);

describe("The end of npm test", () => {
    it("is jest's own counts as a line of its own, and exit code 0 when all passed", async () => {
        const passing = {
            "a.test.js": "it('a', () => {}); it('b', () => {}); it.skip('c', () => {});",
        };
        const { code, stdout, stderr } = await runJest(passing);
        expect(lastLine(stdout)).toBe("2 passed, 0 failed");
        expect(code).toBe(0);
        expect(stderr).toMatch(/^PASS .*a\.test\.js/m);
    });

    it.each([
        ["a failure", "it('b', () => { throw new Error('no'); });"],
        ["a file that cannot run", "this is not JavaScript"],
    ])("counts %s, and keeps jest's exit code", async (_what, other) => {
        const { code, stdout } = await runJest({
            "a.test.js": "it('a', () => {});",
            "b.test.js": other,
        });
        expect(lastLine(stdout)).toBe("1 passed, 1 failed");
        expect(code).toBe(1);
    });

    it("is a failure when there was no test to run", async () => {
        const files = { "a.test.js": "it('a', () => {});" };
        const none = await runJest(files, "no-such-test");
        expect(none.stdout).not.toMatch(/passed/);
        expect(none.code).toBe(1);

        const skipped = await runJest(files, "--testNamePattern=nothing has this name");
        expect(lastLine(skipped.stdout)).toBe("0 passed, 0 failed");
        expect(skipped.code).toBe(1);
    });

    it("passes arguments on to jest", async () => {
        const { stdout } = await runJest(
            { "a.test.js": "it('', () => {});", "b.test.js": "it('', () => {});", "c.test.js": "" },
            "b.test",
            "a.test",
        );
        expect(lastLine(stdout)).toBe("2 passed, 0 failed");
    });
});
