/**
 * Conflicts that ARM documents as passing, and an operation whose 202 has `Azure-AsyncOperation` and no `Location`.
 */
import { importOrder } from "../../fixtures/diskInputs";
import { importJob } from "../../fixtures/jobInputs";
import { customerDiskJobs, importExportJobs, jobId } from "../../fixtures/jobStack";
import { says } from "./badAnswers";
import { RaceCourse, type Race, type Ran } from "./raceCourse";

const conflict = says(409, "AnotherOperationInProgress", "Another operation is in progress.");
const tags = { team: "archive" };

describe.each([
    { service: "Import/Export", kind: importExportJobs, args: importJob() },
    { service: "Data Box", kind: customerDiskJobs, args: importOrder() },
])("Another operation of $service that is in progress", ({ kind, args }) => {
    const operations: Record<string, Pick<Race, "isNew" | "operation">> = {
        PUT: { isNew: true, operation: (engine, { inputs }) => engine.create(inputs) },
        PATCH: {
            operation: (engine, { id, inputs, outputs }) =>
                engine.update(id, outputs, { ...inputs, tags }),
        },
        DELETE: { operation: (engine, { id, outputs }) => engine.delete(id, outputs) },
    };
    let course: RaceCourse;
    let ran: Map<string, Ran>;
    beforeAll(async () => {
        course = await RaceCourse.open(kind);
        const races = Object.entries(operations).map(([method, race]): Race => {
            const strikes = [{ match: { method }, action: conflict }];
            const begins =
                kind === customerDiskJobs && method === "DELETE" ? "Completed" : undefined;
            return { name: `busy-${method.toLowerCase()}`, args, begins, strikes, ...race };
        });
        ran = await course.run(races);
    });
    afterAll(() => course.close());
    const of = (method: string) => ran.get(`busy-${method.toLowerCase()}`)!;

    it.each(Object.keys(operations))("meets the %s", (method) => {
        expect(of(method).requests).toContain(`${method} 409`);
    });

    it.each(Object.keys(operations))("is waited for by the %s", (method) => {
        expect(of(method).answer.error).toBeUndefined();
        expect(of(method).requests).toMatch(new RegExp(`${method} 409,.*${method} 20\\d`));
    });
});

describe("A deletion of an order whose 202 has Azure-AsyncOperation only", () => {
    const name = "watched";
    let course: RaceCourse;
    let ran: Ran;
    beforeAll(async () => {
        course = await RaceCourse.open(customerDiskJobs);
        const id = jobId(course.emulator.subscriptionId, name, customerDiskJobs.namespace);
        const operation = `${course.emulator.endpoint}${id}?api-version=2025-02-01&operation=1`;
        const race: Race = {
            name,
            args: importOrder(),
            begins: "Completed",
            strikes: [
                {
                    match: { method: "DELETE" },
                    action: {
                        type: "answer",
                        status: 202,
                        headers: { "Azure-AsyncOperation": operation, "Retry-After": "0" },
                    },
                },
                {
                    match: { method: "GET", nth: 2 },
                    action: { type: "answer", status: 200, body: { status: "Succeeded" } },
                },
            ],
            operation: (engine, { id, outputs }) => engine.delete(id, outputs),
        };
        ran = (await course.run([race])).get(name)!;
    });
    afterAll(() => course.close());

    it("is accepted by Azure", () => {
        expect(ran.requests).toMatch(/^GET 200, DELETE 202/);
    });

    it("is followed to its end", () => {
        expect(ran.requests).toMatch(/^GET 200, DELETE 202, GET 200/);
    });
});
