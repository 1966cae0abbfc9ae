/**
 * A job that somebody moved to another resource group: under its old id Azure has none, and it is not gone. Kept for
 * issue K, row 27. `it` says what does not hold yet.
 */
import { deliverToDcPackageDetails, importOrder } from "../../fixtures/diskInputs";
import { announcedShipment, importJob } from "../../fixtures/jobInputs";
import { customerDiskJobs, importExportJobs, type ServiceJob } from "../../fixtures/jobStack";
import { RaceCourse, type Race, type Ran } from "./raceCourse";

describe.each([
    {
        service: "Import/Export",
        kind: importExportJobs,
        args: importJob(),
        shipped: importJob({ properties: announcedShipment }),
        where: "Shipping",
    },
    {
        service: "Data Box",
        kind: customerDiskJobs,
        args: importOrder(),
        shipped: importOrder({ deliverToDcPackageDetails }),
        where: "ShippedToAzureDC",
    },
])("A $service job in another resource group", ({ kind, args, shipped, where }) => {
    let course: RaceCourse;
    let ran: Map<string, Ran>;
    const moved = (operation: Race["operation"]): Race["operation"] => {
        return async (engine, resource) => {
            const { emulator } = course;
            const job = (emulator.jobs() as (ServiceJob & { id: string })[]).find(
                ({ id }) => id.toLowerCase() === resource.id.toLowerCase(),
            )!;
            emulator.remove(resource.id);
            const { tags, properties } = job;
            emulator.plant(resource.id.replace("/rg-archive/", "/rg-elsewhere/"), {
                tags,
                state: properties.state ?? properties.status,
            });
            return await operation(engine, resource);
        };
    };
    const deletes = moved((engine, { id, outputs }) => engine.delete(id, outputs));
    const reads = moved((engine, { id, outputs }) => engine.read(id, outputs));
    const races: Race[] = [
        { name: "deleted-early", args, strikes: [], operation: deletes },
        { name: "deleted-late", args: shipped, begins: where, strikes: [], operation: deletes },
        { name: "read-early", args, strikes: [], operation: reads },
        { name: "read-late", args: shipped, begins: where, strikes: [], operation: reads },
    ];
    const names = races.map(({ name }) => name);
    beforeAll(async () => {
        course = await RaceCourse.open(kind);
        ran = await course.run(races);
    });
    afterAll(() => course.close());

    it.each(names)("is not found under the old id: %s", (name) => {
        expect(ran.get(name)!.requests).toMatch(/GET 404/);
        expect(ran.get(name)!.job).toBeDefined();
    });

    it.each(names)("is told by where it is: %s", (name) => {
        expect(ran.get(name)!.says).toContain("rg-elsewhere");
    });

    it.each(["deleted-early", "deleted-late"])("stays in the stack: %s", (name) => {
        expect(ran.get(name)!.answer.error).toBeDefined();
    });

    it("is not called gone by a refresh, so that no second one is ordered", () => {
        expect(ran.get("read-early")!.answer.value).not.toMatchObject({ id: "" });
    });
});
