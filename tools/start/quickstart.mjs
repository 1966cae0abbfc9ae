// The quick start from its beginning to its end: whatever happens, what was started is stopped.

import fs from "node:fs";
import { createRequire } from "node:module";
import { constants } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { SetupError } from "../progress.mjs";
import { playOnEnvironment } from "../quickstartEnvironment.mjs";
import { askEmulator, emulatorEnvironment, readConnection, startEmulator } from "./emulator.mjs";
import { runPulumi } from "./engine.mjs";
import { claim, noteRun, quickstartFolder, readRun, refuseRunning, release } from "./folder.mjs";
import { idOf, StoryError, takeStep } from "./step.mjs";
import { oneMore, steps } from "./story.mjs";
import { makeTeller } from "./teller.mjs";

/** The packages are compiled by the set-up, after which this module is loaded. */
const require = createRequire(import.meta.url);

const stackName = "quickstart";

/** No real keys: recovery passwords are eight groups of six digits, each a multiple of eleven. */
const madeUpKeys = ["1", "2"].map((digit) => Array(8).fill(digit.repeat(6)).join("-"));

/**
 * Tells the story.
 *
 * @param pulumi the CLI, from the set-up
 * @param keep true: adds a job to play with, and leaves emulator and stack up
 * @returns the exit code: 0 when every step came out as the story says, 130 or 143 after an interruption, else 1
 */
export async function tell({ repository, pulumi, keep }) {
    const started = Date.now();
    const folder = quickstartFolder(repository);
    const teller = makeTeller();
    const interruption = listenForInterruption();
    let place = "before the first step";
    let isKept = false;
    await claim(folder);
    try {
        intro(teller);
        const scene = await setScene({
            repository,
            pulumi,
            folder,
            teller,
            signal: interruption.signal,
        });
        const rows = [];
        for (const [index, step] of steps.entries()) {
            place = `in step ${index + 1} of ${steps.length}, "${step.title}"`;
            teller.step(`${index + 1}/${steps.length}`, step);
            rows.push(await takeStep(scene, step));
        }
        conclude(teller, rows, started);
        if (keep) {
            place = `after the story, in "${oneMore.title}"`;
            teller.step("And", oneMore);
            await takeStep(scene, oneMore);
            noteRun(folder, { kept: true });
            isKept = true;
            explainPlayingOn(teller, folder);
        }
        return 0;
    } catch (error) {
        if (interruption.signal.aborted) {
            teller.failure(`Interrupted ${place}. The emulator and the stack are being removed.`);
            return interruption.exitCode();
        }
        teller.failure(`npm start stopped ${place}.`);
        const isOurs = error instanceof StoryError || error instanceof SetupError;
        teller.failure(isOurs ? error.message : error.stack);
        if (error.output) teller.raw(`\nWhat Pulumi printed:\n\n${error.output.trimEnd()}`);
        return 1;
    } finally {
        if (!isKept) await release(folder);
        interruption.stop();
    }
}

/** Emulator and an empty stack, and how to reach both. */
async function setScene({ repository, pulumi, folder, teller, signal }) {
    await startEmulator(repository, folder, (emulatorPid) => noteRun(folder, { emulatorPid }));
    const environment = {
        ...(await emulatorEnvironment(repository, folder)),
        PULUMI_HOME: folder.pulumiHome,
        PULUMI_BACKEND_URL: pathToFileURL(folder.state).href,
        PULUMI_CONFIG_PASSPHRASE: "only for the quick start",
        PULUMI_SKIP_UPDATE_CHECK: "true",
        PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
        // npm run check looks at the program's types; at every step it would cost three seconds.
        PULUMI_NODEJS_TRANSPILE_ONLY: "true",
    };
    fs.writeFileSync(folder.env, JSON.stringify(environment, undefined, 4) + "\n", { mode: 0o600 });

    const own = { ...process.env };
    delete own.PULUMI_BACKEND_URL;
    const { env } = playOnEnvironment(own, environment);
    const PATH = [pulumi.binFolder, env.PATH].join(path.delimiter);
    const stack = { command: pulumi.command, cwd: repository, env: { ...env, PATH } };
    await prepareStack(stack, environment.ARM_SUBSCRIPTION_ID, signal);
    return { stack, connection: readConnection(folder), teller, signal };
}

async function prepareStack(stack, subscriptionId, signal) {
    const storageAccountId = `/subscriptions/${subscriptionId}/resourceGroups/rg-archive/providers/Microsoft.Storage/storageAccounts/photos`;
    const plain = ["--plaintext", `storageAccountId=${storageAccountId}`];
    const secret = ["--secret", `bitLockerKeys=${JSON.stringify(madeUpKeys)}`];
    for (const args of [
        ["stack", "init", stackName],
        ["config", "set-all", ...plain, ...secret],
    ]) {
        const { code, output } = await runPulumi(stack, args, { signal });
        if (code !== 0) throw new StoryError([`pulumi ${args[0]} ended with ${code}.`], output);
    }
}

function intro(teller) {
    teller.paragraph(
        "Three import jobs, ten steps. Pulumi's engine and the Azure SDK are real; Azure is the emulator of this repository, " +
            "and no request leaves this machine. Nothing here was ever tried on live Azure, where the service is documented as retired.",
    );
    teller.paragraph(
        "Lines with $ are commands, lines with │ are Pulumi's own words (shortened), lines with → are what happens in Azure's place.",
    );
}

function conclude(teller, rows, started) {
    teller.paragraph("What happened to each job, and the requests that the emulator saw:");
    teller.table(rows);
    const seconds = Math.round((Date.now() - started) / 1000);
    teller.paragraph(
        `Every step came out as described, in ${seconds} seconds. The program is examples/quickstart/index.ts; ` +
            "docs/destroy.md says what a destroy does in each state; npm start -- --keep leaves the emulator and a stack up for you to try.",
    );
}

function explainPlayingOn(teller, folder) {
    const tracking = "npm run pulumi -- config set --secret trackingNumber 000000000004";
    const connection = path.relative(process.cwd(), path.join(folder.emulator, "emulator.json"));
    teller.paragraph("The emulator and the stack stay up. Look at the job, and post its drives:");
    teller.hint("npm run pulumi -- stack output");
    teller.hint(tracking);
    teller.hint("npm run pulumi -- up");
    teller.paragraph(
        "Move the parcel and the time (the new state shows after pulumi up --refresh):",
    );
    teller.hint("npm start -- --move Packaging");
    teller.hint("npm start -- --advance 15");
    teller.paragraph("Or do so by hand, on the emulator's page; this prints a link to it:");
    teller.hint("npm run emulator -- page --dir .quickstart/emulator");
    teller.paragraph(
        "Destroy it wherever it is. A destroy that waits goes on when you move the parcel in another terminal:",
    );
    teller.hint("npm run pulumi -- destroy");
    teller.paragraph(`The emulator's address and tokens are in ${connection}. The end of it:`);
    teller.hint("npm start -- --stop");
}

/** npm start -- --stop */
export async function stop(repository) {
    const folder = quickstartFolder(repository);
    if (!fs.existsSync(folder.root)) {
        console.log("There is nothing to stop.");
        return;
    }
    refuseRunning(readRun(folder));
    await release(folder);
    console.log("The emulator is stopped, and the folder .quickstart with the stack is removed.");
}

/** npm start -- --move STATE: the parcel of the job that the kept stack has. */
export async function move(repository, state) {
    const { jobStates } = require("../../provider/dist/importexport/stateNames.js");
    if (!jobStates.includes(state)) {
        throw new SetupError(
            `--move takes a state of a job, for example Packaging, not "${state}": ${jobStates.join(", ")}.`,
        );
    }
    const connection = requireKept(repository);
    const jobs = await askEmulator(connection, "jobs");
    if (jobs.length === 0)
        throw new SetupError("There is no job: npm run pulumi -- up orders one.");
    for (const { name } of jobs) {
        await askEmulator(connection, "move", { id: await idOf(connection, name), state });
        console.log(`The parcel of ${name} moved: ${state}`);
    }
}

/** npm start -- --advance DAYS */
export async function advance(repository, days) {
    const { now, removed } = await askEmulator(requireKept(repository), "advance", { days });
    console.log(`The emulator's time is ${now}.`);
    for (const id of removed) console.log(`Gone, since its time was over: ${id}`);
}

function requireKept(repository) {
    const connection = readConnection(quickstartFolder(repository));
    if (connection) return connection;
    throw new SetupError("No stack is kept. Make one: npm start -- --keep");
}

/** Ctrl-C and its like abort `signal`; a second one changes nothing, since tidying up takes a moment. */
function listenForInterruption() {
    const controller = new AbortController();
    const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
    let received;
    const listener = (name) => {
        received ??= name;
        controller.abort(new Error(`Interrupted by ${name}`));
    };
    for (const name of signals) process.on(name, listener);
    return {
        signal: controller.signal,
        exitCode: () => 128 + constants.signals[received],
        stop: () => signals.forEach((name) => process.off(name, listener)),
    };
}
