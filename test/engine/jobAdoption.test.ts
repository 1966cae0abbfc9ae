/**
 * What a create does with a job that is there already: takes it over, or leaves it alone. One stack, one
 * `pulumi up`; what each job meets is written by hand.
 */
import { drive, importJob, storageAccountId, type JobWishes } from "../fixtures/jobInputs";
import { JobStack, type Observed } from "../fixtures/jobStack";

const adopting = (wishes: JobWishes = {}) => importJob({ ...wishes, adoptExisting: true });
/** The job that somebody made, equal to `importJob()`. */
const theSame = { storageAccountId, jobType: "Import", driveList: [drive] };

interface Cell {
    there: Parameters<JobStack["emulator"]["plant"]>[1];
    program: ReturnType<typeof importJob>;
    requests: string;
    says: RegExp;
    isInStack: boolean;
}

const onlyRead = "GET 200, POST 200";
const cells: Record<string, Cell> = {
    "adopt-equal": {
        there: { properties: theSame },
        program: adopting(),
        requests: onlyRead,
        says: /Adopted .* as it is: Creating\.$/m,
        isInStack: true,
    },
    "adopt-on-its-way": {
        there: { properties: theSame, state: "Transferring" },
        program: adopting(),
        requests: onlyRead,
        says: /Adopted .* as it is: Transferring\.$/m,
        isInStack: true,
    },
    "adopt-unknown-state": {
        there: { properties: theSame, state: "Quarantined" },
        program: adopting(),
        requests: onlyRead,
        says: /Adopted .* as it is: "Quarantined"\.$/m,
        isInStack: true,
    },
    "adopt-differing": {
        there: { properties: { ...theSame, logLevel: "Error" }, tags: { team: "others" } },
        program: adopting({ tags: { team: "archive" }, properties: { logLevel: "Verbose" } }),
        requests: onlyRead,
        says: /Adopted .* It differs in properties\.logLevel, tags; the next "pulumi up" will change that/,
        isInStack: true,
    },
    "adopt-other-key": {
        there: { properties: { ...theSame, driveList: [{ ...drive, bitLockerKey: "old key" }] } },
        program: adopting(),
        requests: onlyRead,
        says: /It differs in properties\.driveList/,
        isInStack: true,
    },
    "adopt-another-job": {
        there: { properties: { ...theSame, diagnosticsPath: "elsewhere" }, location: "eastus" },
        program: adopting({ properties: { diagnosticsPath: "here" } }),
        requests: "GET 200",
        says: /Cannot adopt .* is Creating, .* cannot be changed: location, properties\.diagnosticsPath/,
        isInStack: false,
    },
    "adopt-another-stacks": {
        there: { properties: theSame, tags: { "pulumi-owner": "organization/other/prod/photos" } },
        program: adopting(),
        requests: "GET 200",
        says: /Cannot adopt .* belongs to organization\/other\/prod\/photos.*"pulumi state delete" there/,
        isInStack: false,
    },
    "taken-unowned": {
        there: { properties: theSame },
        program: importJob(),
        requests: "GET 200",
        says: /Cannot create .* a job of that name exists.* it has no owner tag.*adoptExisting: true/,
        isInStack: false,
    },
    "taken-another-stacks": {
        there: { properties: theSame, tags: { "pulumi-owner": "organization/other/prod/photos" } },
        program: importJob(),
        requests: "GET 200",
        says: /its owner tag says organization\/other\/prod\/photos/,
        isInStack: false,
    },
    "taken-own-words": {
        there: {
            properties: theSame,
            tags: { "pulumi-owner": "organization/test/dev/taken-own-words" },
        },
        program: importJob(),
        requests: "GET 200",
        says: /Cannot create .* this resource's words, which other stacks may have as well.*adoptExisting: true/,
        isInStack: false,
    },
    "adopt-own-words": {
        there: {
            properties: theSame,
            tags: { "pulumi-owner": "organization/test/dev/adopt-own-words" },
        },
        program: adopting(),
        requests: "GET 200, POST 200, PATCH 200",
        says: /Adopted .* as it is: Creating\.$/m,
        isInStack: true,
    },
};

const twice = { jobName: "same-name" };
const program = {
    ...Object.fromEntries(Object.entries(cells).map(([name, { program }]) => [name, program])),
    "raced-create": importJob(),
};

let jobs: JobStack;
let doubled: Observed;
let up: Observed;
let inStack: string[];
const before = new Map<string, unknown>();
beforeAll(async () => {
    jobs = await JobStack.create();
    for (const [name, { there }] of Object.entries(cells)) {
        jobs.emulator.plant(jobs.id(name), there);
        before.set(name, jobs.job(name));
    }
    jobs.emulator.addFault({
        match: { operation: "Jobs_Get", job: "raced-create" },
        action: { type: "replaceJob", state: "Shipping" },
    });
    jobs.declare({ "twice-a": importJob(twice), "twice-b": importJob(twice) });
    doubled = await jobs.observe(jobs.stack.preview());
    jobs.declare(program);
    up = await jobs.observe(jobs.stack.up("--continue-on-error"));
    inStack = await jobs.names();
}, 60_000);
afterAll(() => jobs.dispose());

describe("A create whose name is taken", () => {
    it.each(Object.entries(cells))("%s does what is written for it", (name, cell) => {
        expect(up.linesOf(name)).toMatch(cell.says);
        expect(up.requestsOf(name)).toBe(cell.requests);
        expect(inStack.includes(name)).toBe(cell.isInStack);
    });

    it.each(Object.keys(cells).filter((name) => name !== "adopt-own-words"))(
        "%s writes nothing, not even the owner tag",
        (name) => {
            expect(jobs.job(name)).toEqual(before.get(name));
        },
    );

    it("is found in the preview for the second of two resources with one name", () => {
        expect(doubled.code).not.toBe(0);
        expect(doubled.output).toMatch(
            /jobName must be another job's: the resource "twice-[ab]" of this program has it too; .*\[NameUsedTwice\]/,
        );
        expect(doubled.requests).toEqual([]);
    });

    it("warns when another's job appeared between the look and the PUT", () => {
        expect(up.requestsOf("raced-create")).toBe("GET 404, PUT 200");
        expect(up.linesOf("raced-create")).toMatch(/warning: .* overwrote it/);
    });
});

describe("The update after an adoption", () => {
    it("changes what differed, and puts the owner tag on with the first change of tags", async () => {
        const targets = ["adopt-equal", "adopt-differing", "adopt-other-key"];
        const again = await jobs.observe(
            jobs.stack.up(...targets.flatMap((name) => ["--target", jobs.urn(name)])),
        );
        expect(again.code).toBe(0);
        expect(again.requestsOf("adopt-equal")).toBe("");
        expect(again.requestsOf("adopt-differing")).toBe("GET 200, PATCH 200");
        expect(again.requestsOf("adopt-other-key")).toBe("GET 200, PATCH 200");
        expect(jobs.job("adopt-differing")).toMatchObject({
            tags: {
                team: "archive",
                "pulumi-owner": expect.stringMatching(
                    /^organization\/test\/dev\/adopt-differing#[0-9a-f-]{36}$/,
                ) as string,
            },
            properties: { logLevel: "Verbose" },
        });
    });
});
