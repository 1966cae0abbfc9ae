/** @type {import("jest").Config} */
module.exports = {
    transform: {
        "\\.ts$": ["@swc/jest", { jsc: { parser: { syntax: "typescript" }, target: "es2022" } }],
    },
};
