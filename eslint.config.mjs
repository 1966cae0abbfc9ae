import { readFileSync } from "node:fs";
import js from "@eslint/js";
import tseslint from "typescript-eslint";
import { parse } from "yaml";

/** The word list of the pages, for what the code says: texts of more than one word. */
const words = parse(readFileSync(new URL("tools/words.yml", import.meta.url), "utf8"))
    .rules.map(({ pattern }) => pattern.slice(1, -1))
    .join("|");
const saysOne = `/^(?=.*\\w \\w)[^]*(${words})(?!@)/`;

// Lint looks for bugs, not for taste: prettier has the taste.
export default tseslint.config(
    { ignores: ["**/dist/", "**/node_modules/", ".api/", ".quickstart/", "sdk/", "release/"] },
    js.configs.recommended,
    {
        files: ["**/*.ts"],
        extends: [tseslint.configs.recommendedTypeChecked],
        languageOptions: { parserOptions: { projectService: true } },
        rules: {
            "@typescript-eslint/no-floating-promises": "error",
            "@typescript-eslint/no-explicit-any": "error",
            "@typescript-eslint/switch-exhaustiveness-check": [
                "error",
                { considerDefaultExhaustiveForUnions: true },
            ],
            "@typescript-eslint/no-unused-vars": [
                "error",
                { argsIgnorePattern: "^_", varsIgnorePattern: "^_" },
            ],
        },
    },
    {
        files: ["{provider,policies,emulator,tools}/**/*.{ts,mjs}"],
        rules: {
            "no-restricted-syntax": [
                "error",
                ...[`Literal[value=${saysOne}]`, `TemplateElement[value.raw=${saysOne}]`].map(
                    (selector) => ({
                        selector,
                        message:
                            "A word that readers of other languages stumble over: tools/words.yml.",
                    }),
                ),
            ],
        },
    },
    {
        files: ["**/*.js", "**/*.mjs", "**/*.cjs"],
        languageOptions: {
            globals: {
                console: "readonly",
                process: "readonly",
                module: "writable",
                require: "readonly",
                exports: "writable",
                __dirname: "readonly",
                Buffer: "readonly",
                setTimeout: "readonly",
                clearTimeout: "readonly",
                fetch: "readonly",
                performance: "readonly",
                URL: "readonly",
                AbortController: "readonly",
                AbortSignal: "readonly",
            },
        },
    },
);
