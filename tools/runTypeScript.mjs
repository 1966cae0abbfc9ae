import { runInForeground } from "./childProcess.mjs";
import { runTool } from "./progress.mjs";
import { repository, setUp } from "./setup.mjs";

/** Runs a TypeScript file of the tests, with our own arguments, after the set-up that it needs. */
export async function runTypeScript(file) {
    await runTool(async () => {
        await setUp();
        return runInForeground(
            process.execPath,
            ["--require", "ts-node/register", file, ...process.argv.slice(2)],
            {
                cwd: repository,
                env: {
                    ...process.env,
                    TS_NODE_PROJECT: "test/tsconfig.json",
                    TS_NODE_TRANSPILE_ONLY: "true",
                    TS_NODE_SWC: "true",
                },
            },
        );
    });
}
