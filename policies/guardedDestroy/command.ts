#!/usr/bin/env node
// The command guarded-destroy.

import { readFileSync } from "node:fs";
import path from "node:path";
import { readArguments } from "./arguments";
import { guardedDestroy } from "./guardedDestroy";
import { Interruption } from "./interruption";
import { NotDestroyed } from "./notDestroyed";

const usage = `guarded-destroy: pulumi destroy, if the policies let it.

Refreshes the stack, asks the policies about the resources that this destroy would delete, and runs
"pulumi destroy" only when no mandatory policy refuses. Nothing is destroyed otherwise.

Usage:
  guarded-destroy [flags of pulumi destroy] [--policy-pack FOLDER]... [--policy-pack-config FILE]...

  --policy-pack FOLDER         Another policy pack to ask; may be repeated.
  --policy-pack-config FILE    Its config, in the same order. One more than there are packs: the first
                               one is the config of this package's own pack.
  --preview-only               Judges, and previews the destroy; the stack is not refreshed.
  --version, --help

Examples:
  guarded-destroy --stack prod --yes
  guarded-destroy --stack prod --preview-only          judges, and changes nothing
  guarded-destroy --stack prod --yes --policy-pack ./team-rules --policy-pack-config ./prod.json

The stack, its backend and the folder are settled at the start, and every step names them. A flag that
is not known here is refused before anything is touched.

Exit codes: 0 destroyed, 1 refused by a policy, 2 failed.`;

const interruption = new Interruption();

async function main(): Promise<number> {
    interruption.listen();
    const args = readArguments(process.argv.slice(2));
    if (args.help) {
        console.log(usage);
        return 0;
    }
    if (args.version) {
        const file = path.join(__dirname, "../../../package.json");
        console.log((JSON.parse(readFileSync(file, "utf8")) as { version: string }).version);
        return 0;
    }
    return guardedDestroy(args, (text) => console.error(text), interruption);
}

main().then(
    (code) => {
        process.exitCode = code;
    },
    (error: unknown) => {
        console.error(`guarded-destroy: ${messageOf(error)}`);
        process.exitCode = 2;
    },
);

/** An error of our own says it all; any other is a fault of this program, and shows where. */
function messageOf(error: unknown): string {
    if (!(error instanceof Error)) return String(error);
    return error instanceof NotDestroyed ? error.message : (error.stack ?? error.message);
}
