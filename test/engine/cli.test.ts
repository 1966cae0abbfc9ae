import fs from "node:fs";
import path from "node:path";
import { createStack, Stack } from "../harness/stack";

/** With its provider as text, as every checkpoint has it: to serialise one Pulumi loads the TypeScript compiler each time. */
const thing = (properties: string, create = "") => {
    const provider = `exports.handler = () => ({
        async create(inputs) { ${create} return { id: "thing-1", outs: inputs }; },
        async update(id, olds, news) { return { outs: news }; },
        async read(id, properties) { return { id, props: properties }; },
        async delete() {},
    });`;
    return `
        const pulumi = require("@pulumi/pulumi");
        const inputs = { ...${properties}, __provider: ${JSON.stringify(provider)} };
        new pulumi.CustomResource("pulumi-nodejs:dynamic:Resource", "thing", inputs);
    `;
};

let stack: Stack;
afterEach(() => stack.dispose());

describe("A dynamic resource on the real engine", () => {
    it("goes up, is previewed, refreshed, exported, imported and destroyed", async () => {
        stack = await createStack({ program: thing("{ size: 1 }") });
        const up = await stack.up();
        expect(up.output).toContain("thing created");
        expect(up.code).toBe(0);

        const unchanged = await stack.preview("--expect-no-changes");
        expect(unchanged.output).toContain("2 unchanged");
        expect(unchanged.code).toBe(0);

        const refresh = await stack.refresh();
        expect(refresh.code).toBe(0);

        stack.setProgram(thing("{ size: 2 }"));
        const changed = await stack.preview("--expect-no-changes");
        expect(changed.output).toContain("thing update");
        expect(changed.code).not.toBe(0);

        const [resource] = await stack.resources();
        expect(resource).toMatchObject({ id: "thing-1", outputs: { size: 1 } });
        const checkpoint = await stack.export();
        await stack.import(checkpoint);
        expect(await stack.export()).toEqual(checkpoint);

        const destroy = await stack.destroy();
        expect(destroy.output).toContain("thing deleted");
        expect(destroy.code).toBe(0);
        expect(await stack.resources()).toEqual([]);
        expect(stack.leftovers()).toEqual([]);
    });

    it("runs a program in TypeScript, and reports its error once", async () => {
        stack = await createStack({
            language: "typescript",
            program: `const reason: string = "out of parcels"; throw new Error(reason);`,
        });
        const { code, output } = await stack.up();
        expect(code).not.toBe(0);
        expect(output.match(/Error: out of parcels/g)).toHaveLength(1);
    });

    it("gives the program its configuration, secrets included, and keeps them out of what it prints", async () => {
        stack = await createStack({
            program: `
                const pulumi = require("@pulumi/pulumi");
                const config = new pulumi.Config();
                exports.place = config.require("place");
                exports.length = config.requireSecret("key").apply((key) => key.length);
            `,
            config: { place: "westus", key: { secret: "k".repeat(55) } },
        });
        const { code, output } = await stack.up();
        expect(output).toContain('place : "westus"');
        expect(output).toContain("length: [secret]");
        expect(output).not.toContain("kkk");
        expect(code).toBe(0);
        expect(await stack.outputs("--show-secrets")).toEqual({ place: "westus", length: 55 });
    });
});

describe("A user's environment", () => {
    const settings = { ARM_CLIENT_ID: "mine", AZURE_TENANT_ID: "mine", PULUMI_STACK: "mine" };
    beforeEach(() => void Object.assign(process.env, settings));
    afterEach(() => Object.keys(settings).forEach((name) => delete process.env[name]));

    it("does not reach the engine, but for what the test gives it", async () => {
        stack = await createStack({
            program: `
                exports.seen = Object.keys(process.env)
                    .filter((name) => /^(ARM_|AZURE_|PULUMI_STACK$)/.test(name));
            `,
            env: { ARM_ENVIRONMENT: "public" },
        });
        const { code } = await stack.up();
        expect(code).toBe(0);
        expect(await stack.outputs()).toEqual({ seen: ["ARM_ENVIRONMENT"] });
    });
});

describe("A policy pack", () => {
    const pack = {
        "pack/PulumiPolicy.yaml": "runtime: nodejs\nmain: index.js\n",
        "pack/package.json": JSON.stringify({ name: "pack", version: "0.0.1", main: "index.js" }),
        "pack/index.js": `
            const { PolicyPack } = require("@pulumi/policy");
            const stack = process.env.PULUMI_NODEJS_STACK ?? "no stack";
            new PolicyPack("pack", {
                policies: [{
                    name: "small",
                    description: "things are small",
                    enforcementLevel: "mandatory",
                    validateResource: ({ props }, report) => {
                        if (props.size > 1) report("too big for " + stack);
                    },
                }],
            });
        `,
    };

    it("stops a preview, and knows which stack it looks at", async () => {
        stack = await createStack({ program: thing("{ size: 2 }"), files: pack });
        const { code, output } = await stack.preview("--policy-pack", "pack");
        expect(output).toContain("too big for dev");
        expect(code).not.toBe(0);
    });

    it("analyses the checkpoint without a program, and is told of no stack", async () => {
        stack = await createStack({ program: thing("{ size: 2 }"), files: pack });
        expect((await stack.up()).code).toBe(0);
        fs.rmSync(path.join(stack.programFolder, "index.js"));
        const { code, output } = await stack.policyAnalyze("pack");
        expect(output).toContain("too big for no stack");
        expect(code).toBe(1);
        expect(stack.leftovers()).toEqual([]);
    });
});

describe("An operation that is interrupted", () => {
    const slow = thing("{ size: 1 }", `await new Promise((end) => setTimeout(end, 3000));`);

    it("lets the running step end on Ctrl-C, keeps it, and leaves no process", async () => {
        stack = await createStack({ program: slow });
        const up = stack.start(["up", "--yes", "--skip-preview"]);
        await up.waitFor("thing creating");
        up.interrupt();
        const { code } = await up.result;
        expect(code).not.toBe(0);
        expect(await stack.resources()).toHaveLength(1);
        expect(stack.leftovers()).toEqual([]);
    });

    it("leaves no process after dispose when the engine was killed", async () => {
        stack = await createStack({ program: slow });
        const up = stack.start(["up", "--yes", "--skip-preview"]);
        await up.waitFor("thing creating");
        up.kill();
        await up.result;
        await stack.dispose();
        expect(stack.leftovers()).toEqual([]);
        expect(fs.existsSync(stack.folder)).toBe(false);
    });
});
