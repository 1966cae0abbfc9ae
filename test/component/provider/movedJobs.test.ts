/**
 * A job that somebody moved to another resource group: under its old id Azure has none, and it is not gone. Kept for
 * issue K, row 27. `it` says what does not hold yet.
 */
import { deliverToDcPackageDetails, importOrder } from "../../fixtures/diskInputs";
import { announcedShipment, importJob } from "../../fixtures/jobInputs";
import { customerDiskJobs, importExportJobs, type ServiceJob } from "../../fixtures/jobStack";
import { says } from "./badAnswers";
import { RaceCourse, type Race, type Ran } from "./raceCourse";

describe.each([
    {
        service: "Import/Export",
        kind: importExportJobs,
        args: importJob(),
        shipped: importJob({ properties: announcedShipment }),
        where: "Shipping",
        list: "Jobs_ListBySubscription",
    },
    {
        service: "Data Box",
        kind: customerDiskJobs,
        args: importOrder(),
        shipped: importOrder({ deliverToDcPackageDetails }),
        where: "ShippedToAzureDC",
        list: "DataBox.Jobs_List",
    },
])("A $service job in another resource group", ({ kind, args, shipped, where, list }) => {
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
    const updates = moved((engine, { id, inputs, outputs }) =>
        engine.update(id, outputs, { ...inputs, tags: { team: "archive" } }),
    );
    const replaces = moved((engine, { id, inputs, outputs }) =>
        engine.diff(id, outputs, { ...inputs, location: "eastus" }),
    );
    const races: Race[] = [
        { name: "updated-early", args, strikes: [], operation: updates },
        { name: "replaced-early", args, strikes: [], operation: replaces },
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

    it.each(["deleted-early", "deleted-late", "updated-early", "replaced-early"])(
        "stays in the stack: %s",
        (name) => {
            expect(ran.get(name)!.answer.error).toBeDefined();
        },
    );

    it("stays the one that another stack's job of its name elsewhere is not", async () => {
        const race: Race = {
            name: "another-elsewhere",
            args,
            strikes: [],
            operation: async (engine, { id, outputs }) => {
                course.emulator.remove(id);
                course.emulator.plant(id.replace("/rg-archive/", "/rg-others/"), {
                    tags: { "pulumi-owner": "organization/other/prod/photos" },
                });
                return await engine.delete(id, outputs);
            },
        };
        const { answer } = (await course.run([race])).get("another-elsewhere")!;
        expect(answer).toEqual({ value: "deleted" });
    });

    it("is gone by the GET where the subscription may not be listed, and that is said", async () => {
        course.emulator.addFault({
            match: { operation: list },
            times: "always",
            action: says(403, "AuthorizationFailed"),
        });
        const race: Race = {
            name: "not-listed",
            args,
            strikes: [],
            operation: async (engine, { id, outputs }) => {
                course.emulator.remove(id);
                return await engine.delete(id, outputs);
            },
        };
        const { answer, says: said } = (await course.run([race])).get("not-listed")!;
        expect(answer).toEqual({ value: "deleted" });
        expect(said).toContain("may not list");
    });

    it("is not called gone by a refresh, so that no second one is ordered", () => {
        expect(ran.get("read-early")!.answer.value).not.toMatchObject({ id: "" });
    });
});
