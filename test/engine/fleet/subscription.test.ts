import type { ChildProcess } from "node:child_process";
import { once } from "node:events";

import type { JobStatus } from "../../../provider/fleet/jobStatus";
import { announcedShipment, drive } from "../../fixtures/jobInputs";
import { jobId, testEmulator } from "../../fixtures/jobStack";
import { fleetCommand, startFleetCommand } from "./fleetCommand";

const emulator = testEmulator();

const idOf = (name: string) => jobId(emulator.subscriptionId, name);

async function jobsIn(args: readonly string[], now?: number): Promise<JobStatus[]> {
    const { stdout, stderr, code } = await fleetCommand([...args, "--json"], {
        env: emulator.env,
        now,
    });
    expect({ stderr, code }).toEqual({ stderr: "", code: 0 });
    return (JSON.parse(stdout) as { jobs: JobStatus[] }).jobs;
}

describe("importexport-jobs for a subscription", () => {
    it("lists every job as Azure has it, and changes nothing", async () => {
        emulator.plant(idOf("photos"), {
            state: "Transferring",
            tags: { "pulumi-owner": "organization/archive/prod/photos" },
        });
        emulator.plant(idOf("films"), { state: "Closed" });
        const jobs = await jobsIn([]);
        expect(jobs.map(({ name }) => name).sort()).toEqual(["films", "photos"]);
        expect(jobs.find(({ name }) => name === "photos")).toMatchObject({
            resourceGroupName: "rg-archive",
            subscriptionId: emulator.subscriptionId,
            owner: "organization/archive/prod/photos",
            jobType: "Import",
            state: "Transferring",
            isFresh: true,
            drives: { total: 1, done: 0 },
            destroy: { action: "cancel" },
        });
        expect(jobs.find(({ name }) => name === "films")).toMatchObject({
            drives: { neverReceived: 1 },
            destroy: { action: "refuse" },
        });
        const asked = emulator
            .requests()
            .map(({ method, path }) => `${method} ${path.split("?")[0]}`);
        const at = `/subscriptions/${emulator.subscriptionId}/providers`;
        expect(asked.sort()).toEqual([
            `GET ${at}/Microsoft.DataBox/jobs`,
            `GET ${at}/Microsoft.ImportExport/jobs`,
        ]);
    });

    it("counts the days by the service's own dates", async () => {
        emulator.plant(idOf("photos"), {});
        const planted = Date.now();
        const [job] = await jobsIn([], planted + 5 * 24 * 60 * 60 * 1000 + 60_000);
        expect(job).toMatchObject({
            daysInState: { atLeast: 5, atMost: 5 },
            daysToExpiry: 8,
        });
    });

    it("asks for the drives that the list of a resource group leaves out", async () => {
        emulator.plant(idOf("photos"), { state: "Completed" });
        const elsewhere = idOf("films").replace("rg-archive", "rg-other");
        emulator.plant(elsewhere, {});
        const jobs = await jobsIn(["--resource-group", "RG-Archive"]);
        expect(jobs).toMatchObject([{ name: "photos", drives: { total: 1, done: 1 } }]);
    });

    it("prints nothing personal, in a table or as JSON", async () => {
        emulator.plant(idOf("photos"), {
            properties: { driveList: [drive], ...announcedShipment, state: undefined },
            createdBy: "ada@example.com",
        });
        for (const args of [[], ["--json"]]) {
            const { stdout, stderr } = await fleetCommand(args, { env: emulator.env });
            expect(stdout).toContain("photos");
            expect(stdout + stderr).not.toMatch(
                /Ada|Example Street|98007|4250000001|example\.com|ACC-700|TRACK-800|9CA995BB|238810/,
            );
        }
    });

    it("prints a table without colours into a pipe", async () => {
        emulator.plant(idOf("photos"), { state: "Packaging" });
        const { stdout, code } = await fleetCommand([], { env: emulator.env });
        expect(code).toBe(0);
        expect(stdout).not.toContain("\u001b");
        expect(stdout).toMatch(
            /^rg-archive\/photos +Packaging +\d+ +– +1\/1 done +refuse +It is Packaging, too late/m,
        );
    });
});

describe("the exit code", () => {
    it("is 1, with the reason alone, when Azure refuses", async () => {
        emulator.addFault({
            match: { operation: ["Jobs_ListBySubscription", "DataBox.Jobs_List"] },
            times: "always",
            action: {
                type: "answer",
                status: 403,
                body: { error: { code: "AuthorizationFailed", message: "no right to read" } },
            },
        });
        const { code, stdout, stderr } = await fleetCommand([], { env: emulator.env });
        expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
        expect(stderr.match(/AuthorizationFailed: no right to read/g)).toHaveLength(2);
        expect(stderr).toContain("Microsoft.ImportExport/jobs/*");
        expect(stderr).toContain("Microsoft.DataBox/jobs/*");
        expect(stderr).not.toMatch(/^\s+at /m);
    });

    it("is 1 when nothing says whose jobs", async () => {
        const { code, stderr } = await fleetCommand([], { env: {} });
        expect({ code, stderr }).toEqual({
            code: 1,
            stderr: "Whose jobs? Give --stack, or --subscription with an id, or set ARM_SUBSCRIPTION_ID. [MissingSetting]\n",
        });
    });

    it.each([
        [["--fail-on", "nonsense"]],
        [["--watch", "soon"]],
        [["--stack", "dev", "--subscription", "x"]],
        [["--no-such-option"]],
    ])("is 1 for %p", async (args) => {
        const { code, stdout, stderr } = await fleetCommand(args, { env: emulator.env });
        expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
        expect(stderr).toMatch(/^error: /);
    });

    it("is 1 for a command that there is not, with the one that there is", async () => {
        const { code, stderr } = await fleetCommand(["orphan"], { env: {} });
        expect({ code, stderr }).toEqual({
            code: 1,
            stderr: "error: there is no command 'orphan'; orphans is one\n",
        });
    });

    it("of orphans goes by words joined with commas, too, each of them known", async () => {
        const given = async (words: string) =>
            (await fleetCommand(["orphans", "--fail-on", words], { env: {} })).stderr;
        expect(await given("orphan,blocked")).toMatch(/^Whose jobs\?/);
        expect(await given("orphan,nonsense")).toContain("Allowed choices are orphan, blocked,");
    });

    it("stands in the help, which needs no Azure", async () => {
        const { code, stdout } = await fleetCommand(["--help"], { env: {} });
        expect(code).toBe(0);
        expect(stdout).toContain("2  a job meets a condition of --fail-on");
    });

    it("comes with the columns in the help", async () => {
        const { stdout } = await fleetCommand(["--help"], { env: {} });
        expect(stdout).toMatch(/^ {2}DAYS +whole days in this state; "≤ 12"/m);
    });
});

describe("--watch", () => {
    let child: ChildProcess | undefined;
    afterEach(() => child?.kill());

    it("prints a line at every change, outlives a passing failure, and ends on --fail-on", async () => {
        emulator.plant(idOf("photos"), { state: "Transferring" });
        emulator.addFault({
            match: { operation: "Jobs_ListByResourceGroup", nth: 2 },
            action: { type: "answer", status: 503 },
        });
        emulator.addFault({
            match: { operation: "Jobs_Get", nth: 3 },
            action: { type: "moveJob", state: "Packaging" },
        });
        child = startFleetCommand(
            [
                ...["--resource-group", "rg-archive", "--json"],
                ...["--watch", "0.05", "--fail-on", "blocked"],
            ],
            { env: { ...emulator.env, AZURE_IMPORTEXPORT_PATIENCE_SECONDS: "0" } },
        );
        const printed = { stdout: "", stderr: "" };
        child.stdout?.setEncoding("utf8").on("data", (text: string) => (printed.stdout += text));
        child.stderr?.setEncoding("utf8").on("data", (text: string) => (printed.stderr += text));
        const [code] = (await once(child, "close")) as [number];
        expect(code).toBe(2);
        const looks = printed.stdout
            .trim()
            .split("\n")
            .map((line) => JSON.parse(line) as { jobs: JobStatus[] });
        expect(looks.map(({ jobs }) => jobs[0]?.state)).toEqual(["Transferring", "Packaging"]);
        expect(printed.stderr).toContain("503");
        expect(printed.stderr.trim().split("\n")).toHaveLength(1);
    });
});
