// npm run model -- --minutes N: two stacks under random commands, kills, faults, parcels and days, for N minutes.

import path from "node:path";
import { runTypeScript } from "./runTypeScript.mjs";
import { repository } from "./setup.mjs";

await runTypeScript(path.join(repository, "test/slow/twoStacks/command.ts"));
