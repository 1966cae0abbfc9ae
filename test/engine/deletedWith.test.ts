/** `deletedWith` makes the engine drop a resource without asking its provider: no job takes it, however it gets there. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { importOrder } from "../fixtures/diskInputs";
import { importJob } from "../fixtures/jobInputs";
import { jobId, startTestEmulator, type ServiceJob } from "../fixtures/jobStack";
import { isNightly } from "../fixtures/nightly";
import { guardedDestroyOf } from "./policies/world";
import { createStack, type Stack } from "../harness/stack";
import type { Emulator } from "azure-importexport-emulator";

const program = `
    const pulumi = require("@pulumi/pulumi");
    const { Job, CustomerDiskJob } = require("pulumi-azure-importexport");
    const ways = process.env.WAYS.split(", ");
    const provider = "exports.handler = () => ({ create: async () => ({ id: 'rg', outs: {} }), delete: async () => {} })";
    class Group extends pulumi.CustomResource {
        constructor(name) { super("pulumi-nodejs:dynamic:Resource", name, { __provider: provider }); }
    }
    const group = new Group("group");
    const add = ({ props, opts }) => ({ props, opts: { ...opts, deletedWith: group } });
    const ofJobs = (args) => /:Job$|CustomerDiskJob$/.test(args.type) ? add(args) : undefined;
    if (ways.includes("stack transform")) pulumi.runtime.registerResourceTransform(ofJobs);
    if (ways.includes("stack transformation")) pulumi.runtime.registerStackTransformation(ofJobs);
    const optsOf = (way) => {
        const parentOpts = {
            inherited: { deletedWith: group },
            transform: { transforms: [ofJobs] },
            transformation: { transformations: [ofJobs] },
        }[way];
        const parent = parentOpts && new pulumi.ComponentResource("test:Shelf", way, {}, parentOpts);
        return {
            direct: { deletedWith: group },
            "own transform": { transforms: [add] },
            "own transformation": { transformations: [add] },
        }[way] ?? { parent };
    };
    const declared = JSON.parse(require("node:fs").readFileSync("jobs.json", "utf8"));
    ways.forEach((way, index) => {
        const opts = optsOf(way);
        if (declared.job) new Job("job-" + index, { ...declared.job, jobName: "job-" + index }, opts);
        if (declared.order) new CustomerDiskJob("order-" + index, { ...declared.order, jobName: "order-" + index }, opts);
    });
`;

/** The same program, run by the Automation API in its own process. */
const inline = `
    const { LocalWorkspace } = require("@pulumi/pulumi/automation");
    const program = async () => { require("./index.js"); };
    LocalWorkspace.createOrSelectStack({ stackName: "dev", projectName: "test", program }, { workDir: __dirname })
        .then((stack) => stack.up())
        .catch((error) => { console.error(error.message); process.exitCode = 1; });
`;

let emulator: Emulator;
let stack: Stack;

beforeEach(async () => {
    emulator = await startTestEmulator();
    const jobs = { job: importJob(), order: importOrder() };
    stack = await createStack({
        program,
        env: { ...emulator.env },
        files: { "jobs.json": JSON.stringify(jobs) },
    });
});
afterEach(async () => {
    await stack.dispose();
    await emulator.stop();
});

const names = () => (emulator.jobs() as ServiceJob[]).map(({ name }) => name).sort();

describe("deletedWith given to a job itself", () => {
    it.each(["job", "order"])("is refused, and nothing is ordered: %s", async (which) => {
        const args = which === "job" ? importJob() : importOrder();
        stack.writeFile("jobs.json", JSON.stringify({ [which]: args }));
        stack.env.WAYS = "direct";
        const up = await stack.up();
        expect(up.code).not.toBe(0);
        expect(up.output).toMatch(/deletedWith cannot be given to a job/);
        expect(emulator.jobs()).toEqual([]);
    });
});

describe("deletedWith that a job gets otherwise", () => {
    // A stack's transform is in the inline program below, too; what the older kind of it does, the two others show.
    it.each([
        "inherited, transform, transformation, own transform, own transformation",
        ...(isNightly ? ["stack transform", "stack transformation"] : []),
    ])(
        "does not count: a destroy asks for each job, and keeps what cannot be deleted (%s)",
        async (ways) => {
            stack.env.WAYS = ways;
            await stack.succeeds(["up", "--yes", "--skip-preview"]);
            await expectDestroyKeepsAll();
        },
    );

    it("does not count in an inline program of the Automation API", async () => {
        stack.writeFile("inline.js", inline);
        const env = { ...stack.env, WAYS: "inherited, stack transform" };
        const cwd = stack.programFolder;
        await promisify(execFile)(process.execPath, ["inline.js"], { cwd, env });
        await expectDestroyKeepsAll();
    });

    it("of an earlier version's checkpoint is gone with the next up", async () => {
        stack.env.WAYS = "none";
        await stack.succeeds(["up", "--yes", "--skip-preview"]);
        const exported = await stack.export();
        const resources = exported.deployment.resources!;
        const group = resources.find(({ urn }) => urn.endsWith("::group"))!;
        for (const resource of resources) {
            if (/::(job|order)-\d$/.test(resource.urn)) resource.deletedWith = group.urn;
        }
        await stack.import(exported);
        // Until that up only the guard sees it: the policies are shown no such option.
        emulator.move(jobId(emulator.subscriptionId, "job-0"), "Shipping");
        const guarded = await guardedDestroyOf(stack, "--yes");
        expect(guarded.code).toBe(1);
        expect(names()).toEqual(["job-0", "order-0"]);
        expect(await stack.resources()).toHaveLength(3);
        await stack.succeeds(["up", "--yes", "--skip-preview"]);
        await expectDestroyKeepsAll();
    });
});

/** Nothing may be done to any job: a destroy fails, and stack and Azure have all of them as before. */
async function expectDestroyKeepsAll(): Promise<void> {
    const { subscriptionId } = emulator;
    const jobs = names();
    expect(jobs.length).toBeGreaterThan(1);
    for (const name of jobs) {
        if (name.startsWith("job")) emulator.move(jobId(subscriptionId, name), "Packaging");
        else emulator.move(jobId(subscriptionId, name, "Microsoft.DataBox"), "DataCopy");
    }
    const idsOfJobs = async () =>
        (await stack.resources())
            .filter(({ urn }) => /::(job|order)-\d$/.test(urn))
            .map(({ id }) => id);
    const before = await idsOfJobs();
    expect(before).toHaveLength(jobs.length);
    const destroy = await stack.destroy("--continue-on-error");
    expect(destroy.code).not.toBe(0);
    expect(names()).toEqual(jobs);
    expect(await idsOfJobs()).toEqual(before);
}
