/** A refresh of many jobs: one list of the subscription tells of those that are as the stack knows them. */
import { importOrder } from "../../fixtures/diskInputs";
import { importJob } from "../../fixtures/jobInputs";
import { customerDiskJobs, importExportJobs, type ServiceJob } from "../../fixtures/jobStack";
import { says } from "./badAnswers";
import { ProviderProcess, type Answer, type Properties } from "./providerProcess";
import { testedProvider } from "./testedProvider";

interface Known {
    id: string;
    properties: Properties;
}
type Read = Answer<{ id: string; properties: Properties }>;

const names = Array.from({ length: 12 }, (_, index) => `disk-box-${index + 1}`);
const list = "Jobs_ListBySubscription";

const tested = testedProvider((env) => ProviderProcess.start(env, "movedClock.cjs"));
beforeEach(() => tested.emulator.reset());

async function ordered(args: object, kind = importExportJobs): Promise<Known[]> {
    const engine = await tested.provider.begin({}, kind.storedLine);
    const made = await Promise.all(
        names.map((jobName) =>
            engine.create({ ...args, jobName, owner: `organization/test/dev/${jobName}` }),
        ),
    );
    return made.map(({ value, error }) => {
        if (!value) throw new Error(error);
        return value;
    });
}

/** Refreshes all of them in one operation, and tells the requests by operation. */
async function refreshed(jobs: Known[], kind = importExportJobs) {
    const engine = await tested.provider.begin({}, kind.storedLine);
    const before = tested.emulator.requests().length;
    const reads: Read[] = await Promise.all(
        jobs.map(({ id, properties }) => engine.read(id, properties)),
    );
    const requests = tested.emulator.requests().slice(before);
    const count = (operation: string) =>
        requests.filter((request) => request.operation === operation).length;
    return { engine, reads, gets: count("Jobs_Get"), lists: count(list), requests };
}

/** Without the stored line, which is each operation's own. */
function shown(read: Read | undefined): Properties {
    const { __provider: _line, ...properties } = read!.value!.properties;
    return properties;
}

const moveTime = (ms: number) => tested.provider.run(`globalThis.moveTime(${ms});`);

describe("a refresh of twelve jobs that are as they were", () => {
    it("sends one list once four have been looked at", async () => {
        const jobs = await ordered(importJob());
        const { reads, gets, lists } = await refreshed(jobs);
        expect({ gets, lists }).toEqual({ gets: 4, lists: 1 });
        const alone = await refreshed(jobs.slice(8, 9));
        expect(alone).toMatchObject({ gets: 1, lists: 0 });
        expect(shown(reads[8])).toEqual(shown(alone.reads[0]));
        expect(reads.every(({ value }) => value?.properties.state === "Creating")).toBe(true);
    });

    it("looks at each job of Data Box, whose list has no details", async () => {
        const { requests } = await refreshed(
            await ordered(importOrder(), customerDiskJobs),
            customerDiskJobs,
        );
        expect(requests.map(({ method }) => method)).toEqual(names.map(() => "GET"));
        expect(requests.every(({ path }) => /\/jobs\/disk-box-/.test(path))).toBe(true);
    });

    it("looks at each job whose driveList the list leaves out", async () => {
        const jobs = await ordered(importJob());
        const value = (tested.emulator.jobs() as ServiceJob[]).map((job) => {
            const { driveList: _left, ...properties } = job.properties;
            return { ...job, properties };
        });
        const action = { type: "answer", status: 200, body: { value } } as const;
        tested.emulator.addFault({ match: { operation: list }, times: "always", action });
        const { gets, lists } = await refreshed(jobs);
        tested.emulator.clearFaults();
        expect({ gets, lists }).toEqual({ gets: 12, lists: 1 });
    });
});

describe("a refresh of twelve jobs of which some have changed", () => {
    it("looks at those, and shows what the look shows", async () => {
        const jobs = await ordered(importJob());
        tested.emulator.move(jobs[7]!.id, "Received");
        tested.emulator.remove(jobs[9]!.id);
        const { reads, gets, lists } = await refreshed(jobs);
        expect({ gets, lists: lists > 0 }).toEqual({ gets: 6, lists: true });
        expect(reads[7]!.value!.properties).toMatchObject({ state: "Received" });
        expect(reads[9]!.value!.id).toBe("");
        expect(reads.filter(({ value }) => value?.properties.state === "Creating")).toHaveLength(
            10,
        );
    });

    it("refuses one that another stack has, as it does alone", async () => {
        const jobs = await ordered(importJob());
        const { id } = jobs[8]!;
        tested.emulator.remove(id);
        tested.emulator.plant(id, { tags: { "pulumi-owner": "organization/other/prod/photos" } });
        const { reads } = await refreshed(jobs);
        expect(reads[8]!.error).toMatch(/organization\/other\/prod\/photos/);
        expect(reads.filter(({ error }) => error !== undefined)).toHaveLength(1);
    });
});

describe("a refresh whose list tells nothing", () => {
    it.each([
        ["is refused", 403, "AuthorizationFailed"],
        ["fails", 500, "InternalServerError"],
    ])(
        "looks at every job, and does not list again, where the list %s",
        async (_, status, code) => {
            const jobs = await ordered(importJob());
            tested.emulator.addFault({
                match: { operation: list },
                times: "always",
                action: says(status, code),
            });
            const { reads, gets, requests } = await refreshed(jobs);
            tested.emulator.clearFaults();
            expect(gets).toBe(12);
            expect(reads.every(({ value }) => value?.properties.state === "Creating")).toBe(true);
            const refused = requests.filter(({ operation }) => operation === list);
            if (status === 403) expect(refused).toHaveLength(1);
        },
    );

    it("gives the list up where the subscription has far more jobs than the stack", async () => {
        const jobs = await ordered(importJob());
        for (let index = 0; index < 1_600; index++) {
            tested.emulator.plant(jobs[0]!.id.replace(/[^/]+$/, `a-${index}`), {});
        }
        const { gets, lists } = await refreshed(jobs);
        expect(gets).toBe(12);
        expect(lists).toBeLessThanOrEqual(13);
    });
});

describe("what follows such a refresh in the same operation", () => {
    it("reads nothing from a list that is older than ten seconds", async () => {
        const jobs = await ordered(importJob());
        const { engine } = await refreshed(jobs);
        tested.emulator.move(jobs[5]!.id, "Received");
        await moveTime(11_000);
        const again = await engine.read(jobs[5]!.id, jobs[5]!.properties);
        expect(again.value?.properties).toMatchObject({ state: "Received" });
    });

    it("deletes by a look at the job alone", async () => {
        const jobs = await ordered(importJob());
        const { engine } = await refreshed(jobs);
        const { id, properties } = jobs[6]!;
        tested.emulator.move(id, "Transferring");
        const before = tested.emulator.requests().length;
        await engine.delete(id, properties);
        const [first] = tested.emulator.requests().slice(before);
        expect(`${first?.method} ${first?.path}`).toMatch(/^GET .*\/disk-box-7/);
    });
});
