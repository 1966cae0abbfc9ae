/** A create of an order that did not end well keeps it in the stack: the next command goes on from there. */
import type { FaultAction } from "azure-importexport-emulator";
import { deliverToDcPackageDetails, importOrder } from "../fixtures/diskInputs";
import { customerDiskJobs, JobStack, type Observed } from "../fixtures/jobStack";

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
    args?: ReturnType<typeof importOrder>;
    strikes: [match: { method?: string; operation?: string; nth?: number }, FaultAction][];
    says: RegExp;
    /** Requests of the failing create, and of the command after it. */
    requests: string;
    next: string;
}

const shipment = importOrder({ deliverToDcPackageDetails });
/** Kept although they failed: those that the next up finishes, and those that a destroy follows. */
const finished: Record<string, HalfMade> = {
    unannounced: {
        args: shipment,
        strikes: [[{ method: "POST" }, refused]],
        says: /Created job .* its shipment is not announced/,
        requests: "GET 404, PUT 202, GET 200, POST 403",
        next: "GET 200, POST 204, GET 200",
    },
    "lost-there": {
        strikes: [
            [{ method: "PUT" }, hollow("after")],
            [{ method: "GET", nth: 2 }, refused],
        ],
        says: /did not confirm the creation .* kept in the stack/,
        requests: "GET 404, PUT 200, GET 403",
        next: "GET 200",
    },
    "lost-not-there": {
        strikes: [[{ method: "PUT" }, hollow("before")]],
        says: /did not confirm the creation .* kept in the stack/,
        requests: "GET 404, PUT 200, GET 404",
        next: "GET 404, PUT 202, GET 200",
    },
};
const cancelled = "GET 200, POST 204, GET 200, DELETE 202";
const destroyed: Record<string, HalfMade> = {
    "end-unannounced": { ...finished.unannounced!, next: cancelled },
    "end-there": { ...finished["lost-there"]!, next: cancelled },
};
const all = { ...finished, ...destroyed };
const programOf = (cells: Record<string, HalfMade>) =>
    Object.fromEntries(
        Object.entries(cells).map(([name, { args }]) => [name, args ?? importOrder()]),
    );

let orders: JobStack;
let created: Observed;
beforeAll(async () => {
    orders = await JobStack.create({ kind: customerDiskJobs });
    for (const [name, { strikes }] of Object.entries(all)) {
        for (const [match, action] of strikes) {
            orders.emulator.addFault({ match: { job: name, ...match }, action });
        }
    }
    orders.declare(programOf(all));
    created = await orders.observe(orders.stack.up("--continue-on-error"));
}, 90_000);
afterAll(() => orders.dispose());

describe("A create that fails after the PUT", () => {
    it.each(Object.entries(all))(
        "keeps the order in the stack, and says so: %s",
        async (name, cell) => {
            expect(created.requestsOf(name)).toBe(cell.requests);
            expect(created.linesOf(name)).toMatch(cell.says);
            expect(await orders.names()).toContain(name);
        },
    );

    it("stays at a destroy while Azure may be at work on what it does not show", async () => {
        const name = "lost-not-there";
        const destroy = await orders.observe(orders.stack.destroy("--target", orders.urn(name)));
        expect(destroy.code).not.toBe(0);
        expect(destroy.linesOf(name)).toMatch(/Cannot delete .* may still be at work on it/);
        expect(destroy.requestsOf(name)).toBe("GET 404");
        expect(await orders.names()).toContain(name);
    });

    it("can be destroyed at once where it is shown", async () => {
        const targets = Object.keys(destroyed).flatMap((name) => ["--target", orders.urn(name)]);
        const destroy = await orders.observe(orders.stack.destroy(...targets));
        expect(destroy.output).not.toContain("error");
        for (const [name, { next }] of Object.entries(destroyed)) {
            expect(destroy.requestsOf(name)).toBe(next);
            expect(orders.job(name)).toBeUndefined();
        }
        expect((await orders.names()).sort()).toEqual(Object.keys(finished).sort());
    });

    it("is finished by the next up, which makes no second order, and then there is nothing left to do", async () => {
        const up = await orders.deploy(programOf(finished));
        for (const [name, { next }] of Object.entries(finished)) {
            expect(up.requestsOf(name)).toBe(next);
        }
        expect(orders.emulator.jobs()).toHaveLength(Object.keys(finished).length);
        expect(await orders.outputs("unannounced")).toMatchObject({ shipped: true });
        const again = await orders.observe(orders.stack.preview("--expect-no-changes"));
        expect(again.code).toBe(0);
        expect(again.requests).toEqual([]);
    });
});
