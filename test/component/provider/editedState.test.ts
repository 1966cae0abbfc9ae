/** State that somebody edited (`pulumi state edit`, `pulumi stack import`): nothing is concluded from it, and no TypeError is said. */
import { isAbout } from "../../fixtures/jobStack";
import { jobsByDoor } from "./doors";
import { ProviderProcess, type Operation, type Properties } from "./providerProcess";
import { testedProvider } from "./testedProvider";

const nothing: Properties = { owner: undefined, cloud: undefined };

describe.each(jobsByDoor)("A $service job, $door, with edited state", ({ kind, args, own }) => {
    const inputs = { ...args, jobName: "photos", owner: "organization/test/dev/photos" };
    let made: { id: string; properties: Properties };

    const tested = testedProvider((env) => ProviderProcess.startFor(kind, env, "movedClock.cjs"));
    beforeAll(async () => {
        made = (await (await begin()).create(inputs)).value!;
    });
    const begin = () => tested.provider.beginFor(kind);

    const methods: Record<
        string,
        (engine: Operation, id: string, olds: Properties) => Promise<Said>
    > = {
        read: (engine, id, olds) => engine.read(id, olds),
        diff: (engine, id, olds) => engine.diff(id, olds, inputs),
        update: (engine, id, olds) => engine.update(id, olds, inputs),
        delete: (engine, id, olds) => engine.delete(id, olds),
    };
    const edits: [string, Properties][] = [
        ["owner", { owner: null }],
        ["cloud", { cloud: { "1": 2 } }],
        ["owner", { owner: ["organization/test/dev/photos"] }],
        [own, { [own]: null }],
        [own, { [own]: "text" }],
        ["managedTags", { managedTags: "text" }],
    ];

    it.each(
        Object.keys(methods).flatMap((method) => edits.map((edit) => [method, ...edit] as const)),
    )("is refused to a %s by what was edited: %s, %j", async (method, name, edit) => {
        const { said, asked } = await answerOf(method, made.id, { ...made.properties, ...edit });
        expect(said).toContain(`missing or of another type: ${name}`);
        expect(said).toContain('job "photos" (resource group "rg-archive")');
        expect(said).toContain("[StateEdited]");
        expect(asked).toEqual([]);
    });

    it.each(["diff", "update", "delete"])(
        "is refused to a %s where nothing of ours is left, as behind an alias",
        async (method) => {
            const { said, asked } = await answerOf(method, made.id, nothing);
            expect(said).toContain("comes by an alias from another provider's resource");
            expect(said).toContain("missing or of another type: owner, cloud");
            expect(asked).toEqual([]);
        },
    );

    it.each(Object.keys(methods))("says in one sentence to a %s what is no id", async (method) => {
        const { said, asked } = await answerOf(method, "photos", made.properties);
        expect(said).toMatch(/"photos" is not the id of/);
        expect(said).not.toMatch(/\n {4}at /);
        expect(asked).toEqual([]);
    });

    async function answerOf(method: string, id: string, olds: Properties) {
        const engine = await begin();
        const before = tested.emulator.requests().length;
        const { error } = await methods[method]!(engine, id, olds);
        const asked = tested.emulator.requests().slice(before);
        return { said: error, asked: asked.filter(({ path }) => isAbout(path, "photos")) };
    }
});

interface Said {
    readonly error?: string | undefined;
}
