/**
 * A client secret that was rotated after the last `up`: `refresh` and `destroy` get the configuration that the stack stored
 * then. Both services, one login that refuses the old secret.
 */
import { startEmulator, type Emulator } from "azure-importexport-emulator";
import { importOrder } from "../../fixtures/diskInputs";
import { importJob } from "../../fixtures/jobInputs";
import { customerDiskJobs, importExportJobs } from "../../fixtures/jobStack";
import { ProviderProcess, type Properties } from "./providerProcess";

const old = "0ld-revoked-s3cret";
let emulator: Emulator;
let env: Record<string, string>;
beforeAll(async () => {
    emulator = await startEmulator();
    env = {
        NODE_EXTRA_CA_CERTS: emulator.caCertificate,
        ARM_METADATA_HOSTNAME: new URL(emulator.endpoint).host,
        ARM_SUBSCRIPTION_ID: emulator.subscriptionId,
        AZURE_IMPORTEXPORT_PATIENCE_SECONDS: "0",
    };
});
afterAll(() => emulator.stop());

describe.each([
    { service: "Import/Export", kind: importExportJobs, args: importJob() },
    { service: "Data Box", kind: customerDiskJobs, args: importOrder() },
])("A $service job whose stack stored the secret before its rotation", ({ kind, args }) => {
    const jobName = `photos-${kind.className.toLowerCase()}`.slice(0, 24);
    const config = (clientSecret: string) => ({
        "azure-native:tenantId": emulator.tenantId,
        "azure-native:clientId": emulator.clientId,
        "azure-native:clientSecret": clientSecret,
    });
    let provider: ProviderProcess;
    let id: string;
    let outputs: Properties;
    beforeAll(async () => {
        provider = await ProviderProcess.start(env, "movedClock.cjs");
        const up = await provider.begin(config(emulator.clientSecret), kind.storedLine);
        const inputs = { ...args, jobName, owner: `organization/test/dev/${jobName}` };
        ({ id, properties: outputs } = (await up.create(inputs)).value!);
    });
    afterAll(() => provider.stop());
    const jobs = () => (emulator.jobs() as { name: string }[]).map(({ name }) => name);

    it.each(["read", "delete"] as const)(
        "fails its %s, changes nothing, and says that the last up's configuration was used",
        async (operation) => {
            const before = emulator.requests().length;
            const engine = await provider.begin(config(old), kind.storedLine);
            const { value, error } = await engine[operation](id, outputs);
            expect(value).toBeUndefined();
            expect(error).toMatch(/the last "pulumi up" stored.*Run "pulumi up" once/s);
            expect(error).toContain("azure-native:clientSecret");
            expect(error! + (await provider.output())).not.toContain(old);
            expect(emulator.requests()).toHaveLength(before);
            expect(jobs()).toContain(jobName);
        },
    );

    it("blames no stored configuration where the secret came from the environment", async () => {
        const own = await ProviderProcess.start({
            ...env,
            ARM_TENANT_ID: emulator.tenantId,
            ARM_CLIENT_ID: emulator.clientId,
            ARM_CLIENT_SECRET: old,
        });
        const engine = await own.begin({}, kind.storedLine);
        const { error } = await engine.read(id, outputs);
        await own.stop();
        expect(error).toContain("ARM_CLIENT_SECRET");
        expect(error).not.toContain('last "pulumi up"');
        expect(error).not.toContain(old);
    });

    it("is read once the configured secret is the new one", async () => {
        const engine = await provider.begin(config(emulator.clientSecret), kind.storedLine);
        expect((await engine.read(id, outputs)).value).toMatchObject({ id });
    });
});
