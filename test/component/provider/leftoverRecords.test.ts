/**
 * An adopted job without an owner tag gets another resource name in the program: the new resource adopts it, and the old
 * one is not to delete it. Not in the first `up`, and not in the same `up` again, whose process knows nothing of the first.
 */
import { importOrder } from "../../fixtures/diskInputs";
import { importJob } from "../../fixtures/jobInputs";
import { customerDiskJobs, importExportJobs, jobId } from "../../fixtures/jobStack";
import type { Properties } from "./providerProcess";
import { RaceCourse } from "./raceCourse";

describe.each([
    { service: "Import/Export", kind: importExportJobs, args: importJob() },
    { service: "Data Box", kind: customerDiskJobs, args: importOrder() },
])("A $service job that another resource of the stack has adopted", ({ kind, args }) => {
    const jobName = "photos";
    const inputsOf = (name: string): Properties => ({
        ...args,
        jobName,
        adoptExisting: true,
        owner: `organization/test/dev/${name}`,
    });
    let course: RaceCourse;
    const errors: (string | undefined)[] = [];
    const left: number[] = [];
    beforeAll(async () => {
        course = await RaceCourse.open(kind);
        const { emulator, provider } = course;
        const id = jobId(emulator.subscriptionId, jobName, kind.namespace);
        const made = await provider.begin(
            { "azure-importexport:ownerTag": "false" },
            kind.storedLine,
        );
        const ordered = (await made.check({}, inputsOf("old"))).value!.inputs;
        const old = (await made.create(ordered)).value!.properties;
        emulator.move(id, "Completed");

        const first = await provider.begin({}, kind.storedLine);
        const checked = (await first.check({}, inputsOf("new"))).value!.inputs;
        expect((await first.create(checked)).error).toBeUndefined();
        const again = await provider.begin({}, kind.storedLine);
        for (const up of [first, again]) {
            if (up === again) await up.check(checked, inputsOf("new"));
            errors.push((await up.delete(id, old)).error);
            left.push(emulator.jobs().length);
        }
    });
    afterAll(() => course.close());

    it("is not deleted with the old resource in the first up", () => {
        expect(errors[0]).toContain(`"${jobName}"`);
        expect(left[0]).toBe(1);
    });

    it("is not deleted with the old resource in the same up again", () => {
        expect(errors[1]).toContain(`"${jobName}"`);
        expect(left[1]).toBe(1);
    });
});
