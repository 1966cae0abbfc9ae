/** A replacement deletes first: the job must not go for one that create is known to refuse. Both services, both providers. */
import { importOrder } from "../../fixtures/diskInputs";
import { importJob } from "../../fixtures/jobInputs";
import { customerDiskJobs, doorsOf, importExportJobs } from "../../fixtures/jobStack";
import { isNightly } from "../../fixtures/nightly";
import type { Operation, Properties } from "./providerProcess";
import { RaceCourse, type Race, type Ran, type Resource } from "./raceCourse";
import { without } from "./withoutInput";

describe.each([
    {
        service: "Import/Export",
        kind: importExportJobs,
        args: importJob(),
        shorter: without("properties", "driveList"),
        missing: "driveList",
    },
    {
        service: "Data Box",
        kind: customerDiskJobs,
        args: importOrder(),
        shorter: without("details", "importDiskDetailsCollection"),
        missing: "importDiskDetailsCollection",
    },
])("A $service job in whose place another", ({ kind, args, shorter, missing }) => {
    const elsewhere = { location: "eastus" };
    /** `up` of another program: what the engine asks for a replacement by an input, up to the delete. */
    const turnsInto = (program: (inputs: Properties) => Properties): Race["operation"] => {
        return async (engine, resource) => {
            const news = program(resource.inputs);
            const checked = await engine.check(resource.inputs, news);
            if (!checked.value || checked.value.failures.length > 0) return checked;
            const diff = await engine.diff(resource.id, resource.outputs, checked.value.inputs);
            if (diff.error !== undefined) return diff;
            expect(diff.value.replaces).not.toEqual([]);
            return await replaced(engine, resource, checked.value.inputs);
        };
    };
    /** `up --replace`: the old inputs are hidden, and nothing is compared. */
    const isForcedInto = (program: (inputs: Properties) => Properties): Race["operation"] => {
        return async (engine, resource) => {
            const checked = await engine.check({}, program(resource.inputs));
            if (!checked.value || checked.value.failures.length > 0) return checked;
            return await replaced(engine, resource, checked.value.inputs);
        };
    };
    async function replaced(engine: Operation, { id, outputs }: Resource, inputs: Properties) {
        const deleted = await engine.delete(id, outputs);
        return deleted.error === undefined ? await engine.create(inputs) : deleted;
    }
    const adopting = (inputs: Properties) => ({ ...shorter(inputs), adoptExisting: true });
    const plants = (name: string, operation: Race["operation"]): Race["operation"] => {
        return async (engine, resource) => {
            course.emulator.plant(resource.id.replace(/[^/]+$/, name), {});
            return await operation(engine, resource);
        };
    };
    const refused: Record<string, Race["operation"]> = {
        "is not described, which only adopts": turnsInto((inputs) => ({
            ...adopting(inputs),
            ...elsewhere,
        })),
        "is not described, by --replace": isForcedInto(adopting),
        "is not described, and its name is none's": turnsInto((inputs) => ({
            ...adopting(inputs),
            jobName: "nobodys",
        })),
        "would take somebody's name": plants(
            "somebodys",
            turnsInto((inputs) => ({ ...inputs, jobName: "somebodys" })),
        ),
        "would adopt one that differs": plants(
            "different",
            turnsInto((inputs) => ({
                ...inputs,
                ...elsewhere,
                jobName: "different",
                adoptExisting: true,
            })),
        ),
    };
    const made: Record<string, Race["operation"]> = {
        "is described, and adopts": turnsInto((inputs) => ({
            ...inputs,
            ...elsewhere,
            adoptExisting: true,
        })),
        "has a name that is free": turnsInto((inputs) => ({ ...inputs, jobName: "free" })),
    };
    let course: RaceCourse;

    describe.each(isNightly ? doorsOf(kind) : doorsOf(kind).slice(0, 1))(
        "of the %s provider",
        (door, doorKind) => {
            let ran: Map<string, Ran>;
            const nameOf = (title: string) =>
                `${door.slice(0, 3)}-${[...Object.keys(refused), ...Object.keys(made)].indexOf(title)}`;
            beforeAll(async () => {
                course = await RaceCourse.open(doorKind);
                const races = Object.entries({ ...refused, ...made }).map(
                    ([title, operation]): Race => ({
                        name: nameOf(title),
                        args,
                        ...(kind === importExportJobs ? {} : { begins: "Completed" }),
                        strikes: [],
                        operation,
                    }),
                );
                ran = await course.run(races);
            });
            afterAll(() => course.close());

            it.each(Object.keys(refused))("%s, is not deleted, and nothing is sent", (title) => {
                const { answer, requests, job } = ran.get(nameOf(title))!;
                expect(answer.error).toMatch(/Cannot (replace|adopt|create)/);
                expect(requests).not.toMatch(/PUT|PATCH|POST|DELETE/);
                expect(job).toBeDefined();
            });

            it("is not described, is refused in words that name what lacks", () => {
                const { answer } = ran.get(nameOf("is not described, by --replace"))!;
                expect(answer.error).toContain(missing);
                expect(answer.error).toContain("Nothing was deleted");
            });

            it.each(Object.keys(made))("%s, is deleted, and the other is made", (title) => {
                const { answer, requests } = ran.get(nameOf(title))!;
                expect(answer.error).toBeUndefined();
                expect(requests).toMatch(/DELETE 20[0-9]/);
            });
        },
    );
});
