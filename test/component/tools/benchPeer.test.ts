/**
 * The benchmark's peer Terraform azapi. Its programs are not to be had here: a stand-in takes Terraform's
 * place, reads the configuration that is made for it, and asks the emulator as azapi does.
 */
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

const repository = path.resolve(__dirname, "../../..");

const standIn = (body: string) => `#!${process.execPath}
const fs = require("node:fs");
const [command, ...flags] = process.argv.slice(2);
const file = fs.readFileSync("main.tf", "utf8");
const settings = fs.readFileSync(process.env.TF_CLI_CONFIG_FILE, "utf8");
const [, overridden] = /"Azure\\/azapi" = "(.*)"/.exec(settings);
if (!fs.existsSync(overridden + "/terraform-provider-azapi")) throw new Error("no azapi");
if (!flags.includes("-auto-approve")) throw new Error("it would ask");
const [, count] = /count\\s*= (\\d+)/.exec(file);
const [, parent] = /parent_id = "(.*)"/.exec(file);
const body = JSON.parse(/body\\s*= (.*)/.exec(file)[1]);
async function main() {
    ${body}
}
main().catch((error) => { console.error(error); process.exit(1); });
`;

const asking = standIn(`
    const { IDENTITY_ENDPOINT, IDENTITY_HEADER, ARM_RESOURCE_MANAGER_ENDPOINT: arm } = process.env;
    const login = await fetch(IDENTITY_ENDPOINT + "?api-version=2019-08-01&resource=" + arm,
        { headers: { "X-IDENTITY-HEADER": IDENTITY_HEADER } });
    const { access_token } = await login.json();
    const headers = { authorization: "Bearer " + access_token, "content-type": "application/json" };
    for (let i = 0; i < Number(count); i++) {
        const url = arm + parent + "/providers/Microsoft.ImportExport/jobs/job-" + i + "?api-version=2021-01-01";
        const method = command === "apply" ? "PUT" : "DELETE";
        if (command === "apply" && i === 1) continue;
        await fetch(url, { method, headers, body: command === "apply" ? JSON.stringify({ location: "westus", ...body }) : undefined });
    }
    process.exit(command === "apply" ? 1 : 0);`);
const silent = standIn(`console.log("Error: Failed to load plugin schemas"); process.exit(1);`);

let folder: string;
beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "bench-peer-"));
});
afterEach(() => fs.rmSync(folder, { recursive: true }));

function program(name: string, text: string): string {
    const file = path.join(folder, name);
    fs.writeFileSync(file, text, { mode: 0o755 });
    return file;
}

function throttled(terraform: string) {
    const results = path.join(folder, "results.json");
    const script = path.join(repository, "test/bench/throttled.bench.mjs");
    const args = [script, "--jobs", "3", "--only", "azapi", "--json", results];
    const env = {
        ...process.env,
        BENCH_TERRAFORM: terraform,
        BENCH_AZAPI: program("azapi", "#!/bin/sh\n"),
    };
    const { stderr } = spawnSync(process.execPath, args, { env, encoding: "utf8" });
    const rows = fs.existsSync(results)
        ? (JSON.parse(fs.readFileSync(results, "utf8")) as Record<string, unknown>[])
        : undefined;
    return { stderr, rows };
}

const bench = (...args: string[]) =>
    spawnSync(process.execPath, [path.join(repository, "tools/bench.mjs"), ...args], {
        encoding: "utf8",
    });

describe("Terraform azapi as the benchmark's peer", () => {
    it("is counted: jobs that were made, those that failed, and the requests", () => {
        const { rows, stderr } = throttled(program("terraform", asking));
        expect({ rows, stderr }).toMatchObject({
            rows: [
                { name: "Terraform azapi: apply", failures: 1, left: 2, requests: 2 },
                { name: "Terraform azapi: destroy", failures: 0, left: 0, requests: 3 },
            ],
        });
    });

    it("is no row but an error, with its own words, when it asks for nothing", () => {
        const { rows, stderr } = throttled(program("terraform", silent));
        expect(rows).toBeUndefined();
        expect(stderr).toContain("Failed to load plugin schemas");
    });

    it("is refused before anything is measured when a program is missing", () => {
        const terraform = program("terraform", silent);
        expect(bench("--terraform", terraform).stderr).toContain("--azapi PATH is missing");
        const missing = path.join(folder, "nowhere");
        const { status, stderr } = bench("--terraform", terraform, "--azapi", missing);
        expect(stderr).toContain(`There is no program ${missing} (--azapi).`);
        expect(status).toBe(1);
    });
});
