// npm run live: asks a real Azure what the documents leave open. Reads only, unless it is asked for more by name.

import process from "node:process";
import { runTool } from "./progress.mjs";
import { setUp } from "./setup.mjs";

await runTool(async () => {
    await setUp({ pulumi: false });
    const { main } = await import("./live/command.mjs");
    return await main(process.argv.slice(2));
});
