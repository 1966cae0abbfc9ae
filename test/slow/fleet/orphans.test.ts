import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import vm from "node:vm";
import type { Emulator } from "azure-importexport-emulator";
import type { ShownOrphan } from "../../../provider/fleet/orphanReport";
import { fleetCommand, type Ran } from "../../engine/fleet/fleetCommand";
import { importOrder } from "../../fixtures/diskInputs";
import { importJob } from "../../fixtures/jobInputs";
import {
    customerDiskJobs,
    importExportJobs,
    jobId,
    startTestEmulator,
} from "../../fixtures/jobStack";
import { says } from "../../component/provider/badAnswers";
import { ProviderProcess, type Properties } from "../../component/provider/providerProcess";

const words = "organization/archive/prod/photos";
const identity = "0f8fad5b-d9cb-469f-a165-70867728950e";
const tag = `${words}#${identity}`;
const urnOf = (type: string) => `urn:pulumi:prod::archive::${type}::photos`;

let emulator: Emulator;
let folder: string;

beforeAll(async () => {
    emulator = await startTestEmulator();
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "orphans-"));
});
beforeEach(() => emulator.reset());
afterAll(async () => {
    await emulator.stop();
    fs.rmSync(folder, { recursive: true });
});

/** A file as `pulumi stack export` writes it. */
function checkpoint(
    name: string,
    { resources, pending }: { resources?: object[]; pending?: object[] },
): string {
    const file = path.join(folder, `${name}.json`);
    const pending_operations = pending?.map((resource) => ({ resource, type: "creating" }));
    const deployment = { manifest: {}, resources: resources ?? null, pending_operations };
    fs.writeFileSync(file, JSON.stringify({ version: 3, deployment }));
    return file;
}

const run = (args: string[]): Promise<Ran> =>
    fleetCommand(["orphans", ...args], { env: emulator.env });

async function orphans(args: string[]): Promise<ShownOrphan[]> {
    const { stdout, stderr, code } = await run([...args, "--json"]);
    expect({ stderr, code }).toEqual({ stderr: "", code: 0 });
    return (JSON.parse(stdout) as { orphans: ShownOrphan[] }).orphans;
}

/** The same as JSON and as text. */
async function both(args: string[]): Promise<[ShownOrphan[], string]> {
    const [shown, { stdout }] = await Promise.all([orphans(args), run(args)]);
    return [shown, stdout];
}

/** What a program gives to the class, by the lines as they are printed. */
function pasted(lines: string): { name: string; args: Properties; className: string } {
    let given: { name: string; args: Properties; className: string } | undefined;
    const classNamed = (className: string) =>
        class {
            constructor(name: string, args: Properties) {
                given = { name, args, className };
            }
        };
    vm.runInNewContext(lines, {
        Job: classNamed("Job"),
        CustomerDiskJob: classNamed("CustomerDiskJob"),
    });
    return given!;
}

describe.each([
    {
        service: "Import/Export",
        kind: importExportJobs,
        args: importJob(),
        list: "Jobs_ListBySubscription",
        state: "Creating",
        packaged: "azure-importexport:importexport:Job",
    },
    {
        service: "Data Box",
        kind: customerDiskJobs,
        args: importOrder(),
        list: "DataBox.Jobs_List",
        state: "Created",
        packaged: "azure-importexport:databox:CustomerDiskJob",
    },
])("orphans of $service", ({ kind, args, list, state, packaged }) => {
    const idOf = (name: string) => jobId(emulator.subscriptionId, name, kind.namespace);
    const elsewhere = (id: string) => id.replace("/rg-archive/", "/rg-elsewhere/");
    const held = (id: string, owner: string, more: object = {}) => ({
        ...{ urn: urnOf(kind.type), type: kind.type, custom: true, id },
        outputs: { owner, purged: false },
        ...more,
    });
    const begun = (more: object = {}) => ({
        ...{ urn: urnOf(kind.type), type: kind.type, custom: true },
        inputs: {
            ...{ resourceGroupName: "rg-archive", jobName: "photos" },
            ...{ owner: words, creation: identity },
            ...more,
        },
    });

    it("are tagged jobs that no given stack has, with state and deadline", async () => {
        emulator.plant(idOf("photos"), { tags: { "pulumi-owner": tag } });
        emulator.plant(idOf("had"), { tags: { "pulumi-owner": "organization/a/b/had" } });
        emulator.plant(idOf("untagged"), {});
        const one = checkpoint("one", {});
        const two = checkpoint("two", {
            resources: [held(idOf("had").toUpperCase(), "organization/a/b/had")],
        });
        const [shown, stdout] = await both([one, two]);
        expect(shown).toMatchObject([
            {
                ...{ kind: "unclaimed", name: "photos", state, service: kind.namespace },
                ...{ daysToExpiry: 13, inStack: null, removeTagFirst: false },
            },
        ]);
        expect(stdout).toContain(`${state}, expires in 13 d`);
        expect(stdout).toContain(words);
        expect(stdout).toContain("1 without the tag pulumi-owner");
        const all = await orphans([one, two, "--untagged"]);
        expect(all.map(({ name, kind: word }) => [name, word]).sort()).toEqual([
            ["photos", "unclaimed"],
            ["untagged", "untagged"],
        ]);
    });

    it("are adopted by their lines, as they are", async () => {
        emulator.plant(idOf("photos"), { tags: { "pulumi-owner": words } });
        const [orphan] = await orphans([checkpoint("empty", {})]);
        expect(orphan!.adopt!.import).toBe(
            `import { ${kind.className} } from "pulumi-azure-importexport";`,
        );
        const { name, className, args: given } = pasted(orphan!.adopt!.resource);
        expect([name, className]).toEqual(["photos", kind.className]);
        const provider = await ProviderProcess.start(emulator.env);
        try {
            const operation = await provider.begin({}, kind.storedLine);
            const owner = { owner: words };
            const { value: checked } = await operation.check({}, { ...given, ...owner });
            expect(checked!.failures).toEqual([]);
            const { value: made, error } = await operation.create(checked!.inputs);
            expect(error).toBeUndefined();
            const { value: diff } = await operation.diff(
                made!.id,
                made!.properties,
                checked!.inputs,
            );
            expect(diff!.changes).toBe(false);
        } finally {
            await provider.stop();
        }
        expect(emulator.requests().filter(({ method }) => method === "PUT")).toEqual([]);
    });

    it("are not those that a stack has, of whatever class, nor those that wait there for their deletion", async () => {
        for (const name of ["native", "waiting", "looked-up"]) {
            emulator.plant(idOf(name), { tags: { "pulumi-owner": `organization/a/b/${name}` } });
        }
        const file = checkpoint("others", {
            resources: [
                { urn: "urn:pulumi:a::b::azure-native:x:Job::n", type: "x", id: idOf("native") },
                held(idOf("waiting"), "organization/a/b/waiting", { delete: true }),
                held(idOf("looked-up"), "organization/a/b/looked-up", { external: true }),
            ],
        });
        expect((await orphans([file])).map(({ name }) => name)).toEqual(["looked-up"]);
    });

    it("are not those of the packaged provider's resources, and its interrupted creations are", async () => {
        emulator.plant(idOf("photos"), { tags: { "pulumi-owner": tag } });
        const resource = held(idOf("photos"), tag, { type: packaged });
        expect(await orphans([checkpoint("packaged", { resources: [resource] })])).toEqual([]);
        const pending = [{ ...begun(), type: packaged }];
        expect(await orphans([checkpoint("begun", { pending })])).toMatchObject([
            { kind: "interrupted", name: "photos" },
        ]);
    });

    it("are those whose name a stack's own job had: the tag tells", async () => {
        emulator.plant(idOf("photos"), { tags: { "pulumi-owner": tag } });
        const file = checkpoint("renamed", { resources: [held(idOf("photos"), words)] });
        const [[orphan], stdout] = await both([file]);
        expect(orphan).toMatchObject({ kind: "unclaimed", removeTagFirst: true });
        expect(pasted(orphan!.adopt!.resource).name).toBe("photos-adopted");
        expect(stdout).toContain("remove the tag pulumi-owner first");
    });

    it("are interrupted creations, whether their job was made or not", async () => {
        emulator.plant(idOf("photos"), { tags: { "pulumi-owner": tag } });
        const made = checkpoint("made", { pending: [begun()] });
        const unmade = checkpoint("unmade", {
            pending: [begun({ jobName: "films", creation: identity.replace("0f", "1f") })],
        });
        const urn = urnOf(kind.type);
        const [shown, stdout] = await both([made, unmade]);
        expect(shown).toMatchObject([
            { kind: "interrupted", name: "photos", state, inStack: { name: made, urn } },
            { kind: "interrupted", name: "films", isGone: true, adopt: null },
        ]);
        expect(stdout).toContain('"pulumi up" there goes on with it');
        expect(stdout).toMatch(/films .*: not in Azure\n.*clear-pending-creates/);
    });

    it("are no creations that ended since, although the checkpoint still has the beginning", async () => {
        const renewed = `${words}#${identity.replace("0f", "2f")}`;
        emulator.plant(idOf("photos"), { tags: { "pulumi-owner": renewed } });
        const file = checkpoint("ended", {
            resources: [held(idOf("photos"), renewed)],
            pending: [begun()],
        });
        expect(await orphans([file])).toEqual([]);
    });

    it("are jobs that were moved away under a stack, with the URN to forget", async () => {
        emulator.plant(elsewhere(idOf("photos")), { tags: { "pulumi-owner": tag } });
        const file = checkpoint("moved", { resources: [held(idOf("photos"), tag)] });
        const [shown, stdout] = await both([file]);
        expect(shown).toMatchObject([
            { kind: "moved", resourceGroupName: "rg-elsewhere", removeTagFirst: false },
        ]);
        expect(stdout).toContain(`pulumi state delete '${urnOf(kind.type)}'`);
    });

    it("are not concluded where the list is missing, and a pipeline does not pass", async () => {
        emulator.addFault({
            match: { operation: list },
            times: "always",
            action: says(403, "AuthorizationFailed"),
        });
        const file = checkpoint("unlisted", { pending: [begun()] });
        const { stdout, code } = await run([file, "--json"]);
        const { orphans: none, warnings } = JSON.parse(stdout) as Record<string, unknown[]>;
        expect({ code, none }).toEqual({ code: 0, none: [] });
        expect(warnings).toHaveLength(1);
        expect(await run([file, "--fail-on", "orphan"])).toMatchObject({ code: 1 });
    });

    it("print nothing personal", async () => {
        emulator.plant(idOf("photos"), {
            tags: { "pulumi-owner": tag },
            properties: kind === importExportJobs ? importJob().properties : undefined,
            createdBy: "ada@example.com",
        });
        const file = checkpoint("personal", { pending: [begun(args)] });
        const printed = await Promise.all([run([file]), run([file, "--json"])]);
        for (const { stdout } of printed) {
            expect(stdout).toContain("photos");
            expect(stdout).not.toMatch(/Ada|Example Street|98007|example\.com|9CA995BB|238810/i);
        }
    });
});

describe("orphans, the command", () => {
    it("ends with 2 where --fail-on is met, and with 0 where not", async () => {
        const file = checkpoint("exit", {});
        expect(await run([file, "--fail-on", "orphan"])).toMatchObject({ code: 0 });
        emulator.plant(jobId(emulator.subscriptionId, "photos"), { tags: { "pulumi-owner": tag } });
        expect(await run([file, "--fail-on", "orphan"])).toMatchObject({ code: 2 });
        expect(await run([file, "--fail-on", "failed"])).toMatchObject({ code: 0 });
        expect(await run([file, "--service", "data-box", "--fail-on", "orphan"])).toMatchObject({
            code: 0,
        });
    });

    it.each([
        ["is missing", "nowhere.json", undefined, /Cannot read the checkpoint .*ENOENT/],
        ["is no JSON", "text.json", "Resources: 3", /is no checkpoint: it is no JSON/],
        ["is something else", "other.json", '{"resources":[]}', /it has no deployment/],
        ["is spoilt", "spoilt.json", '{"deployment":{"resources":[7]}}', /resources are no list/],
    ])("ends with 1 where a file %s, and lists nothing", async (_what, name, text, said) => {
        const file = path.join(folder, name);
        if (text !== undefined) fs.writeFileSync(file, text);
        const { code, stdout, stderr } = await run([file]);
        expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
        expect(stderr).toMatch(said);
        expect(stderr).not.toContain("at ");
    });

    it("prints names that are no names so that they end no line", async () => {
        const id = jobId(emulator.subscriptionId, "photos");
        const evil = 'organization/a/b/x"); process.exit(7); ("\u2028\u001b[2J';
        emulator.plant(id, { tags: { "pulumi-owner": evil } });
        const [[orphan], stdout] = await both([checkpoint("evil", {})]);
        expect(pasted(orphan!.adopt!.resource).args).toMatchObject({ jobName: "photos" });
        expect(stdout.replaceAll("\n", "")).not.toMatch(/[\u2028\p{Cc}]/u);
    });
});
