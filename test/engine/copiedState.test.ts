/**
 * The state of a stack, copied into another one of the same backend by `pulumi stack export` and `pulumi stack import`: the
 * owner tag is right for both. The stack that runs here is `copy`; the backend has the one that it was copied from, `dev`.
 */
import { randomUUID } from "node:crypto";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { jobsByDoor } from "../component/provider/doors";
import { struct, type Properties } from "../component/provider/providerProcess";
import { testedStack } from "../component/provider/testedProvider";

const sayings = ["is a copy of another stack's, test/dev,", "pulumi state delete"];

describe.each(jobsByDoor)(
    "A $service job, $door, whose state was copied from another stack",
    ({ kind, args }) => {
        const owner = "organization/test/dev/photos";
        const creation = randomUUID();
        const inputs = { ...args, jobName: "photos" };
        let made: { id: string; properties: Properties };

        const tested = testedStack(kind);
        beforeAll(async () => {
            const dev = await begin();
            made = (await dev.create({ ...inputs, owner, creation })).value!;
        });

        const begin = () => tested.provider.beginFor(kind);

        /** What `dev` has. */
        function keep(more: object = {}) {
            const { id, properties: outputs } = made;
            tested.backend.write({ resources: [{ name: "photos", id, inputs, outputs, ...more }] });
        }

        /** What an update of a stack that has the state says. */
        async function said(words: string): Promise<string[]> {
            const engine = await begin();
            const stackName = words.split("/").slice(0, 3).join("/");
            const checked = await engine.check(
                { ...inputs, owner, creation },
                { ...inputs, owner: words, creation: randomUUID(), stackName },
            );
            return (checked.value?.failures ?? []).map((failure) => JSON.stringify(failure));
        }

        it("is refused to an update of the copy", async () => {
            keep();
            const [message, ...more] = await said("organization/test/copy/photos");
            expect(more).toEqual([]);
            for (const words of [...sayings, "[SomebodyElsesJob]"])
                expect(message).toContain(words);
        });

        it("stays the first stack's own", async () => {
            keep();
            expect(await said(owner)).toEqual([]);
        });

        it("goes on where that stack has given it up", async () => {
            tested.backend.write({});
            expect(await said("organization/test/copy/photos")).toEqual([]);
        });

        it("goes on where that stack has a job of another creation", async () => {
            keep({ outputs: { name: "photos", owner: `${owner}#${randomUUID()}` } });
            expect(await said("organization/test/copy/photos")).toEqual([]);
        });

        it("goes on where that stack is no more, having been renamed", async () => {
            tested.backend.remove();
            expect(await said("organization/test/copy/photos")).toEqual([]);
        });

        if (!kind.isPackaged) return;

        /** A destroy of a stack that has the state. @returns the error, and what was sent */
        async function destroyed(stack: string) {
            await begin();
            const request = new messages.DeleteRequest();
            request.setUrn(`urn:pulumi:${stack}::test::${kind.type}::photos`);
            request.setId(made.id);
            request.setProperties(struct(made.properties));
            const before = tested.emulator.requests().length;
            const error = await tested.provider
                .ask<Empty>((client, done) => client.delete(request, done))
                .then(
                    () => undefined,
                    ({ message }: Error) => message,
                );
            return { error, sent: tested.emulator.requests().slice(before) };
        }

        it("is refused to a destroy of the copy, and Azure is not asked", async () => {
            keep();
            const { error, sent } = await destroyed("copy");
            for (const words of [...sayings, "Cannot delete"]) expect(error).toContain(words);
            expect(sent).toEqual([]);
        });

        it("is deleted by its own stack's", async () => {
            keep();
            expect((await destroyed("dev")).error).toBeUndefined();
            expect(
                tested.emulator.jobs().some((job) => (job as { id: string }).id === made.id),
            ).toBe(false);
        });
    },
);
