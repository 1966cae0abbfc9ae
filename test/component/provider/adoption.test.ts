/**
 * Jobs that exist, adopted by the programs that people have: the one of docs/adopting.md, and jobs made with Microsoft's
 * published samples. The rules for the shape of a new job do not bind an adoption.
 */
import { importOrder } from "../../fixtures/diskInputs";
import { exportJob, importJob, storageAccountId } from "../../fixtures/jobInputs";
import { customerDiskJobs, importExportJobs } from "../../fixtures/jobStack";
import type { Properties } from "./providerProcess";
import { RaceCourse, type Race, type Ran } from "./raceCourse";
import { without } from "./withoutInput";

/** `up`, then the preview of the unchanged program. */
const adopts = (program: (args: Properties) => Properties): Race["operation"] => {
    return async (engine, { inputs }) => {
        const news = { ...program(inputs), adoptExisting: true };
        const { value: checked } = await engine.check({}, news);
        if (checked!.failures.length > 0) return { error: JSON.stringify(checked!.failures) };
        const made = await engine.create(checked!.inputs);
        if (!made.value) return made;
        const again = (await engine.check(checked!.inputs, news)).value!;
        return await engine.diff(made.value.id, made.value.properties, again.inputs);
    };
};
const asIs = { changes: false, replaces: [] };

describe.each([
    {
        service: "Import/Export",
        kind: importExportJobs,
        args: importJob({ tags: { team: "archive" } }),
        shorter: without("properties", "driveList"),
    },
    {
        service: "Data Box",
        kind: customerDiskJobs,
        args: importOrder({ tags: { team: "archive" } }),
        shorter: without("details", "importDiskDetailsCollection"),
    },
])("An import of $service", ({ kind, args, shorter }) => {
    const untagged = (inputs: Properties) => ({ ...inputs, tags: undefined });
    const races: Race[] = [
        { name: "whole", args, strikes: [], operation: adopts(untagged) },
        {
            name: "without-disks",
            args,
            strikes: [],
            operation: adopts((inputs) => untagged(shorter(inputs))),
        },
        {
            name: "of-none",
            args,
            strikes: [],
            operation: adopts((inputs) => ({ ...shorter(inputs), jobName: "nothing-there" })),
        },
    ];
    let course: RaceCourse;
    let ran: Map<string, Ran>;
    beforeAll(async () => {
        course = await RaceCourse.open(kind);
        ran = await course.run(races);
    });
    afterAll(() => course.close());

    it("is adopted as it is", () => {
        expect(ran.get("whole")!.answer).toEqual({ value: asIs });
    });

    it("is adopted as it is by a program that leaves its disks out", () => {
        expect(ran.get("without-disks")!.answer).toEqual({ value: asIs });
        expect(ran.get("without-disks")!.requests).not.toMatch(/PUT|PATCH|DELETE/);
    });

    it("is not ordered by such a program where there is none, and the program learns what it lacks", () => {
        const { error } = ran.get("of-none")!.answer;
        expect(error).toMatch(/^Cannot adopt job "nothing-there" .* Azure has no job of that name/);
        expect(error).toMatch(/(driveList|importDiskDetailsCollection) is (missing|empty)/);
        expect(course.emulator.jobs()).not.toContainEqual(
            expect.objectContaining({ name: "nothing-there" }),
        );
    });
});

describe("An export whose blob paths begin with a slash, as Microsoft's published command has them", () => {
    let course: RaceCourse;
    let checked: { failures: object[]; inputs: Properties };
    let ran: Ran;
    beforeAll(async () => {
        course = await RaceCourse.open();
        const args = exportJob({ properties: { export: { blobPath: ["/"] } } });
        const engine = await course.provider.begin();
        checked = (await engine.check({}, { ...args, jobName: "MyIEjob1" })).value!;
        const operation = adopts((inputs) => inputs);
        const race: Race = { name: "MyIEjob1", args, strikes: [], operation };
        ran = (await course.run([race])).get("MyIEjob1")!;
    });
    afterAll(() => course.close());

    it("is what Azure takes", () => {
        const { export: selection } = ran.job!.properties;
        expect(selection).toMatchObject({ blobList: { blobPath: ["/"] } });
        expect(ran.job!.properties).toMatchObject({ storageAccountId });
    });

    it("is taken as a new job's", () => {
        expect(checked.failures).toEqual([]);
    });

    it("is adopted as it is", () => {
        expect(ran.answer).toEqual({ value: asIs });
    });
});
