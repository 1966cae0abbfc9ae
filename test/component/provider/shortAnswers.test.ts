/**
 * Answers of Azure from which anything may be missing, one after another: an unchanged program changes nothing, whatever
 * they lack. fast-check chooses what; a failure tells the least that does it.
 */
import fc from "fast-check";
import { deliverToDcPackageDetails, exportOrder, importOrder } from "../../fixtures/diskInputs";
import { announcedShipment, exportJob, importJob } from "../../fixtures/jobInputs";
import { customerDiskJobs, importExportJobs, type PlainArgs } from "../../fixtures/jobStack";
import { isNightly } from "../../fixtures/nightly";
import type { Operation, Properties } from "./providerProcess";
import { RaceCourse, type Race, type Ran, type Resource } from "./raceCourse";

const runs = isNightly ? 1000 : 12;
jest.setTimeout(isNightly ? 900_000 : 90_000);

/** Where a part of an answer stands, and whether it is null or not there at all. */
interface Gap {
    path: string[];
    isNull: boolean;
}

/** What a program says of a map of its own: one that is not there was taken away, by whomever. */
const mapsOfData = ["tags", "userAssignedIdentities"];
/** Lists that nobody can change: an item that is not shown is one that the answer lacks. */
const fixedLists = ["dataImportDetails", "dataExportDetails", "blobPath", "blobPathPrefix"];

function partsOf(value: unknown, path: string[] = []): string[][] {
    if (typeof value !== "object" || value === null) return [];
    const last = path.at(-1) ?? "";
    if (mapsOfData.includes(last)) return [];
    const isData = Array.isArray(value) && !fixedLists.includes(last);
    return Object.entries(value).flatMap(([key, inner]) => {
        const place = [...path, key];
        return [...(isData ? [] : [place]), ...partsOf(inner, place)];
    });
}

function without(value: unknown, gaps: readonly Gap[], path = ""): unknown {
    if (typeof value !== "object" || value === null) return value;
    const gapAt = (key: string) => gaps.find((gap) => gap.path.join("/") === `${path}${key}`);
    const kept = Object.entries(value).flatMap(([key, inner]): [string, unknown][] => {
        const gap = gapAt(key);
        if (gap) return gap.isNull && !Array.isArray(value) ? [[key, null]] : [];
        return [[key, without(inner, gaps, `${path}${key}/`)]];
    });
    return Array.isArray(value) ? kept.map(([, item]) => item) : Object.fromEntries(kept);
}

const gapsIn = (answer: unknown) =>
    fc.array(fc.record({ path: fc.constantFrom(...partsOf(answer)), isNull: fc.boolean() }), {
        minLength: 1,
        maxLength: 6,
    });

interface Variant {
    name: string;
    args: PlainArgs;
    begins?: string;
    cancelled?: boolean;
}

describe.each([
    {
        service: "Import/Export",
        kind: importExportJobs,
        variants: [
            {
                name: "import",
                args: importJob({
                    tags: { team: "archive" },
                    properties: {
                        ...announcedShipment,
                        logLevel: "Verbose",
                        diagnosticsPath: "logs",
                        backupDriveManifest: true,
                        encryptionKey: { kekType: "MicrosoftManaged" },
                    },
                }),
            },
            {
                name: "import-on-its-way",
                args: importJob({ properties: announcedShipment }),
                begins: "Transferring",
            },
            { name: "import-cancelled", args: importJob(), cancelled: true },
            { name: "export", args: exportJob({ tags: { team: "archive" } }) },
        ] as Variant[],
    },
    {
        service: "Data Box",
        kind: customerDiskJobs,
        variants: [
            {
                name: "import",
                args: importOrder({
                    tags: { team: "archive" },
                    identity: { type: "SystemAssigned" },
                    deliveryType: "NonScheduled",
                    details: {
                        enableManifestBackup: true,
                        expectedDataSizeInTeraBytes: 4,
                        keyEncryptionKey: { kekType: "MicrosoftManaged" },
                        preferences: { encryptionPreferences: { doubleEncryption: "Enabled" } },
                    },
                }),
            },
            {
                name: "import-on-its-way",
                args: importOrder({ deliverToDcPackageDetails }),
                begins: "DataCopy",
            },
            {
                name: "import-over",
                args: importOrder({ deliverToDcPackageDetails }),
                begins: "Completed",
            },
            { name: "export", args: exportOrder() },
        ] as Variant[],
    },
])("Short answers about a $service job", ({ kind, variants }) => {
    let course: RaceCourse;
    let ran: Map<string, Ran>;
    let understood = 0;
    let made = 0;
    beforeAll(async () => {
        course = await RaceCourse.open(kind);
        ran = await course.run(
            variants.map(({ name, args, begins, cancelled }): Race => ({
                name,
                args,
                begins,
                cancelled,
                strikes: [],
                operation: async (engine, resource) => ({
                    value: await fuzz(engine, resource, cancelled === true),
                }),
            })),
        );
    });
    afterAll(() => course.close());

    async function fuzz(engine: Operation, resource: Resource, cancels: boolean): Promise<string> {
        const { id, inputs } = resource;
        const properties = { ...(inputs.properties as object), cancelRequested: true };
        const program = cancels ? { ...inputs, properties } : inputs;
        const { inputs: first } = (await engine.check({}, program)).value!;
        const outputs = (await engine.update(id, resource.outputs, first)).value!;
        const known = { id, inputs: first, outputs };
        const answer = shown(id);
        const afterwards = await tried(
            fc.array(gapsIn(answer), { minLength: 1, maxLength: 3 }),
            (steps) =>
                stays(
                    engine,
                    known,
                    program,
                    steps.map((gaps) => without(answer, gaps)),
                ),
        );
        if (cancels || afterwards !== "stays") return afterwards;
        return await tried(gapsIn(answer), (gaps) =>
            isMade(engine, program, JSON.stringify(without(answer, gaps))),
        );
    }

    const shown = (id: string) =>
        (course.emulator.jobs() as { id: string }[]).find(
            (job) => job.id.toLowerCase() === id.toLowerCase(),
        );

    async function tried<T>(
        arbitrary: fc.Arbitrary<T>,
        holds: (given: T) => Promise<void>,
    ): Promise<string> {
        const property = fc.asyncProperty(arbitrary, holds);
        const { failed, errorInstance, counterexample } = await fc.check(property, {
            numRuns: runs,
            seed: 20261129,
        });
        return failed ? `${String(errorInstance)} ${JSON.stringify(counterexample)}` : "stays";
    }

    /** Another job like it is made, and that is how Azure answers of it. */
    async function isMade(engine: Operation, program: Properties, answer: string) {
        const name = `another-${(made += 1)}`;
        const own = program.jobName as string;
        const another = { ...program, jobName: name, owner: `organization/test/dev/${name}` };
        const { inputs } = (await engine.check({}, another)).value!;
        const body: unknown = JSON.parse(
            answer
                .replaceAll(`jobs/${own}`, `jobs/${name}`)
                .replaceAll(`dev/${own}`, `dev/${name}`),
        );
        const action = { type: "answer", status: 200, body, when: "after" } as const;
        // Import/Export shows the job in the answer to the PUT; Data Box to the look that follows.
        const match = kind === importExportJobs ? { method: "PUT" } : { method: "GET", nth: 2 };
        course.emulator.addFault({ match: { ...match, job: name }, times: 1, action });
        const { value, error, kept } = await engine.create(inputs);
        const { id, properties } = value ?? kept ?? {};
        // An answer that is not understood leaves no job of ours, or one that may exist.
        if (id === undefined || error !== undefined) return;
        understood += 1;
        const diff = await engine.diff(id, properties!, inputs);
        expect(diff).toEqual({ value: { changes: false, replaces: [] } });
    }

    /** Refreshes with each answer, and the `up` of the unchanged program after it. */
    async function stays(
        engine: Operation,
        { id, inputs, outputs }: Resource,
        program: Properties,
        answers: unknown[],
    ) {
        let [olds, last] = [inputs, outputs];
        for (const body of answers) {
            const action = { type: "answer", status: 200, body } as const;
            course.emulator.addFault({ match: { method: "GET", job: id }, times: 1, action });
            const { value: read, error } = await engine.read(id, last);
            // An answer that is not understood changes nothing.
            if (error !== undefined) continue;
            understood += 1;
            [olds, last] = [read.inputs!, read.properties];
            const checked = (await engine.check(olds, program)).value!;
            expect(checked.failures).toEqual([]);
            const diff = await engine.diff(id, last, checked.inputs);
            expect(diff).toEqual({ value: { changes: false, replaces: [] } });
        }
    }

    it.each(variants.map(({ name }) => name))("change nothing: %s", (name) => {
        const { answer, requests } = ran.get(name)!;
        expect(answer).toEqual({ value: "stays" });
        expect(requests).not.toMatch(/PUT|PATCH|DELETE/);
    });

    it("are understood, for the most part", () => {
        expect(understood).toBeGreaterThan(variants.length * runs);
    });
});
