/**
 * Two stacks whose owner words are the same – a name that is used again after a rename, another backend of files, a copied
 * program: neither takes the other's job. The words are no proof, and the drives are none either.
 */
import { randomUUID } from "node:crypto";
import { deliverToDcPackageDetails, disk, importOrder } from "../../fixtures/diskInputs";
import { announcedShipment, drive, importJob } from "../../fixtures/jobInputs";
import { customerDiskJobs, importExportJobs } from "../../fixtures/jobStack";
import type { Properties } from "./providerProcess";
import { RaceCourse, type Race, type Ran } from "./raceCourse";

describe.each([
    {
        service: "Import/Export",
        kind: importExportJobs,
        args: importJob(),
        otherDrives: importJob({ properties: { driveList: [{ ...drive, driveId: "BBBB0002" }] } }),
        shipped: importJob({ properties: announcedShipment }),
    },
    {
        service: "Data Box",
        kind: customerDiskJobs,
        args: importOrder(),
        otherDrives: importOrder({ details: { importDiskDetailsCollection: { BBBB0002: disk } } }),
        shipped: importOrder({ deliverToDcPackageDetails }),
    },
])(
    "A second stack of the owner words of a $service job",
    ({ kind, args, otherDrives, shipped }) => {
        const comesAgain = (more: Properties = {}): Race["operation"] => {
            return (engine, { inputs }) =>
                engine.create({ ...inputs, creation: randomUUID(), ...more });
        };
        const forgets = { waitMinutes: 0, whenTimeIsUp: "forget" };
        const situations: Record<string, Pick<Race, "args" | "operation">> = {
            "the same program": { args, operation: comesAgain() },
            "other drives": { args, operation: comesAgain(otherDrives) },
            "a job on its way": {
                args: { ...shipped, deletion: forgets },
                operation: comesAgain(),
            },
        };
        const titles = Object.keys(situations);
        let course: RaceCourse;
        let ran: Map<string, Ran>;
        /** What was asked of the jobs when the second stack was destroyed. */
        let destroyed: string[];
        beforeAll(async () => {
            course = await RaceCourse.open(kind);
            const races = Object.values(situations).map((race, index): Race => ({
                name: `shared-${index}`,
                strikes: [],
                ...race,
            }));
            ran = await course.run(races);
            const before = course.emulator.requests().length;
            const destroy = await course.provider.begin({}, kind.storedLine);
            for (const { answer } of ran.values()) {
                const made = answer.value as { id: string; properties: Properties } | undefined;
                if (made) await destroy.delete(made.id, made.properties);
            }
            destroyed = course.emulator
                .requests()
                .slice(before)
                .map(({ method, path }) => `${method} ${path}`);
        });
        afterAll(() => course.close());
        const of = (title: string) => ran.get(`shared-${titles.indexOf(title)}`)!;

        it.each(titles)("meets the job of the first: %s", (title) => {
            expect(of(title).requests).toMatch(/^GET 200/);
        });

        describe.each(titles)("with %s", (title) => {
            it("is refused, and told of adoptExisting", () => {
                expect(of(title).answer.value).toBeUndefined();
                expect(of(title).answer.kept).toBeUndefined();
                expect(of(title).answer.error).toContain("adoptExisting");
            });

            it("sends nothing to it", () => {
                expect(of(title).requests).not.toMatch(/PUT|PATCH|POST|DELETE/);
                expect(of(title).job).toBeDefined();
            });
        });

        it("leaves every job of the first when it is destroyed", () => {
            expect(destroyed.filter((request) => !request.startsWith("GET"))).toEqual([]);
            expect(course.emulator.jobs()).toHaveLength(titles.length);
        });
    },
);
