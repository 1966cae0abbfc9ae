// npm run crash: kills real commands at every request that they make, and looks what is left.

import path from "node:path";
import { runTypeScript } from "./runTypeScript.mjs";
import { repository } from "./setup.mjs";

await runTypeScript(path.join(repository, "test/slow/crash/command.ts"));
