/** `deletedWith` makes the engine drop a resource without asking its provider: no job takes it, however it gets there. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { importOrder } from "../fixtures/diskInputs";
import { importJob } from "../fixtures/jobInputs";
import { jobId, startTestEmulator, type ServiceJob } from "../fixtures/jobStack";
import { guardedDestroyOf } from "./policies/world";
import { createStack, type Stack } from "../harness/stack";
import type { Emulator } from "azure-importexport-emulator";

const program = `
    const pulumi = require("@pulumi/pulumi");
    const { Job, CustomerDiskJob } = require("pulumi-azure-importexport");
    const way = process.env.WAY;
    class Group extends pulumi.dynamic.Resource {
        constructor(name) { super({ create: async () => ({ id: "rg", outs: {} }), delete: async () => {} }, name, {}); }
    }
    const group = new Group("group");
    const add = ({ props, opts }) => ({ props, opts: { ...opts, deletedWith: group } });
    const ofJobs = (args) => /:Job$|CustomerDiskJob$/.test(args.type) ? add(args) : undefined;
    if (way === "stack transform") pulumi.runtime.registerResourceTransform(ofJobs);
    if (way === "stack transformation") pulumi.runtime.registerStackTransformation(ofJobs);
    const parentOpts = {
        inherited: { deletedWith: group },
        transform: { transforms: [ofJobs] },
        transformation: { transformations: [ofJobs] },
    }[way];
    const parent = parentOpts && new pulumi.ComponentResource("test:Shelf", "shelf", {}, parentOpts);
    const opts = {
        direct: { deletedWith: group },
        "own transform": { transforms: [add] },
        "own transformation": { transformations: [add] },
    }[way] ?? { parent };
    const jobs = JSON.parse(require("node:fs").readFileSync("jobs.json", "utf8"));
    if (jobs.job) new Job("job", jobs.job, opts);
    if (jobs.order) new CustomerDiskJob("order", jobs.order, opts);
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
    const jobs = {
        job: { ...importJob(), jobName: "job" },
        order: { ...importOrder(), jobName: "order" },
    };
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
        stack.env.WAY = "direct";
        const up = await stack.up();
        expect(up.code).not.toBe(0);
        expect(up.output).toMatch(/deletedWith cannot be given to a job/);
        expect(emulator.jobs()).toEqual([]);
    });
});

describe("deletedWith that a job gets otherwise", () => {
    it.each([
        "inherited",
        "transform",
        "transformation",
        "own transform",
        "own transformation",
        "stack transform",
        "stack transformation",
    ])(
        "does not count: a destroy asks for each job, and keeps what cannot be deleted (%s)",
        async (way) => {
            stack.env.WAY = way;
            await stack.succeeds(["up", "--yes", "--skip-preview"]);
            await expectDestroyKeepsBoth();
        },
    );

    it.each(["inherited", "stack transform"])(
        "does not count in an inline program of the Automation API: %s",
        async (way) => {
            stack.writeFile("inline.js", inline);
            const env = { ...stack.env, WAY: way };
            const cwd = stack.programFolder;
            await promisify(execFile)(process.execPath, ["inline.js"], { cwd, env });
            await expectDestroyKeepsBoth();
        },
    );

    it("of an earlier version's checkpoint is gone with the next up", async () => {
        stack.env.WAY = "none";
        await stack.succeeds(["up", "--yes", "--skip-preview"]);
        const exported = await stack.export();
        const resources = exported.deployment.resources!;
        const group = resources.find(({ urn }) => urn.endsWith("::group"))!;
        for (const resource of resources) {
            if (/::(job|order)$/.test(resource.urn)) resource.deletedWith = group.urn;
        }
        await stack.import(exported);
        // Until that up only the guard sees it: the policies are shown no such option.
        emulator.move(jobId(emulator.subscriptionId, "job"), "Shipping");
        const guarded = await guardedDestroyOf(stack, "--yes");
        expect(guarded.code).toBe(1);
        expect(names()).toEqual(["job", "order"]);
        expect(await stack.resources()).toHaveLength(3);
        await stack.succeeds(["up", "--yes", "--skip-preview"]);
        await expectDestroyKeepsBoth();
    });
});

/** Both jobs are where nothing may be done to them: a destroy fails, and stack and Azure have them as before. */
async function expectDestroyKeepsBoth(): Promise<void> {
    const { subscriptionId } = emulator;
    emulator.move(jobId(subscriptionId, "job"), "Packaging");
    emulator.move(jobId(subscriptionId, "order", "Microsoft.DataBox"), "DataCopy");
    const idsOfJobs = async () =>
        (await stack.resources())
            .filter(({ urn }) => /::(job|order)$/.test(urn))
            .map(({ id }) => id);
    const before = await idsOfJobs();
    expect(before).toHaveLength(2);
    const destroy = await stack.destroy("--continue-on-error");
    expect(destroy.code).not.toBe(0);
    expect(names()).toEqual(["job", "order"]);
    expect(await idsOfJobs()).toEqual(before);
}
