// npm start: the story of three jobs, by the real engine against the emulator.
// Runs before there are any node_modules: whatever needs them is loaded after the set-up.

import { parseArgs } from "node:util";
import { runTool, say, SetupError } from "./progress.mjs";
import { describePulumi } from "./pulumi-cli/locate.mjs";
import { repository, setUp } from "./setup.mjs";

const usage = `npm start                        show the story of three jobs, then leave nothing behind
npm start -- --keep              leave the emulator and a stack up, to try more
npm start -- --move STATE        move the parcel of the kept stack, for example to Packaging
npm start -- --advance DAYS      move the emulator's time on
npm start -- --stop              end what --keep left`;

await runTool(async () => {
    const wish = readWish(process.argv.slice(2));
    const pulumi = wish.stop ? undefined : await setUp();
    const { tell, stop, move, advance } = await import("./start/quickstart.mjs");
    if (wish.stop) return stop(repository);
    if (wish.move !== undefined) return move(repository, wish.move);
    if (wish.advance !== undefined) return advance(repository, Number(wish.advance));
    say(describePulumi(pulumi));
    return tell({ repository, pulumi, keep: wish.keep });
}, usage);

/** @throws SetupError for a flag that does not exist, or several that exclude each other */
function readWish(args) {
    try {
        const { values } = parseArgs({
            args,
            options: {
                keep: { type: "boolean", default: false },
                stop: { type: "boolean", default: false },
                move: { type: "string" },
                advance: { type: "string" },
            },
        });
        if (Object.values(values).filter((value) => value !== false).length <= 1) {
            refuseNoDays(values.advance);
            return values;
        }
    } catch (error) {
        if (!String(error.code).startsWith("ERR_PARSE_ARGS")) throw error;
    }
    throw new SetupError(`npm start does not know "${args.join(" ")}". It takes:\n${usage}`);
}

/** @throws SetupError for what is no number of days */
function refuseNoDays(days) {
    if (days === undefined || (/^\d+(\.\d+)?$/.test(days) && Number(days) > 0)) return;
    throw new SetupError(`--advance takes a number of days, for example 15, not "${days}".`);
}
