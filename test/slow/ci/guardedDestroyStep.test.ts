import fs from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import { RunningCommand } from "../../harness/stack";
import { importJob } from "../../fixtures/jobInputs";
import { JobStack } from "../../fixtures/jobStack";

jest.setTimeout(300_000);

const actionFile = path.resolve(__dirname, "../../../.github/actions/guarded-destroy/action.yml");
const action = parse(fs.readFileSync(actionFile, "utf8")) as {
    inputs: Record<string, { default?: string }>;
    runs: { steps: { run: string; env: Record<string, string> }[] };
};
const [step] = action.runs.steps;

let jobs: JobStack;

beforeAll(async () => {
    jobs = await JobStack.create({ config: { a: "b" } });
});
afterAll(() => jobs.dispose());

/** Runs the action's step as GitHub's runner does: bash -eo pipefail, inputs as environment, two files for answers. */
async function runStep(inputs: Record<string, string>, more: Record<string, string> = {}) {
    const { stack } = jobs;
    const files = { GITHUB_OUTPUT: "output", GITHUB_STEP_SUMMARY: "summary" };
    const env = Object.fromEntries(
        Object.entries(files).map(([key, name]) => [key, path.join(stack.folder, name)]),
    );
    for (const file of Object.values(env)) fs.writeFileSync(file, "");
    const script = path.join(stack.folder, "step.sh");
    fs.writeFileSync(script, step!.run);
    const given = Object.entries(step!.env).map(([name, expression]) => {
        const input = /^\$\{\{ inputs\.([\w-]+) \}\}$/.exec(expression)![1]!;
        return [name, inputs[input] ?? action.inputs[input]!.default];
    });
    const running = new RunningCommand(
        "bash",
        ["--noprofile", "--norc", "-eo", "pipefail", script],
        {
            cwd: stack.programFolder,
            env: { ...stack.env, ...env, ...(Object.fromEntries(given) as object), ...more },
        },
    );
    const { code, output } = await running.result;
    return { code, output, result: fs.readFileSync(env.GITHUB_OUTPUT!, "utf8").trim() };
}

it("refuses while a job is Packaging, previews, and destroys once it is Completed", async () => {
    await jobs.deploy({ photos: importJob() });
    jobs.move("photos", "Packaging");
    expect(await runStep({ stack: "dev" })).toMatchObject({ code: 1, result: "result=refused" });
    expect(await jobs.names()).toEqual(["photos"]);

    jobs.move("photos", "Completed");
    await jobs.stack.succeeds(["refresh", "--yes", "--skip-preview"]);
    const previewed = await runStep({ stack: "dev", "preview-only": "true" });
    expect(previewed).toMatchObject({ code: 0, result: "result=previewed" });
    expect(await jobs.names()).toEqual(["photos"]);

    const destroyed = await runStep({
        stack: "dev",
        "destroy-flags": `--target=${jobs.urn("photos")}\n--no-such-flag`,
    });
    expect(destroyed).toMatchObject({ code: 2, result: "result=failed" });
    expect(await jobs.names()).toEqual(["photos"]);

    const target = { stack: "dev", "destroy-flags": `--target=${jobs.urn("photos")}\n` };
    expect(await runStep(target)).toMatchObject({ code: 0, result: "result=destroyed" });
    expect(jobs.job("photos")).toBeUndefined();
});

it("calls a command that is not installed a failure, and no refusal", async () => {
    const elsewhere = { PATH: [path.dirname(process.execPath), "/usr/bin", "/bin"].join(":") };
    fs.rmSync(path.join(jobs.stack.programFolder, "node_modules"));
    const { code, output, result } = await runStep({ stack: "dev" }, elsewhere);
    expect({ code, result }).toEqual({ code: 2, result: "result=failed" });
    expect(output).toContain("Install pulumi-azure-importexport-policies");
});

it("takes no other word for true and false, and does nothing", async () => {
    const { code, output, result } = await runStep({ stack: "dev", "preview-only": "yes" });
    expect({ code, result }).toEqual({ code: 2, result: "" });
    expect(output).toContain('preview-only must be "true" or "false", not "yes"');
});
