/**
 * The benchmarks' peer, Terraform with azapi. Not on every machine are its programs: a stand-in takes Terraform's place,
 * reads the configuration that is made for it, and asks the emulator as azapi does.
 */
import { startEmulator } from "azure-importexport-emulator";
import { jobProperties } from "../../bench/jobArgs.cjs";
import { TerraformPeer } from "../../bench/terraformPeer";
import { useTemporaryFolder } from "./temporaryFolder";
import { runWithTool } from "./tool";

const temporary = useTemporaryFolder();

const standIn = (body: string) => `exec ${process.execPath} - "$@" <<'PROGRAM'
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
PROGRAM`;

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

/** What the stand-in leaves on an emulator of its own, asked for three jobs. */
async function counted(terraform: string) {
    const programs = {
        terraform: temporary.writeCommand("bin/terraform", terraform),
        azapi: temporary.writeCommand("bin/azapi", "exit 1"),
    };
    const emulator = await startEmulator({ throttling: "off" });
    const peer = new TerraformPeer(programs, emulator, 3, jobProperties("job"));
    try {
        const up = await peer.run("up");
        const made = (emulator.jobs() as { name: string }[]).map(({ name }) => name);
        const destroy = await peer.run("destroy");
        return { up, made, destroy, left: emulator.jobs().length };
    } finally {
        peer.dispose();
        await emulator.stop();
    }
}

describe("Terraform azapi as the benchmark's peer", () => {
    it("is given all jobs and the emulator's login, and its exit code is a result", async () => {
        const { up, made, destroy, left } = await counted(asking);
        expect({ made, left, codes: [up.code, destroy.code] }).toEqual({
            made: ["job-0", "job-2"],
            left: 0,
            codes: [1, 0],
        });
        expect(up.cpuSeconds).toBeGreaterThan(0);
    });

    it("keeps what it printed", async () => {
        const { up } = await counted(silent);
        expect(up).toMatchObject({ code: 1, output: "Error: Failed to load plugin schemas\n" });
    });

    it("is refused with what to install where there is no Terraform on PATH", async () => {
        const { error, isSetupError } = await runWithTool(
            "azapi/locate.mjs",
            "return tool.locatePeer({ log });",
            { PATH: temporary.path },
        );
        expect(error).toMatch(/no terraform and no tofu on PATH \(https/);
        expect(isSetupError).toBe(true);
    });
});
