import fs from "node:fs";
import path from "node:path";
import { guardedDestroyOf, nativeWorld, packFolder, register, type World } from "./policies/world";

jest.setTimeout(240_000);

const order = { name: "disks", type: "azure-native:databox:Job" };
const job = { name: "drives", type: "azure-native:importexport:Job" };
const ended = { isCancellable: false, isDeletable: true };
const stuck = { status: "DataCopy", isCancellable: false, isDeletable: false };

describe("a stack with an Import/Export job and a Data Box order of azure-native (by a stand-in plugin)", () => {
    let world: World;
    const config = (content: object) => {
        const file = path.join(world.stack.folder, "config.json");
        fs.writeFileSync(file, JSON.stringify(content));
        return file;
    };
    const fill = (state: string) =>
        world.fill([
            { ...order, state },
            { ...order, name: "more", state: "ended" },
            { ...job, state: "Completed" },
        ]);

    beforeAll(async () => {
        world = await nativeWorld((outputs, state) => {
            if ("isDeletable" in outputs) Object.assign(outputs, state === "ended" ? ended : stuck);
            else (outputs.properties as { state: string }).state = state;
        });
    });
    afterAll(() => world.dispose());

    const secrets = /238810-662376|ACC-700/;

    it("gets its secrets encrypted by the pack before they are written, and shows none of them", async () => {
        const { stack } = world;
        register(stack, [order, job]);
        const up = await stack.up("--policy-pack", packFolder);
        expect(up.code).toBe(0);
        expect(up.output).toMatch(/Marked as secret by this policy: .* job "disks"/);
        expect(up.output).toMatch(/Marked as secret by this policy: .* job "drives"/);
        expect(up.output).not.toMatch(secrets);
        const checkpoint = JSON.stringify(await stack.export());
        expect(checkpoint).toContain("9CA995BB");
        expect(checkpoint).not.toMatch(secrets);
    });

    it("is told of those that an update without the pack leaves in clear", async () => {
        const { stack } = world;
        register(stack, [{ ...order, name: "more" }, order, job]);
        expect((await stack.up()).code).toBe(0);
        expect(JSON.stringify(await stack.export())).toMatch(secrets);
        const preview = await stack.preview(
            ...["--policy-pack", packFolder],
            ...["--policy-pack-config", config({ "secrets-encrypted": "advisory" })],
        );
        expect(preview.output).toMatch(/In clear: .* job "more"/);
        expect(preview.output).not.toMatch(secrets);
        expect(preview.code).toBe(0);
    });

    it("is refused by guarded-destroy while the order is neither cancellable nor deletable: order, stage, flags", async () => {
        await fill("stuck");
        const { code, output } = await guardedDestroyOf(world.stack, "--yes", "--stack", "dev");
        expect(output).toContain(
            // The stack itself. The engine does not count its default provider either.
            "This destroy would delete 1 import/export job, 2 Data Box orders and 1 other resource.",
        );
        expect(output).toMatch(
            /refused by policy: job "disks" \(resource group "rg-archive"\), DataCopy \(isCancellable: false, isDeletable: false/,
        );
        expect(output).toContain('deleted: job "drives" (resource group "rg-archive"), Completed');
        expect(output).toMatch(/\[advisory\] not-deletable-by-plain-delete: .*job "disks"/);
        expect(code).toBe(1);
        expect([world.fateOf("disks"), world.fateOf("drives")]).toEqual(["there", "there"]);
    });

    it("is refused by the analysis alone, too, which shows no secret", async () => {
        const { code, output } = await world.stack.policyAnalyze(packFolder);
        expect(output).toMatch(
            /Cannot destroy job "disks": it is DataCopy \(isCancellable: false, isDeletable: false/,
        );
        expect(output).not.toMatch(/Cannot destroy job "(more|drives)"/);
        expect(output).not.toMatch(secrets);
        expect(code).not.toBe(0);
    });

    it("is destroyed once the order is deletable", async () => {
        await fill("ended");
        const { code, output } = await guardedDestroyOf(world.stack, "--yes", "--stack", "dev");
        expect(output).toContain('deleted: job "disks"');
        expect(output).not.toContain("not-deletable-by-plain-delete");
        expect(code).toBe(0);
        expect([world.fateOf("disks"), world.fateOf("drives")]).toEqual(["gone", "gone"]);
        expect(world.stack.leftovers()).toEqual([]);
    });
});
