/**
 * Resource Manager no longer routes the service: its three codes for that, at every request.
 */
import { importOrder } from "../../fixtures/diskInputs";
import { importJob } from "../../fixtures/jobInputs";
import { customerDiskJobs, importExportJobs } from "../../fixtures/jobStack";
import { says } from "./badAnswers";
import { RaceCourse, type Race, type Ran } from "./raceCourse";

const codes: [number, string][] = [
    [400, "NoRegisteredProviderFound"],
    [404, "InvalidResourceType"],
    [404, "InvalidResourceNamespace"],
];
const forgets = { waitMinutes: 0, whenUndeletable: "forget" };

describe.each([
    { service: "Import/Export", kind: importExportJobs, argsOf: importJob },
    { service: "Data Box", kind: customerDiskJobs, argsOf: importOrder },
])("A stack whose $service is gone", ({ kind, argsOf }) => {
    const operations: Record<string, Partial<Race> & Pick<Race, "operation">> = {
        create: { isNew: true, operation: (engine, { inputs }) => engine.create(inputs) },
        read: { operation: (engine, { id, outputs }) => engine.read(id, outputs) },
        delete: { operation: (engine, { id, outputs }) => engine.delete(id, outputs) },
        forget: {
            args: argsOf({ deletion: forgets }),
            operation: (engine, { id, outputs }) => engine.delete(id, outputs),
        },
    };
    let course: RaceCourse;
    let ran: Map<string, Ran>;
    beforeAll(async () => {
        course = await RaceCourse.open(kind);
        const races = codes.flatMap(([status, code], index) =>
            Object.entries(operations).map(([what, race]): Race => {
                const strikes = [{ times: "always" as const, action: says(status, code) }];
                return { name: `${what}-${index}`, args: argsOf(), strikes, ...race };
            }),
        );
        ran = await course.run(races);
    });
    afterAll(() => course.close());
    const ended = (what: string, code: string) =>
        ran.get(`${what}-${codes.findIndex(([, one]) => one === code)}`)!;
    const names = codes.map(([, code]) => code);

    it.each(names)("forgets no job on its own for %s", (code) => {
        for (const what of ["read", "delete"]) expect(ended(what, code).answer.error).toBeDefined();
        expect(ended("create", code).job).toBeUndefined();
    });

    it.each(names)("forgets the job for %s where the program says so", (code) => {
        expect(ended("forget", code).answer).toEqual({ value: "deleted" });
    });

    it.each(names)("says for %s how the stack gets rid of the job", (code) => {
        expect(ended("delete", code).answer.error).toContain("whenUndeletable");
    });

    if (kind === importExportJobs) {
        it.each(names)("names for %s the class that takes its place", (code) => {
            expect(ended("create", code).answer.error).toContain("CustomerDiskJob");
        });
    }
});
