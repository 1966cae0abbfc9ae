// npm test, npm run test:all: the set-up, then jest with the arguments given. The last line is "N passed, N failed".

import { runJest } from "./jest.mjs";
import { leftOut } from "./optionalSuites.mjs";
import { runTool, say } from "./progress.mjs";
import { describePulumi } from "./pulumi-cli/locate.mjs";
import { repository, setUp } from "./setup.mjs";
import { selection } from "./testSelection.mjs";

await runTool(async () => {
    say(describePulumi(await setUp()));
    const missing = leftOut();
    for (const { suite, needs } of missing)
        say(`Left out on this machine: ${suite} needs ${needs}.`);
    const ignored = ["/node_modules/", ...missing.map(({ suite }) => suite)];
    return runJest({
        repository,
        args: [
            ...selection(process.argv.slice(2)),
            ...ignored.map((part) => `--testPathIgnorePatterns=${part}`),
        ],
    });
});
