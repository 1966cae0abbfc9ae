/**
 * Answers about customer-disk orders that lack what matters, get lost, or say no: to a create and a delete. All outcomes
 * are written by hand.
 */
import type { FaultAction } from "azure-importexport-emulator";
import {
    accountSubscriptionId,
    deliverToDcPackageDetails,
    importOrder,
} from "../../fixtures/diskInputs";
import { customerDiskJobs, jobId } from "../../fixtures/jobStack";
import { RaceCourse, type Race, type Ran, type Strike } from "./raceCourse";
import { expectOutcome, type Outcome } from "./raceTable";

const deleting: Race["operation"] = (engine, { id, outputs }) => engine.delete(id, outputs);
const creating: Race["operation"] = (engine, { inputs }) => engine.create(inputs);
const forgets = importOrder({ deletion: { waitMinutes: 0, whenUndeletable: "forget" } });

interface Cell {
    args?: ReturnType<typeof importOrder>;
    isNew?: true;
    begins?: string;
    strikes: Strike[];
    expected: Outcome;
}

/** An order that says where it is, and of what may be done only what is given. `named` gives it its id. */
const shows = (flags: object): FaultAction => ({
    type: "answer",
    status: 200,
    body: { properties: { status: "Created", ...flags } },
});
/** The strike, with the order's own id and name in the body of an order. */
const named = ({ action, ...strike }: Strike, name: string): Strike => {
    const isOrder = action.type === "answer" && isObject(action.body) && action.body.properties;
    const id = jobId(accountSubscriptionId, name, customerDiskJobs.namespace);
    const body = isOrder && { id, name, ...(action.body as object) };
    return { ...strike, action: isOrder ? { ...action, body } : action };
};
const isObject = (value: unknown): value is Record<string, unknown> =>
    typeof value === "object" && value !== null;
const says = (status: number, code: string, when: "before" | "after" = "before"): FaultAction => ({
    type: "answer",
    status,
    body: { error: { code, message: "Not now." } },
    when,
});
const on = (match: Strike["match"], action: FaultAction): Strike => ({ match, action });
const stays = (requests: RegExp, message: RegExp): Outcome => ({
    ends: "refused",
    requests,
    says: message,
    job: "there",
});
const goes = (requests: RegExp): Outcome => ({
    ends: "well",
    requests,
    says: /^((?!Cannot|Stopped|refused)[^])*$/,
    job: "gone",
});
const missing = (flags: string) =>
    stays(
        /^GET 200$/,
        new RegExp(
            `Cannot delete job .* is Created, and Azure does not say whether .* Azure says ${flags}\\. Nothing was changed`,
        ),
    );

const deletes: Record<string, Cell> = {
    "no-flag": {
        strikes: [on({ method: "GET" }, shows({}))],
        expected: missing("isDeletable: missing, isCancellable: missing"),
    },
    "only-cancellable": {
        strikes: [on({ method: "GET" }, shows({ isCancellable: true }))],
        expected: missing(
            "isDeletable: missing, isCancellable: true, isCancellableWithoutFee: missing",
        ),
    },
    "flag-as-text": {
        strikes: [on({ method: "GET" }, shows({ isDeletable: "true", isCancellable: "false" }))],
        expected: missing("isDeletable: missing, isCancellable: missing"),
    },
    "fee-unsaid": {
        strikes: [on({ method: "GET" }, shows({ isDeletable: false, isCancellable: true }))],
        expected: stays(/^GET 200$/, /isCancellableWithoutFee: missing\).* Nothing was changed/),
    },
    "cancel-lost-once": {
        strikes: [on({ method: "POST" }, { type: "drop", when: "before" })],
        expected: goes(/^GET 200, POST dropped, POST 204, GET 200, DELETE 202$/),
    },
    "cancel-done-unsaid": {
        // The second try finds the order cancelled already: Azure refuses it, and the next look tells.
        strikes: [on({ method: "POST" }, { type: "drop", when: "after" })],
        expected: {
            ...goes(/^GET 200, POST dropped, POST 409, GET 200, DELETE 202$/),
            says: /Asking Azure to cancel/,
        },
    },
    "cancel-refused": {
        strikes: [on({ method: "POST" }, says(409, "OrderBusy"))],
        expected: stays(
            /^GET 200, POST 409, GET 200$/,
            /Azure refused to cancel job .* is Created: 409 OrderBusy: Not now\.\. Azure's own flags say otherwise \(isDeletable: false, isCancellable: true/,
        ),
    },
    "cancel-forgotten": {
        args: forgets,
        strikes: [on({ method: "POST" }, says(409, "OrderBusy"))],
        expected: {
            ...stays(/^GET 200, POST 409, GET 200$/, /Forgetting job .* is Created .*"forget"/),
            ends: "well",
        },
    },
    "cancel-locked": {
        args: forgets,
        strikes: [on({ method: "POST" }, says(409, "ScopeLocked"))],
        expected: stays(/^GET 200, POST 409, GET 200$/, /409 ScopeLocked.* Is there a lock/),
    },
    "cancel-forbidden": {
        args: forgets,
        strikes: [on({ method: "POST" }, says(403, "AuthorizationFailed"))],
        expected: stays(/^GET 200, POST 403$/, /403 AuthorizationFailed/),
    },
    "delete-refused": {
        begins: "Completed",
        strikes: [on({ method: "DELETE" }, says(409, "OrderBusy"))],
        expected: stays(
            /^GET 200, DELETE 409, GET 200$/,
            /Azure refused to delete job .* still reports it as Completed: 409 OrderBusy.* flags say otherwise \(isDeletable: true/,
        ),
    },
    "delete-by-a-proxy": {
        begins: "Completed",
        strikes: [
            on({ method: "DELETE" }, { type: "answer", status: 404, body: "<html>Gone</html>" }),
        ],
        expected: stays(/^GET 200, DELETE 404$/, /without an error code of Resource Manager/),
    },
    "look-by-a-proxy": {
        strikes: [
            on({ method: "GET" }, { type: "answer", status: 404, body: "<html>Gone</html>" }),
        ],
        expected: stays(/^GET 404$/, /without an error code of Resource Manager/),
    },
};

const creates: Record<string, Cell> = {
    "put-refused": {
        isNew: true,
        strikes: [on({ method: "PUT" }, says(400, "BadRequest"))],
        expected: {
            ...stays(/^GET 404, PUT 400, GET 404$/, /Could not create job .* 400 BadRequest/),
            job: "gone",
        },
    },
    "put-meets-another": {
        // As a creation under way answers that was cut off before: it may be this one's.
        isNew: true,
        strikes: [on({ method: "PUT" }, says(409, "ConflictingConcurrentWrite"))],
        expected: {
            ends: "kept",
            requests: /^GET 404, PUT 409(, GET 404)+$/,
            says: /did not confirm the creation of job .* so it may exist.* kept in the stack/,
            job: "gone",
        },
    },
    "put-locked": {
        isNew: true,
        strikes: [on({ method: "PUT" }, says(409, "ScopeLocked"))],
        expected: {
            ...stays(/^GET 404, PUT 409, GET 404$/, /Could not create job .* 409 ScopeLocked/),
            job: "gone",
        },
    },
    "put-not-shown": {
        // Accepted, and at work: until the order appears a look answers 404.
        isNew: true,
        strikes: [
            {
                match: { operation: "DataBox.Jobs_Get", nth: 2 },
                times: "always",
                action: says(404, "ResourceNotFound"),
            },
        ],
        expected: {
            ends: "kept",
            requests: /^GET 404, PUT 202(, GET 404)+$/,
            says: /did not confirm the creation of job .* so it may exist.* kept in the stack/,
            job: "there",
        },
    },
    "put-shows-other-disks": {
        args: importOrder({ deliverToDcPackageDetails }),
        isNew: true,
        strikes: [
            on(
                { operation: "DataBox.Jobs_Get", nth: 2 },
                {
                    ...shows({
                        transferType: "ImportToAzure",
                        isDeletable: false,
                        isCancellable: true,
                        details: {
                            ...importOrder().details,
                            importDiskDetailsCollection: { OTHER: {} },
                        },
                    }),
                },
            ),
        ],
        expected: {
            ends: "kept",
            requests: /^GET 404, PUT 202, GET 200$/,
            says: /Cannot announce the shipment of job .* differs from the program .*details\.importDiskDetailsCollection.* none was sent/,
            job: "there",
        },
    },
    "put-lost-once": {
        isNew: true,
        strikes: [on({ method: "PUT" }, { type: "drop", when: "before" })],
        expected: {
            ends: "well",
            requests: /^GET 404, PUT dropped, PUT 202, GET 200$/,
            says: /two weeks/,
            job: "there",
        },
    },
    "put-done-unsaid": {
        // The second try finds the first one's order, which Azure does not overwrite: it is ours by its tag.
        isNew: true,
        strikes: [on({ method: "PUT" }, { type: "drop", when: "after" })],
        expected: {
            ends: "well",
            requests: /^GET 404, PUT dropped, PUT 409, GET 200$/,
            says: /Found job .* going on with the creation that was interrupted/,
            job: "there",
        },
    },
};

describe.each([
    ["A delete", deleting, deletes],
    ["A create", creating, creates],
] as const)("%s", (_, operation, cells) => {
    let course: RaceCourse;
    let ran: Map<string, Ran>;
    beforeAll(async () => {
        course = await RaceCourse.open(customerDiskJobs, {
            subscriptionId: accountSubscriptionId,
        });
        const races = Object.entries(cells).map(
            ([name, { args = importOrder(), isNew, begins, strikes }]): Race => ({
                ...{ name, args, isNew, begins, operation },
                strikes: strikes.map((strike) => named(strike, name)),
            }),
        );
        ran = await course.run(races);
    }, 60_000);
    afterAll(() => course.close());

    it.each(Object.entries(cells))("meets: %s", (name, { expected }) => {
        expectOutcome(name, ran.get(name)!, expected);
    });
});

describe("An order whose creation Azure never confirmed, and does not show", () => {
    let course: RaceCourse;
    beforeAll(async () => {
        course = await RaceCourse.open(customerDiskJobs, {
            subscriptionId: accountSubscriptionId,
        });
    });
    afterAll(() => course.close());

    const never = on(
        { method: "PUT" },
        { type: "answer", status: 200, body: "<html>Welcome!</html>" },
    );
    /** The engine's copy of an order whose PUT was answered by a page. */
    const unconfirmed: Race["operation"] = async (engine, { inputs }) => {
        const { kept } = await engine.create(inputs);
        const { id, properties } = kept!;
        return { value: { id, properties } };
    };
    const minutesAgo = (count: number) => new Date(Date.now() - count * 60_000).toISOString();

    /** What a command makes of it, some minutes after the creation was asked for. */
    async function later(name: string, command: "read" | "delete", minutes: number) {
        const race: Race = {
            name: `${name}`,
            args: importOrder(),
            isNew: true,
            strikes: [never],
            operation: async (engine, resource) => {
                const { value } = (await unconfirmed(engine, resource)) as {
                    value: { id: string; properties: Record<string, unknown> };
                };
                expect(value.properties.creationAskedAt).toEqual(expect.any(String));
                const properties = {
                    ...value.properties,
                    creationAskedAt: minutesAgo(minutes),
                };
                return await engine[command](value.id, properties);
            },
        };
        return (await course.run([race])).get(name)!;
    }

    it("stays in the stack at a refresh while Azure may be at work on it", async () => {
        const { answer, says } = await later("read-soon", "read", 2);
        expect(answer).toMatchObject({ value: { properties: { creationUnconfirmed: true } } });
        expect(says).toMatch(/Azure does not show job .* yet.* stays in the stack.* within 28 min/);
    });

    it("stays though the clock of the machine that ordered it was half an hour ahead", async () => {
        const { answer } = await later("read-ahead", "read", -30);
        expect(answer).toMatchObject({ value: { properties: { creationUnconfirmed: true } } });
    });

    it("leaves the stack at a refresh when it can no longer appear", async () => {
        const { answer, says } = await later("read-late", "read", 40);
        expect(answer).not.toHaveProperty("value.properties.creationUnconfirmed");
        expect(says).toMatch(/was never created: it leaves the stack/);
    });

    it("is not taken for deleted while Azure may be at work on it", async () => {
        const { answer, says } = await later("delete-soon", "delete", 2);
        expect(answer.error).toMatch(/^Cannot delete job "delete-soon"/);
        expect(says).toMatch(/may still be at work on it.* "pulumi destroy" again in 28 min/);
    });

    it("is deleted when it can no longer appear", async () => {
        const { answer } = await later("delete-late", "delete", 40);
        expect(answer.error).toBeUndefined();
    });
});
