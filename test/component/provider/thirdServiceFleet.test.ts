/**
 * A service that the product does not have, in the fleet's command: what a third one takes is its file
 * (test/fixtures/courier/courierOfFleet.ts), and one line in provider/fleet/services.ts. Both other services are there too.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import type { Emulator } from "azure-importexport-emulator";
import { dynamicProvider } from "../../../provider/dynamic/dynamicProvider";
import { main } from "../../../provider/fleet/command";
import type { FleetService } from "../../../provider/fleet/fleetService";
import type { JobStatus } from "../../../provider/fleet/jobStatus";
import type { ShownOrphan } from "../../../provider/fleet/orphanReport";
import { services } from "../../../provider/fleet/services";
import { courierOfFleet } from "../../fixtures/courier/courierOfFleet";
import { CourierService } from "../../fixtures/courier/courierService";
import { courierJobTypeToken } from "../../fixtures/courier/model";
import { courier } from "../../fixtures/courier/service";
import { jobId, startTestEmulator } from "../../fixtures/jobStack";
import { trust } from "./movedTime";
import { conditionsInHelp } from "../../../provider/fleet/conditionsHelp";

let emulator: Emulator;
let service: CourierService;
let folder: string;
const environment = { ...process.env };

beforeAll(async () => {
    // The line that registers the third service.
    (services as FleetService[]).push(courierOfFleet);
    folder = mkdtempSync(path.join(os.tmpdir(), "courier-fleet-"));
    emulator = await startTestEmulator();
    service = await CourierService.start(emulator);
    trust(emulator);
    trust(service);
    Object.assign(process.env, emulator.env);
});
afterAll(async () => {
    process.env = { ...environment };
    rmSync(folder, { recursive: true });
    await service.stop();
    await emulator.stop();
});
beforeEach(() => {
    emulator.reset();
    service.jobs.clear();
    service.requests.length = 0;
});

/** The settings, as the environment has them: the courier answers for all, and tokens are the emulator's. */
const env = () => ({
    ...emulator.env,
    AZURE_IMPORTEXPORT_ENDPOINT: service.endpoint,
    ARM_RESOURCE_MANAGER_AUDIENCE: emulator.endpoint,
    PATH: [folder, environment.PATH].join(path.delimiter),
});
const config = () =>
    new Map([
        ["azure-importexport:endpoint", service.endpoint],
        ["azure-importexport:audience", emulator.endpoint],
        ["azure-importexport:subscriptionId", emulator.subscriptionId],
    ]);

/** Runs the command in this process. */
async function run(...args: string[]): Promise<{ code: number; printed: string }> {
    let printed = "";
    const stream = { write: (text: string) => (printed += text) } as never;
    const world = { env: env(), now: Date.now, stdout: stream, stderr: stream };
    return { code: await main(args, world), printed };
}

async function json<Of>(...args: string[]): Promise<Of & { warnings: string[] }> {
    const { printed } = await run(...args, "--json");
    return JSON.parse(printed) as Of & { warnings: string[] };
}

const jobsOf = async (...args: string[]) => await json<{ jobs: JobStatus[] }>(...args);

const owner = "organization/test/dev/photos";

/** A job of a stack, made by the provider. */
async function made(): Promise<{ id: string; outs: object }> {
    const provider = dynamicProvider(courier);
    void provider.configure({ config: config() });
    const given = {
        ...{ resourceGroupName: "parcels", jobName: "photos", location: "westus" },
        ...{ parcel: { street: "1 Market" }, owner },
    };
    const { inputs } = await provider.check({}, given);
    const { id, outs } = await provider.create(inputs);
    return { id, outs: outs };
}

const urn = `urn:pulumi:dev::test::${courierJobTypeToken}::photos`;

/** A checkpoint as `pulumi stack export` prints it. */
function checkpoint(deployment: object): string {
    const file = path.join(folder, "dev.json");
    writeFileSync(file, JSON.stringify({ version: 3, deployment }));
    return file;
}

/** Puts a CLI on the command's PATH that has one stack with this resource. */
function selectStack(resource: object): void {
    const exported = checkpoint({ resources: [{ urn, type: courierJobTypeToken, ...resource }] });
    const settings = path.join(folder, "config.json");
    const values = [...config()].map(([key, value]) => [key, { value }]);
    writeFileSync(settings, JSON.stringify(Object.fromEntries(values)));
    const script = `#!/bin/sh\ncase "$1" in stack) cat ${exported};; config) cat ${settings};; esac\n`;
    writeFileSync(path.join(folder, "pulumi"), script, { mode: 0o755 });
}

describe("the fleet of three services", () => {
    it("is one table, with the third service's title, states and ends", async () => {
        emulator.plant(jobId(emulator.subscriptionId, "films"), { state: "Creating" });
        emulator.plant(jobId(emulator.subscriptionId, "disks", "Microsoft.DataBox"), {});
        await made();
        const { code, printed } = await run();
        const [headings, ...rows] = printed.split("\n");
        expect(code).toBe(0);
        expect(headings).toMatch(/^JOB +SERVICE +STATE +DAYS +DEADLINE +DRIVES +DESTROY +WHY$/);
        expect(rows.map((row) => row.split(/ {2,}/).slice(0, 3).join(" | "))).toEqual(
            expect.arrayContaining([
                expect.stringMatching(/\/films \| Import\/Export \| Creating/),
                expect.stringMatching(/\/disks \| Data Box \| /),
                "parcels/photos | Courier | Ordered",
            ]),
        );
        expect(printed).toMatch(
            /Ordered +– +– +– +cancel +It is Ordered\. The courier brings a cancelled parcel back\. The destroy waits 10 min until it is Delivered, then fails and can be run again\.\n/,
        );
    });

    it("is asked for the third service alone", async () => {
        emulator.plant(jobId(emulator.subscriptionId, "films"), { state: "Creating" });
        await made();
        service.requests.length = 0;
        const before = emulator.requests().length;
        const { jobs } = await jobsOf("--service", "courier");
        expect(jobs.map(({ name }) => name)).toEqual(["photos"]);
        expect(service.requests).toEqual(["GET"]);
        const asked = emulator.requests().slice(before);
        expect(asked.filter((one) => /Microsoft/.test(one.path))).toEqual([]);
    });

    it.each([
        ["Ordered", false, "cancel", "brings a cancelled parcel back", 0],
        ["Ordered", true, "wait", "until it is Delivered", 0],
        ["Fetched", false, "refuse", "the courier deletes what is Delivered", 2],
        ["Delivered", false, "delete", "It is Delivered.", 0],
        ["Lost", false, "refuse", "It is Lost", 2],
    ])(
        "with a parcel that is %s (cancelled: %s) says %s",
        async (state, cancelled, ...expected) => {
            const [action, says, code] = expected;
            const { id } = await made();
            service.move(id, state);
            Object.assign(service.jobs.get(id.toLowerCase())!.properties, { cancelled });
            const { jobs } = await jobsOf();
            expect(jobs).toMatchObject([
                {
                    ...{ name: "photos", resourceGroupName: "parcels", owner, isFresh: true },
                    ...{ service: "Example.Courier", jobType: "Parcel", state },
                    ...{ cancelRequested: cancelled },
                    destroy: { action, reason: expect.stringContaining(says) as string },
                },
            ]);
            expect((await run("--fail-on", "blocked")).code).toBe(code);
            expect((await run("--fail-on", "failed")).code).toBe(state === "Lost" ? 2 : 0);
        },
    );
});

describe("the fleet of a stack that has the third service's job", () => {
    it("says where it is now, and follows the options of its resource", async () => {
        const { id, outs } = await made();
        service.move(id, "Fetched");
        selectStack({ id, outputs: { ...outs, deletion: { whenUndeletable: "forget" } } });
        expect(await jobsOf("--stack")).toMatchObject({
            jobs: [{ resourceName: "photos", state: "Fetched", destroy: { action: "forget" } }],
            warnings: [],
        });
        selectStack({ id, outputs: outs, protect: true });
        expect(await jobsOf("--stack")).toMatchObject({
            jobs: [{ destroy: { action: "refuse" } }],
        });
    });

    it("falls back to what the checkpoint has, and says why", async () => {
        const { id, outs } = await made();
        service.move(id, "Fetched");
        selectStack({ id, outputs: { ...outs, cloud: "https://management.example" } });
        const { jobs, warnings } = await jobsOf("--stack", "--service", "courier");
        expect(jobs).toMatchObject([{ state: "Ordered", isFresh: false }]);
        expect(warnings).toEqual([expect.stringMatching(/^Some states are those of the stack's/)]);
    });
});

describe("the orphans of three services", () => {
    const orphansOf = async (file: string) =>
        (await json<{ orphans: ShownOrphan[] }>("orphans", file)).orphans;

    it("are the third service's too, with the lines that adopt one", async () => {
        const { id, outs } = await made();
        const [orphan] = await orphansOf(checkpoint({ resources: [] }));
        expect(orphan).toMatchObject({
            ...{ kind: "unclaimed", service: "Example.Courier", state: "Ordered" },
            adopt: { import: 'import { CourierJob } from "pulumi-azure-importexport";' },
        });
        expect(orphan?.adopt?.resource).toContain('parcel: {\n        street: "1 Market",');
        const resource = { urn, type: courierJobTypeToken, id, outputs: outs };
        expect(await orphansOf(checkpoint({ resources: [resource] }))).toEqual([]);
    });

    it("are its interrupted creations, of which Azure has no job", async () => {
        const inputs = { resourceGroupName: "parcels", jobName: "photos", owner };
        const resource = { urn, type: courierJobTypeToken, inputs };
        const file = checkpoint({ pending_operations: [{ type: "creating", resource }] });
        expect(await orphansOf(file)).toMatchObject([
            { kind: "interrupted", service: "Example.Courier", isGone: true, adopt: null },
        ]);
        const { printed } = await run("orphans", file);
        expect(printed).toContain("parcels/photos (Courier): not in Azure");
    });
});

describe("The help of --fail-on", () => {
    it("says where a third service's jobs are that expire, and how they end otherwise than well", () => {
        const help = conditionsInHelp().replace(/\s+/g, " ");
        expect(help).toContain("an order whose shipment is not announced, or still Ordered, and");
        expect(help).toContain("Closed, ended with errors or warnings, lost, in an undocumented");
    });
});
