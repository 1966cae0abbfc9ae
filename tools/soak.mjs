// npm run soak -- --minutes N: random programs, parcels, faults and days, for N minutes.

import path from "node:path";
import { runTypeScript } from "./runTypeScript.mjs";
import { repository } from "./setup.mjs";

await runTypeScript(path.join(repository, "test/slow/soak/command.ts"));
