import fc from "fast-check";
import { step, type Step } from "../../component/emulator/anyRequest";
import { startChecked, type CheckedEmulator } from "../../component/emulator/harness";

const requestsPerRun = 60;
const runs = 120;

let emulator: CheckedEmulator;
const answered = new Map<number, number>();
const rejections: unknown[] = [];
const noteRejection = (reason: unknown) => rejections.push(reason);
beforeAll(async () => {
    process.on("unhandledRejection", noteRejection);
    emulator = await startChecked();
});
afterAll(() => process.off("unhandledRejection", noteRejection));

describe("whatever is sent", () => {
    it(`never ends in a 500, a hang or a broken store, in ${requestsPerRun * runs} steps`, async () => {
        let requests = 0;
        await fc.assert(
            fc.asyncProperty(
                fc.array(step, {
                    minLength: requestsPerRun,
                    maxLength: requestsPerRun,
                    size: "max",
                }),
                async (steps) => {
                    emulator.reset();
                    for (const one of steps) {
                        await take(one);
                        if (one.kind === "request") requests++;
                    }
                    await checkInvariants();
                },
            ),
            // The same requests every time; FUZZ_SEED tries others.
            {
                numRuns: runs,
                seed: Number(process.env.FUZZ_SEED ?? 20210101),
                endOnFailure: true,
                // The steps themselves would fill pages: the seed and the path bring them back.
                reporter: ({ failed, seed, counterexamplePath, errorInstance }) => {
                    if (!failed) return;
                    const cause = errorInstance instanceof Error ? errorInstance.message : "";
                    throw new Error(`FUZZ_SEED=${seed}, path ${counterexamplePath}: ${cause}`);
                },
            },
        );
        expect(requests).toBeGreaterThanOrEqual(5000);
        // A fuzz whose requests are all refused at the door would show nothing.
        for (const status of [200, 201, 204, 400, 401, 404, 405, 409]) {
            expect([status, (answered.get(status) ?? 0) >= 20]).toEqual([status, true]);
        }
        expect(rejections).toEqual([]);
    }, 180_000);
});

async function take(one: Step): Promise<void> {
    switch (one.kind) {
        case "move": {
            const exists = emulator
                .jobs()
                .some((job) => (job as { id: string }).id.toLowerCase() === emulator.job(one.name));
            if (exists) emulator.move(emulator.job(one.name), one.state);
            return;
        }
        case "advance":
            emulator.advance(one.days);
            return;
        case "request": {
            const { method, apiVersion, token, headers } = one;
            const path = one.path.replace("SUB", emulator.subscriptionId);
            const answer = await within(
                20_000,
                emulator.arm(method, path, one.body, {
                    apiVersion,
                    token,
                    headers: encoded(headers),
                }),
            );
            answered.set(answer.status, (answered.get(answer.status) ?? 0) + 1);
            if (answer.status >= 500)
                throw new Error(`${method} ${path} was answered ${answer.status}: ${answer.text}`);
        }
    }
}

interface FuzzedProperties {
    readonly jobType: string;
    readonly state?: string;
    readonly driveList?: Record<string, unknown>[];
    readonly cancelRequested: boolean;
}

async function checkInvariants(): Promise<void> {
    const jobs = emulator.jobs() as {
        id: string;
        name: string;
        properties: FuzzedProperties;
    }[];
    const { body: list } = await emulator.arm(
        "GET",
        `/subscriptions/${emulator.subscriptionId}/providers/Microsoft.ImportExport/jobs`,
    );
    expect(list.value).toEqual(JSON.parse(JSON.stringify(jobs)));
    expect(new Set(jobs.map(({ id }) => id.toLowerCase())).size).toBe(jobs.length);
    for (const { id, name, properties } of jobs) {
        const { jobType, state, driveList = [], cancelRequested } = properties;
        expect(name).toMatch(/^[a-zA-Z][a-zA-Z0-9-]{1,63}$/);
        expect((await emulator.arm("GET", id.split("/providers/")[0]!)).status).toBe(200);
        expect((await emulator.arm("GET", id)).body.id).toBe(id);
        expect(state).not.toBe("");
        expect(typeof cancelRequested).toBe("boolean");
        const keys = (await emulator.arm("POST", `${id}/listBitLockerKeys`)).body.value;
        expect(JSON.stringify(driveList)).not.toContain("bitLockerKey");
        if (jobType === "Import") {
            expect(driveList.length).toBeGreaterThanOrEqual(1);
            expect(driveList.length).toBeLessThanOrEqual(10);
            expect(keys.map(({ driveId }) => driveId)).toEqual(
                driveList.map(({ driveId }) => driveId),
            );
        } else if (["Creating", "Shipping"].includes(state ?? "")) {
            expect(driveList).toEqual([]);
        }
    }
}

function within<T>(ms: number, work: Promise<T>): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_resolve, reject) => {
        timer = setTimeout(() => reject(new Error(`no answer within ${ms} ms`)), ms);
    });
    return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

// Header values are bytes: what a sloppy client sends arrives as Latin-1.
function encoded(headers: Record<string, string>): Record<string, string> {
    return Object.fromEntries(
        Object.entries(headers).map(([name, value]) => [
            name,
            Buffer.from(value).toString("latin1"),
        ]),
    );
}
