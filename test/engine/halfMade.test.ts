/** A create that did not end well keeps the job in the stack: the next command goes on from there. */
import type { FaultAction } from "azure-importexport-emulator";
import { deliverToDcPackageDetails, importOrder } from "../fixtures/diskInputs";
import { announcedShipment, importJob } from "../fixtures/jobInputs";
import {
    customerDiskJobs,
    importExportJobs,
    JobStack,
    type JobKind,
    type Observed,
    type PlainArgs,
} from "../fixtures/jobStack";

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
    args?: PlainArgs;
    strikes: [method: string, FaultAction, nth?: number][];
    says: RegExp;
    /** Requests of the failing create, and of the command after it. */
    requests: string;
    next: string;
}

interface Service {
    service: string;
    word: "job" | "order";
    kind: JobKind;
    args: PlainArgs;
    /** Kept although they failed: those that the next up finishes, and those that a destroy follows. */
    finished: Record<string, HalfMade>;
    destroyed: Record<string, HalfMade>;
    /** What shows in the end that the shipment is announced. */
    announced: object;
    /** Whether Azure may be at work on a creation that it does not show. */
    mayStillCome: boolean;
}

const unannounced = /Created job .* its shipment is not announced/;
const unconfirmed = /did not confirm the creation .* kept in the stack/;

const jobs: Record<"unannounced" | "there" | "notThere", HalfMade> = {
    unannounced: {
        args: importJob({ properties: announcedShipment }),
        strikes: [["PATCH", refused]],
        says: unannounced,
        requests: "GET 404, PUT 201, PATCH 403",
        next: "GET 200, PATCH 200",
    },
    there: {
        strikes: [
            ["PUT", hollow("after")],
            ["GET", refused, 2],
        ],
        says: unconfirmed,
        requests: "GET 404, PUT 200, GET 403",
        next: "GET 200, PATCH 200",
    },
    notThere: {
        strikes: [["PUT", hollow("before")]],
        says: unconfirmed,
        requests: "GET 404, PUT 200, GET 404",
        next: "GET 404, PUT 201",
    },
};

const orders: typeof jobs = {
    unannounced: {
        args: importOrder({ deliverToDcPackageDetails }),
        strikes: [["POST", refused]],
        says: unannounced,
        requests: "GET 404, PUT 202, GET 200, POST 403",
        next: "GET 200, POST 204, GET 200",
    },
    there: { ...jobs.there, next: "GET 200" },
    notThere: { ...jobs.notThere, next: "GET 404, PUT 202, GET 200" },
};

const services: Service[] = [
    {
        service: "Import/Export",
        word: "job",
        kind: importExportJobs,
        args: importJob(),
        finished: {
            unannounced: jobs.unannounced,
            "unconfirmed-there": jobs.there,
            "unconfirmed-not-there": jobs.notThere,
        },
        destroyed: {
            "destroy-unannounced": { ...jobs.unannounced, next: "GET 200, DELETE 200" },
            "destroy-there": { ...jobs.there, next: "GET 200, DELETE 200" },
            "destroy-not-there": { ...jobs.notThere, next: "GET 404" },
        },
        announced: { state: "Shipping" },
        mayStillCome: false,
    },
    {
        service: "Data Box",
        word: "order",
        kind: customerDiskJobs,
        args: importOrder(),
        finished: {
            unannounced: orders.unannounced,
            "unconfirmed-there": orders.there,
            "unconfirmed-not-there": orders.notThere,
        },
        destroyed: {
            "destroy-unannounced": {
                ...orders.unannounced,
                next: "GET 200, POST 204, GET 200, DELETE 202",
            },
            "destroy-there": { ...orders.there, next: "GET 200, POST 204, GET 200, DELETE 202" },
        },
        announced: { shipped: true },
        mayStillCome: true,
    },
];

describe.each(services)("A create of $service that fails after the PUT", (service) => {
    const { word, kind, args, finished, destroyed, announced, mayStillCome } = service;
    const all = { ...finished, ...destroyed };
    const programOf = (cells: Record<string, HalfMade>) =>
        Object.fromEntries(Object.entries(cells).map(([name, cell]) => [name, cell.args ?? args]));

    let stack: JobStack;
    let created: Observed;
    beforeAll(async () => {
        stack = await JobStack.create({ kind });
        for (const [name, { strikes }] of Object.entries(all)) {
            for (const [method, action, nth] of strikes) {
                stack.emulator.addFault({ match: { job: name, method, nth }, action });
            }
        }
        stack.declare(programOf(all));
        created = await stack.observe(stack.stack.up("--continue-on-error"));
    }, 90_000);
    afterAll(() => stack.dispose());

    it.each(Object.entries(all))(
        `keeps the ${word} in the stack, and says so: %s`,
        async (name, cell) => {
            expect(created.requestsOf(name)).toBe(cell.requests);
            expect(created.linesOf(name)).toMatch(cell.says);
            expect(await stack.names()).toContain(name);
        },
    );

    if (mayStillCome) {
        it("stays at a destroy while Azure may be at work on what it does not show", async () => {
            const urn = stack.urn("unconfirmed-not-there");
            const destroy = await stack.observe(stack.stack.destroy("--target", urn));
            expect(destroy.code).not.toBe(0);
            expect(destroy.linesOf("unconfirmed-not-there")).toMatch(
                /Cannot delete .* may still be at work on it/,
            );
            expect(destroy.requestsOf("unconfirmed-not-there")).toBe("GET 404");
            expect(await stack.names()).toContain("unconfirmed-not-there");
        });
    }

    it("can be destroyed at once where it is shown, or cannot come any more", async () => {
        const targets = Object.keys(destroyed).flatMap((name) => ["--target", stack.urn(name)]);
        const destroy = await stack.observe(stack.stack.destroy(...targets));
        expect(destroy.output).not.toContain("error");
        for (const [name, { next }] of Object.entries(destroyed)) {
            expect(destroy.requestsOf(name)).toBe(next);
            expect(stack.job(name)).toBeUndefined();
        }
        expect((await stack.names()).sort()).toEqual(Object.keys(finished).sort());
    });

    it(`is finished by the next up, which makes no second ${word}, and then there is nothing left to do`, async () => {
        const up = await stack.deploy(programOf(finished));
        for (const [name, { next }] of Object.entries(finished)) {
            expect(up.requestsOf(name)).toBe(next);
        }
        expect(stack.emulator.jobs()).toHaveLength(Object.keys(finished).length);
        expect(await stack.outputs("unannounced")).toMatchObject(announced);
        const again = await stack.observe(stack.stack.preview("--expect-no-changes"));
        expect(again.code).toBe(0);
        expect(again.requests).toEqual([]);
    });
});
