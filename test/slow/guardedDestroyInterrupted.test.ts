/**
 * The guard when a signal reaches it, or an answer of Pulumi does not: no job that the policies block is ever destroyed.
 * The Pulumi CLI is the real one; a wrapper before it tells the test which phase has begun, or spoils that phase's answer.
 */
import { spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { setTimeout } from "node:timers/promises";
import { guardedDestroyOf, ownWorld, register } from "../engine/policies/world";
import { isNightly } from "../fixtures/nightly";

jest.setTimeout(600_000);

const guard = path.resolve(__dirname, "../../policies/dist/policies/guardedDestroy/command.js");
const job = { type: "pulumi-nodejs:dynamic/importexport:Job" };
const order = { type: "pulumi-nodejs:dynamic/databox:CustomerDiskJob" };
const blocked = ["photos", "disks"];

/** Each phase, and how its command begins. */
const phases: Record<string, RegExp> = {
    refresh: /^refresh /,
    export: /^stack export /,
    preview: /^destroy .*--preview-only/,
    analyze: /^policy analyze /,
    destroy: /^destroy (?!.*--preview-only)/,
};

const signals = ["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT"] as const;
const receivers = ["group", "leader"] as const;

/** At night each phase is hit by each signal, to the group and to the leader alone: eight times. */
const hits = Object.keys(phases).flatMap((phase, place) => {
    const all = signals.flatMap((signal) =>
        receivers.map((receiver) => [phase, signal, receiver] as const),
    );
    // By day there are fewer phases than hits: the last signal gets the phase that matters most.
    const byDay = all.filter(
        ([, signal], hit) => hit === place || (phase === "destroy" && signal === "SIGQUIT"),
    );
    return isNightly ? all : byDay;
});

let world: Awaited<ReturnType<typeof ownWorld>>;
let wrappedPath: string;

/** A `pulumi` that the guard finds first: runs the real one, and does in one phase what `$SPOIL` says. */
const wrapper = `#!/usr/bin/env node
const { spawnSync, spawn } = require("node:child_process");
const fs = require("node:fs");
const args = process.argv.slice(2);
const isPhase = new RegExp(process.env.PHASE).test(args.join(" ") + " ");
if (isPhase && process.env.MARK) fs.writeFileSync(process.env.MARK, "");
const spoil = isPhase ? process.env.SPOIL : undefined;
if (spoil === undefined) {
    const child = spawn(process.env.REAL_PULUMI, args, { stdio: "inherit" });
    for (const name of ${JSON.stringify(signals)}) process.on(name, () => child.kill(name));
    // The phase lasts until the signal has come, however fast the command is.
    child.on("close", (code) => setTimeout(() => {
        if (isPhase && process.env.MARK) fs.writeFileSync(process.env.MARK + "-ended", "");
        process.exit(code ?? 1);
    }, isPhase && process.env.MARK ? 1000 : 0));
} else {
    const { stdout, status } = spawnSync(process.env.REAL_PULUMI, args, { stdio: ["ignore", "pipe", "inherit"] });
    const text = String(stdout);
    process.stdout.write({ missing: "", cut: text.slice(0, text.length / 2), empty: "{}", list: "[]", other: '"ok"', page: "<html></html>" }[spoil]);
    process.exit(status ?? 1);
}
`;

beforeAll(async () => {
    world = await ownWorld();
    await world.fill([
        { name: "photos", ...job, state: "Packaging" },
        { name: "disks", ...order, state: "DataCopy" },
        { name: "letters", ...job, state: "Creating" },
    ]);
    const folder = path.join(world.stack.folder, "wrapped");
    fs.mkdirSync(folder);
    fs.writeFileSync(path.join(folder, "pulumi"), wrapper, { mode: 0o755 });
    const real = world.stack.env
        .PATH!.split(path.delimiter)
        .map((place) => path.join(place, "pulumi"))
        .find((file) => fs.existsSync(file));
    wrappedPath = [folder, world.stack.env.PATH].join(path.delimiter);
    Object.assign(world.stack.env, { REAL_PULUMI: real });
});
afterAll(() => world.dispose());

async function expectBlockedJobsThere() {
    for (const name of blocked) expect(world.fateOf(name)).toBe("there");
    const names = (await world.stack.resources()).map(({ urn }) => urn.split("::").at(-1));
    for (const name of blocked) expect(names).toContain(name);
}

/**
 * Runs the guard and sends it a signal while the phase lasts.
 *
 * @returns whether it did, the guard's exit code (null: the signal ended it), and whether its command had ended by then
 */
async function interrupted(phase: string, signal: NodeJS.Signals, toGroup: boolean) {
    const mark = path.join(world.stack.folder, `mark-${Date.now()}`);
    // What may be destroyed is the only target where the destroy itself is to be reached.
    const targets = phase === "destroy" ? ["--target", "**::letters"] : [];
    const child = spawn(process.execPath, [guard, "--yes", ...targets], {
        cwd: world.stack.programFolder,
        env: { ...world.stack.env, PATH: wrappedPath, PHASE: phases[phase]!.source, MARK: mark },
        stdio: "ignore",
        detached: true,
    });
    const ended = new Promise<number | null>((resolve) =>
        child.once("close", (code) => resolve(code)),
    );
    let code: number | null | undefined;
    void ended.then((value) => (code = value));
    while (!fs.existsSync(mark) && code === undefined) await setTimeout(20);
    await setTimeout(300); // the command itself has begun by then
    const wasHit = fs.existsSync(mark) && !fs.existsSync(`${mark}-ended`);
    if (code === undefined) process.kill(toGroup ? -child.pid! : child.pid!, signal);
    return { wasHit, code: await ended, outlived: fs.existsSync(`${mark}-ended`) };
}

describe("a signal to guarded-destroy", () => {
    it.each(hits)(
        "during %s (%s to the %s) destroys nothing that is blocked",
        async (phase, signal, to) => {
            const { wasHit, code, outlived } = await interrupted(phase, signal, to === "group");
            expect(wasHit).toBe(true);
            // A guard that the signal ends would leave its command to go on alone.
            expect({ code, outlived }).toEqual({
                code: expect.any(Number) as number,
                outlived: true,
            });
            await expectBlockedJobsThere();
            if (phase !== "destroy") {
                // 1 would be the policies' refusal: the guard would have gone on after the signal.
                expect(code).toBe(2);
                expect(world.fateOf("letters")).toBe("there");
            }
            // What a signal left locked, or has destroyed, is made good for the next hit.
            await world.stack.run(["cancel", "--yes"]);
            if (world.fateOf("letters") !== "there") {
                await world.stack.succeeds(["refresh", "--yes", "--skip-preview"]);
                register(world.stack, [
                    { name: "photos", ...job },
                    { name: "disks", ...order },
                    { name: "letters", ...job },
                ]);
                await world.stack.succeeds(["up", "--yes", "--skip-preview"]);
            }
        },
    );
});

/** Where an answer of another shape counts: a refresh and a destroy are told by their exit code. */
const answers = ["export", "preview", "analyze"];
const spoilt = ["missing", "cut", "empty", "list", "other", "page"];
const cells = answers.flatMap((phase, place) =>
    spoilt
        .filter((_, index) => isNightly || index === place * 2)
        .map((how) => [phase, how] as const),
);

describe("an answer that guarded-destroy cannot read", () => {
    it.each(cells)("of %s (%s) is never taken for an empty one", async (phase, how) => {
        const before = { ...world.stack.env };
        Object.assign(world.stack.env, {
            PATH: wrappedPath,
            PHASE: phases[phase]!.source,
            SPOIL: how,
        });
        try {
            const { code } = await guardedDestroyOf(world.stack, "--yes");
            expect(code).not.toBe(0);
        } finally {
            for (const name of ["SPOIL", "PHASE"]) delete world.stack.env[name];
            Object.assign(world.stack.env, before);
        }
        await expectBlockedJobsThere();
        expect(world.fateOf("letters")).toBe("there");
    });
});
