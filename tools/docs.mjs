// npm run docs: writes the pages, and the parts of pages, that come from the code.
// npm run docs -- --check: writes nothing, and fails where one of them differs.

import fs from "node:fs/promises";
import path from "node:path";
import { runTool, SetupError } from "./progress.mjs";
import { repository, setUp } from "./setup.mjs";

await runTool(async () => {
    await setUp({ pulumi: false });
    const { renderDocs } = await import("./docs/render.mjs");
    const pages = await renderDocs(repository);
    const stale = [];
    for (const [page, text] of Object.entries(pages)) {
        const file = path.join(repository, page);
        const before = await fs.readFile(file, "utf8").catch(() => undefined);
        if (before !== text) stale.push({ page, file, text });
    }
    if (process.argv.includes("--check") && stale.length > 0) {
        const names = stale.map(({ page }) => page).join(", ");
        throw new SetupError(`Not as the code says: ${names}. Run: npm run docs`);
    }
    for (const { page, file, text } of stale) {
        await fs.writeFile(file, text);
        console.log(`Wrote ${page}`);
    }
    if (stale.length === 0) console.log("The documentation is as the code says.");
});
