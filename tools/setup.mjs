// npm run setup: everything that the other commands need. Each step is skipped where it is done already.
// Runs before there are any node_modules: Node's own modules only.

import { fileURLToPath } from "node:url";
import { buildPackages } from "./build.mjs";
import { installDependencies } from "./dependencies.mjs";
import { runTool, say, SetupError } from "./progress.mjs";
import { describePulumi, findPulumi, recordPulumi } from "./pulumi-cli/locate.mjs";

const oldestNode = 20;

/** The root folder of this repository. */
export const repository = fileURLToPath(new URL("..", import.meta.url));

/**
 * Installs the dependencies, compiles the packages and meanwhile finds or makes a Pulumi CLI, which needs nothing of
 * theirs and takes longest.
 *
 * @param log takes one line of text for each step that is not done yet; default: stderr
 * @param pulumi false: does without the CLI; default true
 * @returns the CLI that `findPulumi` found; undefined without one
 * @throws SetupError that names what is missing
 */
export async function setUp({ log = say, pulumi = true } = {}) {
    requireNode(process.versions.node);
    const prepare = async () => {
        await installDependencies({ repository, log });
        await buildPackages({ repository, log });
    };
    const steps = [pulumi ? findPulumi({ log }) : undefined, prepare()];
    const ends = await Promise.allSettled(steps); // what failed is said last, when nothing runs any more
    const failed = ends.find(({ status }) => status === "rejected");
    if (failed) throw failed.reason;
    const cli = ends[0].value;
    if (cli) await recordPulumi(cli); // npm ci begins with an empty node_modules
    return cli;
}

/** Throws a SetupError where `version` is too old. */
export function requireNode(version) {
    if (parseInt(version, 10) >= oldestNode) return;
    throw new SetupError(
        `Node.js ${oldestNode} or newer is needed, and this is ${version}. Install a newer one: https://nodejs.org`,
    );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
    await runTool(async () => {
        say(describePulumi(await setUp()));
        say("Set-up is complete. Next: npm start, or npm test");
    });
}
