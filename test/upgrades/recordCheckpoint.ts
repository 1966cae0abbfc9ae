// Writes the checkpoint of the present version, once: see README.md.

import fs from "node:fs";
import { JobStack } from "../fixtures/jobStack";
import { config, declared, fileOf, present, subscriptionId } from "./recordedStack";

async function record(): Promise<void> {
    const file = fileOf(present);
    if (fs.existsSync(file)) {
        throw new Error(`The checkpoint of ${present} is there, and is never changed.`);
    }
    const jobs = await JobStack.create({ subscriptionId, config });
    try {
        await jobs.deploy(declared);
        jobs.move("pictures", "Completed");
        await jobs.stack.succeeds(["refresh", "--yes", "--skip-preview"]);
        const checkpoint = await jobs.stack.export();
        // Where the program stood on the recording machine is nobody's business.
        for (const resource of checkpoint.deployment.resources ?? []) {
            delete resource.sourcePosition;
            delete resource.stackTrace;
        }
        fs.writeFileSync(file, `${JSON.stringify(checkpoint, null, 4)}\n`);
    } finally {
        await jobs.dispose();
    }
}

record().catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
});
