/** @type {import("jest").Config} */
module.exports = {
    testMatch: ["<rootDir>/test/**/*.test.ts"],
    transform: {
        "\\.ts$": ["@swc/jest", { jsc: { parser: { syntax: "typescript" }, target: "es2022" } }],
    },
    testEnvironment: "node",
    maxWorkers: 2,
    testSequencer: "<rootDir>/tools/jestSequencer.cjs",
    testTimeout: 60_000,
};
