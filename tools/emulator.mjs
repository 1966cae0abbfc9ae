// npm run emulator -- ARGS: the emulator's own command, after the set-up that it needs.

import path from "node:path";
import { runInForeground } from "./childProcess.mjs";
import { runTool } from "./progress.mjs";
import { repository, setUp } from "./setup.mjs";

await runTool(async () => {
    await setUp({ pulumi: false });
    const command = path.join(repository, "emulator/dist/command.js");
    return runInForeground(process.execPath, [command, ...process.argv.slice(2)], {
        // npm changes to the root folder, and --dir is meant from where its user stands.
        cwd: process.env.INIT_CWD ?? process.cwd(),
    });
});
