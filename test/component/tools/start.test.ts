/** The words of `npm start`, refused before anything is set up or asked. */
import { spawnSync } from "node:child_process";
import path from "node:path";

const tool = path.resolve(__dirname, "../../../tools/start.mjs");
const started = (...args: string[]) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [tool, ...args], {
        encoding: "utf8",
    });
    return { status, said: stdout + stderr };
};

describe("npm start", () => {
    it.each(["soon", "0", "-3", "1e3", ""])("takes no --advance of %j days", (days) => {
        const { status, said } = started(`--advance=${days}`);
        expect(status).not.toBe(0);
        expect(said).toContain(`--advance takes a number of days, for example 15, not "${days}".`);
    });

    it("refuses two wishes at once, and says what it takes", () => {
        const { status, said } = started("--keep", "--stop");
        expect(status).not.toBe(0);
        expect(said).toContain("npm start -- --move STATE");
    });

    it("moves no parcel to a state that the service does not have", () => {
        const module = JSON.stringify(
            path.resolve(__dirname, "../../../tools/start/quickstart.mjs"),
        );
        const script = `const { move } = await import(${module}); await move("/nowhere", "packing");`;
        const { status, stderr } = spawnSync(
            process.execPath,
            ["--input-type=module", "-e", script],
            { encoding: "utf8" },
        );
        expect(status).not.toBe(0);
        expect(stderr).toContain('for example Packaging, not "packing": Creating, Shipping,');
    });
});
