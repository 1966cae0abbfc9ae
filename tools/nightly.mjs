// npm run test:nightly: every test, then what takes hours. Goes on after a failure and names all that failed.

import { runInForeground } from "./childProcess.mjs";
import { runTool, say } from "./progress.mjs";
import { repository } from "./setup.mjs";

const steps = [
    { name: "every test", args: ["tools/test.mjs", "--all"] },
    { name: "the mutants", args: ["tools/mutants.mjs"] },
    { name: "every Node and package manager", args: ["tools/matrix.mjs"] },
    { name: "the rehearsed release", args: ["tools/release.mjs", "--rehearse"] },
    { name: "the crash and fault tables", args: ["tools/crash.mjs"] },
    { name: "the packaged provider's crashes", args: ["tools/crash.mjs", "--door", "packaged"] },
    { name: "the soak", args: ["tools/soak.mjs", "--minutes", "120"] },
];

await runTool(async () => {
    const failed = [];
    for (const { name, args } of steps) {
        say(`Nightly: ${name}`);
        const code = await runInForeground(process.execPath, args, {
            cwd: repository,
            env: { ...process.env, AZURE_IMPORTEXPORT_NIGHTLY: "true" },
        });
        if (code !== 0) failed.push(name);
    }
    say(failed.length === 0 ? "All passed." : `Failed: ${failed.join(", ")}.`);
    return failed.length === 0 ? 0 : 1;
});
