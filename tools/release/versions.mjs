// Whether the version may be released: everything says the same version, and what belongs to it is there.

import fs from "node:fs/promises";
import path from "node:path";
import { repository } from "../setup.mjs";

const workspaces = ["provider", "policies", "emulator"];

/** The version of all packages. */
export async function version() {
    return (await manifestOf("provider")).version;
}

/**
 * @param tag the tag that is released, such as `v0.2.0`; none in a rehearsal
 * @returns what is missing, a sentence each
 */
export async function missingForRelease({ tag } = {}) {
    const wanted = await version();
    const missing = [];
    if (tag !== undefined && tag !== `v${wanted}`) {
        missing.push(`The tag is ${tag}, and the packages are ${wanted}: tag v${wanted}.`);
    }
    for (const workspace of workspaces) {
        missing.push(...wrongFields(workspace, await manifestOf(workspace), wanted));
    }
    const schema = JSON.parse(await read("provider/plugin/schema.json"));
    if (schema.version !== wanted) {
        missing.push(`The schema is of ${schema.version}: run npm run docs.`);
    }
    const changes = await read("CHANGELOG.md");
    if (!changes.includes(`\n## ${wanted}`)) {
        missing.push(`CHANGELOG.md has no heading for ${wanted}: move "Unreleased" under it.`);
    }
    const checkpoint = `test/upgrades/${wanted}.json`;
    if (!(await isThere(checkpoint))) missing.push(`${checkpoint} is not recorded.`);
    return missing;
}

/** What npm's page, its provenance and its users need to know of a package. */
function wrongFields(workspace, manifest, wanted) {
    const needed = ["license", "repository", "homepage", "bugs", "publishConfig"];
    const wrong = needed.filter((field) => !manifest[field]);
    const said = wrong.map((field) => `${workspace}/package.json has no ${field}.`);
    if (manifest.version === wanted) return said;
    return [...said, `${workspace}/package.json is ${manifest.version}, not ${wanted}.`];
}

const manifestOf = async (workspace) => JSON.parse(await read(`${workspace}/package.json`));
const read = (file) => fs.readFile(path.join(repository, file), "utf8");
const isThere = (file) =>
    fs.access(path.join(repository, file)).then(
        () => true,
        () => false,
    );
