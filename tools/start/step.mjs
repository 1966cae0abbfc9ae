// One step of the story: done for real, and compared with what the story says.

import { askEmulator } from "./emulator.mjs";
import { runPulumi } from "./engine.mjs";
import { trimmer } from "./engineOutput.mjs";

/** A wait that nothing ends would take the ten minutes that the program grants it. */
const longestStepMs = 120_000;

/** A step that did not come out as the story says, with everything that helps to see why. */
export class StoryError extends Error {
    constructor(problems, output) {
        super(problems.join("\n"));
        this.output = output;
    }
}

/**
 * Takes one step.
 *
 * @param scene `{ stack, connection, teller, signal }`
 * @returns a row of the table at the end: job, command, states before and after, outcome, requests
 * @throws StoryError where it comes out otherwise than the story says
 */
export async function takeStep(scene, step) {
    const { connection, teller } = scene;
    await configure(scene, step);
    if (step.days) {
        await askEmulator(connection, "advance", { days: step.days });
        teller.event(`${step.days} days go by`);
    }
    for (const state of step.parcel ?? []) await moveParcel(scene, step.job, state);

    const before = await findJob(connection, step.job);
    const alreadyLogged = (await askEmulator(connection, "requests")).length;
    const { code, output } = await command(scene, step);
    const requests = (await askEmulator(connection, "requests")).slice(alreadyLogged);
    const after = await findJob(connection, step.job);
    const inStack = await isInStack(scene, step.job);

    teller.event(azureSays(step.job, after));
    const row = {
        job: step.job,
        command: step.command,
        states: [stateOf(before), stateOf(after)],
        outcome: step.outcome,
        requests: requestsInWords(requests),
    };
    const problems = judge(step.expect, { code, output, row, inStack });
    if (problems.length > 0) throw new StoryError(problems, output);
    return row;
}

async function configure(scene, { config = {} }) {
    for (const [name, value] of Object.entries(config)) {
        const { args, shown } = settingCommand(name, value);
        scene.teller.command(`pulumi config ${shown ?? args.join(" ")}`);
        await succeed(scene, ["config", ...args]);
    }
}

function settingCommand(name, value) {
    if (value === undefined) return { args: ["rm", name] };
    if (!value.secret) return { args: ["set", name, value] };
    return { args: ["set", "--secret", name, value.secret], shown: `set --secret ${name} …` };
}

/** The step's command, shown while it runs; the parcel moves when Pulumi has come so far. */
async function command(scene, step) {
    const args = [...step.command.split(" "), "--yes", "--skip-preview"];
    scene.teller.command(`pulumi ${args.join(" ")}`);
    const trim = trimmer();
    const moves = [...(step.meanwhile ?? [])];
    const trouble = new AbortController();
    let moving = Promise.resolve();
    const onLine = (line) => {
        for (const shown of trim(line)) scene.teller.engine(shown);
        if (!moves[0] || !line.includes(moves[0].after)) return;
        const { state } = moves.shift();
        moving = moving
            .then(() => moveParcel(scene, step.job, state))
            .catch((error) => trouble.abort(error));
    };
    const timer = setTimeout(() => trouble.abort(tooLong()), longestStepMs);
    try {
        const signal = AbortSignal.any([scene.signal, trouble.signal]);
        const result = await runPulumi(scene.stack, args, { onLine, signal });
        await moving;
        trouble.signal.throwIfAborted();
        return result;
    } finally {
        clearTimeout(timer);
    }
}

function tooLong() {
    return new StoryError([`The command was ended: it took more than ${longestStepMs / 1000} s.`]);
}

async function moveParcel({ connection, teller }, job, state) {
    await askEmulator(connection, "move", { id: await idOf(connection, job), state });
    teller.event(`The parcel moves on: ${state}`);
}

async function succeed({ stack, signal }, args) {
    const { code, output } = await runPulumi(stack, args, { signal });
    if (code === 0) return output;
    throw new StoryError([`pulumi ${args[0]} ended with ${code}.`], output);
}

/** The job as the emulator shows it; undefined when there is none of that name. */
async function findJob(connection, name) {
    const jobs = await askEmulator(connection, "jobs");
    return jobs.find((job) => job.name === name);
}

/** The job's ARM id. @throws StoryError when there is no such job */
export async function idOf(connection, name) {
    const job = await findJob(connection, name);
    if (!job) throw new StoryError([`The emulator has no job ${name}.`], "");
    return job.id;
}

async function isInStack(scene, name) {
    const { deployment } = JSON.parse(await succeed(scene, ["stack", "export"]));
    return (deployment.resources ?? []).some((resource) => resource.outputs?.name === name);
}

function stateOf(job) {
    return job ? (job.properties.state ?? "no state") : "gone";
}

function azureSays(name, job) {
    if (!job) return `The emulator has no job ${name} any more`;
    const { cancelRequested, driveList = [] } = job.properties;
    const drives = [...new Set(driveList.map((drive) => drive.state))].join(", ");
    const cancelled = cancelRequested ? ", its cancellation is requested" : "";
    return `The emulator says: ${name} is ${stateOf(job)}${cancelled}; ${driveList.length} drives: ${drives}`;
}

/** `["GET 404", "PUT 201", "GET 200 ×3"]`; only equal GETs in a row are counted together. */
function requestsInWords(requests) {
    const words = [];
    for (const { method, status } of requests) {
        const word = `${method} ${status ?? "dropped"}`;
        const last = words.at(-1);
        if (last?.word === word && method === "GET") last.times += 1;
        else words.push({ word, times: 1 });
    }
    return words.map(({ word, times }) => (times > 1 ? `${word} ×${times}` : word));
}

/** What came out otherwise than the story says, in sentences. */
function judge(expect, { code, output, row, inStack }) {
    const problems = [];
    if ((code !== 0) !== Boolean(expect.refused)) {
        problems.push(
            `Expected: pulumi ${expect.refused ? "refuses" : "succeeds"}. It ended with ${code}.`,
        );
    }
    for (const text of expect.says ?? []) {
        if (!output.includes(text)) problems.push(`Expected: pulumi says "${text}". It did not.`);
    }
    const requests = row.requests.map((request) => request.replace(/ ×\d+$/, ""));
    if (requests.join(", ") !== expect.requests.join(", ")) {
        problems.push(
            `Expected: the requests ${expect.requests.join(", ")}. The emulator saw ${requests.join(", ") || "none"}.`,
        );
    }
    if (row.states[1] !== expect.state) {
        problems.push(`Expected: the job is ${expect.state} in the end. It is ${row.states[1]}.`);
    }
    if (inStack !== expect.inStack) {
        problems.push(
            `Expected: the job is ${expect.inStack ? "" : "not "}in the stack. It is ${inStack ? "" : "not"}.`,
        );
    }
    return problems;
}
