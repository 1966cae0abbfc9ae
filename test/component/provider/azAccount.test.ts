/** What an `az` login says where nothing else does, and what is made of an `az` that does not say it. */
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { askAz } from "../../../provider/settings/azCliAccount";
import { importOrder } from "../../fixtures/diskInputs";
import { importJob } from "../../fixtures/jobInputs";
import { customerDiskJobs, importExportJobs } from "../../fixtures/jobStack";
import { ProviderProcess } from "./providerProcess";

const token = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhZGEifQ.c2lnbmF0dXJl";
const folder = mkdtempSync(path.join(tmpdir(), "importexport-az-"));
const pathBefore = process.env.PATH;
afterEach(() => {
    process.env.PATH = pathBefore;
});
afterAll(() => rmSync(folder, { recursive: true }));

/** A PATH with this `az` in front; without a script there is none. */
function pathWith(script: string | undefined): string {
    const bin = mkdtempSync(path.join(folder, "bin-"));
    const node = path.join(bin, "node");
    writeFileSync(node, `#!/bin/sh\nexec "${process.execPath}" "$@"\n`);
    chmodSync(node, 0o755);
    if (script === undefined) return bin;
    writeFileSync(path.join(bin, "az"), `#!/bin/sh\n${script}\n`);
    chmodSync(path.join(bin, "az"), 0o755);
    return [bin, "/usr/bin", "/bin"].join(path.delimiter);
}

const scripts: Record<string, { script?: string; says?: RegExp }> = {
    "is not installed": {},
    "is not logged in": {
        script: `echo "ERROR: Please run 'az login' to setup account." >&2; exit 1`,
    },
    "fails in another way": {
        script: `echo "ERROR: AADSTS50076 of ada@example.com with ${token}: MFA is needed." >&2; exit 3`,
        says: /ended with code 3: ERROR: AADSTS50076 of \[hidden\] with \[hidden\] MFA is needed/,
    },
    "fails without a word": { script: "exit 7", says: /ended with code 7/ },
    "is killed": { script: "kill -TERM $$", says: /ended by SIGTERM/ },
};

describe("An az that", () => {
    it.each(Object.entries(scripts))(
        "%s gives no answer, and is quoted if it failed",
        (_, { script, says }) => {
            process.env.PATH = pathWith(script);
            const { text, trouble } = askAz("id");
            expect(text).toBeUndefined();
            if (says === undefined) expect(trouble).toBeUndefined();
            else expect(trouble).toMatch(says);
            expect(trouble ?? "").not.toMatch(/ada@|eyJ/);
        },
    );

    it("hangs is not waited for any longer than it may take", () => {
        process.env.PATH = pathWith("sleep 20");
        const began = Date.now();
        expect(askAz("id", 300)).toEqual({ trouble: "it did not answer within 0.3 s" });
        expect(Date.now() - began).toBeLessThan(10_000);
    });
});

describe.each([
    { className: "Job", kind: importExportJobs, args: importJob() },
    { className: "CustomerDiskJob", kind: customerDiskJobs, args: importOrder() },
])("A $className without a subscription", ({ kind, args }) => {
    it.each<[string, string | undefined, RegExp | undefined]>([
        ["what to set, and nothing of an az that is not there", undefined, undefined],
        ["what an az said that failed", scripts["fails in another way"]!.script, /AADSTS50076/],
        ["that az answered no id", "echo welcome", /no subscription's id/],
    ])("is refused and told %s", async (_, script, says) => {
        const provider = await ProviderProcess.start({ PATH: pathWith(script) });
        const engine = await provider.begin({}, kind.storedLine);
        const { value } = await engine.check({}, { ...args, jobName: "photos" });
        const printed = await provider.output();
        await provider.stop();
        const reasons = JSON.stringify(value!.failures);
        expect(reasons).toContain("ARM_SUBSCRIPTION_ID");
        if (says === undefined) expect(reasons).not.toContain("Azure CLI");
        else expect(reasons).toMatch(says);
        expect(reasons + printed).not.toMatch(/ada@|eyJ/);
    });
});

describe("The cloud of an az login", () => {
    /** As in a process of its own: what az answered is kept by the module. */
    async function endpointWith(script: string | undefined, env: Record<string, string>) {
        process.env.PATH = pathWith(script);
        jest.resetModules();
        const fresh = <T extends object>(module: string) =>
            jest.requireActual<T>(`../../../provider/${module}`);
        const { readSettings } =
            fresh<typeof import("../../../provider/settings/config")>("settings/config");
        const { cloudFor } = fresh<typeof import("../../../provider/arm/clouds")>("arm/clouds");
        return (await cloudFor(readSettings({ get: () => undefined }, env))).endpoint;
    }
    const says = (cloud: string) => `[ "$4" = environmentName ] && echo ${cloud}`;

    it.each([
        ["AzureCloud", "https://management.azure.com"],
        ["AzureUSGovernment", "https://management.usgovcloudapi.net"],
        ["AzureChinaCloud", "https://management.chinacloudapi.cn"],
        ["AzureStackOfOurs", "https://management.azure.com"],
    ])("is taken where nothing names one: %s", async (cloud, endpoint) => {
        expect(await endpointWith(says(cloud), {})).toBe(endpoint);
    });

    it.each<[string, Record<string, string>]>([
        ["another login", { ARM_USE_MSI: "true" }],
        ["a named cloud", { ARM_ENVIRONMENT: "public" }],
    ])("does not count beside %s", async (_, env) => {
        expect(await endpointWith(says("AzureUSGovernment"), env)).toBe(
            "https://management.azure.com",
        );
    });

    it("is the public one where az is not there", async () => {
        expect(await endpointWith(undefined, {})).toBe("https://management.azure.com");
    });
});
