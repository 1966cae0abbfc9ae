/**
 * Keys and personal data by every way into a job, of both services: nothing of it stands in clear in whatever Pulumi
 * writes or prints. Only the constructor's own argument is marked by the class; the rest is up to `check` and `read`.
 */
import fs from "node:fs";
import path from "node:path";
import type { Emulator } from "azure-importexport-emulator";
import { patchJob } from "../fixtures/armRequest";
import { accountSubscriptionId, importOrder } from "../fixtures/diskInputs";
import { deliveryPackage, importJob, returnAddress } from "../fixtures/jobInputs";
import { isAbout, jobId, startTestEmulator } from "../fixtures/jobStack";
import { createStack, type CommandResult, type Stack } from "../harness/stack";
import { until } from "../harness/until";

/** No word of this may be found anywhere. */
const mark = "MARKED";

const person = (way: string) => ({
    contactName: `${mark}-name-${way}`,
    phone: `${mark}-phone`,
    emailList: [`${mark}-mail@example.com`],
});

const jobOf = (way: string) =>
    importJob({
        deletion: undefined,
        properties: {
            driveList: [
                {
                    driveId: `${mark}-drive`,
                    bitLockerKey: `${mark}-key-${way}`,
                    manifestFile: "\\DriveManifest.xml",
                    manifestHash: "109B21108597EF36D5785F08303F3638",
                },
            ],
            returnAddress: { ...returnAddress, streetAddress1: `${mark}-street-${way}` },
            returnShipping: { carrierName: "FedEx", carrierAccountNumber: `${mark}-account` },
            deliveryPackage: { ...deliveryPackage, trackingNumber: `${mark}-parcel` },
        },
    });

const orderOf = (way: string) =>
    importOrder({
        deletion: undefined,
        details: {
            contactDetails: person(way),
            shippingAddress: {
                streetAddress1: `${mark}-street-${way}`,
                city: "Exampletown",
                stateOrProvince: "WA",
                postalCode: "98007",
                country: "US",
            },
            returnToCustomerPackageDetails: {
                carrierName: "FedEx",
                carrierAccountNumber: `${mark}-account`,
            },
            importDiskDetailsCollection: {
                [`${mark}-serial`]: {
                    // Another one would need another order.
                    bitLockerKey: `${mark}-key-${way.replace("-anew", "")}`,
                    manifestFile: "\\DriveManifest.xml",
                    manifestHash: "109B21108597EF36D5785F08303F3638",
                },
            },
        },
    });

const ways = [
    "constructor",
    "spread",
    "config",
    "transform",
    "transformation",
    "component",
    "stack",
    "adoption",
];
/** The arguments of every job, with values that a word of each tells apart. */
const asOf = (word: (way: string) => string) =>
    Object.fromEntries(
        ways.map((way) => [
            way,
            {
                job: { ...jobOf(word(way)), jobName: `job-${way}` },
                order: { ...orderOf(word(way)), jobName: `order-${way}` },
            },
        ]),
    );
const all = asOf((way) => way);

const program = `
    const pulumi = require("@pulumi/pulumi");
    const { Job, CustomerDiskJob } = require("pulumi-azure-importexport");
    const all = JSON.parse(require("node:fs").readFileSync("args.json", "utf8"));
    const deletion = { inFlight: "refuse" };
    const nested = { job: "properties", order: "details" };
    const kinds = { job: Job, order: CustomerDiskJob };
    // What only a transform fills in.
    const bare = (kind, way) => {
        const args = all[way][kind];
        const { driveList, returnAddress, returnShipping, deliveryPackage, ...properties } = args[nested[kind]];
        const { importDiskDetailsCollection, contactDetails, shippingAddress, returnToCustomerPackageDetails, ...inner } = properties;
        return { ...args, [nested[kind]]: inner };
    };
    const filling = (kind, way) => ({ props, opts }) =>
        ({ props: { ...props, deletion, [nested[kind]]: all[way][kind][nested[kind]] }, opts });
    const config = new pulumi.Config();
    const made = {};
    for (const [kind, Class] of Object.entries(kinds)) {
        const make = (way, args, opts) => (made[kind + "-" + way] = new Class(kind + "-" + way, args, opts));
        pulumi.runtime.registerResourceTransform((args) =>
            args.name === kind + "-stack" ? filling(kind, "stack")(args) : undefined);
        make("constructor", all.constructor[kind]);
        make("spread", { ...all.spread[kind], ...{ [nested[kind]]: { ...all.spread[kind][nested[kind]] } } });
        // A secret of the configuration, read as if it were none.
        make("config", { ...all.config[kind], [nested[kind]]: JSON.parse(config.get(kind)) });
        make("transform", bare(kind, "transform"), { transforms: [filling(kind, "transform")] });
        make("transformation", bare(kind, "transformation"), { transformations: [filling(kind, "transformation")] });
        make("stack", bare(kind, "stack"));
        const parent = new pulumi.ComponentResource("my:Component", kind, {}, {
            transforms: [(args) => args.name === kind + "-component" ? filling(kind, "component")(args) : undefined],
        });
        make("component", bare(kind, "component"), { parent });
        make("adoption", { ...all.adoption[kind], adoptExisting: true });
    }
    exports.inFlight = Object.fromEntries(
        Object.entries(made).map(([name, one]) => [name, one.deletion.apply(({ inFlight }) => inFlight)]));
`;

let emulator: Emulator;
let stack: Stack;
interface Written {
    checkpoint: {
        latest?: {
            resources?: { outputs?: Record<string, unknown> }[];
            pending_operations?: { resource: { urn: string } }[];
        };
    };
}

const ran: Record<string, CommandResult> = {};
/** What was written into the backend while the jobs were being made. */
let whilePending = "";
const slow = ["job-stack", "order-stack"];
const names = ways.flatMap((way) => [`job-${way}`, `order-${way}`]);
const idOf = (name: string) =>
    jobId(
        accountSubscriptionId,
        name,
        name.startsWith("job") ? "Microsoft.ImportExport" : "Microsoft.DataBox",
    );

const backend = () => path.join(stack.folder, "state");

/** Whether the checkpoint says that the job of this name is being made. */
function isPending(name: string): boolean {
    const file = path.join(backend(), ".pulumi/stacks/test/dev.json");
    try {
        const { checkpoint } = JSON.parse(fs.readFileSync(file, "utf8")) as Written;
        const pending = checkpoint.latest?.pending_operations ?? [];
        return pending.some(({ resource }) => resource.urn.endsWith(`::${name}`));
    } catch (error) {
        // It is being written.
        if (error instanceof SyntaxError) return false;
        throw error;
    }
}

/** Everything below a folder, as one text. */
function textOf(folder: string): string {
    return fs
        .readdirSync(folder, { recursive: true, encoding: "utf8" })
        .map((name) => path.join(folder, name))
        .filter((file) => fs.statSync(file, { throwIfNoEntry: false })?.isFile())
        .map(readIfThere)
        .join("\n");
}

/** The backend writes under another name first, which is gone when it has the right one. */
function readIfThere(file: string): string {
    try {
        return fs.readFileSync(file, "utf8");
    } catch (error) {
        if ((error as NodeJS.ErrnoException).code === "ENOENT") return "";
        throw error;
    }
}

beforeAll(async () => {
    emulator = await startTestEmulator({ subscriptionId: accountSubscriptionId });
    const { job, order } = all.adoption!;
    const details = { jobDetailsType: "DataBoxCustomerDisk", ...order.details };
    emulator.plant(idOf("job-adoption"), { properties: job.properties });
    emulator.plant(idOf("order-adoption"), {
        properties: { transferType: "ImportToAzure", details },
    });
    stack = await createStack({
        program,
        env: { ...emulator.env },
        files: { "args.json": JSON.stringify(all) },
        config: {
            job: { secret: JSON.stringify(all.config!.job.properties) },
            order: { secret: JSON.stringify(all.config!.order.details) },
        },
    });
    stack.env.PULUMI_DIY_BACKEND_DISABLE_CHECKPOINT_BACKUPS = "false";

    for (const name of slow) {
        const action = { type: "delay", ms: 4000, when: "before" } as const;
        emulator.addFault({ match: { method: "PUT", job: name }, times: 1, action });
    }
    const events = path.join(stack.folder, "events.json");
    // The Automation API asks for the event log in this way.
    const env = { PULUMI_DEBUG_COMMANDS: "true" };
    const up = stack.start(["up", "--yes", "--skip-preview", "--diff", "--event-log", events], env);
    const ended = up.result.then((result) => (ran.up = result));
    await until(() => {
        whilePending = textOf(backend());
        return slow.every((name) => isPending(name)) || ran.up !== undefined;
    });
    const { code, output } = await ended;
    if (code !== 0) throw new Error(output);
    await patchJob(emulator, idOf("job-constructor"), {
        properties: { returnAddress: { ...returnAddress, city: `${mark}-city` } },
    });
    await patchJob(emulator, idOf("order-constructor"), {
        properties: { details: { contactDetails: person("refresh") } },
    });
    ran.refresh = await stack.refresh("--diff");
    stack.writeFile("args.json", JSON.stringify(asOf((way) => `${way}-anew`)));
    ran["preview --diff"] = await stack.preview("--diff");
    ran["preview --json"] = await stack.preview("--json");
}, 180_000);
afterAll(async () => {
    await stack.dispose();
    await emulator.stop();
});

describe("What is a key or personal data", () => {
    it("reaches Azure, by every way", () => {
        expect(ran.up).toMatchObject({ code: 0 });
        const sent = emulator.requests().filter(({ method }) => method === "PUT");
        for (const name of names.filter((one) => !one.endsWith("adoption"))) {
            const [, way] = name.split("-");
            const body = JSON.stringify(sent.find(({ path }) => isAbout(path, name))?.body);
            for (const what of [`key-${way}`, `street-${way}`, "account"]) {
                expect(body).toContain(`${mark}-${what}`);
            }
        }
        expect(emulator.jobs()).toHaveLength(names.length);
    });

    it("stands in clear neither among pending operations nor in the backend, backups and history included", () => {
        expect(whilePending).toContain('"pending_operations"');
        expect(whilePending).not.toContain(mark);
        const written = textOf(backend());
        for (const name of names) expect(written).toContain(`::${name}`);
        expect(fs.readdirSync(path.join(backend(), ".pulumi/backups/test/dev"))).not.toEqual([]);
        expect(written).not.toContain(mark);
    });

    it("is in the event log as [secret], but for what Pulumi's SDK writes there for its own debugging", () => {
        const lines = fs.readFileSync(path.join(stack.folder, "events.json"), "utf8").split("\n");
        const events = lines.filter((line) => !line.includes('"severity":"debug"')).join("\n");
        for (const name of names) expect(events).toContain(`::${name}`);
        expect(events).not.toContain(mark);
    });

    it.each(["up", "refresh", "preview --diff", "preview --json"])(
        "is not printed by %s",
        (name) => {
            const { code, output } = ran[name]!;
            expect(code).toBe(0);
            expect(output).toContain("job-constructor");
            expect(output).not.toContain(mark);
        },
    );

    it("is seen to have changed all the same", () => {
        const { output } = ran["preview --diff"]!;
        expect(output).toMatch(/~ pulumi-nodejs:dynamic\/importexport:Job: \(update\)/);
        expect(output).toMatch(/~ pulumi-nodejs:dynamic\/databox:CustomerDiskJob: \(update\)/);
    });
});

describe("The output deletion", () => {
    it("says what is used, where a transform has changed it too", () => {
        const file = path.join(backend(), ".pulumi/stacks/test/dev.json");
        const { checkpoint } = JSON.parse(fs.readFileSync(file, "utf8")) as Written;
        const [root] = checkpoint.latest?.resources ?? [];
        const filled = ["transform", "transformation", "component", "stack"];
        const used = (name: string) => (filled.includes(name.split("-")[1]!) ? "refuse" : "cancel");
        expect(root?.outputs?.inFlight).toEqual(
            Object.fromEntries(names.map((name) => [name, used(name)])),
        );
    });
});
