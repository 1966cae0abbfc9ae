/** Pulumi's provider protocol as the packaged provider speaks it: what no method of a job shows. */
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { PluginAttach } from "@pulumi/pulumi/proto/plugin_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { importOrder } from "../../fixtures/diskInputs";
import { drive, importJob, returnAddress } from "../../fixtures/jobInputs";
import { jobId, packagedCustomerDiskJobs, packagedImportExportJobs } from "../../fixtures/jobStack";
import { until } from "../../harness/until";
import { ListeningEngine } from "./listeningEngine";
import { ProviderProcess, struct, type Properties } from "./providerProcess";
import { testedProvider } from "./testedProvider";

const { type } = packagedImportExportJobs;
const owner = "organization/test/dev/photos";
const tested = testedProvider((env) => ProviderProcess.startPackaged(env));

describe("The settings of an explicit provider", () => {
    async function failures(args: Properties) {
        const request = new messages.CheckRequest();
        request.setNews(struct(args));
        const answer = await tested.provider.ask<messages.CheckResponse>((client, done) =>
            client.checkConfig(request, done),
        );
        return answer.getFailuresList().map((failure) => failure.toObject());
    }

    it("are taken where they are right, Pulumi's own among them", async () => {
        const right = {
            subscriptionId: tested.emulator.subscriptionId,
            ownerTag: "false",
            version: "1.0.0",
        };
        expect(await failures(right)).toEqual([]);
    });

    it("are refused one by one, each by its name", async () => {
        const wrong = { subscriptionId: "mine", retrySeconds: "long", ownerTag: "perhaps" };
        const found = await failures(wrong);
        expect(found.map(({ property }) => property).sort()).toEqual(Object.keys(wrong).sort());
        expect(found.find(({ property }) => property === "retrySeconds")!.reason).toBe(
            'azure-importexport:retrySeconds must be a number of seconds, such as 120, not "long".',
        );
    });

    it("are refused where no setting has the name, with the nearest one", async () => {
        expect(await failures({ subscriptionID: tested.emulator.subscriptionId })).toEqual([
            {
                property: "subscriptionID",
                reason: expect.stringContaining(
                    'Is "azure-importexport:subscriptionId" meant?',
                ) as string,
            },
        ]);
    });

    it("never ask for another provider when they change, which would replace every job", async () => {
        const request = new messages.DiffRequest();
        request.setOlds(struct({ subscriptionId: tested.emulator.subscriptionId }));
        request.setNews(struct({ subscriptionId: "22222222-2222-4222-8222-222222222222" }));
        const answer = await tested.provider.ask<messages.DiffResponse>((client, done) =>
            client.diffConfig(request, done),
        );
        expect(answer.getChanges()).toBe(messages.DiffResponse.DiffChanges.DIFF_SOME);
        expect(answer.getReplacesList()).toEqual([]);
    });

    it("say which subscription a job is in", async () => {
        const elsewhere = "22222222-2222-4222-8222-222222222222";
        const operation = await tested.provider.begin(
            { "azure-importexport:subscriptionId": elsewhere },
            type,
        );
        const { error } = await operation.create({ ...importJob(), jobName: "elsewhere", owner });
        expect(error).toContain(elsewhere);
    });
});

describe("A preview", () => {
    it("plans what is sure, and leaves out what Azure will say", async () => {
        const request = new messages.CreateRequest();
        request.setUrn(`urn:pulumi:dev::test::${type}::photos`);
        request.setPreview(true);
        request.setProperties(struct({ ...importJob(), jobName: "photos", owner }));
        const before = tested.emulator.requests().length;
        const answer = await tested.provider.ask<messages.CreateResponse>((client, done) =>
            client.create(request, done),
        );
        const planned = answer.getProperties()!.toJavaScript();
        expect(planned).toMatchObject({ purged: false, deletion: { inFlight: "cancel" } });
        expect(Object.keys(planned)).not.toContain("state");
        expect(Object.keys(planned)).not.toContain("name");
        expect(tested.emulator.requests().length).toBe(before);
    });
});

describe("An answer with a key or somebody's address", () => {
    it("marks what the program gave and what Azure adds", async () => {
        const operation = await tested.provider.begin({}, type);
        const inputs = importJob({ properties: { returnAddress } });
        const checked = await operation.check({}, { ...inputs, jobName: "secret", owner });
        const created = await operation.create({ ...inputs, jobName: "secret", owner });
        const clear = (properties: Properties) =>
            JSON.stringify(properties, (_, value: unknown) =>
                isSecret(value) ? "[secret]" : value,
            );
        for (const shown of [checked.value!.inputs, created.value!.properties]) {
            expect(clear(shown)).not.toContain(drive.bitLockerKey);
            expect(clear(shown)).not.toContain(drive.driveId);
            expect(clear(shown)).not.toContain(returnAddress.phone);
        }
    });
});

describe("A wait for a cancelled job", () => {
    async function waiting(jobName: string, timeoutSeconds = 0) {
        const operation = await tested.provider.begin({}, type);
        const made = await operation.create({
            ...importJob({ deletion: { waitMinutes: 60 } }),
            jobName,
            owner,
        });
        const { id, properties } = made.value!;
        tested.emulator.move(id, "Shipping");
        await tested.provider.begin({}, type); // a destroy is an operation of its own
        const request = new messages.DeleteRequest();
        request.setUrn(`urn:pulumi:dev::test::${type}::photos`);
        request.setId(id);
        request.setProperties(struct(properties));
        request.setTimeout(timeoutSeconds);
        const ended = tested.provider
            .ask<unknown>((client, done) => client.delete(request, done))
            .then(
                () => "deleted",
                (error: Error) => error.message,
            );
        return { id, ended };
    }
    const isCancelled = (id: string) => () =>
        (
            tested.emulator.jobs() as { id: string; properties: { cancelRequested?: boolean } }[]
        ).some((job) => job.id === id && job.properties.cancelRequested === true);

    it("ends with customTimeouts.delete, and says so in its own words", async () => {
        const { ended } = await waiting("timed", 0.6);
        expect(await ended).toContain("after 0.6 s: its cancellation is requested");
    });

    it("ends at Ctrl-C, keeps what was asked for, and says how to go on", async () => {
        const { id, ended } = await waiting("stopped");
        await until(isCancelled(id));
        await until(() =>
            tested.provider.engine!.lines.some(({ text }) =>
                text.startsWith('Waiting for job "stopped"'),
            ),
        );
        await tested.provider.ask<unknown>((client, done) => client.cancel(new Empty(), done));
        expect(await ended).toContain(
            'Stopped waiting for job "stopped" (resource group "rg-archive") to end, as asked: its cancellation stays requested',
        );
        expect(isCancelled(id)()).toBe(true);
    });

    it("is not ended by the Cancel of an operation before: a process that is attached to serves several", async () => {
        await tested.provider.ask<unknown>((client, done) => client.cancel(new Empty(), done));
        const { ended } = await waiting("again", 0.6);
        expect(await ended).toContain("after 0.6 s: its cancellation is requested");
    });

    it("shows its lines under the resource", async () => {
        const shown = tested.provider.engine!.lines.filter(({ text }) =>
            text.includes('"stopped"'),
        );
        expect(shown.length).toBeGreaterThan(0);
        for (const { urn } of shown) expect(urn).toBe(`urn:pulumi:dev::test::${type}::photos`);
        await tested.provider.begin();
    });
});

describe("A function", () => {
    async function invoke(token: string, args: Properties = {}) {
        const request = new messages.InvokeRequest();
        request.setTok(`azure-importexport:${token}`);
        request.setArgs(struct(args));
        const answer = await tested.provider.ask<messages.InvokeResponse>((client, done) =>
            client.invoke(request, done),
        );
        return {
            result: answer.getReturn()?.toJavaScript() ?? {},
            failures: answer.getFailuresList().map((failure) => failure.toObject()),
        };
    }
    const resourceGroupName = importJob().resourceGroupName;
    const job = { resourceGroupName, jobName: "asked" };

    beforeAll(async () => {
        const jobs = await tested.provider.begin({}, type);
        await jobs.create({ ...importJob(), jobName: "asked", owner });
        const orders = await tested.provider.begin({}, packagedCustomerDiskJobs.type);
        const checked = await orders.check({}, { ...importOrder(), jobName: "asked", owner });
        expect((await orders.create(checked.value!.inputs)).error).toBeUndefined();
    });

    const asked: [string, Properties, string, string[]][] = [
        ["importexport:getJob", job, "state", ["properties"]],
        ["importexport:listJobs", { resourceGroupName }, "jobs", ["jobs"]],
        ["importexport:getLocation", { locationName: "West US" }, "properties", []],
        ["importexport:listLocations", {}, "locations", []],
        ["importexport:listBitLockerKeys", job, "bitLockerKeys", ["bitLockerKeys"]],
        ["databox:getCustomerDiskJob", job, "status", ["details"]],
        [
            "databox:listCustomerDiskJobs",
            { resourceGroupName },
            "customerDiskJobs",
            ["customerDiskJobs"],
        ],
        [
            "databox:listAvailableSkus",
            {
                resourceGroupName,
                location: "westus",
                country: "US",
                transferType: "ImportToAzure",
            },
            "skus",
            [],
        ],
        ["databox:getDataCenterAddress", { location: "westus" }, "properties", []],
        ["databox:listCustomerDiskCredentials", job, "diskSecrets", []],
    ];
    it.each(asked)("%s answers, and marks what is secret", async (token, args, result, secret) => {
        const answer = await invoke(token, args);
        expect(answer.failures).toEqual([]);
        expect(Object.keys(answer.result)).toContain(result);
        for (const name of secret) expect(isSecret(answer.result[name])).toBe(true);
    });

    it("is called by every token of the schema, and gives results of the schema's names", async () => {
        const answer = await tested.provider.ask<messages.GetSchemaResponse>((client, done) =>
            client.getSchema(new messages.GetSchemaRequest(), done),
        );
        const { functions } = JSON.parse(answer.getSchema()) as {
            functions: Record<string, { outputs: { properties: object } }>;
        };
        expect(Object.keys(functions).sort()).toEqual(
            asked.map(([token]) => `azure-importexport:${token}`).sort(),
        );
        for (const [token, args] of asked) {
            const names = Object.keys(functions[`azure-importexport:${token}`]!.outputs.properties);
            for (const name of Object.keys((await invoke(token, args)).result)) {
                expect(names).toContain(name);
            }
        }
    });

    it("refuses what is missing by its name, before anything is asked", async () => {
        const before = tested.emulator.requests().length;
        const { failures } = await invoke("importexport:getJob", { resourceGroupName });
        expect(failures.map(({ property }) => property)).toEqual(["jobName"]);
        expect(tested.emulator.requests().length).toBe(before);
    });

    it("says in one sentence which there are, when there is none of its name", async () => {
        await expect(invoke("importexport:getJobs")).rejects.toThrow(
            "has no function azure-importexport:importexport:getJobs; it has azure-importexport:importexport:getJob,",
        );
    });
});

describe("A resource that the provider does not have", () => {
    it("is refused in one sentence that names those it has", async () => {
        const operation = await tested.provider.begin({}, "azure-importexport:importexport:Jobs");
        const { error } = await operation.check({}, { ...importJob(), owner });
        expect(error).toBe(
            "The provider azure-importexport has no resource azure-importexport:importexport:Jobs; it has azure-importexport:importexport:Job and azure-importexport:databox:CustomerDiskJob.",
        );
    });

    it("is refused by its id too, which is another service's", async () => {
        const operation = await tested.provider.begin({}, type);
        const id = jobId(tested.emulator.subscriptionId, "photos", "Microsoft.DataBox");
        const { error } = await operation.read(id, { owner, purged: false });
        expect(error).toContain(id);
    });
});

describe("An import", () => {
    const id = () => jobId(tested.emulator.subscriptionId, "imported");
    beforeAll(async () => {
        const elsewhere = await tested.provider.begin({}, type);
        await elsewhere.create({
            ...importJob(),
            jobName: "imported",
            owner: "organization/other/prod/photos",
        });
    });

    it("refuses a job that another stack's tag names, and says whose it is", async () => {
        const operation = await tested.provider.begin({}, type);
        const { error } = await operation.read(id(), {});
        expect(error).toContain("says that it belongs to organization/other/prod/photos");
    });

    it("finds nothing where Azure has nothing", async () => {
        const operation = await tested.provider.begin({}, type);
        const none = await operation.read(jobId(tested.emulator.subscriptionId, "none"), {});
        expect(none.value!.id).toBe("");
    });

    it("takes the job, without a key, where the tag is off", async () => {
        const operation = await tested.provider.begin(
            { "azure-importexport:ownerTag": "false" },
            type,
        );
        const { value } = await operation.read(id(), {});
        expect(value!.id).toBe(id());
        expect(value!.inputs).toMatchObject({
            jobName: "imported",
            subscriptionId: tested.emulator.subscriptionId,
            adoptExisting: true,
        });
        expect(JSON.stringify(value!.inputs)).not.toContain(drive.bitLockerKey);
    });
});

describe("The process", () => {
    it("ends when its engine has gone", async () => {
        const own = await ProviderProcess.startPackaged({ ...tested.emulator.env });
        await own.begin({}, type);
        own.engine!.die();
        await until(() => own.hasEnded);
        await own.stop();
    });

    it("shows its lines to the engine that attaches to it", async () => {
        const engine = await ListeningEngine.start();
        const own = await ProviderProcess.startPackaged({ ...tested.emulator.env });
        const request = new PluginAttach();
        request.setAddress(engine.address);
        await own.ask<unknown>((client, done) => client.attach(request, done));
        const operation = await own.begin({}, type);
        const taken = { ...importJob(), jobName: "attached", owner, adoptExisting: true };
        tested.emulator.plant(jobId(tested.emulator.subscriptionId, "attached"), {
            state: "Creating",
            ...importJob(),
        });
        expect((await operation.create(taken)).error).toBeUndefined();
        expect(engine.output).toContain('Adopted job "attached"');
        expect(own.engine!.output).not.toContain("attached");
        await own.stop();
        engine.die();
    });

    it("tells of an error that no one expected, and what to do, before it ends", async () => {
        const own = await ProviderProcess.startPackaged(
            { ...tested.emulator.env },
            "unforeseen.cjs",
        );
        await own.begin({}, type);
        own.signal("SIGUSR2");
        await until(() => own.hasEnded);
        expect(own.engine!.output).toMatch(
            /ends because of an error that it did not expect: unforeseen\. .* run "pulumi refresh"/,
        );
        await own.stop();
    });
});

/** Pulumi's wrapping of a secret value. */
function isSecret(value: unknown): boolean {
    return (
        typeof value === "object" &&
        value !== null &&
        (value as Properties)["4dabf18193072939515e22adb298388d"] ===
            "1b47061264138c4ac30d75fd1eb44270"
    );
}
