import fs from "node:fs";
import path from "node:path";
import {
    nativeWorld,
    ownWorld,
    packFolder,
    register,
    type Registration,
    type World,
} from "./policies/world";

jest.setTimeout(300_000);

/** One job and one order that may not be destroyed, and one resource beside them. */
interface Jobs {
    readonly world: () => Promise<World>;
    readonly job: Registration;
    readonly order: Registration;
    readonly other: Registration;
}

const setNativeState = (outputs: Record<string, unknown>, state: string) => {
    if (!("isDeletable" in outputs)) Object.assign(outputs.properties as object, { state });
    else Object.assign(outputs, { status: state, isCancellable: false, isDeletable: false });
};

const makers: [string, Jobs][] = [
    [
        "this project's",
        {
            world: ownWorld,
            job: { name: "photos", type: "pulumi-nodejs:dynamic/importexport:Job" },
            order: { name: "disks", type: "pulumi-nodejs:dynamic/databox:CustomerDiskJob" },
            other: { name: "letters", type: "pulumi-nodejs:dynamic/importexport:Job" },
        },
    ],
    [
        "azure-native's",
        {
            world: () => nativeWorld(setNativeState),
            job: { name: "photos", type: "azure-native:importexport:Job" },
            order: { name: "disks", type: "azure-native:databox/v20250201:Job" },
            other: { name: "letters", type: "azure-native:importexport/v20210101:Job" },
        },
    ],
];

describe.each(makers)("an update with the pack that refreshes first, of %s jobs", (_, jobs) => {
    const { job, order, other } = jobs;
    let world: World;
    let ids: string;
    const idsInState = async () =>
        JSON.stringify((await world.stack.resources()).map(({ urn, id }) => [urn, id]));
    const project = (options?: object) => {
        const runtime = { name: "nodejs", options: { typescript: false } };
        world.stack.writeFile("Pulumi.yaml", JSON.stringify({ name: "test", runtime, options }));
    };
    const pack = ["--policy-pack", packFolder];

    beforeAll(async () => {
        world = await jobs.world();
        await world.fill([
            { ...job, state: "Packaging" },
            { ...order, state: "AtAzureDC" },
            { ...other, state: "Creating" },
        ]);
        ids = await idsInState();
    });
    afterEach(async () => {
        project();
        expect([job, order].map(({ name }) => world.fateOf(name))).toEqual(["there", "there"]);
        expect(await idsInState()).toBe(ids);
    });
    afterAll(() => world.dispose());

    const refused = ({ code, output }: { code: number | null; output: string }) => {
        expect(output).toMatch(/Cannot destroy job "photos"/);
        expect(output).toMatch(/Cannot destroy job "disks"/);
        expect(output).not.toMatch(/takes the same job over/);
        expect(code).not.toBe(0);
    };

    it.each([
        ["--refresh", ["preview", "--refresh"]],
        ["--refresh --run-program", ["preview", "--refresh", "--run-program"]],
        ["--refresh, at up", ["up", "--yes", "-r"]],
        ["--refresh and a target among them", ["preview", "--refresh", "--target", "**"]],
    ])("refuses to remove them under %s", async (_flags, args) => {
        register(world.stack, [other]);
        refused(await world.stack.run([...args, ...pack]));
    });

    it("refuses to remove them where the environment or the project asks for the refresh", async () => {
        register(world.stack, [other]);
        const environment = { PULUMI_OPTION_REFRESH: "true" };
        refused(await world.stack.run(["preview", ...pack], environment));
        project({ refresh: "always" });
        refused(await world.stack.preview(...pack));
        refused(await world.stack.run(["up", "--yes", ...pack]));
    });

    it("refuses to replace them", async () => {
        register(
            world.stack,
            [job, order, other].map((one) => ({ ...one, location: "eastus" })),
        );
        const { code, output } = await world.stack.preview("--refresh", ...pack);
        expect(output).toMatch(/Cannot replace job "(photos|disks)".*changed: location/);
        expect(code).not.toBe(0);
        register(world.stack, [job, order, other]);
        const named = await world.stack.preview("--replace", "**::photos", ...pack);
        expect(named.output).toMatch(/Cannot replace job "photos".*names to be replaced/);
        expect(named.code).not.toBe(0);
    });

    it("lets them be where the flags leave them alone, or nothing of them changes", async () => {
        register(world.stack, [other]);
        for (const flags of [
            ["--target", "**::letters"],
            ["--exclude", "**::photos", "--exclude", "**::disks"],
        ]) {
            const { code, output } = await world.stack.preview("--refresh", ...flags, ...pack);
            expect(output).not.toContain("Cannot destroy");
            expect(code).toBe(0);
        }
        register(world.stack, [job, order, other]);
        expect((await world.stack.preview("--refresh", ...pack)).code).toBe(0);
    });
});

describe("a job that moved on since the last refresh", () => {
    it("is judged by what the update's own refresh sees", async () => {
        const world = await ownWorld();
        try {
            const job = { name: "photos", type: "pulumi-nodejs:dynamic/importexport:Job" };
            await world.fill([{ ...job, state: "Shipping" }]);
            const config = path.join(world.stack.folder, "config.json");
            fs.writeFileSync(config, JSON.stringify({ "protect-in-flight": "disabled" }));
            const flags = ["--policy-pack", packFolder, "--policy-pack-config", config];
            register(world.stack, []);
            world.emulator.move("photos", "Packaging");
            const refused = await world.stack.run(["up", "--yes", "--refresh", ...flags]);
            expect(refused.output).toMatch(/Cannot destroy job "photos".*it is Packaging/);
            expect(refused.code).not.toBe(0);
            expect(world.fateOf("photos")).toBe("there");
            expect((await world.stack.resources()).map(({ id }) => id)).toHaveLength(1);

            world.emulator.move("photos", "Completed");
            const { code } = await world.stack.run(["up", "--yes", "--refresh", ...flags]);
            expect(code).toBe(0);
            expect(world.fateOf("photos")).toBe("gone");
            expect(await world.stack.resources()).toEqual([]);
        } finally {
            await world.dispose();
        }
    });
});
