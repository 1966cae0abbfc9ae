import fs from "node:fs";

/**
 * A jest reporter that writes jest's own counts as JSON into the file that AZURE_IMPORTEXPORT_TEST_COUNTS names.
 * A test file that could not run at all counts as one failure: nobody knows how many tests were in it.
 */
export default class JestCounts {
    onRunComplete(_contexts, results) {
        const counts = {
            passed: results.numPassedTests,
            failed: results.numFailedTests + results.numRuntimeErrorTestSuites,
        };
        fs.writeFileSync(process.env.AZURE_IMPORTEXPORT_TEST_COUNTS, JSON.stringify(counts));
    }
}
