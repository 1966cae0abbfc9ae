/**
 * A rollback: state that the present packages wrote, under the packages of commit c86402a, and forward again. What breaks
 * off in the middle is crash/crossVersion.test.ts, and the way forward from every condition engine/storedStates.test.ts.
 * By day Import/Export only.
 */
import { patchJob } from "../fixtures/armRequest";
import { importOrder } from "../fixtures/diskInputs";
import { importJob } from "../fixtures/jobInputs";
import {
    customerDiskJobs,
    importExportJobs,
    JobStack,
    type JobKind,
    type PlainArgs,
} from "../fixtures/jobStack";
import { isNightly } from "../fixtures/nightly";
import { OldPackages } from "../upgrades/c86402a/oldPackages";

jest.setTimeout(300_000);

let old: OldPackages;
beforeAll(() => {
    old = OldPackages.unpack();
});
afterAll(() => old?.dispose());

const services: [string, JobKind, (wishes?: Record<string, unknown>) => PlainArgs][] = [
    ["Import/Export", importExportJobs, importJob],
    ["Data Box", customerDiskJobs, importOrder],
];

const names = ["changed", "deleted", "kept", "replaced"] as const;

describe("State of the present packages, rolled back to c86402a", () => {
    let jobs: JobStack;
    afterEach(() => jobs?.dispose());

    const codeOf = ({ code }: { code: number | null }) => code;
    const inAzure = () => (jobs.emulator.jobs() as { name: string }[]).map(({ name }) => name);
    const created = () =>
        jobs.emulator
            .requests()
            .filter(({ method, status }) => method === "PUT" && (status ?? 500) < 300);

    it.each(isNightly ? services : services.slice(0, 1))(
        "is read, deleted and replaced; a change is sent, fails, and doubles nothing: %s",
        async (_, kind, args) => {
            jobs = await JobStack.create({ kind });
            const { stack } = jobs;
            await jobs.deploy(Object.fromEntries(names.map((name) => [name, args()])));
            const before = created().length;

            stack.usePackages(old.nodeModules);
            expect(codeOf(await stack.preview("--expect-no-changes"))).toBe(0);
            expect(codeOf(await stack.refresh("--expect-no-changes"))).toBe(0);

            const moved = { kept: args(), deleted: args(), replaced: args({ location: "eastus" }) };
            jobs.declare({ changed: args(), ...moved });
            expect(codeOf(await stack.up())).toBe(0);

            // That release writes the owner tag without the creation's identity, and finds its own tag a stranger's.
            const tags = { team: "archive" };
            jobs.declare({ changed: args({ tags }), ...moved });
            const seen = await jobs.observe(stack.up());
            expect(seen.code).toBe(1);
            expect(seen.requestsOf("changed").match(/PATCH/g)).toHaveLength(1);
            expect(jobs.job("changed")?.tags).toMatchObject(tags);
            const again = await jobs.observe(stack.up());
            expect(again.code).toBe(1);
            expect(again.requestsOf("changed")).not.toMatch(/PATCH|PUT|DELETE/);
            expect(jobs.job("replaced")?.tags).toEqual({
                "pulumi-owner": "organization/test/dev/replaced",
            });
            expect(inAzure().sort()).toEqual([...names]);
            expect(created()).toHaveLength(before + 1);
            expect((await jobs.names()).filter((name) => name !== "test-dev").sort()).toEqual([
                ...names,
            ]);

            const deleting = await jobs.observe(
                stack.destroy("--target", jobs.urn("deleted"), "--target", jobs.urn("replaced")),
            );
            expect(deleting.code).toBe(0);
            expect(inAzure().sort()).toEqual(["changed", "kept"]);

            // Forward again: what the release left unsure is refused, until its tag is taken away by hand.
            stack.usePackages();
            const refused = await jobs.observe(stack.destroy());
            expect({ code: refused.code, output: refused.output }).toMatchObject({
                code: 1,
                output: expect.stringContaining('remove its tag "pulumi-owner"') as string,
            });
            expect(inAzure()).toEqual(["changed"]);
            await patchJob(jobs.emulator, jobs.id("changed"), { tags });
            expect(codeOf(await stack.destroy())).toBe(0);
            expect(inAzure()).toEqual([]);
            expect(created()).toHaveLength(before + 1);
        },
    );
});
