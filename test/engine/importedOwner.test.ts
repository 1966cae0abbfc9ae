/**
 * `pulumi import` writes nothing, so it cannot take a job away from the stack that made it: both would have it, and each could
 * delete it. A job with an owner tag is refused, whatever its words; what this stack's own checkpoint proves is not.
 */
import { randomUUID } from "node:crypto";
import { importOrder } from "../fixtures/diskInputs";
import { importJob } from "../fixtures/jobInputs";
import {
    isAbout,
    jobId,
    packagedCustomerDiskJobs,
    packagedImportExportJobs,
    type ServiceJob,
} from "../fixtures/jobStack";
import { testedStack } from "../component/provider/testedProvider";

describe.each([
    { service: "Import/Export", kind: packagedImportExportJobs, args: importJob() },
    { service: "Data Box", kind: packagedCustomerDiskJobs, args: importOrder() },
])("An import of a $service job", ({ kind, args }) => {
    let count = 0;
    let name: string;
    const words = "organization/test/dev/photos";
    const id = () => jobId(tested.emulator.subscriptionId, name, kind.namespace);
    const job = () => (tested.emulator.jobs() as ServiceJob[]).find((one) => one.name === name)!;

    const tested = testedStack(kind);
    beforeEach(() => {
        count += 1;
        name = `imported-${count}`;
        tested.backend.write({});
    });

    /** As another stack makes it. @returns how that stack keeps it, and the identity of its creation */
    async function madeBy(owner: string) {
        const engine = await tested.provider.begin({}, kind.type);
        const creation = randomUUID();
        const { value, error } = await engine.create({ ...args, jobName: name, owner, creation });
        if (!value) throw new Error(error);
        return { creation, kept: value.properties };
    }

    /** @returns the answer, and the requests about the job */
    async function imported() {
        const engine = await tested.provider.begin({}, kind.type);
        const before = tested.emulator.requests().length;
        const answer = await engine.read(id(), { owner: words });
        const asked = tested.emulator.requests().slice(before);
        const methods = asked.filter(({ path }) => isAbout(path, name)).map((one) => one.method);
        return { answer, methods };
    }

    it.each([
        ["of this resource's words", words, "adoptExisting"],
        ["of another's", "organization/other/dev/photos", "organization/other/dev/photos"],
    ])("is refused where it has the owner tag %s, and nothing is sent", async (_, owner, says) => {
        const { kept } = await madeBy(owner);
        const tags = { ...job().tags };
        const { answer, methods } = await imported();
        expect(answer.error).toContain(says);
        expect(methods).toEqual(["GET"]);
        expect(job().tags).toEqual(tags);
        // The stack that made it has it alone, and goes on with it.
        const engine = await tested.provider.begin({}, kind.type);
        expect((await engine.read(id(), kept)).error).toBeUndefined();
        expect((await engine.delete(id(), kept)).error).toBeUndefined();
    });

    it("is refused after an adoption, and the adopter keeps it", async () => {
        await madeBy(words);
        const engine = await tested.provider.begin({}, kind.type);
        const taken = { ...args, jobName: name, owner: words, creation: randomUUID() };
        const adopted = await engine.create({ ...taken, adoptExisting: true });
        expect(adopted.error).toBeUndefined();
        const { answer } = await imported();
        expect(answer.error).toContain("Cannot import");
    });

    it.each(["?api-version=2021-01-01", "#", "%20", " "])(
        "is refused by an id with %p behind the name, and nothing is asked",
        async (more) => {
            const engine = await tested.provider.begin({}, kind.type);
            const before = tested.emulator.requests().length;
            const { error } = await engine.read(`${id()}${more}`, { owner: words });
            expect(error).toContain("is not the id of");
            expect(tested.emulator.requests()).toHaveLength(before);
        },
    );

    it.each(["creating", "importing"] as const)(
        "takes the creation of this stack that was cut off (pending as %s)",
        async (pending) => {
            const { creation } = await madeBy(words);
            const inputs = { ...args, jobName: name, owner: words, creation };
            tested.backend.write({ [pending]: [{ name, inputs }] });
            const { answer, methods } = await imported();
            expect(answer.error).toBeUndefined();
            expect(answer.value?.id).toBe(id());
            expect(methods.every((method) => method !== "PUT" && method !== "PATCH")).toBe(true);
        },
    );
});
