/**
 * An owner tag whose words are this resource's: the job is taken over only where the stack's own checkpoint, read by the real
 * CLI, holds an unfinished creation of the identity that the tag carries. Each row of the table in
 * docs/decisions/owner-tag.md that needs no engine.
 */
import { randomUUID } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { importOrder } from "../../fixtures/diskInputs";
import { type Stored, type StoredResource } from "../../fixtures/fileBackend";
import { importJob } from "../../fixtures/jobInputs";
import {
    customerDiskJobs,
    importExportJobs,
    isAbout,
    jobId,
    type ServiceJob,
} from "../../fixtures/jobStack";
import { isNightly } from "../../fixtures/nightly";
import { ProviderProcess, type Properties } from "./providerProcess";
import { testedStack } from "./testedProvider";

describe.each([
    {
        service: "Import/Export",
        kind: importExportJobs,
        args: importJob(),
        end: "Completed",
    },
    {
        service: "Data Box",
        kind: customerDiskJobs,
        args: importOrder(),
        end: "Completed",
    },
])("A $service job with this resource's words in its owner tag", ({ kind, args, end }) => {
    /** What the engine of both services decides by itself: by day of one. */
    const itOfBothByNight = isNightly || kind === importExportJobs ? it : () => undefined;
    let count = 0;
    let name: string;
    const words = () => `organization/test/dev/${name}`;
    const id = () => jobId(tested.emulator.subscriptionId, name, kind.namespace);
    const inputsOf = (creation: string): Properties => ({
        ...args,
        jobName: name,
        owner: words(),
        creation,
        stackName: tested.backend.stack,
    });
    const entry = (creation: string): StoredResource => ({ name, inputs: inputsOf(creation) });
    const job = () => (tested.emulator.jobs() as ServiceJob[]).find((one) => one.name === name);

    const tested = testedStack(kind);
    beforeEach(() => {
        count += 1;
        name = `taken-${count}`;
    });

    /** What the engine does for a resource that the checkpoint does not have. */
    async function create(creation: string, more: Properties = {}, process = tested.provider) {
        const before = tested.emulator.requests().length;
        const engine = await process.begin({}, kind.storedLine);
        const checked = await engine.check({}, { ...inputsOf(creation), ...more });
        if (!checked.value) throw new Error(checked.error);
        const answer = await engine.create(checked.value.inputs);
        const methods = tested.emulator
            .requests()
            .slice(before)
            .filter(({ path }) => isAbout(path, name))
            .map(({ method }) => method);
        return { answer, methods, inputs: checked.value.inputs };
    }

    /** A creation whose end no checkpoint has, and the next try. */
    async function again(stored: (first: string, next: string) => Stored, more?: Properties) {
        const [first, next] = [randomUUID(), randomUUID()];
        // Without the stack's name nobody looks into a checkpoint yet: each look is a command of the CLI.
        const { answer: made } = await create(first, { stackName: undefined });
        expect(made.error).toBeUndefined();
        tested.backend.write(stored(first, next));
        return { first, next, made: made.value!, ...(await create(next, more)) };
    }

    const refusedUntouched = ({ answer, methods, first }: Awaited<ReturnType<typeof again>>) => {
        expect(answer.error).toContain("adoptExisting");
        expect(answer.kept).toBeUndefined();
        expect(methods).toEqual(["GET"]);
        expect(job()?.tags?.["pulumi-owner"]).toBe(`${words()}#${first}`);
    };

    it("is taken over when its creation is unfinished in the checkpoint, and gets the new identity", async () => {
        const { answer, methods, next } = await again((first, then) => ({
            creating: [entry(first), entry(then)],
        }));
        expect(answer.error).toBeUndefined();
        expect(methods).not.toContain("PUT");
        expect(job()?.tags?.["pulumi-owner"]).toBe(`${words()}#${next}`);
        expect(answer.value?.properties).not.toHaveProperty("formerOwner");
    });

    it("is taken over with a line that names properties and counts, and no value", async () => {
        await again((first, then) => ({ creating: [entry(first), entry(then)] }));
        const line = (await tested.provider.output())
            .split("\n")
            .filter((one) => one.includes(`"${name}"`) && one.includes("going on with"));
        const sends = kind === importExportJobs ? "properties.driveList (1), tags" : "tags";
        expect(line).toEqual([
            expect.stringMatching(
                new RegExp(`Azure is sent anew: ${sends.replace(/[().]/g, "\\$&")}\\.$`),
            ),
        ]);
    });

    itOfBothByNight(
        "is taken over by the first of two backends that hold its beginning, and refused to the other",
        async () => {
            const { first, next } = await again((one, then) => ({
                creating: [entry(one), entry(then)],
            }));
            const other = randomUUID();
            tested.backend.write({ creating: [entry(first), entry(other)] });
            const { answer, methods } = await create(other);
            expect(answer.error).toContain("adoptExisting");
            expect(methods).toEqual(["GET"]);
            expect(job()?.tags?.["pulumi-owner"]).toBe(`${words()}#${next}`);
        },
    );

    itOfBothByNight(
        "is told apart from a second resource's of the same words, in any order",
        async () => {
            const creation = randomUUID();
            const { answer, inputs } = await create(creation);
            const made = answer.value!;
            tested.backend.write({
                resources: [{ name, id: made.id, inputs, outputs: made.properties }],
            });
            for (const isFirst of [true, false]) {
                const engine = await tested.provider.begin({}, kind.storedLine);
                if (!isFirst) await engine.check(inputs, inputsOf(randomUUID()));
                const checked = await engine.check({}, inputsOf(randomUUID()));
                const second = await engine.create(checked.value!.inputs);
                if (isFirst) await engine.check(inputs, inputsOf(randomUUID()));
                expect(second.value).toBeUndefined();
                expect(second.error).toContain("a job of that name exists");
            }
            expect(job()?.tags?.["pulumi-owner"]).toBe(`${words()}#${creation}`);
        },
    );

    itOfBothByNight(
        "is taken over a second time when the taking over was cut off too",
        async () => {
            await again((first, then) => ({ creating: [entry(first), entry(then)] }));
            const owner = job()!.tags!["pulumi-owner"]!;
            const last = randomUUID();
            tested.backend.write({ creating: [entry(owner.split("#")[1]!), entry(last)] });
            const { answer } = await create(last);
            expect(answer.error).toBeUndefined();
            expect(job()?.tags?.["pulumi-owner"]).toBe(`${words()}#${last}`);
        },
    );

    it("is refused when it moved on since, and proves to be this stack's", async () => {
        const first = randomUUID();
        await create(first, { stackName: undefined });
        tested.emulator.move(id(), kind === importExportJobs ? "Received" : "DataCopy");
        const next = randomUUID();
        tested.backend.write({ creating: [entry(first), entry(next)] });
        const { answer, methods } = await create(next);
        expect(answer.error).toMatch(/an interrupted creation would have left it/);
        expect(methods).toEqual(["GET"]);
    });

    it("is refused when the program has changed what cannot be changed", async () => {
        const { answer, methods } = await again(
            (first, then) => ({ creating: [entry(first), entry(then)] }),
            { location: "eastus" },
        );
        expect(answer.error).toMatch(/it differs in location/);
        expect(methods).toEqual(["GET"]);
    });

    itOfBothByNight("is refused when the checkpoint holds the running creation only", async () => {
        refusedUntouched(await again((_first, then) => ({ creating: [entry(then)] })));
    });

    itOfBothByNight("is refused when pending creations were cleared", async () => {
        refusedUntouched(await again(() => ({})));
    });

    describe("whose creation left a mark on this machine, as where the provider's process died in it", () => {
        const created = "2026-11-29T06:48:52.448583287Z";
        const marked = (of: string, more: (first: string) => Stored = () => ({})) =>
            again((first) => {
                fs.mkdirSync(path.dirname(tested.backend.markOf(first)), { recursive: true });
                fs.writeFileSync(tested.backend.markOf(first), of);
                return { created, ...more(first) };
            });

        itOfBothByNight("is taken over by the stack of that checkpoint", async () => {
            const { answer, methods, next } = await marked(created);
            expect(answer.error).toBeUndefined();
            expect(methods).not.toContain("PUT");
            expect(job()?.tags?.["pulumi-owner"]).toBe(`${words()}#${next}`);
        });

        itOfBothByNight("is refused to a stack that has the name now", async () => {
            refusedUntouched(await marked("2026-11-01T00:00:00Z"));
        });

        itOfBothByNight("is refused when a resource has it", async () => {
            const has = (first: string) => ({
                resources: [{ ...entry(first), outputs: { owner: `${words()}#${first}` } }],
            });
            refusedUntouched(await marked(created, has));
        });

        itOfBothByNight("is the only one: a creation that has ended leaves no mark", async () => {
            tested.backend.write({ created });
            const creation = randomUUID();
            const { answer } = await create(creation);
            expect(answer.error).toBeUndefined();
            expect(fs.existsSync(tested.backend.markOf(creation))).toBe(false);
        });
    });

    itOfBothByNight(
        "is refused when a resource of the stack has it, whatever is left of its beginning",
        async () => {
            refusedUntouched(
                await again((first, then) => ({
                    creating: [entry(first), entry(then)],
                    resources: [
                        {
                            ...entry(first),
                            name: "archive",
                            id: id(),
                            outputs: { owner: `${words()}#${first}` },
                        },
                    ],
                })),
            );
        },
    );

    itOfBothByNight("is refused when nothing says which stack runs", async () => {
        refusedUntouched(
            await again((first, then) => ({ creating: [entry(first), entry(then)] }), {
                stackName: undefined,
            }),
        );
    });

    itOfBothByNight("is refused when there is no CLI", async () => {
        const [first, next] = [randomUUID(), randomUUID()];
        await create(first, { stackName: undefined });
        tested.backend.write({ creating: [entry(first), entry(next)] });
        const env = { ...tested.emulator.env, ...tested.backend.env, PATH: "/nowhere" };
        const without = await ProviderProcess.start(env, "movedClock.cjs");
        try {
            const { answer, methods } = await create(next, {}, without);
            expect(answer.error).toMatch(/not on PATH.*adoptExisting/);
            expect(methods).toEqual(["GET"]);
        } finally {
            await without.stop();
        }
    });

    itOfBothByNight("of an older version, without an identity, is refused", async () => {
        const engine = await tested.provider.begin({}, kind.storedLine);
        const { creation: _creation, stackName: _stack, ...old } = inputsOf("");
        await engine.create(old);
        tested.backend.write({ creating: [{ name, inputs: old }] });
        const { answer, methods } = await create(randomUUID());
        expect(answer.error).toContain("adoptExisting");
        expect(methods).toEqual(["GET"]);
    });

    it("is adopted with a new identity, so that the former owner's next write refuses", async () => {
        const { answer, made, first, next, inputs } = await again(() => ({}), {
            adoptExisting: true,
        });
        expect(answer.error).toBeUndefined();
        expect(job()?.tags?.["pulumi-owner"]).toBe(`${words()}#${next}`);
        const engine = await tested.provider.begin({}, kind.storedLine);
        const former = { ...inputs, creation: first, tags: { team: "archive" } };
        const update = await engine.update(made.id, made.properties, former);
        expect(update.error).toContain("not this resource's");
        const read = await engine.read(made.id, made.properties);
        expect(read.error).toContain("not this resource's");
        const deleted = await engine.delete(made.id, made.properties);
        expect(deleted.error).toContain("not this resource's");
        expect(job()?.tags).not.toHaveProperty("team");
    });

    itOfBothByNight(
        "of an interrupted creation is adopted, whatever the stack was called then",
        async () => {
            const first = randomUUID();
            const { answer: made } = await create(first, {
                owner: "organization/test/dev-old/x",
                stackName: undefined,
            });
            expect(made.error).toBeUndefined();
            const next = randomUUID();
            tested.backend.write({ creating: [entry(first), entry(next)] });
            const { answer } = await create(next, { adoptExisting: true });
            expect(answer.error).toBeUndefined();
            expect(job()?.tags?.["pulumi-owner"]).toBe(`${words()}#${next}`);
        },
    );

    describe("whose stack was renamed since its creation was cut off", () => {
        const begunBefore = (creation: string, more: Properties = {}): StoredResource => ({
            name,
            inputs: {
                ...inputsOf(creation),
                owner: `organization/test/before/${name}`,
                ...more,
            },
        });
        async function afterRename(given: Properties, jobName: string) {
            const first = randomUUID();
            const made = await create(first, {
                ...begunBefore(first).inputs,
                jobName,
                stackName: undefined,
            });
            expect(made.answer.error).toBeUndefined();
            const next = randomUUID();
            const begun = begunBefore(first, { jobName });
            tested.backend.write({ creating: [begun, entry(next)] });
            const before = tested.emulator.jobs().length;
            const again = await create(next, given);
            return { ...again, next, more: tested.emulator.jobs().length - before };
        }
        const nameGiven = async () => {
            const engine = await tested.provider.begin({}, kind.storedLine);
            const made = { jobName: undefined, autoJobName: `${name}-1111bbbb` };
            const { value } = await engine.check({}, { ...inputsOf(randomUUID()), ...made });
            return value!.inputs.jobName;
        };
        const tagOf = (jobName: string) =>
            (tested.emulator.jobs() as ServiceJob[]).find((one) => one.name === jobName)?.tags?.[
                "pulumi-owner"
            ];

        itOfBothByNight("is taken over by the name that the program gives", async () => {
            const { answer, next, more } = await afterRename({}, name);
            expect([answer.error, more]).toEqual([undefined, 0]);
            expect(tagOf(name)).toBe(`${words()}#${next}`);
        });

        itOfBothByNight(
            "is taken over where its name was made of the stack's, and keeps it",
            async () => {
                const jobName = `${name}-0000aaaa`;
                const made = { jobName: undefined, autoJobName: `${name}-1111bbbb` };
                const { answer, inputs, next, more } = await afterRename(made, jobName);
                expect([answer.error, more]).toEqual([undefined, 0]);
                expect(inputs.jobName).toBe(jobName);
                expect(tagOf(jobName)).toBe(`${words()}#${next}`);
            },
        );

        itOfBothByNight(
            "gets the name of its own where the unfinished creation is another resource's",
            async () => {
                const creation = randomUUID();
                const other = { ...entry(creation), name: "another" };
                tested.backend.write({ creating: [other] });
                expect(await nameGiven()).toBe(`${name}-1111bbbb`);
            },
        );

        itOfBothByNight(
            "gets the name of its own where a resource has the job of that name",
            async () => {
                const begun = begunBefore(randomUUID(), { jobName: "held" });
                const holder = { name: "another", inputs: {}, outputs: { name: "held" } };
                tested.backend.write({ creating: [begun], resources: [holder] });
                expect(await nameGiven()).toBe(`${name}-1111bbbb`);
            },
        );
    });

    describe("whose record waits for its deletion beside the resource", () => {
        async function leftover(stored: (one: StoredResource) => Stored, more: Properties = {}) {
            const creation = randomUUID();
            const { answer, inputs } = await create(creation);
            const made = answer.value!;
            tested.backend.write(stored({ name, id: made.id, inputs, outputs: made.properties }));
            tested.emulator.move(id(), end);
            const engine = await tested.provider.begin({}, kind.storedLine);
            await engine.check(inputs, { ...inputsOf(randomUUID()), ...more });
            return await engine.delete(made.id, made.properties);
        }

        itOfBothByNight("is left alone, and the record leaves the stack", async () => {
            const { error } = await leftover((one) => ({
                resources: [one, { ...one, delete: true }],
            }));
            expect(error).toBeUndefined();
            expect(job()).toBeDefined();
        });

        itOfBothByNight(
            "is left alone where the resource adopted it since, with another identity",
            async () => {
                const { error } = await leftover((one) => ({
                    resources: [
                        { ...one, outputs: { owner: `${words()}#${randomUUID()}` } },
                        { ...one, delete: true },
                    ],
                }));
                expect(error).toBeUndefined();
                expect(job()).toBeDefined();
            },
        );

        itOfBothByNight(
            "is left alone, and the record stays, where the checkpoint cannot be read",
            async () => {
                const twice = (one: StoredResource) => ({
                    resources: [one, { ...one, delete: true as const }],
                });
                const { error } = await leftover(twice, { stackName: undefined });
                expect(error).toContain("Nothing was deleted");
                expect(job()).toBeDefined();
            },
        );

        it("is deleted where there is one record only: a replacement", async () => {
            const { error } = await leftover((one) => ({ resources: [one] }));
            expect(error).toBeUndefined();
            expect(job()).toBeUndefined();
        });
    });
});
