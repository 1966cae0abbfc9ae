/**
 * What the emulator can bear: requests a second and the slowest of a hundred, GET and PUT, on one
 * core, beside a bare https server; memory with 10,000 jobs.
 */
import { execFileSync, spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import https from "node:https";
import path from "node:path";
import { createInterface } from "node:readline";
import { report, summary, type Row } from "./measure";

const concurrency = 16;
const requestsPerRun = 3000;
const runs = 3;

interface Server {
    readonly endpoint: string;
    readonly identityEndpoint: string;
    readonly identityHeader: string;
    readonly subscriptionId: string;
    readonly ca: string;
    readonly resource: string;
    readonly process: ChildProcessWithoutNullStreams;
    nextLine(): Promise<string>;
}

interface Load {
    readonly perSecond: number;
    readonly p99Ms: number;
}

/** Starts the server on one core, where the machine can be told so. */
async function start(kind: "memory" | "journal" | "bare"): Promise<Server> {
    const node = [
        process.execPath,
        "--expose-gc",
        path.join(__dirname, "emulatorServer.cjs"),
        kind,
    ];
    const [program = "", ...args] = canPin() ? ["taskset", "-c", "0", ...node] : node;
    const child = spawn(program, args, {
        stdio: ["pipe", "pipe", "inherit"],
    }) as unknown as ChildProcessWithoutNullStreams;
    const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
    const nextLine = async () => String((await lines.next()).value);
    return { ...(JSON.parse(await nextLine()) as Server), process: child, nextLine };
}

function canPin(): boolean {
    try {
        execFileSync("taskset", ["-c", "0", "true"]);
        return true;
    } catch (error) {
        if ((error as NodeJS.ErrnoException).code === "ENOENT") return false;
        throw error;
    }
}

async function tokenOf(server: Server): Promise<string> {
    const url = `${server.identityEndpoint}?resource=${server.resource}`;
    const answer = await fetch(url, { headers: { "X-IDENTITY-HEADER": server.identityHeader } });
    return ((await answer.json()) as { access_token: string }).access_token;
}

/** Sends `count` requests, so many at a time. @throws when one is not answered 200 or 201. */
async function load(
    server: Server,
    token: string,
    method: "GET" | "PUT",
    count: number,
    names: number,
): Promise<Load> {
    const agent = new https.Agent({ ca: server.ca, keepAlive: true, maxSockets: concurrency });
    const times: number[] = [];
    let next = 0;
    const started = performance.now();
    const worker = async () => {
        while (next < count) {
            const begun = performance.now();
            await request(server, agent, token, method, `job-${next++ % names}`);
            times.push(performance.now() - begun);
        }
    };
    await Promise.all(Array.from({ length: concurrency }, worker));
    const seconds = (performance.now() - started) / 1000;
    agent.destroy();
    times.sort((a, b) => a - b);
    return { perSecond: count / seconds, p99Ms: times[Math.floor(times.length * 0.99)] ?? NaN };
}

function request(
    server: Server,
    agent: https.Agent,
    token: string,
    method: string,
    name: string,
): Promise<void> {
    const url =
        `${server.endpoint}/subscriptions/${server.subscriptionId}/resourceGroups/rg-bench` +
        `/providers/Microsoft.ImportExport/jobs/${name}?api-version=2021-01-01`;
    const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
    return new Promise((resolve, reject) => {
        const sent = https.request(url, { agent, method, headers }, (response) => {
            const { statusCode = 0 } = response;
            response.resume();
            response.on("error", reject);
            response.on("end", () =>
                statusCode < 300
                    ? resolve()
                    : reject(new Error(`${method} was answered ${statusCode}`)),
            );
        });
        sent.on("error", reject);
        sent.end(method === "PUT" ? job : undefined);
    });
}

const job = JSON.stringify({
    location: "westus",
    properties: {
        storageAccountId:
            "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/archive",
        jobType: "Import",
        driveList: ["A", "B"].map((driveId) => ({
            driveId,
            bitLockerKey: "238810-662376-448998-450120-652806-203390-606320-483076",
            manifestFile: "\\DriveManifest.xml",
            manifestHash: "109B21108597EF36D5785F08303F3638",
        })),
    },
});

async function rssMegabytes(server: Server): Promise<number> {
    server.process.stdin.write("\n");
    return (JSON.parse(await server.nextLine()) as { rss: number }).rss / 1024 ** 2;
}

async function measured(
    kind: "memory" | "journal" | "bare",
): Promise<Record<"GET" | "PUT", Load[]>> {
    const server = await start(kind);
    const token = await tokenOf(server);
    await load(server, token, "PUT", 1000, 100);
    const loads: Record<"GET" | "PUT", Load[]> = { GET: [], PUT: [] };
    for (let run = 0; run < runs; run++) {
        loads.PUT.push(await load(server, token, "PUT", requestsPerRun, 100));
        loads.GET.push(await load(server, token, "GET", requestsPerRun, 100));
    }
    server.process.stdin.end();
    return loads;
}

async function memoryRows(): Promise<Row[]> {
    const server = await start("memory");
    const token = await tokenOf(server);
    await load(server, token, "PUT", 100, 100);
    const before = await rssMegabytes(server);
    await load(server, token, "PUT", 10_000, 10_000);
    const after = await rssMegabytes(server);
    server.process.stdin.end();
    return [
        {
            what: "Memory of the emulator with 10,000 jobs",
            unit: "MB",
            ...summary([after]),
            baseline: { what: "with 100 jobs", value: before },
        },
    ];
}

async function main(): Promise<void> {
    const bare = await measured("bare");
    const rows: Row[] = [];
    for (const kind of ["memory", "journal"] as const) {
        const loads = await measured(kind);
        for (const method of ["GET", "PUT"] as const) {
            const where = kind === "memory" ? "state in memory" : "state on disk";
            const of = (pick: (load: Load) => number) => ({
                ...summary(loads[method].map(pick)),
                baseline: {
                    what: "a bare https server",
                    value: summary(bare[method].map(pick)).value,
                },
            });
            const note = `${concurrency} at a time, the emulator on one core`;
            rows.push(
                {
                    what: `${method} of a job, ${where}`,
                    unit: "requests/s",
                    ...of((load) => load.perSecond),
                    note,
                },
                {
                    what: `p99 of ${method}, ${where}`,
                    unit: "ms",
                    ...of((load) => load.p99Ms),
                    note,
                },
            );
        }
    }
    report([...rows, ...(await memoryRows())]);
}

main().catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
});
