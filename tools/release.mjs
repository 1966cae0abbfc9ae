// npm run release -- --rehearse [--only TEXT]… [--keep]: the whole release on registries of our own. Then the pages are
//   followed by name in empty folders. The transcript is printed and kept in release/transcript.txt. --keep leaves the
//   registries up until Ctrl-C, and tells how to install from them.
// npm run release -- --list: the pages, and what of each is not followed, and why. Runs nothing.
// npm run release -- --step check|build|follow: what the workflow of a real release runs between its publishing steps.

import fs from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { runTool, say, SetupError } from "./progress.mjs";
import { buildRelease } from "./release/build.mjs";
import { follow } from "./release/follow.mjs";
import { RehearsedRegistries } from "./release/rehearsedRegistries.mjs";
import { commandsOf, scenarios } from "./release/scenarios.mjs";
import { checkReady, steps } from "./release/steps.mjs";
import { missingForRelease } from "./release/versions.mjs";
import { repository, setUp } from "./setup.mjs";

const out = path.join(repository, "release");

const usage = `npm run release -- --rehearse    the whole release, on registries of its own, and each page followed by name
npm run release -- --rehearse --only NAME    the same, and the pages with NAME in their names; may be said more than once
npm run release -- --rehearse --keep         and leave the registries up until Ctrl-C
npm run release -- --list                    which pages, and what of each is not followed, and why
npm run release -- --step check|build|follow  for the workflow of a real release`;

await runTool(async () => {
    const { values } = parseArgs({
        options: {
            rehearse: { type: "boolean", default: false },
            list: { type: "boolean", default: false },
            step: { type: "string" },
            only: { type: "string", multiple: true, default: [""] },
            keep: { type: "boolean", default: false },
        },
    });
    if (values.list) return list();
    if (values.rehearse) return rehearse(values);
    const step = {
        check: () => checkReady(process.env.GITHUB_REF_NAME),
        build: () => buildRelease(out, say),
        follow: () => followPages({ print: (text) => process.stdout.write(text) }),
    }[values.step];
    if (!step) {
        throw new SetupError(
            "Say --rehearse, --list, or --step check, build or follow. Only the workflow publishes.",
        );
    }
    await setUp();
    return step();
}, usage);

async function rehearse({ only, keep }) {
    await setUp();
    const folder = await fs.mkdtemp(path.join(os.tmpdir(), "importexport-release-"));
    const transcript = [];
    const print = (text) => {
        transcript.push(text);
        process.stdout.write(text);
    };
    const registries = await RehearsedRegistries.start(folder);
    try {
        let folders;
        const publish = (method, kind) => async () => {
            const published = await registries[method](folders[kind]);
            print(published.map((name) => `published ${name}\n`).join(""));
        };
        const rehearsed = {
            check: async () => {
                const missing = await missingForRelease();
                print(missing.map((one) => `A real release would be refused: ${one}\n`).join(""));
            },
            build: async () => {
                folders = await buildRelease(out, (line) => print(`${line}\n`));
            },
            npm: publish("publishNpm", "npm"),
            python: publish("publishPython", "python"),
            go: publish("publishGo", "go"),
            plugins: publish("publishPlugins", "plugins"),
            follow: async () =>
                followPages({ only, print, registries: await registries.environment(), folder }),
        };
        let code = 0;
        for (const { id, name } of steps) {
            print(`\n== ${name}\n`);
            code = (await rehearsed[id]()) ?? 0;
        }
        await fs.writeFile(path.join(out, "transcript.txt"), transcript.join(""));
        if (keep) await keepUp(await registries.environment());
        return code;
    } finally {
        await registries.stop();
        await fs.rm(folder, { recursive: true, force: true, maxRetries: 5 });
    }
}

/** @returns an exit code */
async function followPages({ only = [""], print, registries, folder = os.tmpdir() }) {
    const pulumi = await setUp();
    const all = await scenarios();
    const unknown = only.find((text) => !all.some(({ name }) => name.includes(text)));
    if (unknown !== undefined) throw new SetupError(`No page has "${unknown}" in its name.`);
    const wanted = all.filter(({ name }) => only.some((text) => name.includes(text)));
    const results = [];
    for (const scenario of wanted) {
        print(`\n-- ${scenario.page}\n`);
        const began = Date.now();
        const result = await follow(scenario, { folder, pulumi, registries, print });
        const minutes = `${((Date.now() - began) / 60_000).toFixed(1)} min`;
        print(`-- ${scenario.page}: ${result.said} (${minutes})\n`);
        results.push({ ...scenario, ...result, minutes });
    }
    print("\n");
    for (const { ok, page, said, minutes, left } of results) {
        print(`${ok ? "works" : "FAILS"} ${page}: ${said} (${minutes})\n`);
        print(left.map(notFollowedRow).join(""));
    }
    return results.every(({ ok }) => ok) ? 0 : 1;
}

async function list() {
    for (const scenario of await scenarios()) {
        const { left } = await commandsOf(scenario);
        process.stdout.write([`${scenario.page}\n`, ...left.map(notFollowedRow)].join(""));
    }
    return 0;
}

function notFollowedRow({ section, why }) {
    return `      not followed: "${section}": it ${why}\n`;
}

/** Until Ctrl-C. */
async function keepUp(environment) {
    const lines = Object.entries(environment).map(([name, value]) => `export ${name}='${value}'`);
    say(["", "The registries stay up until Ctrl-C. In another shell:", ...lines].join("\n"));
    await new Promise((resolve) => process.once("SIGINT", resolve));
}
