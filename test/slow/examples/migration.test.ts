import fs from "node:fs";
import path from "node:path";
import type { Emulator } from "azure-importexport-emulator";
import { jobId, startTestEmulator } from "../../fixtures/jobStack";
import { itByNight } from "../../fixtures/nightly";
import { ExampleFolder, missingIn } from "./exampleFolder";

jest.setTimeout(300_000);

const standIn = path.resolve(__dirname, "../../engine/policies/standInAzureNative.cjs");

let emulator: Emulator;
let example: ExampleFolder;

/**
 * The README's first section, with a stand-in for azure-native's plugin (it cannot be downloaded
 * everywhere), and the job under way at the service.
 */
async function stackWithJob(state: string): Promise<void> {
    emulator = await startTestEmulator();
    example = new ExampleFolder("migrate-from-azure-native", emulator.env);
    const { stack } = example;
    const plugins = path.join(stack.folder, "plugins");
    fs.mkdirSync(plugins);
    fs.writeFileSync(
        path.join(plugins, "pulumi-resource-azure-native"),
        `#!/bin/sh\nexec node "${standIn}" "$@"\n`,
        { mode: 0o755 },
    );
    stack.env.PATH = `${plugins}${path.delimiter}${stack.env.PATH}`;
    stack.env.STAND_IN_LOG = path.join(stack.folder, "stand-in.log");
    await keepsPromise("The stack as it is");

    // The stand-in orders nothing: this is the job that azure-native would have made, as Azure has it.
    const checkpoint = await stack.export("--show-secrets");
    const job = checkpoint.deployment.resources!.find(({ urn }) => urn.endsWith("::photos"))!;
    const { location, properties } = job.outputs as { location: string; properties: object };
    emulator.plant(jobId(emulator.subscriptionId, "photos"), {
        location,
        properties: plain(properties) as Record<string, unknown>,
        state,
    });
    (job.outputs!.properties as { state: string }).state = state;
    await stack.import(checkpoint);
}
afterEach(async () => {
    await example.stack.dispose();
    await emulator.stop();
});

/** Runs a section of the README, and looks for what it says one will see. */
async function keepsPromise(section: string): Promise<void> {
    const { code, output } = await example.run(section);
    expect({ code, output }).toMatchObject({ code: 0 });
    const missing = missingIn(output, example.promised(section));
    expect({ missing, output }).toMatchObject({ missing: [] });
}

/** Secrets of an export with `--show-secrets`, as what they hold. */
function plain(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(plain);
    if (typeof value !== "object" || value === null) return value;
    if ("plaintext" in value) return plain(JSON.parse(value.plaintext as string));
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]));
}

/** What changes a job. That keys are listed by a POST changes nothing. */
const writes = () =>
    emulator.requests().filter(({ method }) => ["PUT", "PATCH", "DELETE"].includes(method));
const askedOfAzureNative = () => fs.readFileSync(example.stack.env.STAND_IN_LOG!, "utf8");
const types = async () => (await example.stack.resources()).map(({ type }) => type);

const nativeType = "azure-native:importexport:Job";
const ownType = "pulumi-nodejs:dynamic/importexport:Job";

it("in the wrong order is stopped by the policy pack, in the right order writes nothing to Azure", async () => {
    await stackWithJob("Shipping");
    await keepsPromise("The wrong order");
    expect(await types()).toEqual([nativeType]);

    await keepsPromise("The right order");
    expect(await types()).toEqual([ownType]);
    expect(writes()).toEqual([]);
    expect(askedOfAzureNative()).toBe("created photos\n");
});

// By day the right order, which the README tells, is enough.
itByNight(
    "without state delete, by retainOnDelete, writes nothing to Azure either, whatever the state",
    async () => {
        await stackWithJob("Creating");
        await keepsPromise("The wrong order");
        expect(await types()).toEqual([nativeType]);

        const { stack } = example;
        stack.setProgram('export * from "./before";\n');
        const before = fs.readFileSync(path.join(stack.programFolder, "before.ts"), "utf8");
        const retained = before.replace("photos);", "photos, { retainOnDelete: true });");
        expect(retained).not.toBe(before);
        stack.writeFile("before.ts", retained);
        await stack.succeeds(["up", "--yes", "--skip-preview"]);

        stack.setProgram('export * from "./after";\n');
        const up = await stack.run([
            ...["up", "--yes"],
            ...["--policy-pack", "node_modules/pulumi-azure-importexport-policies"],
        ]);
        expect({ code: up.code, output: up.output }).toMatchObject({ code: 0 });
        expect(await types()).toEqual([ownType]);
        expect(writes()).toEqual([]);
        expect(askedOfAzureNative()).toBe("created photos\n");
    },
);
