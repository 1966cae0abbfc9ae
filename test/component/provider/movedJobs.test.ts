/** A job that somebody moved to another resource group: under its old id Azure has none, and it is not gone. */
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
    const moved = (operation: Race["operation"], waitMs = 0): Race["operation"] => {
        return async (engine, resource) => {
            const { emulator } = course;
            const job = (emulator.jobs() as (ServiceJob & { id: string })[]).find(
                ({ id }) => id.toLowerCase() === resource.id.toLowerCase(),
            )!;
            emulator.remove(resource.id);
            const { tags, properties } = job;
            emulator.plant(elsewhere(resource.id), {
                tags,
                state: properties.state ?? properties.status,
            });
            await new Promise((resolve) => setTimeout(resolve, waitMs));
            return await operation(engine, resource);
        };
    };
    const deletes = moved((engine, { id, outputs }) => engine.delete(id, outputs));
    const read: Race["operation"] = (engine, { id, outputs }) => engine.read(id, outputs);
    const reads = moved(read);
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
    const elsewhere = (id: string) => id.replace("/rg-archive/", "/rg-elsewhere/");
    const others: Race[] = [
        {
            name: "another-elsewhere",
            args,
            strikes: [],
            operation: async (engine, { id, outputs }) => {
                course.emulator.remove(id);
                course.emulator.plant(elsewhere(id), {
                    tags: { "pulumi-owner": "organization/other/prod/photos" },
                });
                return await engine.delete(id, outputs);
            },
        },
        {
            name: "same-words",
            args,
            strikes: [],
            // State of an older version: its owner has no identity, and neither has the tag of the other job.
            operation: async (engine, { id, outputs }) => {
                course.emulator.remove(id);
                const owner = "organization/test/dev/same-words";
                course.emulator.plant(elsewhere(id), { tags: { "pulumi-owner": owner } });
                return await engine.delete(id, { ...outputs, owner });
            },
        },
        {
            name: "moved-meanwhile",
            args,
            strikes: [{ action: { type: "removeJob" } }],
            operation: async (engine, { id, outputs }) => {
                const { owner } = outputs as { owner: string };
                course.emulator.plant(elsewhere(id), { tags: { "pulumi-owner": owner } });
                return await engine.delete(id, outputs);
            },
        },
    ];
    beforeAll(async () => {
        course = await RaceCourse.open(kind);
        ran = await course.run([...races, ...others]);
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

    it("stays the one that another stack's job of its name elsewhere is not", () => {
        expect(ran.get("another-elsewhere")!.answer).toEqual({ value: "deleted" });
    });

    it("stays the one that a job of the same words and another time of creation is not", () => {
        expect(ran.get("same-words")!.answer).toEqual({ value: "deleted" });
    });

    it("is found when it is moved after the look, by the request that finds none", () => {
        expect(ran.get("moved-meanwhile")!.answer.error).toContain("rg-elsewhere");
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

    it("is not looked for in another subscription: one that was shipped stays as purged, and another leaves the stack", async () => {
        // The emulator has one subscription: a job that leaves it is in no list any more.
        const leaves: Race["operation"] = async (engine, { id, outputs }) => {
            course.emulator.remove(id);
            return await engine.read(id, outputs);
        };
        const results = await course.run([
            { name: "away-early", args, strikes: [], operation: leaves },
            { name: "away-late", args: shipped, begins: where, strikes: [], operation: leaves },
        ]);
        expect(results.get("away-early")!.answer.value).toMatchObject({ id: "" });
        expect(results.get("away-late")!.answer.value).toMatchObject({
            properties: { purged: true },
        });
    });

    it("is not called gone while the subscription cannot be listed", async () => {
        course.emulator.addFault({
            match: { operation: list },
            times: "always",
            action: says(503, "ServerBusy"),
        });
        const unlisted = (operation: Race["operation"]) => ({ args, strikes: [], operation });
        const results = await course.run([
            { name: "deleted-unlisted", ...unlisted(deletes) },
            { name: "read-unlisted", ...unlisted(reads) },
        ]);
        for (const { answer } of results.values())
            expect(answer.error).toMatch(/list the jobs.*503/);
    });

    it("is not called gone by a proxy's page that forbids the list", async () => {
        course.emulator.addFault({
            match: { operation: list },
            times: "always",
            action: { type: "answer", status: 403, body: "<html>Forbidden</html>" },
        });
        const race = { name: "proxied", args, strikes: [], operation: deletes };
        expect((await course.run([race])).get("proxied")!.answer.error).toContain("403");
    });

    it("is listed once for all that an operation misses, and on every page", async () => {
        const crowd = [...Array(120).keys()].map((number) => `crowd-${number}`);
        const subscription = `/subscriptions/${course.emulator.subscriptionId}`;
        for (const name of crowd) {
            course.emulator.plant(
                `${subscription}/resourceGroups/rg-crowd/providers/${kind.namespace}/jobs/${name}`,
                {},
            );
        }
        const names = ["missed-1", "missed-2", "missed-3"];
        const before = course.emulator.requests().length;
        const results = await course.run(
            names.map((name, index) => ({
                name,
                args,
                strikes: [],
                operation: moved(read, index * 200),
            })),
        );
        for (const { says: said } of results.values()) expect(said).toContain("rg-elsewhere");
        const lists = course.emulator.requests().slice(before);
        expect(lists.filter(({ operation }) => operation === list)).toHaveLength(2);
    });
});
