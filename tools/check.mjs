// npm run check: types, lint, format and words, two at a time, since lint takes as long as the others together.

import { npmCommand, runQuietly } from "./childProcess.mjs";
import { runTool, say } from "./progress.mjs";
import { repository } from "./setup.mjs";

/** What runs one after the other, beside the rest. */
const lanes = [["check:lint"], ["check:types", "check:format", "check:words"]];

await runTool(async () => {
    const failed = (await Promise.all(lanes.map(runLane))).flat();
    say(
        failed.length === 0
            ? "Types, lint, format and words are right."
            : `Wrong: ${failed.join(", ")}.`,
    );
    return failed.length === 0 ? 0 : 1;
});

/** The names of those that failed; all of them run. What each printed comes out when it has ended. */
async function runLane(scripts) {
    const [npm, ...npmArgs] = npmCommand();
    const failed = [];
    for (const script of scripts) {
        const args = [...npmArgs, "run", "--silent", script];
        const { code, stdout, stderr } = await runQuietly(npm, args, { cwd: repository });
        process.stdout.write(stdout);
        process.stderr.write(stderr);
        if (code === 0) say(`${script}: right`);
        else failed.push(script);
    }
    return failed;
}
