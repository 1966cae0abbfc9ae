/** The Python SDK: generated from the schema, and compiled. Programs by it: programs.test.ts. */
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

jest.setTimeout(600_000);

const repository = path.resolve(__dirname, "../../..");
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "importexport-sdk-"));
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

function run(command: string, ...args: string[]): void {
    const { status, stdout, stderr } = spawnSync(command, args, { encoding: "utf8" });
    expect({ status, output: `${stdout}${stderr}` }).toMatchObject({ status: 0 });
}

describe("The Python SDK", () => {
    it("is generated and compiles", () => {
        const tool = path.join(repository, "tools/sdk.mjs");
        run(process.execPath, tool, "python", "--out", folder);
        run("python3", "-m", "compileall", "-q", path.join(folder, "python"));
    });

    it("marks itself what is a key or personal data", () => {
        const module = path.join(folder, "python/pulumi_azure_importexport/databox");
        const text = fs.readFileSync(path.join(module, "customer_disk_job.py"), "utf8");
        const marked = text
            .split("\n")
            .filter((line) => /additional_secret_outputs|Output\.secret\(/.test(line))
            .map((line) => line.trim());
        expect(marked).toEqual([
            expect.stringContaining("Output.secret(deliver_to_dc_package_details)"),
            expect.stringContaining('["details", "diskSecrets", "systemData"]'),
        ]);
    });
});
