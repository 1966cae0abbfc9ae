/**
 * Functions of both services in an inline program of the Automation API, whose workspace gives the engine other variables
 * than the program's own process has. One stack, three updates, two Azures.
 */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { Emulator } from "azure-importexport-emulator";
import { importJob } from "../fixtures/jobInputs";
import { startTestEmulator, type ServiceJob } from "../fixtures/jobStack";
import { createStack, type Stack } from "../harness/stack";

/** Prints what each function came to in each of three surroundings, as JSON in the last line. */
const inline = `
    const { LocalWorkspace } = require("@pulumi/pulumi/automation");
    const az = require("pulumi-azure-importexport");
    const { job, envVars, other, config, bare } = JSON.parse(require("node:fs").readFileSync("scenario.json", "utf8"));
    const said = (promise) => promise.then((answer) => ({ answer }), (error) => ({ error: error.message }));
    const named = { resourceGroupName: job.resourceGroupName, jobName: "photos" };
    let answers;
    const program = async () => {
        new az.Job("photos", job);
        answers = {
            listJobs: await said(az.listJobs().then((all) => all.length)),
            getJob: await said(az.getJob(named).then(({ name }) => name)),
            listLocations: await said(az.listLocations().then((all) => all.length > 0)),
            listCustomerDiskJobs: await said(az.listCustomerDiskJobs().then((all) => all.length)),
            getCustomerDiskJob: await said(az.getCustomerDiskJob(named).then(({ name }) => name)),
        };
    };
    const update = async (stack, variables) => {
        for (const name of Object.keys(process.env)) {
            if (/^(ARM|AZURE|IDENTITY)_/.test(name)) delete process.env[name];
        }
        Object.assign(process.env, variables);
        await stack.up();
        return answers;
    };
    (async () => {
        const stack = await LocalWorkspace.createOrSelectStack({ stackName: "dev", projectName: "test", program }, { workDir: __dirname, envVars });
        const nothing = await update(stack, {});
        const another = await update(stack, other);
        for (const [key, value] of Object.entries(config)) await stack.setConfig(key, { value });
        const configured = await update(stack, bare);
        console.log(JSON.stringify({ nothing, another, configured }));
    })().catch((error) => { console.error(error.message); process.exitCode = 1; });
`;

type Answers = Record<string, { answer?: unknown; error?: string }>;

const functions = [
    "listJobs",
    "getJob",
    "listLocations",
    "listCustomerDiskJobs",
    "getCustomerDiskJob",
];

let azure: Emulator;
let anotherAzure: Emulator;
let stack: Stack;
let came: Record<"nothing" | "another" | "configured", Answers>;
beforeAll(async () => {
    azure = await startTestEmulator();
    anotherAzure = await startTestEmulator();
    stack = await createStack({ program: "" });
    const { IDENTITY_ENDPOINT = "", IDENTITY_HEADER = "", ...others } = azure.env;
    const login = { ARM_USE_MSI: "true", IDENTITY_ENDPOINT, IDENTITY_HEADER };
    const scenario = {
        job: importJob({ jobName: "photos" }),
        envVars: { ...others, ...login },
        other: anotherAzure.env,
        config: {
            "azure-importexport:endpoint": azure.endpoint,
            "azure-importexport:subscriptionId": azure.subscriptionId,
        },
        bare: login,
    };
    stack.writeFile("scenario.json", JSON.stringify(scenario));
    stack.writeFile("inline.js", inline);
    const env = { ...stack.env, NODE_EXTRA_CA_CERTS: azure.env.NODE_EXTRA_CA_CERTS };
    const ran = await promisify(execFile)(process.execPath, ["inline.js"], {
        cwd: stack.programFolder,
        env,
    });
    came = JSON.parse(ran.stdout.trim().split("\n").pop()!) as typeof came;
}, 120_000);
afterAll(async () => {
    await stack.dispose();
    await anotherAzure.stop();
    await azure.stop();
});

describe("A function of an inline program", () => {
    it("stands beside a job that the workspace's envVars reach", () => {
        expect((azure.jobs() as ServiceJob[]).map(({ name }) => name)).toEqual(["photos"]);
    });

    it.each(functions)("says that envVars do not reach it where it lacks settings: %s", (name) => {
        expect(came.nothing[name]?.answer).toBeUndefined();
        expect(came.nothing[name]?.error).toContain("envVars");
    });

    it.each(functions)(
        "asks no other Azure that the process has in its environment: %s",
        (name) => {
            expect(came.another[name]?.answer).toBeUndefined();
            expect(came.another[name]?.error).toContain("envVars");
            expect(anotherAzure.requests()).toEqual([]);
        },
    );

    it("asks the Azure of the stack's configuration, with a login of the process", () => {
        expect(came.configured).toMatchObject({
            listJobs: { answer: 1 },
            getJob: { answer: "photos" },
            listLocations: { answer: true },
            listCustomerDiskJobs: { answer: 0 },
            getCustomerDiskJob: { error: expect.stringContaining("no Data Box job") as unknown },
        });
    });
});
