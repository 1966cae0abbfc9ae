/** What Pulumi's own options and names do to a job: aliases, made names, deleteBeforeReplace, customTimeouts. */
import { importJob } from "../fixtures/jobInputs";
import { JobStack } from "../fixtures/jobStack";

let jobs: JobStack;
beforeAll(async () => {
    jobs = await JobStack.create();
});
afterAll(() => jobs.dispose());

describe("A job without a jobName", () => {
    const unnamed = { args: importJob({ jobName: null as unknown as undefined }) };

    it("gets one that is made of the resource's name, and keeps it at every try", async () => {
        await jobs.deploy({ photos: unnamed });
        const { name } = (await jobs.outputs("photos"))!;
        expect(name).toMatch(/^photos-[0-9a-f]{8}$/);

        await jobs.stack.succeeds(["state", "delete", jobs.urn("photos"), "--yes"]);
        const again = await jobs.observe(jobs.stack.up());
        expect(again.code).not.toBe(0);
        expect(again.requestsOf(String(name))).toBe("GET 200");
        const adopting = { args: { ...unnamed.args, adoptExisting: true } };
        await jobs.deploy({ photos: adopting });
        expect(await jobs.outputs("photos")).toMatchObject({ name });
        expect(jobs.emulator.jobs()).toHaveLength(1);
    });

    it("keeps it, and its owner, under a new resource name with an alias, and nothing is sent", async () => {
        const before = (await jobs.outputs("photos"))!;
        const renamed = { ...unnamed, opts: { aliases: [{ name: "photos" }] } };
        const up = await jobs.deploy({ pictures: renamed });
        expect(up.output).not.toMatch(/created|replaced|deleted/);
        expect(up.requests).toEqual([]);
        expect(await jobs.names()).toEqual(["pictures"]);
        expect(await jobs.outputs("pictures")).toMatchObject({
            name: before.name,
            owner: before.owner,
        });
        const destroy = await jobs.stack.destroy();
        expect(destroy.code).toBe(0);
        expect(jobs.emulator.jobs()).toEqual([]);
    });
});

describe("Pulumi's options", () => {
    it("deleteBeforeReplace: false is refused, with the reason, and nothing is sent", async () => {
        jobs.declare({ late: { args: importJob(), opts: { deleteBeforeReplace: false } } });
        const up = await jobs.observe(jobs.stack.up());
        expect(up.code).not.toBe(0);
        expect(up.output).toMatch(
            /Job "late": deleteBeforeReplace cannot be false\. .* Leave the option out/,
        );
        expect(up.requests).toEqual([]);
    });

    it("customTimeouts are warned about, and the option to use instead is named", async () => {
        const up = await jobs.deploy({
            timed: { args: importJob(), opts: { customTimeouts: { delete: "30m" } } },
        });
        expect(up.output).toMatch(/warning: customTimeouts never reach .* deletion\.waitMinutes/);
        expect(jobs.job("timed")).toBeDefined();
    });
});

describe("A resource renamed without an alias, where owner tags are off", () => {
    it("keeps its job: the one of the new name may not adopt it, and the alias is named", async () => {
        const untagged = await JobStack.create({
            config: { "azure-importexport:ownerTag": "false" },
        });
        try {
            const job = importJob({ jobName: "photos" });
            await untagged.deploy({ before: job });
            expect(untagged.job("photos")?.tags ?? {}).toEqual({});
            untagged.declare({ after: { ...job, adoptExisting: true } });
            const up = await untagged.observe(untagged.stack.up());
            expect(up.code).not.toBe(0);
            expect(up.linesOf("photos")).toMatch(
                /Cannot adopt job "photos" .* the resource "before" of this stack has it already.* alias/,
            );
            expect(up.requestsOf("photos")).not.toMatch(/DELETE|PATCH|PUT/);
            expect(untagged.job("photos")).toBeDefined();
            expect(await untagged.names()).toEqual(["before"]);
        } finally {
            await untagged.dispose();
        }
    });
});
