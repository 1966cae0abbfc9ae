import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { importJob } from "../fixtures/jobInputs";
import { describeByNight, isNightly } from "../fixtures/nightly";
import { guardedDestroyOf, ownWorld, packFolder, register, type World } from "./policies/world";

jest.setTimeout(240_000);

const type = "pulumi-nodejs:dynamic/importexport:Job";
const packaging = { name: "photos", type };
const creating = { name: "letters", type };
const config = (world: World, content: object) => {
    const file = path.join(world.stack.folder, "config.json");
    fs.writeFileSync(file, JSON.stringify(content));
    return ["--policy-pack", packFolder, "--policy-pack-config", file];
};

describe("the pack in a stack with a job that is Packaging", () => {
    let world: Awaited<ReturnType<typeof ownWorld>>;
    beforeAll(async () => {
        world = await ownWorld();
        await world.fill([
            { ...packaging, state: "Packaging" },
            { ...creating, state: "Creating" },
        ]);
    });
    afterAll(() => world.dispose());
    beforeEach(() => register(world.stack, [packaging, creating]));

    it("lets an update that leaves the job alone pass", async () => {
        const { code, output } = await world.stack.preview("--policy-pack", packFolder);
        expect(output).not.toContain("no-destroy-in-flight");
        expect(code).toBe(0);
    });

    it("leaves the jobs alone that --target and --exclude leave alone", async () => {
        register(world.stack, [creating]);
        const targeted = await world.stack.preview(
            ...["--policy-pack", packFolder, "--target", "**::letters"],
        );
        expect(targeted.code).toBe(0);
        if (!isNightly) return; // test/unit/policies/updateFlags.test.ts has every spelling
        const excluded = await world.stack.preview(
            ...["--policy-pack", packFolder, "--exclude", "**::photos"],
        );
        expect(excluded.code).toBe(0);
    });

    const badConfigs: [string, object, RegExp][] = [
        [
            "an unknown key",
            { blockedState: ["Closed"] },
            /"blockedState".*Did you mean "blockedStates"\? Right are: /,
        ],
        [
            "an unknown state",
            { blockedStates: ["Packed"] },
            /blockedStates\.0 must be one of.*"Packaging"/,
        ],
        [
            "an unknown level",
            { enforcementLevel: "hard" },
            /"hard" is not a valid enforcement level/,
        ],
    ];
    // The first is told by the pack, the others by Pulumi's SDK.
    it.each(isNightly ? badConfigs : badConfigs.slice(0, 2))(
        "refuses a config with %s before any verdict, without a stack trace",
        async (_, given, says) => {
            register(world.stack, [creating]);
            const args = config(world, { "no-destroy-in-flight": given });
            const { code, output } = await world.stack.preview(...args);
            expect(code).not.toBe(0);
            expect(output.replace(/\s+/g, " ")).toMatch(says);
            expect(output).not.toContain("Cannot destroy");
            expect(output).not.toMatch(/^\s+at .*\.js/m);
        },
    );

    it("refuses while the checkpoint cannot be read, and says why and what to do", async () => {
        const broken = { pulumiCommand: path.join(world.stack.folder, "no-pulumi") };
        const blocked = await world.stack.preview(
            ...config(world, { "no-destroy-in-flight": broken }),
        );
        expect(blocked.code).not.toBe(0);
        expect(blocked.output).toMatch(
            /checkpoint cannot be read\. .*no-pulumi.*ENOENT.*ifStateUnreadable/,
        );

        if (!isNightly) return; // test/unit/policies/guards.test.ts judges both
        const warned = await world.stack.preview(
            ...config(world, { "no-destroy-in-flight": { ...broken, ifStateUnreadable: "warn" } }),
        );
        expect(warned.output).toContain("checkpoint cannot be read");
        expect(warned.code).toBe(0);
    });

    it("lets the one exception go, and says so", async () => {
        register(world.stack, [creating]);
        const allow = [{ job: "photos", reason: "lost in a fire", expires: "9999-12-31" }];
        const { code, output } = await world.stack.preview(
            ...config(world, { "no-destroy-in-flight": { allow } }),
        );
        expect(output).toContain("the config allows it until 9999-12-31 (lost in a fire)");
        expect(code).toBe(0);
    });

    it("judges an exported checkpoint without a login and without a passphrase", async () => {
        const checkpoint = path.join(world.stack.folder, "exported.json");
        fs.writeFileSync(checkpoint, JSON.stringify(await world.stack.export()));
        const nothing = { PULUMI_BACKEND_URL: "", PULUMI_CONFIG_PASSPHRASE: "wrong" };
        const args = ["policy", "analyze", "--policy-pack", packFolder, "--file", checkpoint];
        const { code, output } = await world.stack.run(args, nothing);
        expect(output).toContain(
            'Cannot destroy job "photos" (resource group "rg-archive"): it is Packaging',
        );
        expect(output).not.toContain('Cannot destroy job "letters"');
        expect(code).not.toBe(0);
    });

    describe("guarded-destroy", () => {
        const guarded = (...args: string[]) => guardedDestroyOf(world.stack, ...args);

        it("destroys what the policies let go, and ends with 0", async () => {
            const { code, output } = await guarded("--target", "**::letters", "--preview-only");
            expect(output).toContain(
                'deleted: job "letters" (resource group "rg-archive"), Creating',
            );
            expect(output).not.toContain('"photos"');
            expect(code).toBe(0);
            expect(world.fateOf("letters")).toBe("there");
        });

        it.each([
            ["nobody to confirm", [], /No one is there to confirm .* --yes/],
            ["no such stack", ["--yes", "--stack", "nowhere"], /no stack named 'nowhere'/],
            ["no such pack", ["--yes", "--policy-pack", "nowhere"], /no policy pack in nowhere/],
            ["a flag without its value", ["--stack"], /--stack needs a value/],
            [
                "more configs than packs",
                ["--yes", ...["a", "b"].flatMap((one) => ["--policy-pack-config", one])],
                /2 --policy-pack-config for 0/,
            ],
        ])("with %s says so, ends with 2 and destroys nothing", async (_, args, says) => {
            const { code, output } = await guarded(...args);
            expect(output).toMatch(says);
            expect(code).toBe(2);
            expect(world.fateOf("letters")).toBe("there");
        });

        it("with a wrong config names what is wrong and what is right, before it asks Azure", async () => {
            const [, , , file] = config(world, { "no-destroy-in-fligt": "mandatory" });
            const before = world.emulator.requests().length;
            const { code, output } = await guarded("--yes", "--policy-pack-config", file!);
            expect(output).toMatch(
                /"no-destroy-in-fligt", which does not exist\. Did you mean "no-destroy-in-flight"\? Right are: /,
            );
            expect(code).toBe(2);
            expect(world.emulator.requests().length).toBe(before);
        });

        it("without a login says so and ends with 2", async () => {
            const { PULUMI_BACKEND_URL, ...env } = world.stack.env;
            expect(PULUMI_BACKEND_URL).toBeDefined();
            const stack = Object.assign(Object.create(world.stack) as typeof world.stack, { env });
            const { code, output } = await guardedDestroyOf(stack, "--yes", "--stack", "dev");
            expect(output).toMatch(/PULUMI_ACCESS_TOKEN|pulumi login/);
            expect(code).toBe(2);
        });

        it("shows the provider's refusal when the parcel moves between the verdict and the destroy", async () => {
            register(world.stack, [packaging, creating, { name: "books", type }]);
            await world.stack.succeeds(["up", "--yes", "--skip-preview"]);
            const id = world.emulator
                .jobs()
                .find((one) => (one as { name: string }).name === "books");
            world.emulator.move((id as { id: string }).id, "Received");
            world.emulator.addFault({
                match: { operation: "Jobs_Get", job: "books", nth: 1 },
                action: { type: "moveJob", state: "Packaging", when: "after" },
            });
            const { code, output } = await guarded("--yes", "--target", "**::books");
            expect(output).toContain('cancelled, then deleted: job "books"');
            expect(output).toContain(
                'Cannot delete job "books" (resource group "rg-archive"): it is Packaging',
            );
            expect(code).toBe(2);
            expect(world.fateOf("books")).toBe("there");
        });
    });
});

// By day test/slow/packages/packages.test.ts installs the packed pack, and destroys by it.
describeByNight("the packed pack, installed into an empty project outside the repository", () => {
    let world: Awaited<ReturnType<typeof ownWorld>>;
    let project: string;
    beforeAll(async () => {
        world = await ownWorld();
        project = path.join(world.stack.folder, "project");
        fs.mkdirSync(project);
        const npm = (cwd: string, ...args: string[]) =>
            execFileSync("npm", args, {
                cwd,
                encoding: "utf8",
                stdio: ["ignore", "pipe", "ignore"],
            });
        npm(packFolder, "pack", "--ignore-scripts", "--pack-destination", project);
        const tarball = fs.readdirSync(project).find((name) => name.endsWith(".tgz"))!;
        fs.writeFileSync(path.join(project, "package.json"), JSON.stringify({ name: "empty" }));
        npm(project, "install", "--prefer-offline", "--no-audit", "--no-fund", `./${tarball}`);
    });
    afterAll(() => world.dispose());

    it("works with --policy-pack, as a library, and brings guarded-destroy", async () => {
        await world.fill([{ ...packaging, state: "Packaging" }]);
        const pack = path.join(project, "node_modules/pulumi-azure-importexport-policies");
        expect(fs.existsSync(path.join(project, "node_modules/pulumi-azure-importexport"))).toBe(
            false,
        );

        register(world.stack, []);
        const { code, output } = await world.stack.preview("--policy-pack", pack);
        expect(output).toContain('Cannot destroy job "photos"');
        expect(code).not.toBe(0);

        const names = execFileSync(
            process.execPath,
            [
                "-p",
                "require('pulumi-azure-importexport-policies').policies.map((one) => one.name).join()",
            ],
            { cwd: project, encoding: "utf8" },
        );
        expect(names).toContain("no-destroy-in-flight,protect-in-flight,export-keys-kept");

        const command = path.join(project, "node_modules/.bin/guarded-destroy");
        expect(execFileSync(command, ["--help"], { encoding: "utf8" })).toContain(
            "Exit codes: 0 destroyed",
        );
    });
});

describe("marked secrets in every input", () => {
    let world: Awaited<ReturnType<typeof ownWorld>>;
    beforeAll(async () => {
        world = await ownWorld();
    });
    afterAll(() => world.dispose());

    it("appear in no message of preview, update, analysis or guarded destroy", async () => {
        const { stack } = world;
        const mark = "MARKED";
        const declared = importJob({
            deletion: { waitMinutes: 0 },
            tags: { note: "plain" },
            properties: {
                driveList: [1, 2].map(() => ({
                    driveId: `${mark}-DRIVE`,
                    bitLockerKey: `${mark}-KEY`,
                    manifestFile: `${mark}-FILE`,
                    manifestHash: "109B21108597EF36D5785F08303F3638",
                })),
                returnAddress: {
                    recipientName: `${mark}-NAME`,
                    streetAddress1: `${mark}-STREET`,
                    city: `${mark}-CITY`,
                    postalCode: `${mark}-CODE`,
                    countryOrRegion: `${mark}-LAND`,
                    phone: `${mark}-PHONE`,
                    email: `${mark}@example.com`,
                },
                returnShipping: {
                    carrierName: `${mark}-CARRIER`,
                    carrierAccountNumber: `${mark}-ACC`,
                },
                deliveryPackage: {
                    carrierName: `${mark}-CARRIER`,
                    trackingNumber: `${mark}-TRACK`,
                },
                state: "Shipping",
            },
        });
        // The provider refuses two drives with one id; a policy has to see them all the same.
        stack.setProgram(`
            const pulumi = require("@pulumi/pulumi");
            const args = JSON.parse(${JSON.stringify(JSON.stringify(declared))});
            new pulumi.CustomResource("${type}", "photos", { ...args, jobName: "photos", state: "Packaging",
                __provider: "exports.handler = () => ({ async create(i) { return { id: 'photos', outs: i }; }, async delete() {} })",
            });
        `);
        const all = [
            "required-tags",
            "drive-count-and-hashes",
            "return-carrier-account",
            "protect-in-flight",
            "deletion-options-explicit",
            "shipment-announced",
            "export-keys-kept",
        ];
        const content = {
            ...Object.fromEntries(all.map((policy) => [policy, "advisory"])),
            "required-tags": { enforcementLevel: "advisory", tags: ["team"] },
            "return-address-before-shipment": "advisory",
        };
        const up = await stack.up(...config(world, content));
        expect(up.code).toBe(0);
        const analysis = await stack.policyAnalyze(...([packFolder] as const));
        stack.setProgram("");
        const preview = await stack.preview(...config(world, content));
        const guarded = await guardedDestroyOf(stack, "--yes", "--stack", "dev", "--preview-only");
        for (const { output } of [up, analysis, preview, guarded]) {
            expect(output).toContain('"photos"');
            expect(output).not.toContain(mark);
        }
        expect(up.output).toMatch(/same driveId/);
        expect(up.output).toMatch(/no location supports/);
        expect(preview.output).toContain("Cannot destroy");
        expect(guarded.code).toBe(1);
    });
});

describe("a value that is not known at preview", () => {
    it("is said not to be judged, and stops no first update of a mandatory policy", async () => {
        const world = await ownWorld();
        try {
            const { stack } = world;
            const args = JSON.stringify({ ...importJob(), jobName: "photos" });
            stack.setProgram(`
                const pulumi = require("@pulumi/pulumi");
                const provider = "exports.handler = () => ({ async create(i) { return { id: 'x', outs: { place: 'westus' } }; }, async delete() {} })";
                class Place extends pulumi.CustomResource {
                    constructor() { super("pulumi-nodejs:dynamic:Resource", "place", { place: undefined, __provider: provider }); }
                }
                class Job extends pulumi.CustomResource {
                    constructor(args) { super("${type}", "photos", { ...args, __provider: provider }); }
                }
                new Job({ ...${args}, location: new Place().place });
            `);
            const settings = { enforcementLevel: "mandatory", locations: ["westus"] };
            const args2 = config(world, { "allowed-locations": settings });
            const preview = await stack.preview(...args2);
            expect(preview.output).toContain(
                'Job "photos" could not be judged yet: location is not known',
            );
            expect(preview.code).toBe(0);
            const up = await stack.up(...args2);
            expect(up.output).not.toContain("could not be judged");
            expect(up.code).toBe(0);
        } finally {
            await world.dispose();
        }
    });
});
