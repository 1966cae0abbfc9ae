/** What a job takes from the settings where the program does not say it. */
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { importOrder } from "../../fixtures/diskInputs";
import { importJob } from "../../fixtures/jobInputs";
import { customerDiskJobs, importExportJobs, type JobKind } from "../../fixtures/jobStack";
import { ProviderProcess } from "./providerProcess";

const subscription = "9f8c8eaa-8824-4096-83d8-06f541d1f1cd";
const folder = mkdtempSync(path.join(tmpdir(), "importexport-az-"));

/** An `az` that is logged in, or is not. */
function placeAz(isLoggedIn: boolean): string {
    const bin = mkdtempSync(path.join(folder, "bin-"));
    const answer = isLoggedIn ? `echo ${subscription}` : "exit 1";
    const script = `#!/bin/sh\n[ "$1 $2" = "account show" ] && ${answer}\n`;
    writeFileSync(path.join(bin, "az"), script);
    chmodSync(path.join(bin, "az"), 0o755);
    return [bin, path.dirname(process.execPath), "/usr/bin", "/bin"].join(path.delimiter);
}

let provider: ProviderProcess | undefined;
afterEach(async () => {
    await provider?.stop();
    provider = undefined;
});
afterAll(() => rmSync(folder, { recursive: true }));

describe.each<[string, JobKind, object]>([
    ["Job", importExportJobs, importJob()],
    ["CustomerDiskJob", customerDiskJobs, importOrder()],
])("a %s", (_, kind, args) => {
    const check = async (env: Record<string, string>, olds: object = {}, config = {}) => {
        provider = await ProviderProcess.start(env, "movedClock.cjs");
        const engine = await provider.begin(config, kind.storedLine);
        const news = { ...args, location: undefined, jobName: "photos" };
        const { value } = await engine.check(
            { ...olds },
            JSON.parse(JSON.stringify(news)) as object as never,
        );
        return value!;
    };
    const known = { ARM_SUBSCRIPTION_ID: subscription };

    it("without a location takes azure-native's", async () => {
        const byVariable = await check({ ...known, ARM_LOCATION_NAME: "westeurope" });
        expect(byVariable.inputs.location).toBe("westeurope");
        await provider!.stop();
        const byConfig = await check(known, {}, { "azure-native:location": "eastasia" });
        expect(byConfig.inputs.location).toBe("eastasia");
    });

    it("keeps the location that it was made with when the setting changes", async () => {
        const olds = { ...args, location: "westus", jobName: "photos" };
        const checked = await check({ ...known, ARM_LOCATION_NAME: "westeurope" }, olds);
        expect(checked.inputs.location).toBe("westus");
    });

    it("without a subscription takes that of an az login", async () => {
        const { failures } = await check({ PATH: placeAz(true), ARM_LOCATION_NAME: "westus" });
        expect(failures).toEqual([]);
    });

    it("without a subscription and without an az login says what to set", async () => {
        const { failures } = await check({ PATH: placeAz(false), ARM_LOCATION_NAME: "westus" });
        expect(JSON.stringify(failures)).toContain("ARM_SUBSCRIPTION_ID");
    });
});
