/** What import/export jobs cost beside resources that ask nobody: see engineRows.ts. */
import { countsOr, engineRows } from "./engineRows";
import { report } from "./measure";
import { jobs } from "./programs";

engineRows({
    what: "jobs",
    program: jobs,
    bareScript: "bareClient.cjs",
    counts: countsOr("10,100,300"),
    // Design goals; a prototype without Azure came to 0.53, 0.9 and 0.44.
    goals: { up: 0.85, preview: 0.95, destroy: 0.75 },
})
    .then(report)
    .catch((error: unknown) => {
        console.error(error);
        process.exitCode = 1;
    });
