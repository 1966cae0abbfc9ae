import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { validateAction, validateWorkflow } from "@action-validator/core";
import { parse } from "yaml";

const repository = path.resolve(__dirname, "../../..");
const read = (file: string) => fs.readFileSync(path.join(repository, file), "utf8");

/** The Markdown page's YAML of one kind: its fence says ```yaml KIND. */
function blocks(kind: string): string[] {
    const fence = new RegExp(`^\`\`\`yaml ${kind}\\n(.*?)^\`\`\`$`, "gms");
    return Array.from(read("docs/ci.md").matchAll(fence), ([, text]) => text!);
}

/** A step has no format of its own: it is valid within a job. */
const asWorkflow = (steps: string) =>
    `on: push\njobs:\n  job:\n    runs-on: ubuntu-latest\n    steps:\n${steps.replace(/^(?=.)/gm, "      ")}`;

function syntaxErrors(script: string): string {
    // Expressions of the CI system are filled in before bash sees the script.
    const filled = script.replace(/\$\{\{.*?\}\}|\$\([A-Z_]+\)/g, "value");
    return spawnSync("bash", ["-n", "-c", filled], { encoding: "utf8" }).stderr;
}

interface Workflow {
    jobs: Record<
        string,
        { strategy?: { matrix: Record<string, unknown[]> }; steps: { run?: string }[] }
    >;
}

interface ReleaseWorkflow {
    jobs: {
        release: {
            env: Record<string, string>;
            permissions: Record<string, string>;
            steps: { name?: string; if?: string; run?: string }[];
        };
    };
}

describe("the workflows", () => {
    const ours = fs.readdirSync(path.join(repository, ".github/workflows"));
    const workflows: [string, string][] = [
        ...ours.map((name): [string, string] => [name, read(`.github/workflows/${name}`)]),
        ...blocks("github").map((text, at): [string, string] => [`docs/ci.md, ${at}`, text]),
        ...blocks("github-step").map((text, at): [string, string] => [
            `docs/ci.md, step ${at}`,
            asWorkflow(text),
        ]),
    ];

    it("are all found", () => {
        expect(ours).toEqual(["ci.yml", "guarded-destroy.yml", "nightly.yml", "release.yml"]);
        expect(workflows).toHaveLength(7);
    });

    it.each(workflows)("%s keeps to GitHub's schema", (_, text) => {
        expect(validateWorkflow(text).errors).toEqual([]);
    });

    it("run every shard of the tests of a pull request, and at night what takes hours", () => {
        const { test } = (parse(read(".github/workflows/ci.yml")) as Workflow).jobs;
        const { shard } = test!.strategy!.matrix;
        expect(shard).toEqual([1, 2, 3, 4]);
        const commands = test!.steps.map(({ run }) => run);
        expect(commands).toContain(`.ci/run --shard=\${{ matrix.shard }}/${shard!.length}`);
        const night = (parse(read(".github/workflows/nightly.yml")) as Workflow).jobs.test!;
        expect(night.steps.map(({ run }) => run)).toContain("npm run test:nightly");
    });

    it("release in the steps of a rehearsal, in its order, and publish from a pushed tag alone", () => {
        const { release } = (parse(read(".github/workflows/release.yml")) as ReleaseWorkflow).jobs;
        const rehearsed = Array.from(
            read("tools/release/steps.mjs").matchAll(/\{ id: "(\w+)", name: "(.+)" \}/g),
            ([, id, name]) => ({ id: id!, name: name! }),
        );
        expect(rehearsed.map(({ id }) => id)).toEqual([
            "check",
            "build",
            "npm",
            "python",
            "go",
            "plugins",
            "follow",
        ]);
        const names = rehearsed.map(({ name }) => name);
        const inOrder = release.steps
            .map(({ name }) => name)
            .filter((name) => names.includes(name!));
        expect(inOrder).toEqual(names);
        const always = release.steps.filter((step) => step.if !== "env.PUBLISHES == 'true'");
        expect(always.map(({ run }) => run).filter(Boolean)).toEqual([
            "npm ci --ignore-scripts",
            "npm run release -- --step build",
        ]);
        expect(release.env.PUBLISHES).toBe("${{ github.event_name == 'push' }}");
        expect(release.permissions).toMatchObject({ "id-token": "write" });
        const scripts = release.steps.map(({ run }) => run ?? "");
        expect(scripts.map(syntaxErrors).join("")).toBe("");
        expect(scripts.join("\n")).not.toMatch(/secrets\.|NODE_AUTH_TOKEN|password/);
    });

    it("would be refused with a key that GitHub does not know", () => {
        const wrong = read(".github/workflows/ci.yml").replace("runs-on:", "runs-at:");
        expect(validateWorkflow(wrong).errors).not.toEqual([]);
    });

    it("give the action and the workflow no input that they do not have", () => {
        const inputsOf = (file: string, of: (yaml: Yaml) => Yaml) =>
            Object.keys(of(parse(read(file)) as Yaml));
        const action = inputsOf(actionFile, (yaml) => yaml.inputs!);
        const workflow = inputsOf(
            ".github/workflows/guarded-destroy.yml",
            (yaml) => yaml.on!.workflow_call!.inputs!,
        );
        const uses = workflows.flatMap(([, text]) => everyUse(parse(text)));
        const given = (ending: string) =>
            uses
                .filter((use) => use.uses.endsWith(ending))
                .flatMap((use) => Object.keys(use.with ?? {}));
        const toAction = given("/actions/guarded-destroy@v0.1.0");
        const toWorkflow = given("/guarded-destroy.yml@v0.1.0");
        expect(toAction.filter((name) => !action.includes(name))).toEqual([]);
        expect(toWorkflow.filter((name) => !workflow.includes(name))).toEqual([]);
        expect(toAction.length * toWorkflow.length).toBeGreaterThan(0);
    });
});

const actionFile = ".github/actions/guarded-destroy/action.yml";

describe("the action guarded-destroy", () => {
    it("keeps to GitHub's schema", () => {
        expect(validateAction(read(actionFile)).errors).toEqual([]);
    });

    it("has a script that bash can read, with no input in its text", () => {
        const { runs } = parse(read(actionFile)) as { runs: { steps: { run: string }[] } };
        for (const { run } of runs.steps) {
            expect(syntaxErrors(run)).toBe("");
            expect(run).not.toContain("${{");
        }
    });
});

// No schema of these two is published as a package, so: what each must have, and scripts that bash can read.
describe("the pipeline for Azure Pipelines", () => {
    const [text, ...others] = blocks("azure");
    const pipeline = parse(text!) as {
        stages: {
            lockBehavior: string;
            jobs: {
                deployment: string;
                environment: string;
                strategy: { runOnce: { deploy: { steps: Yaml[] } } };
            }[];
        }[];
    };
    const steps = pipeline.stages[0]!.jobs[0]!.strategy.runOnce.deploy.steps;

    it("is one deployment into an environment, one at a time", () => {
        expect(others).toEqual([]);
        expect(pipeline.stages[0]).toMatchObject({ lockBehavior: "sequential" });
        expect(pipeline.stages[0]!.jobs[0]).toMatchObject({ environment: "production" });
    });

    it("has steps of known kinds, whose scripts bash can read", () => {
        const kinds = steps.map((step) => Object.keys(step)[0]);
        expect(kinds).toEqual(["checkout", "task", "bash", "bash", "task"]);
        const scripts = steps.flatMap((step) => [
            (step.bash as unknown as string) ?? "",
            (step.inputs?.inlineScript as unknown as string) ?? "",
        ]);
        expect(scripts.map(syntaxErrors).join("")).toBe("");
        expect(scripts.join("\n")).toContain("guarded-destroy --stack");
    });
});

describe("the job for GitLab", () => {
    const [text, ...others] = blocks("gitlab");
    const job = (parse(text!) as Record<string, Record<string, unknown>>)["guarded destroy"]!;

    it("is started by a person, one at a time", () => {
        expect(others).toEqual([]);
        expect(job).toMatchObject({
            rules: [{ when: "manual" }],
            resource_group: "production",
            environment: { name: "production" },
        });
    });

    it("has scripts that bash can read", () => {
        const scripts = [...(job.before_script as string[]), ...(job.script as string[])];
        expect(scripts.every((line) => typeof line === "string")).toBe(true);
        expect(scripts.map(syntaxErrors).join("")).toBe("");
        expect(scripts.at(-1)).toContain("guarded-destroy --stack");
    });
});

interface Yaml {
    [key: string]: Yaml | undefined;
}

/** Everything that is used, with what it is given. */
function everyUse(yaml: unknown): { uses: string; with?: object }[] {
    if (typeof yaml !== "object" || yaml === null) return [];
    const found = "uses" in yaml ? [yaml as { uses: string; with?: object }] : [];
    return [...found, ...Object.values(yaml).flatMap(everyUse)];
}
