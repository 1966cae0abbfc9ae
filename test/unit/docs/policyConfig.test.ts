import fs from "node:fs";
import path from "node:path";
import Ajv from "ajv";
import addFormats from "ajv-formats";
import { pages, read, repository } from "./pages";

const schema = JSON.parse(read("docs/policy-config.schema.json")) as object;
const ajv = new Ajv({ allErrors: true, allowUnionTypes: true });
addFormats(ajv);
const isConfig = ajv.compile(schema);

const examples = fs
    .readdirSync(path.join(repository, "examples"))
    .map((name) => `examples/${name}/policies.json`)
    .filter((file) => fs.existsSync(path.join(repository, file)));

/** The configs that pages show: blocks of JSON with the name of a policy at the top. */
const blocks = pages.flatMap((page) =>
    Array.from(read(page).matchAll(/^```json\n(.*?)^```$/gms), ([, text]) => ({
        page,
        text: text!,
    })).filter(({ text }) => /^\s*\{\s*"(all|[a-z]+(-[a-z]+)+)": /.test(text)),
);

describe("The JSON schema of the policies' config", () => {
    it.each(examples)("takes %s", (file) => {
        expect(isConfig(JSON.parse(read(file))) || isConfig.errors).toBe(true);
    });

    it("takes every config that a page shows", () => {
        expect(blocks.length).toBeGreaterThan(0);
        for (const { page, text } of blocks) {
            expect([page, isConfig(JSON.parse(text)) || isConfig.errors]).toEqual([page, true]);
        }
    });

    it.each([
        ["a policy that does not exist", { "no-destroy-in-fligth": "mandatory" }],
        ["a level that does not exist", { all: "warn" }],
        ["a setting that does not exist", { "required-tags": { tag: ["team"] } }],
        ["a value of the wrong kind", { "required-tags": { tags: "team" } }],
    ])("refuses %s", (_, config) => {
        expect(isConfig(config)).toBe(false);
    });
});
