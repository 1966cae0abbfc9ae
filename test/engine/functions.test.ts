import { itByNight } from "../fixtures/nightly";
import { FunctionsProgram } from "./functionsProgram";

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

const program = FunctionsProgram.about("Microsoft.ImportExport", () => ({
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
}));

describe("getJob", () => {
    it("gives the job's state, flags and the service's own properties; listJobs every page, and takes a filter", async () => {
        for (let i = 0; i < 130; i++)
            program.emulator.plant(program.idOf(`job-${i}`, "tapes"), { state: "Shipping" });
        await program.is(`
            exports.job = pulumi.secret(azure.getJob(photos));
            const count = (args) => azure.listJobs(args).then((jobs) => jobs.length);
            exports.all = count();
            exports.disks = count({ resourceGroupName: "disks" });
            exports.shipping = count({ filter: "state eq 'Shipping'" });
            exports.noSuchLocation = azure.getLocation({ locationName: "atlantis" }).catch((error) => error.message);
        `);
        await program.up();
        const { job, ...listed } = (await program.stack.outputs("--show-secrets")) as {
            job: Record<string, unknown>;
        };
        expect(listed).toEqual({
            all: 131,
            disks: 1,
            shipping: 130,
            noSuchLocation: expect.stringContaining('location "atlantis"') as unknown,
        });
        expect(job).toMatchObject({
            id: program.idOf("photos"),
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

    it("fails for a job that is not there, in words, once", () =>
        program.expectSaidOnce(
            'azure.getJob({ ...photos, jobName: "no-such-job" }).then((job) => job.state)',
            'There is no import/export job "no-such-job" in resource group "disks"',
        ));

    // The same settings as a job's: test/unit/provider/config.test.ts and test/engine/jobBadInput.test.ts.
    itByNight("names the keys when no subscription is set", async () => {
        await program.is(`exports.state = azure.getJob(photos).then((job) => job.state);`);
        for (const name of ["ARM_SUBSCRIPTION_ID", "AZURE_SUBSCRIPTION_ID"])
            delete program.stack.env[name];
        const { code, output } = await program.stack.up();
        expect(code).not.toBe(0);
        expect(output).toContain("azure-importexport:subscriptionId, azure-native:subscriptionId");
    });

    it("reads its settings from the stack's configuration, secret ones too", async () => {
        await program.is(`exports.state = azure.getJob(photos).then((job) => job.state);`);
        for (const name of [
            "ARM_SUBSCRIPTION_ID",
            "AZURE_SUBSCRIPTION_ID",
            "AZURE_IMPORTEXPORT_ENDPOINT",
        ])
            delete program.stack.env[name];
        await program.stack.setConfig({
            "azure-native:subscriptionId": { secret: program.emulator.subscriptionId },
            "azure-importexport:endpoint": program.emulator.endpoint,
        });
        await program.up();
        expect(await program.stack.outputs()).toEqual({ state: "Packaging" });
    });
});

describe("the Output forms", () => {
    it("keep addresses and keys secret, and show state, flags and id", async () => {
        await program.is(`
            const input = pulumi.output("photos");
            const job = azure.getJobOutput({ ...photos, jobName: input });
            exports.whole = job;
            exports.properties = job.properties;
            exports.city = job.properties.apply((properties) => properties.returnAddress.city);
            exports.systemData = job.systemData;
            exports.state = job.state;
            exports.id = job.id;
            exports.isDeletable = job.isDeletable;
            exports.jobs = azure.listJobsOutput({ resourceGroupName: pulumi.output("disks") });
            exports.keys = azure.listBitLockerKeys(photos);
            exports.keysOutput = azure.listBitLockerKeysOutput({ ...photos, jobName: input });
            exports.location = azure.getLocationOutput({ locationName: "westus" }).name;
            exports.locations = azure.listLocationsOutput().apply((all) => all.length > 10);
        `);
        const up = await program.stack.up();
        expect(up.code).toBe(0);

        const hidden = "[secret]";
        expect(await program.stack.outputs()).toEqual({
            whole: hidden,
            properties: hidden,
            city: hidden,
            systemData: hidden,
            jobs: hidden,
            keys: hidden,
            keysOutput: hidden,
            state: "Packaging",
            id: program.idOf("photos"),
            isDeletable: false,
            location: "West US",
            locations: true,
        });
        const keys = [{ driveId: "SERIAL4242", bitLockerKey }];
        expect(await program.stack.outputs("--show-secrets")).toMatchObject({
            city: "Utopolis",
            keys,
            keysOutput: keys,
            whole: { state: "Packaging", properties: { returnAddress: personal } },
            jobs: [{ name: "photos" }],
        });
        const kept = JSON.stringify(await program.stack.export()) + up.output;
        for (const secret of secrets) expect(kept).not.toContain(secret);
    });

    it("wait for a job that is only planned: preview passes, up reads it", async () => {
        await program.is(`
            const job = new azure.Job("new", {
                resourceGroupName: "disks",
                jobName: "planned",
                location: "westus",
                properties: {
                    jobType: "Import",
                    storageAccountId: "${program.storageAccountId}",
                    driveList: [{ driveId: "D1", bitLockerKey: "${bitLockerKey}", manifestFile: "\\\\m.xml", manifestHash: "0123456789abcdef0123456789abcdef" }],
                },
            });
            exports.byInput = azure.getJobOutput({ ...photos, jobName: job.name }).state;
            exports.byDependency = azure.getJobOutput({ ...photos, jobName: "planned" }, { dependsOn: job }).state;
        `);
        const preview = await program.stack.preview();
        expect(preview.output).not.toContain("There is no import/export job");
        expect(preview.code).toBe(0);
        await program.up();
        expect(await program.stack.outputs()).toEqual({
            byInput: "Creating",
            byDependency: "Creating",
        });
    });
});
