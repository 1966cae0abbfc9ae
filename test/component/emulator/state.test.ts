import { appendFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { startCommand, type EmulatorProcess } from "./commandHarness";
import { importJob, startChecked } from "./harness";

let dir: string;
beforeEach(async () => {
    dir = await mkdtemp(path.join(tmpdir(), "emulator-state-"));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

const journal = () => path.join(dir, "state.jsonl");

describe("an emulator that is killed with kill -9 during 200 writes", () => {
    it.each([20, 90, 170])(
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
        await appendFile(journal(), '[{"put":["jobs","half');
        const second = await startChecked({ dir });
        expect((await second.arm("GET", second.job("photos"))).status).toBe(200);
        await second.stop();
        expect(await readFile(journal(), "utf8")).not.toContain("half");
    });

    it("does not start on a damaged file, and names it", async () => {
        const first = await startChecked({ dir });
        await first.stop();
        await writeFile(journal(), "damaged\n[]\n");
        await expect(startChecked({ dir })).rejects.toThrow(/state\.jsonl" is damaged at line 1/);
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
        const long = (await readFile(journal(), "utf8")).length;
        await first.stop();
        const second = await startChecked({ dir });
        expect((await readFile(journal(), "utf8")).length).toBeLessThan(long / 5);
        expect((await second.arm("GET", second.job("photos"))).body.tags).toEqual({ count: "19" });
        await second.stop();
    });
});

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
