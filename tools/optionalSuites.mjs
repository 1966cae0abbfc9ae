import { execFileSync } from "node:child_process";
import fs from "node:fs";

const python = {
    needs: "Python 3.9 or newer with its venv module (Debian: apt-get install python3-venv)",
    isThere: () => {
        try {
            execFileSync("python3", ["-c", "import ensurepip, venv"], { stdio: "ignore" });
            return true;
        } catch {
            return false; // no such program, or no such module: the same to us
        }
    },
};

/**
 * Suites that need more of a machine than Node: a browser, another language. On a machine without it
 * `npm test` names what it leaves out; CI installs the tools and leaves nothing out.
 */
const optional = [
    {
        suite: "test/slow/emulator/page.test.ts",
        needs: "Chromium (Debian: apt-get install chromium; elsewhere CHROMIUM_PATH)",
        isThere: () =>
            [
                process.env.CHROMIUM_PATH,
                "/usr/bin/chromium",
                "/usr/bin/chromium-browser",
                "/usr/bin/google-chrome",
            ].some((place) => place && fs.existsSync(place)),
    },
    ...["test/slow/emulator/clientsPython.test.ts", "test/slow/sdk/sdks.test.ts"].map((suite) => ({
        suite,
        ...python,
    })),
];

/** The suites that cannot run here, each with what it needs. In CI there are none: there they fail instead. */
export function leftOut(env = process.env) {
    return env.CI ? [] : optional.filter(({ isThere }) => !isThere());
}
