// Registries of our own, for a rehearsal: npm's by verdaccio, Python's simple index and the plugin archives as plain HTTP folders.

import { spawn } from "node:child_process";
import fs from "node:fs/promises";
import http from "node:http";
import net from "node:net";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { installedPackages } from "../matrix/toolchains.mjs";
import { SetupError } from "../progress.mjs";
import { succeeds } from "./succeeds.mjs";

const startLimitMs = 60_000;

/**
 * Serves a folder. With lengths: the CLI (3.250.0) takes no plugin without one. Its `plugin install --checksum` leaves the
 * last bytes of an answer with a length out of its sum, and refuses the right one: `sha256sum --check` checks instead.
 *
 * @returns `{ url, stop }`
 */
export async function serveFolder(folder) {
    const server = http.createServer(async (request, response) => {
        const { pathname } = new URL(request.url, "http://localhost");
        const wanted = decodeURIComponent(pathname).replace(/\/$/, "/index.html");
        const type = wanted.endsWith(".html") ? "text/html" : "application/octet-stream";
        try {
            const content = await fs.readFile(path.join(folder, path.posix.normalize(wanted)));
            response.writeHead(200, { "content-type": type, "content-length": content.length });
            response.end(content);
        } catch (error) {
            response.writeHead(["ENOENT", "EISDIR"].includes(error.code) ? 404 : 500).end();
        }
    });
    await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
    return {
        url: `http://127.0.0.1:${server.address().port}`,
        stop: () => new Promise((resolve) => server.close(resolve).closeAllConnections()),
    };
}

/**
 * An npm registry that has our packages alone under their names, and asks npm's configured registry for all others.
 *
 * @param folder where it keeps what is published, its log and its users
 * @returns `{ url, token, stop }`
 */
export async function startNpmRegistry(folder, own) {
    // Its audit, which is not used, asks for a tag of node-fetch that is not served everywhere.
    const overrides = { "node-fetch": "2.7.0" };
    const modules = await installedPackages("verdaccio", ["verdaccio@6.7.4"], overrides);
    const uplink = (await succeeds("npm", ["config", "get", "registry"])).trim();
    const anybody = { access: "$all", publish: "$authenticated" };
    const config = {
        storage: path.join(folder, "storage"),
        auth: { htpasswd: { file: path.join(folder, "users") } },
        uplinks: { npmjs: { url: uplink, timeout: "60s", maxage: "60m" } },
        packages: {
            ...Object.fromEntries(own.map((name) => [name, anybody])),
            "**": { access: "$all", proxy: "npmjs" },
        },
        max_body_size: "50mb",
        log: { type: "file", path: path.join(folder, "log"), format: "json", level: "warn" },
    };
    await fs.mkdir(folder, { recursive: true });
    const file = path.join(folder, "config.json");
    await fs.writeFile(file, JSON.stringify(config));
    const port = await freePort();
    const command = path.join(modules, "verdaccio/bin/verdaccio");
    const child = spawn(
        process.execPath,
        [command, "--config", file, "--listen", `127.0.0.1:${port}`],
        { cwd: folder, stdio: "ignore" },
    );
    const stop = async () => {
        if (child.exitCode !== null) return;
        const ended = new Promise((resolve) => child.once("exit", resolve));
        child.kill();
        await ended;
    };
    const url = `http://127.0.0.1:${port}`;
    try {
        await untilAnswers(`${url}/-/ping`, child);
        return { url, token: await newUser(url), stop };
    } catch (error) {
        await stop();
        throw error;
    }
}

/** npm publishes only with a login. @returns a token of a user that lives as long as the registry */
async function newUser(url) {
    const user = { name: "rehearsal", password: "only-for-rehearsals" };
    const answer = await fetch(`${url}/-/user/org.couchdb.user:${user.name}`, {
        method: "PUT",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(user),
    });
    const { token, error } = await answer.json();
    if (!token) throw new SetupError(`The npm registry gives no login: ${error}`);
    return token;
}

async function untilAnswers(url, child) {
    const deadline = Date.now() + startLimitMs;
    for (;;) {
        const answers = await fetch(url).then(
            ({ ok }) => ok,
            () => false, // nobody listens yet
        );
        if (answers) return;
        if (child.exitCode !== null || Date.now() > deadline) {
            throw new SetupError("The npm registry (verdaccio) does not start.");
        }
        await pause(100);
    }
}

function freePort() {
    return new Promise((resolve, reject) => {
        const server = net.createServer().on("error", reject);
        server.listen(0, "127.0.0.1", () => {
            const { port } = server.address();
            server.close(() => resolve(port));
        });
    });
}
