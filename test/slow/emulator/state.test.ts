import { execFileSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { appendFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { isNightly } from "../../fixtures/nightly";
import { startCommand, type EmulatorProcess } from "../../component/emulator/commandHarness";
import { importJob, startChecked } from "../../component/emulator/harness";

let dir: string;
beforeEach(async () => {
    dir = await mkdtemp(path.join(tmpdir(), "emulator-state-"));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

const changeLog = () => path.join(dir, "state.jsonl");

describe("an emulator that is killed with kill -9 during 200 writes", () => {
    // At night early and late, too.
    it.each(isNightly ? [20, 90, 170] : [90])(
        "after %i of them, has every acknowledged one after its restart",
        async (killAfter) => {
            const first = await startCommand(dir);
            const acknowledged = await writeUntilKilled(first, killAfter);
            // Some names were written twice, and some writes were on their way.
            expect(acknowledged.size).toBeGreaterThan(killAfter / 2);
            expect([...acknowledged.values()]).toContain("deleted");
            expect(acknowledged.size).toBeLessThan(200);

            const second = await startCommand(dir);
            try {
                for (const [name, expected] of acknowledged) {
                    const { status, body } = await second.arm("GET", second.job(name));
                    if (expected === "deleted") expect([name, status]).toEqual([name, 404]);
                    else
                        expect([name, status, body.tags]).toEqual([name, 200, { write: expected }]);
                }
                const { body } = await second.arm(
                    "POST",
                    `${second.job(oneOf(acknowledged))}/listBitLockerKeys`,
                );
                expect(body.value).toHaveLength(2);
            } finally {
                await second.end("SIGTERM");
            }
        },
    );
});

describe("an emulator that is started again in its folder", () => {
    it("keeps jobs, groups, registration, moved time, ids, tokens and port", async () => {
        const first = await startChecked({ dir });
        const token = await first.managedIdentityToken();
        await first.arm("PUT", first.job("photos"), importJob());
        first.move(first.job("photos"), "Packaging");
        first.advance(5);
        first.setRegistration(first.subscriptionId, "NotRegistered");
        const before = (await first.arm("GET", first.job("photos"))).body;
        await first.stop();

        const second = await startChecked({ dir });
        expect(second.endpoint).toBe(first.endpoint);
        const after = await second.arm("GET", second.job("photos"), undefined, { token });
        expect(after.body).toEqual(before);
        expect(Date.parse(second.now()) - Date.now()).toBeGreaterThan(4.9 * 86_400_000);
        expect((await second.arm("PUT", second.job("videos"), importJob())).body.error.code).toBe(
            "MissingSubscriptionRegistration",
        );
        await second.stop();
    });

    it("bears a last line that was never finished", async () => {
        const first = await startChecked({ dir });
        await first.arm("PUT", first.job("photos"), importJob());
        await first.stop();
        await appendFile(changeLog(), '[{"put":["jobs","half');
        const second = await startChecked({ dir });
        expect((await second.arm("GET", second.job("photos"))).status).toBe(200);
        await second.stop();
        expect(await readFile(changeLog(), "utf8")).not.toContain("half");
    });

    it("does not start on a damaged file, and names it", async () => {
        const first = await startChecked({ dir });
        await first.stop();
        await writeFile(changeLog(), "damaged\n[]\n");
        await expect(startChecked({ dir })).rejects.toThrow(/state\.jsonl" is damaged at line 1/);
    });

    it("does not start on a line that holds no change of its own, and names file and line", async () => {
        const first = await startChecked({ dir });
        await first.arm("PUT", first.job("photos"), importJob());
        await first.stop();
        const before = await readFile(changeLog(), "utf8");
        const lines = before.split("\n").length;
        for (const [what, line] of [
            ["an object that is no change", '[{"putt":["jobs","a",{}]}]'],
            ["a change that is no list", '{"put":["jobs","a",{}]}'],
            ["a collection that there is not", '[{"put":["parcels","a",{}]}]'],
            ["a record that is no job", '[{"put":["jobs","a/b/c","photos"]}]'],
            ["a job without properties", '[{"put":["dataBoxJobs","a/b/c",{"name":"photos"}]}]'],
            ["a number", "7"],
            ["null", "null"],
        ]) {
            await writeFile(changeLog(), `${before}${line}\n`);
            const started = startChecked({ dir }).then(
                () => "started",
                (error: Error) => error.message,
            );
            expect([what, await started]).toEqual([
                what,
                expect.stringContaining(
                    `state.jsonl" is damaged at line ${lines}: it holds no changes of this emulator.`,
                ),
            ]);
            // Nothing was written over it.
            expect(await readFile(changeLog(), "utf8")).toBe(`${before}${line}\n`);
        }
        // It can be mended.
        await writeFile(changeLog(), before);
        const second = await startChecked({ dir });
        expect((await second.arm("GET", second.job("photos"))).status).toBe(200);
        await second.stop();
    });

    it("writes anew without what is past", async () => {
        const first = await startChecked({ dir });
        for (let count = 0; count < 20; count++) {
            await first.arm(
                "PUT",
                first.job("photos"),
                importJob({}, { tags: { count: `${count}` } }),
            );
        }
        const long = (await readFile(changeLog(), "utf8")).length;
        await first.stop();
        const second = await startChecked({ dir });
        expect((await readFile(changeLog(), "utf8")).length).toBeLessThan(long / 5);
        expect((await second.arm("GET", second.job("photos"))).body.tags).toEqual({ count: "19" });
        await second.stop();
    });
});

describe("a folder of one emulator", () => {
    const rounds = isNightly ? 3 : 2;
    const started = (result: PromiseSettledResult<EmulatorProcess>) =>
        result.status === "fulfilled" ? [result.value] : [];

    it("is had by exactly one of five that start in it at the same time, again and again", async () => {
        // Each begins with what the one before left: a killed one's lock, a clean end, a killed one's again.
        for (let round = 0; round < rounds; round++) {
            const all = await Promise.allSettled([1, 2, 3, 4, 5].map(() => startCommand(dir)));
            const running = all.flatMap(started);
            const refused = all.flatMap((one) =>
                one.status === "rejected" ? [String(one.reason)] : [],
            );
            expect(running).toHaveLength(1);
            for (const why of refused)
                expect(why).toMatch(
                    /exit 1: An emulator is running in .* already, as process \d+\./,
                );
            const [winner] = running;
            const name = `round-${round}`;
            expect((await winner!.arm("PUT", winner!.job(name), importJob())).status).toBe(201);
            // A kill leaves its lock; a clean end gives it back.
            await winner!.end(round === 1 ? "SIGTERM" : "SIGKILL");
        }
        const last = await startCommand(dir);
        for (let round = 0; round < rounds; round++) {
            expect((await last.arm("GET", last.job(`round-${round}`))).status).toBe(200);
        }
        await last.end("SIGTERM");
    });

    it("is free at once after kill -9, although emulator.json and the lock are still there", async () => {
        const first = await startCommand(dir);
        await first.end("SIGKILL");
        expect(existsSync(path.join(dir, "emulator.json"))).toBe(true);
        const second = await startCommand(dir);
        await second.end("SIGTERM");
    });

    it("is free where the process id of the last one belongs to another process now", async () => {
        const first = await startCommand(dir);
        await first.end("SIGKILL");
        const [lock] = readdirSync(dir).filter((name) => name.startsWith("lock-"));
        const holder = JSON.parse(await readFile(path.join(dir, lock!), "utf8")) as object;
        await writeFile(path.join(dir, lock!), JSON.stringify({ ...holder, pid: process.pid }));
        const second = await startCommand(dir);
        await second.end("SIGTERM");
    });

    it("is not had twice by one process either, and is free after stop", async () => {
        const first = await startChecked({ dir });
        await expect(startChecked({ dir })).rejects.toThrow(/is running in .* already/);
        await first.stop();
        await (await startChecked({ dir })).stop();
    });
});

/** A disk with no room, as a limit on the size of files: a write beyond it fails in the same way. */
const onLinux = process.platform === "linux" ? describe : describe.skip;
onLinux("an emulator whose disk is full", () => {
    const limit = (pid: number, bytes: string) =>
        execFileSync("prlimit", ["--pid", String(pid), `--fsize=${bytes}:`]);

    it.each(["state.jsonl grows", "nothing was there yet"])(
        "answers 500, has taken the change back, and goes on when there is room: %s",
        async (when) => {
            const emulator = await startCommand(dir);
            try {
                const job = (name: string) => emulator.job(name);
                const put = (name: string) => emulator.arm("PUT", job(name), importJob());
                if (when === "state.jsonl grows") expect((await put("before")).status).toBe(201);
                const before = await readFile(changeLog(), "utf8");
                limit(emulator.child.pid!, String(before.length + 10));

                const failed = await Promise.all(["one", "two", "three"].map(put));
                expect(failed.map(({ status }) => status)).toEqual([500, 500, 500]);
                expect(failed[0]!.body.error.message).toMatch(
                    /could not keep the change .* took it back/,
                );
                expect(await jobNames(emulator)).toEqual(
                    when === "state.jsonl grows" ? ["before"] : [],
                );
                // A look at what is there needs no room, and what half was written is gone.
                expect((await emulator.arm("GET", job("one"))).status).toBe(404);
                expect(await readFile(changeLog(), "utf8")).toBe(before);
                expect((await advance(emulator, 3)).status).toBe(500);
                const { now } = (await admin(emulator, "GET", "/status")).body as { now: string };
                expect(Date.parse(now) - Date.now()).toBeLessThan(60_000);

                limit(emulator.child.pid!, "unlimited");
                expect((await put("after")).status).toBe(201);
                expect((await advance(emulator, 3)).status).toBe(200);
            } finally {
                await emulator.end("SIGKILL");
            }
            const again = await startCommand(dir);
            expect(await jobNames(again)).toEqual(
                when === "state.jsonl grows" ? ["after", "before"] : ["after"],
            );
            await again.end("SIGTERM");
        },
    );
});

async function admin(emulator: EmulatorProcess, method: string, target: string, body?: object) {
    const answer = await fetch(`${emulator.adminEndpoint}${target}`, {
        method,
        headers: { authorization: `Bearer ${emulator.adminToken}` },
        body: body && JSON.stringify(body),
    });
    return { status: answer.status, body: await answer.json() };
}

const advance = (emulator: EmulatorProcess, days: number) =>
    admin(emulator, "POST", "/advance", { days });

async function jobNames(emulator: EmulatorProcess): Promise<string[]> {
    const { body } = await admin(emulator, "GET", "/jobs");
    return (body as { name: string }[]).map(({ name }) => name);
}

/** 200 jobs by eight writers: each is made, tagged again, and every fifth deleted. */
async function writeUntilKilled(
    emulator: EmulatorProcess,
    killAfter: number,
): Promise<Map<string, string>> {
    const acknowledged = new Map<string, string>();
    let [next, writes] = [0, 0];
    let killed: Promise<unknown> | undefined;
    const write = async (method: string, name: string, body: unknown, meaning: string) => {
        const { status } = await emulator.arm(method, emulator.job(name), body);
        expect(status).toBeLessThan(300);
        acknowledged.set(name, meaning);
        if (++writes >= killAfter) killed ??= emulator.end("SIGKILL");
    };
    const writer = async () => {
        while (next < 200 && !killed) {
            const index = next++;
            const name = `job-${index}`;
            await write("PUT", name, importJob({}, { tags: { write: "made" } }), "made");
            if (index % 5 === 4) {
                // Not acknowledged either way while it is on its way.
                acknowledged.delete(name);
                await write("DELETE", name, undefined, "deleted");
            }
        }
    };
    const results = await Promise.allSettled(Array.from({ length: 8 }, writer));
    await killed;
    // Nothing but the kill may have ended a writer.
    for (const result of results) {
        if (result.status === "rejected")
            expect(String(result.reason)).toMatch(/hang up|ECONN|EPIPE|aborted/);
    }
    return acknowledged;
}

function oneOf(acknowledged: Map<string, string>): string {
    return [...acknowledged].find(([, meaning]) => meaning === "made")![0];
}
