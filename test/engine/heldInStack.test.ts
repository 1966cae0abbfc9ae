/**
 * A job without an owner tag that a resource of the stack has: another one neither adopts nor imports it. The check of two
 * resources does not find it where the program does not run (`pulumi import`), or only in part (`--target`).
 */
import { randomUUID } from "node:crypto";
import { type StoredResource } from "../fixtures/fileBackend";
import { jobsByDoor } from "../component/provider/doors";
import { type Properties } from "../component/provider/providerProcess";
import { testedStack } from "../component/provider/testedProvider";

describe.each(jobsByDoor)(
    "A $service job without an owner tag that the stack has, $door",
    ({ kind, args }) => {
        const stackName = "organization/test/dev";
        const line = kind.isPackaged ? {} : { __provider: kind.storedLine };
        const inputs = { ...args, ...line, jobName: "photos", adoptExisting: true };
        let made: { id: string; properties: Properties };

        const tested = testedStack(kind);
        beforeAll(async () => {
            const engine = await begin({ "azure-importexport:ownerTag": "false" });
            const { value, error } = await engine.create({
                ...created("photos"),
                adoptExisting: false,
            });
            if (!value) throw new Error(error);
            made = value;
        });

        const begin = (config = {}) => tested.provider.beginFor(kind, config);
        const created = (resource: string) => ({
            ...inputs,
            owner: `${stackName}/${resource}`,
            creation: randomUUID(),
        });

        /** What the stack has under this name. */
        function keep(name: string, more: Partial<StoredResource> = {}) {
            const { id, properties } = made;
            const outputs = { ...properties, owner: `${stackName}/${name}#${randomUUID()}` };
            // Another casing is the same job to Azure.
            tested.backend.write({
                resources: [{ name, id: id.toUpperCase(), inputs, outputs, ...more }],
            });
        }

        async function adoptedBy(resource: string) {
            const engine = await begin();
            const news = created(resource);
            const checked = await engine.check({}, { ...news, stackName });
            expect(checked.value?.failures).toEqual([]);
            return await engine.create(news);
        }

        it("is not adopted by another resource, which is told what to do", async () => {
            keep("photos");
            const { value, kept, error } = await adoptedBy("again");
            expect([value, kept]).toEqual([undefined, undefined]);
            expect(error).toContain('the resource "photos" of this stack has it already');
            expect(error).toContain("[NameUsedTwice]");
        });

        it.each([
            ["where the resource only waits for its deletion", "photos", { delete: true as const }],
            ["where the resource itself has it", "again", {}],
            ["where its own record has another name, by an alias", "older", { outputs: alias() }],
        ])("is adopted %s", async (_, name, more) => {
            keep(name, more);
            expect((await adoptedBy("again")).error).toBeUndefined();
        });

        function alias(): Properties {
            return { owner: `${stackName}/again#${randomUUID()}` };
        }

        if (!kind.isPackaged) return;

        it("is not imported by another resource", async () => {
            keep("photos");
            const engine = await begin();
            const { value, error } = await engine.read(made.id, { owner: `${stackName}/again` });
            expect(value).toBeUndefined();
            expect(error).toContain('the resource "photos" of this stack has it already');
        });

        it("is imported by one of two resources of one import", async () => {
            tested.backend.write({});
            const engine = await begin();
            const first = await engine.read(made.id, { owner: `${stackName}/first` });
            const second = await engine.read(made.id, { owner: `${stackName}/second` });
            expect(first.error).toBeUndefined();
            expect(second.error).toContain('the resource "first" of this stack has it already');
        });
    },
);
