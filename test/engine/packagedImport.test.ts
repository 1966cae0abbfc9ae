/** `pulumi import` of jobs that no stack has, by the packaged provider: of a dynamic resource the engine never asks it. */
import { importOrder, contactDetails } from "../fixtures/diskInputs";
import { drive, importJob, returnAddress, returnShipping } from "../fixtures/jobInputs";
import {
    JobStack,
    packagedCustomerDiskJobs,
    packagedImportExportJobs,
    type JobKind,
    type PlainArgs,
} from "../fixtures/jobStack";

describe.each([
    {
        service: "Import/Export",
        kind: packagedImportExportJobs,
        args: importJob({
            tags: { team: "archive" },
            properties: { returnAddress, returnShipping },
        }),
        key: drive.bitLockerKey,
    },
    {
        service: "Data Box",
        kind: packagedCustomerDiskJobs,
        args: importOrder({ tags: { team: "archive" } }),
        key: contactDetails.phone,
    },
])("A $service job that somebody else made", ({ kind, args, key }) => {
    let jobs: JobStack;
    beforeAll(async () => {
        jobs = await JobStack.create({ kind });
        await makeElsewhere(jobs, kind, args);
    });
    afterAll(() => jobs.dispose());

    it("comes into the stack by its id, without a write", async () => {
        const imported = await jobs.observe(
            jobs.stack.run([
                "import",
                ...[kind.type, "photos", jobs.id("photos")],
                // Writing a program is the language host's part.
                ...["--yes", "--skip-preview", "--protect=false", "--generate-code=false"],
            ]),
        );
        expect(imported.code).toBe(0);
        expect(imported.requestsOf("photos")).toMatch(/^GET 200$/);
        expect(imported.output).not.toContain(key);
        expect(await jobs.names()).toEqual(["photos"]);
    });

    it("is unchanged under a program of the inputs that came with it", async () => {
        const [resource] = await jobs.stack.resources("--show-secrets");
        const { inputs } = resource!;
        const plain = JSON.parse(JSON.stringify(inputs), (_, value: unknown) =>
            plaintext(value),
        ) as PlainArgs;
        jobs.declare({ photos: plain });
        const preview = await jobs.observe(jobs.stack.preview("--diff"));
        expect(preview.output).toContain("2 unchanged"); // the stack is one
        expect(preview.output).not.toContain(key);
        expect(preview.requests).toEqual([]);
    });
});

/** What `--show-secrets` prints of a secret. */
function plaintext(value: unknown): unknown {
    const { plaintext } = { ...(value as { plaintext?: string }) };
    return typeof plaintext === "string" ? (JSON.parse(plaintext) as unknown) : value;
}

async function makeElsewhere(jobs: JobStack, kind: JobKind, args: PlainArgs): Promise<void> {
    const other = await JobStack.create({
        kind,
        config: { "azure-importexport:ownerTag": "false" },
    });
    Object.assign(other.stack.env, jobs.emulator.env);
    await other.deploy({ photos: args });
    await other.dispose();
}
