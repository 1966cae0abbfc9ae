// Follows pages by the names of what they install, in empty folders outside the repository.

import { spawn } from "node:child_process";
import fs from "node:fs/promises";
import path from "node:path";
import { setTimeout, clearTimeout } from "node:timers";
import { pathToFileURL } from "node:url";
import { runQuietly } from "../childProcess.mjs";
import { locateYamlHost } from "../pulumi-yaml/locate.mjs";
import readmes from "../readmeBlocks.cjs";
import { commandsOf, programOf } from "./scenarios.mjs";

const limitMinutes = 15;

/**
 * Runs a scenario's commands.
 *
 * @param registries the environment in which names are found; none: the real registries
 * @param print takes each piece of the transcript
 * @returns `{ ok, said, left }`: `left` what of the page was not followed, each `{ section, why }`
 */
export async function follow(scenario, { folder, pulumi, registries = {}, print }) {
    const { script, promised, left } = await commandsOf(scenario);
    const root = await fs.mkdtemp(path.join(folder, "follow-"));
    try {
        const project = path.join(root, "project");
        await startingPoint(project, scenario);
        const env = { ...(await environment(root, pulumi)), ...registries };
        const file = path.join(root, "commands.sh");
        await fs.writeFile(file, script);
        const { code, output } = await runScript(file, { cwd: project, env, print });
        if (code !== 0) return { ok: false, said: `exit code ${code}`, left };
        const missing = readmes.missingIn(withoutDurations(output), promised);
        if (missing.length > 0) return { ok: false, said: `it did not show: ${missing[0]}`, left };
        return { ok: true, said: "exit code 0, and shows what the page promises", left };
    } finally {
        await fs.rm(root, { recursive: true, force: true, maxRetries: 5 });
    }
}

/** A copy of the example; else an empty project, with the page's program where it has one. */
async function startingPoint(project, scenario) {
    if (scenario.copies) {
        const isSource = (file) => !/\/(node_modules|\.venv|__pycache__)(\/|$)/.test(file);
        await fs.cp(scenario.copies, project, { recursive: true, filter: isSource });
        return;
    }
    await fs.mkdir(project);
    if (!scenario.program) return;
    const files = {
        "Pulumi.yaml": "name: your-project\nruntime: nodejs\n",
        "package.json": '{ "name": "your-project", "private": true }\n',
        "tsconfig.json": '{ "compilerOptions": { "module": "commonjs", "strict": true } }\n',
        "index.ts": await programOf(scenario),
    };
    for (const [name, text] of Object.entries(files)) {
        await fs.writeFile(path.join(project, name), text);
    }
}

/** bash tells each command as it is written (-v), so that the transcript reads as the page does. */
function runScript(file, { cwd, env, print }) {
    return new Promise((resolve, reject) => {
        const child = spawn("bash", ["-v", "-euo", "pipefail", file], {
            cwd,
            env,
            detached: true, // a group of its own: the emulator in it is ended with it
            stdio: ["ignore", "pipe", "pipe"],
        });
        let output = "";
        for (const stream of [child.stdout, child.stderr]) {
            stream.setEncoding("utf8").on("data", (text) => {
                output += text;
                print(text);
            });
        }
        const endGroup = (signal) => {
            try {
                process.kill(-child.pid, signal);
            } catch (error) {
                if (error.code !== "ESRCH") throw error; // all of it has ended
            }
        };
        const timer = setTimeout(() => endGroup("SIGKILL"), limitMinutes * 60_000);
        const interrupt = () => endGroup("SIGTERM");
        process.on("SIGINT", interrupt);
        child.on("error", reject);
        child.on("exit", () => endGroup("SIGTERM"));
        child.on("close", (code, signal) => {
            clearTimeout(timer);
            process.off("SIGINT", interrupt);
            resolve({ code: code ?? signal, output });
        });
    });
}

/** jest's, behind the names of tests. */
const withoutDurations = (output) => output.replace(/ \([\d.]+ m?s\)/g, "");

/** What is let in, so that nothing of the user's login, stacks or settings is seen or touched. */
async function environment(root, pulumi) {
    const own = ["home", "state", "user", "tmp"];
    for (const name of own) await fs.mkdir(path.join(root, name));
    const [home, state, user, temporary] = own.map((name) => path.join(root, name));
    const yaml = await locateYamlHost({ folders: [pulumi.binFolder] });
    const nodeBin = path.dirname(process.execPath);
    return {
        PATH: [nodeBin, pulumi.binFolder, process.env.PATH, yaml].join(path.delimiter),
        HOME: user,
        TMPDIR: temporary,
        ...letIn(/^(PIP_.*|NODE_EXTRA_CA_CERTS|SSL_CERT_(FILE|DIR)|REQUESTS_CA_BUNDLE)$/),
        npm_config_yes: "true",
        npm_config_update_notifier: "false",
        ...(await goSettings()),
        PULUMI_HOME: home,
        PULUMI_BACKEND_URL: pathToFileURL(state).href,
        PULUMI_CONFIG_PASSPHRASE: "only for rehearsals",
        PULUMI_SKIP_UPDATE_CHECK: "true",
        NO_COLOR: "1",
    };
}

function letIn(names) {
    return Object.fromEntries(Object.entries(process.env).filter(([name]) => names.test(name)));
}

/** Go's caches, but for modules: those of a rehearsal would stay in them for ever. */
async function goSettings() {
    const { code, stdout } = await runQuietly("go", ["env", "GOCACHE", "GOMODCACHE", "GOPROXY"]);
    if (code !== 0) return {};
    const [cache, modules, proxy] = stdout.trim().split("\n");
    const downloaded = pathToFileURL(path.join(modules, "cache/download")).href;
    return { GOCACHE: cache, GOPROXY: `${downloaded},${proxy}`, GOFLAGS: "-modcacherw" };
}
