/**
 * Replacements on the real engine. A replacement deletes the job and orders another, and nobody asked for
 * a cancellation: only a job that is Creating, Completed or gone is replaced.
 */
import { importJob } from "../fixtures/jobInputs";
import { JobStack } from "../fixtures/jobStack";
import { isNightly } from "../fixtures/nightly";
import { expectRefusal } from "./refusedReplacement";

/** Where the parcel is, and what the refusal says; written by hand. */
const refusals: [string, string | null, RegExp][] = [
    ["shipping", "Shipping", /it is Shipping, .*only while it is Creating or Completed/],
    ["received", "Received", /it is Received, .*only while it is Creating or Completed/],
    [
        "transferring",
        "Transferring",
        /it is Transferring, .*only while it is Creating or Completed/,
    ],
    ["packaging", "Packaging", /it is Packaging, .*only while it is Creating or Completed/],
    ["closed", "Closed", /it is Closed, .*only while it is Creating or Completed.*another name/],
    ["unknown", "Quarantined", /it is "Quarantined", a state that .* does not know/],
    ["stateless", null, /it is in no state that Azure names/],
];
const replaceable: [string, string, RegExp][] = [
    ["creating", "Creating", /^GET 200, GET 200, DELETE 200, GET 404, PUT 201$/],
    ["completed", "Completed", /^GET 200, GET 200, DELETE 200, GET 404, PUT 201$/],
    ["gone", "Creating", /^GET 404, GET 404, GET 404, PUT 201$/],
];
const names = [...refusals, ...replaceable]
    .map(([name]) => name)
    .concat("raced", "forced", "tainted");

const program = (diagnosticsPath: string) =>
    Object.fromEntries(names.map((name) => [name, importJob({ properties: { diagnosticsPath } })]));

/** By day a state of each kind of answer; test/component/provider/racesReplacement.test.ts has every state. */
const tried = (...byDay: string[]) =>
    isNightly ? refusals : refusals.filter(([name]) => byDay.includes(name));

let jobs: JobStack;
beforeAll(async () => {
    jobs = await JobStack.create();
    await jobs.deploy(program("before"));
    for (const [name, state] of refusals) jobs.move(name, state);
    jobs.move("completed", "Completed");
    jobs.emulator.remove(jobs.id("gone"));
    jobs.move("forced", "Shipping");
    jobs.move("tainted", "Shipping");
}, 60_000);
afterAll(() => jobs.dispose());

describe("A change of an immutable input", () => {
    beforeAll(() => jobs.declare(program("after")));

    it.each(tried("shipping", "stateless"))(
        "of a job that is %s is refused in preview, and nothing changes",
        (name, _, says) =>
            expectRefusal(
                jobs,
                ["preview"],
                name,
                /Cannot replace .*changed: properties\.diagnosticsPath/,
                says,
            ),
    );

    it.each(tried("closed", "unknown"))(
        "of a job that is %s is refused by up, and nothing changes",
        async (name, _, says) => {
            await expectRefusal(jobs, ["up"], name, says);
            expect(await jobs.outputs(name)).toMatchObject({ state: "Creating" });
        },
    );

    it("replaces a job that is Creating, Completed or gone", async () => {
        const before = new Map(replaceable.map(([name]) => [name, jobs.job(name)?.systemData]));
        const targets = replaceable.flatMap(([name]) => ["--target", jobs.urn(name)]);
        const up = await jobs.observe(jobs.stack.up(...targets));
        expect(up.output).not.toContain("error");
        expect(up.code).toBe(0);
        for (const [name, , requests] of replaceable) {
            expect(up.requestsOf(name)).toMatch(requests);
            expect(jobs.job(name)).toMatchObject({ properties: { diagnosticsPath: "after" } });
            expect(jobs.job(name)?.systemData).not.toEqual(before.get(name));
        }
    });

    it("is refused when the parcel leaves between diff and delete", async () => {
        jobs.emulator.addFault({
            match: { operation: "Jobs_Get", job: "raced" },
            action: { type: "moveJob", state: "Shipping" },
        });
        const up = await jobs.observe(jobs.stack.up("--target", jobs.urn("raced")));
        expect(up.code).not.toBe(0);
        expect(up.requestsOf("raced")).toBe("GET 200, GET 200");
        expect(up.linesOf("raced")).toMatch(/Cannot replace .* it is Shipping/);
        expect(jobs.job("raced")).toMatchObject({
            properties: { state: "Shipping", cancelRequested: false, diagnosticsPath: "before" },
        });
        expect(await jobs.names()).toContain("raced");
    });
});

describe("A replacement that diff is never asked about", () => {
    beforeAll(() => jobs.declare(program("before")));

    it("is refused for up --replace, and the job is untouched", async () => {
        const replace = ["--replace", jobs.urn("forced")];
        await expectRefusal(jobs, ["up", ...replace], "forced", /Cannot replace .* it is Shipping/);
    });

    it("is refused for a tainted resource, and the job is untouched", async () => {
        await jobs.stack.succeeds(["state", "taint", jobs.urn("tainted"), "--yes"]);
        await expectRefusal(jobs, ["up"], "tainted", /Cannot replace .* it is Shipping/);
    });
});
