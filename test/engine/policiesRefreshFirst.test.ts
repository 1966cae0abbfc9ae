import { isNightly } from "../fixtures/nightly";
import {
    mixedWorld,
    packFolder,
    register,
    type Registration,
    type SetState,
} from "./policies/world";

jest.setTimeout(300_000);

const ownJob = "pulumi-nodejs:dynamic/importexport:Job";
/** A job and an order of this project and of azure-native's, none of which may be destroyed. */
const kept: Record<string, Registration & { state: string }> = {
    photos: { name: "photos", type: ownJob, state: "Packaging" },
    disks: {
        name: "disks",
        type: "pulumi-nodejs:dynamic/databox:CustomerDiskJob",
        state: "AtAzureDC",
    },
    films: { name: "films", type: "azure-native:importexport:Job", state: "Packaging" },
    tapes: { name: "tapes", type: "azure-native:databox/v20250201:Job", state: "AtAzureDC" },
};
const others = [
    { name: "letters", type: ownJob, state: "Creating" },
    { name: "cards", type: "azure-native:importexport/v20210101:Job", state: "Creating" },
];
const all = [...Object.values(kept), ...others];
const names = Object.keys(kept);

const setNativeState: SetState = (outputs, state) => {
    if (!("isDeletable" in outputs)) Object.assign(outputs.properties as object, { state });
    else
        Object.assign(outputs, {
            status: state,
            isCancellable: false,
            isDeletable: state === "ended",
        });
};

/**
 * What the engine shows the pack under each way to ask for the refresh. What the pack makes of it, for each kind of
 * job: test/unit/policies/refreshFirst.test.ts.
 */
describe("an update with the pack that refreshes first, of jobs of both kinds", () => {
    let world: Awaited<ReturnType<typeof mixedWorld>>;
    let ids: string;
    const idsInState = async () =>
        JSON.stringify((await world.stack.resources()).map(({ urn, id }) => [urn, id]));
    const project = (options?: object) => {
        const runtime = { name: "nodejs", options: { typescript: false } };
        world.stack.writeFile("Pulumi.yaml", JSON.stringify({ name: "test", runtime, options }));
    };
    const pack = ["--policy-pack", packFolder];

    beforeAll(async () => {
        world = await mixedWorld(setNativeState);
        await world.fill(all);
        ids = await idsInState();
    });
    afterAll(() => world.dispose());

    const expectAllThere = async () => {
        expect(all.filter(({ name }) => world.fateOf(name) !== "there")).toEqual([]);
        expect(await idsInState()).toBe(ids);
    };
    const expectRefused = async ({ code, output }: { code: number | null; output: string }) => {
        expect(names.filter((name) => !output.includes(`Cannot destroy job "${name}"`))).toEqual(
            [],
        );
        expect(output).not.toMatch(/takes the same job over/);
        expect(code).not.toBe(0);
        await expectAllThere();
    };

    /** The checkpoint still says Creating of this project's job: it moved on since the last refresh. */
    it("refuses to remove them by what its own refresh sees", async () => {
        register(world.stack, others);
        const refused = await world.stack.run(["up", "--yes", "-r", ...pack]);
        expect(refused.output).toMatch(/Cannot destroy job "photos".*it is Packaging/);
        await expectRefused(refused);
    });

    const flags = [
        ["--refresh", ["--refresh"]],
        ["--refresh --run-program", ["--refresh", "--run-program"]],
        ["--refresh and a target among them", ["--refresh", "--target", "**"]],
    ] as const;
    it.each(isNightly ? flags : flags.slice(2))(
        "refuses to remove them under %s, in preview",
        async (_, given) => {
            register(world.stack, others);
            await expectRefused(await world.stack.preview(...given, ...pack));
        },
    );

    it("refuses to remove them where the environment or the project asks for the refresh", async () => {
        register(world.stack, others);
        if (isNightly) {
            // By day the project's file stands for what is no flag.
            const environment = { PULUMI_OPTION_REFRESH: "true" };
            await expectRefused(await world.stack.run(["preview", ...pack], environment));
        }
        project({ refresh: "always" });
        await expectRefused(await world.stack.preview(...pack));
        project();
    });

    it("refuses to replace them: changed, or named by a flag", async () => {
        const moved = all.map((one) =>
            ["films", "tapes"].includes(one.name) ? { ...one, location: "eastus" } : one,
        );
        register(world.stack, moved);
        const changed = await world.stack.preview("--refresh", ...pack);
        expect(changed.output).toMatch(/Cannot replace job "(films|tapes)".*changed: location/);
        expect(changed.code).not.toBe(0);
        await expectAllThere();
        if (!isNightly) return; // test/unit/policies/updateFlags.test.ts has the flag
        register(world.stack, all);
        const named = await world.stack.preview("--refresh", "--replace", "**::films", ...pack);
        expect(named.output).toMatch(/Cannot replace job "films".*names to be replaced/);
        expect(named.code).not.toBe(0);
        await expectAllThere();
    });

    it("lets them be where the flags leave them alone, or nothing of them changes", async () => {
        register(world.stack, others);
        const excluded = names.flatMap((name) => ["--exclude", `**::${name}`]);
        for (const flags of [["--target", "**::letters"], ...(isNightly ? [excluded] : [])]) {
            const { code, output } = await world.stack.preview("--refresh", ...flags, ...pack);
            expect(output).not.toContain("Cannot destroy");
            expect(code).toBe(0);
        }
        register(world.stack, all);
        expect((await world.stack.preview("--refresh", ...pack)).code).toBe(0);
        await expectAllThere();
    });

    it("removes them once its own refresh sees that they have ended", async () => {
        await world.setNative([
            { ...kept.films!, state: "Completed" },
            { ...kept.tapes!, state: "ended" },
        ]);
        world.emulator.move("photos", "Completed");
        world.emulator.move("disks", "Completed");
        register(world.stack, others);
        const { code } = await world.stack.run(["up", "--yes", "--refresh", ...pack]);
        expect(code).toBe(0);
        expect(names.map((name) => world.fateOf(name))).toEqual(names.map(() => "gone"));
        const left = (await world.stack.resources()).map(({ urn }) => urn.split("::").pop());
        expect(left.sort()).toEqual(["cards", "letters"]);
    });
});
