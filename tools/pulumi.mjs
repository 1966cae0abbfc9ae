// npm run pulumi -- ARGS: the Pulumi CLI that the set-up found, with the language host beside it on PATH.

import fs from "node:fs/promises";
import path from "node:path";
import { runInForeground } from "./childProcess.mjs";
import { runTool, say } from "./progress.mjs";
import { playOnEnvironment } from "./quickstartEnvironment.mjs";
import { repository, setUp } from "./setup.mjs";

await runTool(async () => {
    const { command, binFolder } = await setUp();
    const { env, notice } = playOnEnvironment(process.env, await readQuickstart());
    if (notice) say(notice);
    const PATH = [binFolder, env.PATH].join(path.delimiter);
    return runInForeground(command, process.argv.slice(2), {
        cwd: workingFolder(),
        env: { ...env, PATH },
    });
});

/** What `npm start -- --keep` left: NAME → value. */
async function readQuickstart() {
    try {
        const file = path.join(repository, ".quickstart/env.json");
        return JSON.parse(await fs.readFile(file, "utf8"));
    } catch (error) {
        if (error.code === "ENOENT") return undefined;
        throw error;
    }
}

/** npm changes to the root folder; a project below it is the one that its user stands in. */
function workingFolder() {
    const from = process.env.INIT_CWD ?? process.cwd();
    const isBelow = !path.relative(repository, from).startsWith("..");
    return isBelow ? from : repository;
}
