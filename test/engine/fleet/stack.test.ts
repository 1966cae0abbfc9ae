import type { JobStatus } from "../../../provider/fleet/jobStatus";
import { exportJob, importJob } from "../../fixtures/jobInputs";
import { JobStack } from "../../fixtures/jobStack";
import { fleetCommand, type Ran } from "./fleetCommand";

let jobs: JobStack;

beforeAll(async () => {
    jobs = await JobStack.create({
        config: { "azure-importexport:patienceSeconds": "0" },
        secretsProvider: "passphrase",
    });
    const elsewhere = importJob({ resourceGroupName: "rg-other" });
    await jobs.deploy({
        photos: importJob({ deletion: { waitMinutes: 3 } }),
        films: { args: importJob(), opts: { protect: true } },
        tapes: exportJob({ deletion: { inFlight: "refuse" } }),
        letters: importJob(),
        maps: elsewhere,
    });
}, 120_000);
afterAll(async () => {
    await jobs.dispose();
});

function run(args: string[], env: Record<string, string> = {}): Promise<Ran> {
    return fleetCommand(args, {
        env: { ...jobs.stack.env, ...env },
        cwd: jobs.stack.programFolder,
    });
}

/** By name. */
async function statuses(args: string[], env: Record<string, string> = {}) {
    const { stdout, stderr, code } = await run(["--json", ...args], env);
    expect({ stderr, code }).toEqual({ stderr: "", code: 0 });
    const { jobs: found, warnings } = JSON.parse(stdout) as {
        jobs: JobStatus[];
        warnings: string[];
    };
    return { byName: Object.fromEntries(found.map((job) => [job.name, job])), warnings };
}

describe("importexport-jobs --stack", () => {
    it("shows the stack's jobs as Azure has them now, and what its options make of a destroy", async () => {
        jobs.move("photos", "Shipping");
        jobs.move("films", "Completed");
        jobs.move("tapes", "Received");
        jobs.emulator.remove(jobs.id("letters"));
        jobs.emulator.plant(jobs.id("not-in-the-stack"), {});
        const { byName, warnings } = await statuses(["--stack"]);
        expect(warnings).toEqual([]);
        expect(byName).toMatchObject({
            photos: {
                state: "Shipping",
                isFresh: true,
                resourceName: "photos",
                owner: "organization/test/dev/photos",
                drives: { total: 1, done: 0 },
                destroy: {
                    action: "cancel",
                    reason: expect.stringContaining("waits 3 min") as string,
                },
            },
            films: {
                state: "Completed",
                destroy: {
                    action: "refuse",
                    reason: expect.stringContaining("protect") as string,
                },
            },
            tapes: { jobType: "Export", state: "Received", destroy: { action: "refuse" } },
            letters: { isGone: true, state: null, destroy: { action: "forget" } },
            maps: { resourceGroupName: "rg-other", state: "Creating" },
        });
        expect(Object.keys(byName)).toHaveLength(5);
    });

    it("takes the stack's name and a resource group", async () => {
        const { byName } = await statuses(["--stack", "dev", "--resource-group", "rg-other"]);
        expect(Object.keys(byName)).toEqual(["maps"]);
    });

    it("says that the job of the name is another one", async () => {
        jobs.emulator.plant(jobs.id("letters"), {
            tags: { "pulumi-owner": "organization/other/dev/letters" },
        });
        const { byName } = await statuses(["--stack"]);
        expect(byName.letters?.destroy).toMatchObject({
            action: "refuse",
            reason: expect.stringContaining("organization/other/dev/letters") as string,
        });
    });
});

describe("importexport-jobs --stack without Azure", () => {
    it("shows the states of the last update, and why", async () => {
        await jobs.stack.succeeds([
            "refresh",
            "--yes",
            "--skip-preview",
            "--target",
            jobs.urn("photos"),
        ]);
        const { byName, warnings } = await statuses(["--stack"], {
            ARM_USE_MSI: "false",
            AZURE_IMPORTEXPORT_ENDPOINT: "https://localhost:1",
        });
        expect(byName.photos).toMatchObject({
            state: "Shipping",
            isFresh: false,
            destroy: { action: "cancel" },
        });
        expect(warnings).toHaveLength(1);
        expect(warnings[0]).toContain("Azure could not be asked");
    });

    it("shows them when the configuration cannot be decrypted, too", async () => {
        await jobs.stack.setConfig({ token: { secret: "anything" } });
        const { byName, warnings } = await statuses(["--stack"], {
            PULUMI_CONFIG_PASSPHRASE: "wrong",
        });
        expect(byName.photos?.isFresh).toBe(false);
        expect(warnings[0]).toContain("incorrect passphrase");
    });

    it("judges no condition by them", async () => {
        const { code, stderr } = await run(["--stack", "--fail-on", "blocked"], {
            AZURE_IMPORTEXPORT_ENDPOINT: "https://localhost:1",
        });
        expect(code).toBe(1);
        expect(stderr).toContain("--fail-on needs the states that the jobs have now.");
    });

    it("fails when there is no such stack, or no Pulumi", async () => {
        const noStack = await run(["--stack", "no-such-stack"]);
        expect(noStack.code).toBe(1);
        expect(noStack.stderr).toContain("no stack named 'no-such-stack' found");
        const noPulumi = await run(["--stack"], { PATH: "" });
        expect(noPulumi.code).toBe(1);
        expect(noPulumi.stderr).toContain('The Pulumi CLI ("pulumi") is not on PATH');
    });
});
