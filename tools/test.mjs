// npm test: the set-up, then jest with the arguments given. The last line is "N passed, N failed".

import { runJest } from "./jest.mjs";
import { runTool, say } from "./progress.mjs";
import { describePulumi } from "./pulumi-cli/locate.mjs";
import { repository, setUp } from "./setup.mjs";

await runTool(async () => {
    say(describePulumi(await setUp()));
    return runJest({ repository, args: process.argv.slice(2) });
});
