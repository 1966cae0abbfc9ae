import { startEmulator, type Emulator } from "azure-importexport-emulator";
import { itByNight } from "../fixtures/nightly";
import { createStack, type Stack } from "../harness/stack";

const bitLockerKey = "224466-224466-224466-224466-224466-224466-224466-224466";
const personal = {
    recipientName: "Bela Beispiel",
    streetAddress1: "12 Nowhere Lane",
    city: "Utopolis",
    stateOrProvince: "Q-Q",
    postalCode: "11-222",
    countryOrRegion: "Freedonia",
    phone: "555 0142",
    email: "bela@example.test",
};
const secrets = [...Object.values(personal), bitLockerKey, "SERIAL4242"];

let emulator: Emulator;
let stack: Stack;

beforeAll(async () => {
    emulator = await startEmulator();
});
beforeEach(() => {
    emulator.reset();
    emulator.plant(idOf("photos"), {
        tags: { team: "archive" },
        state: "Packaging",
        properties: {
            returnAddress: personal,
            driveList: [
                {
                    driveId: "SERIAL4242",
                    bitLockerKey,
                    manifestFile: "\\DriveManifest.xml",
                    manifestHash: "0123456789abcdef0123456789abcdef",
                },
            ],
        },
    });
});
afterEach(async () => {
    await stack.dispose();
});
afterAll(async () => {
    await emulator.stop();
});

function idOf(jobName: string, group = "disks"): string {
    return (
        `/subscriptions/${emulator.subscriptionId}/resourceGroups/${group}` +
        `/providers/Microsoft.ImportExport/jobs/${jobName}`
    );
}

/** A stack whose program sees the functions as `importexport`. */
async function program(source: string): Promise<Stack> {
    stack = await createStack({
        env: emulator.env,
        program: `
            const pulumi = require("@pulumi/pulumi");
            const importexport = require("pulumi-azure-importexport");
            const photos = { resourceGroupName: "disks", jobName: "photos" };
            ${source}`,
    });
    return stack;
}

async function outputs(...args: string[]): Promise<Record<string, unknown>> {
    const { stdout } = await stack.succeeds(["stack", "output", "--json", ...args]);
    return JSON.parse(stdout) as Record<string, unknown>;
}

describe("getJob", () => {
    it("gives the job's state, flags and the service's own properties; listJobs every page, and takes a filter", async () => {
        for (let i = 0; i < 130; i++)
            emulator.plant(idOf(`job-${i}`, "tapes"), { state: "Shipping" });
        await program(`
            exports.job = pulumi.secret(importexport.getJob(photos));
            const count = (args) => importexport.listJobs(args).then((jobs) => jobs.length);
            exports.all = count();
            exports.disks = count({ resourceGroupName: "disks" });
            exports.shipping = count({ filter: "state eq 'Shipping'" });
            exports.noSuchLocation = importexport.getLocation({ locationName: "atlantis" }).catch((error) => error.message);
        `);
        await stack.succeeds(["up", "--yes", "--skip-preview"]);
        const { job, ...listed } = (await outputs("--show-secrets")) as {
            job: Record<string, unknown>;
        };
        expect(listed).toEqual({
            all: 131,
            disks: 1,
            shipping: 130,
            noSuchLocation: expect.stringContaining('location "atlantis"') as unknown,
        });
        expect(job).toMatchObject({
            id: idOf("photos"),
            name: "photos",
            type: "Microsoft.ImportExport/jobs",
            location: "West US",
            tags: { team: "archive" },
            state: "Packaging",
            cancelRequested: false,
            isCancellable: false,
            isDeletable: false,
            blockedReason: expect.stringContaining("Packaging") as unknown,
            percentComplete: 100,
            properties: {
                jobType: "Import",
                provisioningState: "Succeeded",
                returnAddress: personal,
            },
        });
    });

    it("fails for a job that is not there, in words, once", async () => {
        await program(`
            exports.state = importexport.getJob({ ...photos, jobName: "no-such-job" }).then((job) => job.state);
        `);
        const { code, output } = await stack.up();
        expect(code).not.toBe(0);
        const sentence = 'There is no import/export job "no-such-job" in resource group "disks"';
        expect(output.split(sentence)).toHaveLength(2);
        expect(output).not.toMatch(/^\s+at /m);
    });

    // The same settings as a job's: test/unit/provider/config.test.ts and test/engine/jobBadInput.test.ts.
    itByNight("names the keys when no subscription is set", async () => {
        await program(`exports.state = importexport.getJob(photos).then((job) => job.state);`);
        for (const name of ["ARM_SUBSCRIPTION_ID", "AZURE_SUBSCRIPTION_ID"]) delete stack.env[name];
        const { code, output } = await stack.up();
        expect(code).not.toBe(0);
        expect(output).toContain("azure-importexport:subscriptionId, azure-native:subscriptionId");
    });

    it("reads its settings from the stack's configuration, secret ones too", async () => {
        await program(`exports.state = importexport.getJob(photos).then((job) => job.state);`);
        for (const name of [
            "ARM_SUBSCRIPTION_ID",
            "AZURE_SUBSCRIPTION_ID",
            "AZURE_IMPORTEXPORT_ENDPOINT",
        ])
            delete stack.env[name];
        await stack.setConfig({
            "azure-native:subscriptionId": { secret: emulator.subscriptionId },
            "azure-importexport:endpoint": emulator.endpoint,
        });
        await stack.succeeds(["up", "--yes", "--skip-preview"]);
        expect(await outputs()).toEqual({ state: "Packaging" });
    });
});

describe("the Output forms", () => {
    it("keep addresses and keys secret, and show state, flags and id", async () => {
        await program(`
            const input = pulumi.output("photos");
            const job = importexport.getJobOutput({ ...photos, jobName: input });
            exports.whole = job;
            exports.properties = job.properties;
            exports.city = job.properties.apply((properties) => properties.returnAddress.city);
            exports.systemData = job.systemData;
            exports.state = job.state;
            exports.id = job.id;
            exports.isDeletable = job.isDeletable;
            exports.jobs = importexport.listJobsOutput({ resourceGroupName: pulumi.output("disks") });
            exports.keys = importexport.listBitLockerKeys(photos);
            exports.keysOutput = importexport.listBitLockerKeysOutput({ ...photos, jobName: input });
            exports.location = importexport.getLocationOutput({ locationName: "westus" }).name;
            exports.locations = importexport.listLocationsOutput().apply((all) => all.length > 10);
        `);
        const up = await stack.up();
        expect(up.code).toBe(0);

        const hidden = "[secret]";
        expect(await outputs()).toEqual({
            whole: hidden,
            properties: hidden,
            city: hidden,
            systemData: hidden,
            jobs: hidden,
            keys: hidden,
            keysOutput: hidden,
            state: "Packaging",
            id: idOf("photos"),
            isDeletable: false,
            location: "West US",
            locations: true,
        });
        const keys = [{ driveId: "SERIAL4242", bitLockerKey }];
        expect(await outputs("--show-secrets")).toMatchObject({
            city: "Utopolis",
            keys,
            keysOutput: keys,
            whole: { state: "Packaging", properties: { returnAddress: personal } },
            jobs: [{ name: "photos" }],
        });
        const kept = JSON.stringify(await stack.export()) + up.output;
        for (const secret of secrets) expect(kept).not.toContain(secret);
    });

    it("wait for a job that is only planned: preview passes, up reads it", async () => {
        await program(`
            const job = new importexport.Job("new", {
                resourceGroupName: "disks",
                jobName: "planned",
                location: "westus",
                properties: {
                    jobType: "Import",
                    storageAccountId: "/subscriptions/${emulator.subscriptionId}/resourceGroups/disks/providers/Microsoft.Storage/storageAccounts/disks",
                    driveList: [{ driveId: "D1", bitLockerKey: "${bitLockerKey}", manifestFile: "\\\\m.xml", manifestHash: "0123456789abcdef0123456789abcdef" }],
                },
            });
            exports.byInput = importexport.getJobOutput({ ...photos, jobName: job.name }).state;
            exports.byDependency = importexport.getJobOutput({ ...photos, jobName: "planned" }, { dependsOn: job }).state;
        `);
        const preview = await stack.preview();
        expect(preview.output).not.toContain("There is no import/export job");
        expect(preview.code).toBe(0);
        await stack.succeeds(["up", "--yes", "--skip-preview"]);
        expect(await outputs()).toEqual({ byInput: "Creating", byDependency: "Creating" });
    });
});
