/** A create that did not end well keeps the job in the stack: the next command goes on from there. */
import type { FaultAction } from "azure-importexport-emulator";
import { announcedShipment, importJob } from "../fixtures/jobInputs";
import { JobStack, type Observed } from "../fixtures/jobStack";

const hollow = (when: "before" | "after"): FaultAction => ({
    type: "answer",
    status: 200,
    body: "<html>Welcome!</html>",
    when,
});
const refused: FaultAction = {
    type: "answer",
    status: 403,
    body: { error: { code: "AuthorizationFailed", message: "No." } },
};

interface HalfMade {
    args?: ReturnType<typeof importJob>;
    strikes: [string, FaultAction, number?][];
    says: RegExp;
    /** Requests of the failing create, and of the command after it. */
    requests: string;
    next: string;
}

const shipment = importJob({ properties: announcedShipment });
/** Kept although they failed: those that the next up finishes, and those that a destroy follows. */
const finished: Record<string, HalfMade> = {
    unannounced: {
        args: shipment,
        strikes: [["PATCH", refused]],
        says: /Created job .* its shipment is not announced/,
        requests: "GET 404, PUT 201, PATCH 403",
        next: "GET 200, PATCH 200",
    },
    "unconfirmed-there": {
        strikes: [
            ["PUT", hollow("after")],
            ["GET", refused, 2],
        ],
        says: /did not confirm the creation .* kept in the stack/,
        requests: "GET 404, PUT 200, GET 403",
        next: "GET 200, PATCH 200",
    },
    "unconfirmed-not-there": {
        strikes: [["PUT", hollow("before")]],
        says: /did not confirm the creation .* kept in the stack/,
        requests: "GET 404, PUT 200, GET 404",
        next: "GET 404, PUT 201",
    },
};
const destroyed: Record<string, HalfMade> = {
    "destroy-unannounced": { ...finished.unannounced!, next: "GET 200, DELETE 200" },
    "destroy-there": { ...finished["unconfirmed-there"]!, next: "GET 200, DELETE 200" },
    "destroy-not-there": { ...finished["unconfirmed-not-there"]!, next: "GET 404" },
};
const all = { ...finished, ...destroyed };
const programOf = (jobs: Record<string, HalfMade>) =>
    Object.fromEntries(Object.entries(jobs).map(([name, { args }]) => [name, args ?? importJob()]));

let jobs: JobStack;
let created: Observed;
beforeAll(async () => {
    jobs = await JobStack.create();
    for (const [name, { strikes }] of Object.entries(all)) {
        for (const [method, action, nth] of strikes) {
            jobs.emulator.addFault({ match: { job: name, method, nth }, action });
        }
    }
    jobs.declare(programOf(all));
    created = await jobs.observe(jobs.stack.up("--continue-on-error"));
}, 60_000);
afterAll(() => jobs.dispose());

describe("A create that fails after the PUT", () => {
    it.each(Object.entries(all))(
        "keeps the job in the stack, and says so: %s",
        async (name, cell) => {
            expect(created.requestsOf(name)).toBe(cell.requests);
            expect(created.linesOf(name)).toMatch(cell.says);
            expect(await jobs.names()).toContain(name);
        },
    );

    it("can be destroyed at once", async () => {
        const targets = Object.keys(destroyed).flatMap((name) => ["--target", jobs.urn(name)]);
        const destroy = await jobs.observe(jobs.stack.destroy(...targets));
        expect(destroy.output).not.toContain("error");
        for (const [name, { next }] of Object.entries(destroyed)) {
            expect(destroy.requestsOf(name)).toBe(next);
            expect(jobs.job(name)).toBeUndefined();
        }
        expect((await jobs.names()).sort()).toEqual(Object.keys(finished).sort());
    });

    it("is finished by the next up, which makes no second job, and then there is nothing left to do", async () => {
        const up = await jobs.deploy(programOf(finished));
        for (const [name, { next }] of Object.entries(finished)) {
            expect(up.requestsOf(name)).toBe(next);
        }
        expect(jobs.emulator.jobs()).toHaveLength(Object.keys(finished).length);
        expect(jobs.job("unannounced")).toMatchObject({ properties: { state: "Shipping" } });
        const again = await jobs.observe(jobs.stack.preview("--expect-no-changes"));
        expect(again.code).toBe(0);
        expect(again.requests).toEqual([]);
    });
});
