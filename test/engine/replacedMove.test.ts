/**
 * A resource that goes from one provider to the other, dynamic or packaged, and is replaced in the same update. The old
 * provider deletes, and does not know that the other has the resource now: to it the delete is a destroy.
 */
import { randomUUID } from "node:crypto";
import { doorsOf, jobId } from "../fixtures/jobStack";
import { services } from "../component/provider/doors";
import { type Operation } from "../component/provider/providerProcess";
import { testedStack } from "../component/provider/testedProvider";

const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

describe.each(
    services.flatMap(({ dynamic, ...rest }) => {
        const doors = doorsOf(dynamic);
        return doors.map(([door, kind], index) => {
            const [from, other] = doors[1 - index]!;
            return { ...rest, door, kind, from, other };
        });
    }),
)("A $service job that goes to the $door provider", ({ door, kind, from, other, args }) => {
    let engine: Operation;
    const words = "organization/test/dev/photos";
    const inputs = { ...args, jobName: "photos", owner: words };
    const news = () => ({ ...inputs, creation: randomUUID(), stackName: tested.backend.stack });

    /** How the provider that has the job until now left it in the checkpoint. */
    const stored = (more: object) => ({
        name: "photos",
        type: other.type,
        id: jobId(tested.emulator.subscriptionId, "photos", kind.namespace),
        inputs: { ...inputs, ...(from === "dynamic" ? { __provider: other.storedLine } : {}) },
        outputs: { name: "photos", owner: words },
        ...more,
    });
    const messages = async (checked: ReturnType<Operation["check"]>) =>
        ((await checked).value?.failures ?? []).map((failure) => JSON.stringify(failure));

    const tested = testedStack(kind);
    beforeEach(async () => {
        tested.backend.write({});
        engine = await tested.provider.beginFor(kind);
    });

    describe("and is tainted", () => {
        beforeEach(() => tested.backend.write({ resources: [stored({ taint: true })] }));

        it("is refused before anything is deleted, with the way to go", async () => {
            const [message, ...more] = await messages(engine.check({}, news()));
            expect(more).toEqual([]);
            expect(message).toContain("be replaced in the same update");
            expect(message).toContain("pulumi state untaint");
            expect(message).toContain("[MovedAndReplaced]");
        });

        // The packaged provider's check does not know of a preview: it refuses there already.
        const inPreview = kind.isPackaged
            ? "is refused"
            : "is not asked about, as it would take 0.2 s,";
        it(`${inPreview} in a preview`, async () => {
            const failures = await messages(engine.check({}, { ...news(), creation: unknown }));
            expect(failures).toHaveLength(kind.isPackaged ? 1 : 0);
        });
    });

    // Pulumi's only check of `--replace '**::photos'` shows no old inputs, like one without an alias.
    it("is refused where a wildcard replaces it, or its alias was forgotten", async () => {
        tested.backend.write({ resources: [stored({})] });
        const [message, ...more] = await messages(engine.check({}, news()));
        expect(more).toEqual([]);
        expect(message).toContain("with an alias and without what replaces it (--replace;");
        expect(message).toContain("remove the old resource in an update of its own");
        expect(message).toContain("[MovedAndReplaced]");
    });

    it.each([
        ["waits for its deletion", () => stored({ taint: true, delete: true })],
        ["was deleted, to be replaced", () => stored({ pendingReplacement: true })],
        ["stays in Azure", () => stored({ retainOnDelete: true })],
        ["is another resource", () => ({ ...stored({ taint: true }), name: "films" })],
        [
            `was the ${door} provider's already`,
            () => ({
                ...stored({ taint: true, type: kind.type }),
                inputs: { ...inputs, ...(kind.isPackaged ? {} : { __provider: kind.storedLine }) },
            }),
        ],
    ])("goes on where what the checkpoint has %s", async (_, resource) => {
        tested.backend.write({ resources: [resource()] });
        expect(await messages(engine.check({}, news()))).toEqual([]);
    });

    it("is refused where a second check, without old inputs, begins a replacement", async () => {
        expect(await messages(engine.checkMoved(inputs, news()))).toEqual([]);
        const [message] = await messages(engine.check({}, news()));
        expect(message).toContain("[MovedAndReplaced]");
    });

    it("may be replaced once it has moved", async () => {
        expect(await messages(engine.check(inputs, news()))).toEqual([]);
        expect(await messages(engine.check({}, news()))).toEqual([]);
    });
});
