const os = require("node:os");

/** Four projects by what a test costs. The folder says which: CONTRIBUTING.md. */
const projects = ["unit", "component", "engine", "slow"];

/** @type {import("jest").Config} */
module.exports = {
    projects: projects.map((name) => ({
        displayName: name,
        testMatch: [`<rootDir>/test/${name}/**/*.test.ts`],
        transform: {
            "\\.ts$": [
                "@swc/jest",
                { jsc: { parser: { syntax: "typescript" }, target: "es2022" } },
            ],
        },
        testEnvironment: "<rootDir>/tools/jestEnvironment.cjs",
        moduleNameMapper: {
            "^azure-importexport-emulator$": "<rootDir>/test/harness/loadedOnce.cjs",
        },
    })),
    globalSetup: "<rootDir>/test/harness/keyService.cjs",
    // Most tests wait for processes of their own, so half the cores are enough; on two cores, both.
    maxWorkers: Math.max(2, Math.floor(os.availableParallelism() / 2)),
    testSequencer: "<rootDir>/tools/jestSequencer.cjs",
    testTimeout: 60_000,
};
