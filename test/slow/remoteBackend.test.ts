import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import net from "node:net";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { BlobServiceClient } from "@azure/storage-blob";
import { RunningCommand } from "../harness/stack";
import { guardedDestroyOf, ownWorld, packFolder, register } from "../engine/policies/world";
import { describeByNight, isNightly } from "../fixtures/nightly";
import { findPulumi } from "../harness/pulumiCli";

jest.setTimeout(1_200_000);

const repository = path.resolve(__dirname, "../..");
/** The account of every Azurite, as its documentation prints it: no secret. */
const account = "devstoreaccount1";
const key =
    "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

/** Azurite, which stands for a storage account, on a port of its own; can be stopped and started again. */
class StorageAccount {
    private process: ChildProcess | undefined;
    private port = 0;

    constructor(private readonly folder: string) {
        fs.mkdirSync(folder);
    }

    async start(): Promise<void> {
        this.port ||= await freePort();
        const main = path.join(repository, "node_modules/azurite/dist/src/blob/main.js");
        const place = ["--blobHost", "127.0.0.1", "--blobPort", String(this.port)];
        const quiet = ["--silent", "--skipApiVersionCheck", "--disableTelemetry"];
        const args = [main, ...place, "--location", this.folder, ...quiet];
        this.process = spawn(process.execPath, args, { stdio: "ignore" });
        const started = this.process;
        while (!(await isListening(this.port))) {
            if (started.exitCode !== null) throw new Error(`Azurite ended: ${started.exitCode}`);
            await sleep(50);
        }
    }

    async stop(): Promise<void> {
        const { process: running } = this;
        this.process = undefined;
        if (!running || running.exitCode !== null || running.signalCode !== null) return;
        const ended = once(running, "exit");
        // It may have been stopped in its tracks, where it hears nothing else.
        running.kill("SIGKILL");
        await ended;
    }

    get processId(): string {
        return String(this.process?.pid);
    }

    async createContainer(name: string): Promise<void> {
        const endpoint = `BlobEndpoint=http://127.0.0.1:${this.port}/${account}`;
        const login = `DefaultEndpointsProtocol=http;AccountName=${account};AccountKey=${key}`;
        const client = BlobServiceClient.fromConnectionString(`${login};${endpoint};`);
        await client.getContainerClient(name).create();
    }

    backend(container: string): string {
        return `azblob://${container}?storage_account=${account}&protocol=http&domain=127.0.0.1:${this.port}&localemu=true`;
    }
}

async function freePort(): Promise<number> {
    const server = net.createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as net.AddressInfo;
    server.close();
    await once(server, "close");
    return port;
}

async function isListening(port: number): Promise<boolean> {
    const socket = net.connect(port, "127.0.0.1");
    try {
        await once(socket, "connect");
        return true;
    } catch {
        return false; // not yet
    } finally {
        socket.destroy();
    }
}

const job = { name: "photos", type: "pulumi-nodejs:dynamic/importexport:Job" };
const order = { name: "disks", type: "pulumi-nodejs:dynamic/databox:CustomerDiskJob" };
const pack = ["--policy-pack", packFolder];
const yes = ["--yes", "--non-interactive", "--stack", "dev"];

/** A `pulumi` that the guard finds first: before the step of `$STEP` it sends a signal to the storage account. */
const wrapper = `#!/bin/sh
case "$*" in
$STEP)
    if [ "$AFTER_SECONDS" = 0 ]; then kill -$SIGNAL $STORAGE
    else (sleep $AFTER_SECONDS; kill -$SIGNAL $STORAGE) </dev/null >/dev/null 2>&1 &
    fi ;;
esac
exec "$REAL_PULUMI" "$@"
`;

/** How the guard's step begins, what happens to the storage account, what the guard says, and within what time. */
type Stop = readonly [
    step: string,
    pattern: string,
    signal: "KILL" | "STOP",
    afterSeconds: number,
    says: RegExp,
    seconds: number,
];
const backend = String.raw`\(backend azblob://state\)`;
const failedAt = (command: string) =>
    new RegExp(`"${command}" ${backend} failed: .*\\. Nothing was destroyed\\.`);
const stops: readonly Stop[] = [
    ["export", "stack export*", "KILL", 0, failedAt("pulumi stack export"), 90],
    [
        "refresh",
        "refresh*",
        "KILL",
        0,
        new RegExp(`"pulumi refresh" ${backend} ended with exit code 1.* Nothing was destroyed`),
        90,
    ],
    [
        "preview",
        "destroy --preview-only*",
        "KILL",
        0,
        failedAt("pulumi destroy --preview-only"),
        90,
    ],
    // The analysis itself asks no backend: the next step notices.
    ["analyze", "policy analyze*", "KILL", 0, failedAt("pulumi stack export"), 90],
    [
        "destroy",
        "destroy --yes*",
        "KILL",
        0,
        new RegExp(`"pulumi destroy" ${backend} ended with exit code 1`),
        90,
    ],
    [
        "refresh, midway",
        "refresh*",
        "KILL",
        4,
        /"pulumi refresh" was ended, since the backend azblob:\/\/state no longer answered\. Nothing was destroyed\./,
        150,
    ],
    [
        "refresh, by silence",
        "refresh*",
        "STOP",
        0,
        /"pulumi refresh" was ended, since the backend azblob:\/\/state no longer answered\. Nothing was destroyed\./,
        180,
    ],
    [
        "export, by silence",
        "stack export*",
        "STOP",
        0,
        /"pulumi stack export" \(backend azblob:\/\/state\) failed: no answer within 120 seconds\. Nothing was destroyed\./,
        180,
    ],
];

describe("a stack whose state is in a storage account", () => {
    let world: Awaited<ReturnType<typeof ownWorld>>;
    let storage: StorageAccount;

    beforeAll(async () => {
        world = await ownWorld();
        const { stack } = world;
        storage = new StorageAccount(path.join(stack.folder, "storage"));
        await storage.start();
        await storage.createContainer("state");
        const url = storage.backend("state");
        Object.assign(stack.env, { AZURE_STORAGE_ACCOUNT: account, AZURE_STORAGE_KEY: key });
        stack.env.PULUMI_BACKEND_URL = url;
        await stack.succeeds(["stack", "init", "dev"]);
        await world.fill([
            { ...job, state: "Packaging" },
            { ...order, state: "AtAzureDC" },
            { ...job, name: "letters", state: "Creating" },
        ]);
    });
    afterAll(async () => {
        await storage.stop();
        await world.dispose();
    });
    const bothAreThere = () =>
        expect([job, order].map(({ name }) => world.fateOf(name))).toEqual(["there", "there"]);
    const fleet = (...args: string[]) =>
        new RunningCommand(
            process.execPath,
            [path.join(repository, "provider/dist/fleet/command.js"), ...args],
            { cwd: world.stack.programFolder, env: world.stack.env },
        ).result;

    it("keeps its blocked jobs from preview, up and guarded-destroy", async () => {
        const { stack } = world;
        register(stack, [{ ...job, name: "letters" }]);
        for (const args of [["preview"], ["up", "--yes"]]) {
            const { code, output } = await stack.run([...args, ...pack]);
            expect(output).toMatch(/Cannot destroy job "photos"/);
            expect(output).toMatch(/Cannot destroy job "disks"/);
            expect(code).not.toBe(0);
        }
        const guarded = await guardedDestroyOf(stack, ...yes);
        expect(guarded.output).toMatch(/Cannot destroy job "photos"/);
        expect(guarded.code).toBe(1);
        bothAreThere();
        expect(await stack.resources()).toHaveLength(3);
    });

    it("shows its jobs to the fleet", async () => {
        const { code, output } = await fleet("--stack", "dev");
        expect(output).toContain("photos");
        expect(output).toContain("Packaging");
        expect(code).toBe(0);
    });

    it("stops preview where the storage account is not there, and says so to nobody's loss", async () => {
        await storage.stop();
        const { code } = await world.stack.preview(...pack);
        expect(code).not.toBe(0);
        const shown = await fleet("--stack", "dev");
        expect(shown.code).not.toBe(0);
        await storage.start();
        bothAreThere();
    });

    it.each(isNightly ? stops : stops.slice(0, 1))(
        "is left as it is where the storage account goes away at the guard's step: %s",
        async (_, STEP, SIGNAL, afterSeconds, says, seconds) => {
            const { stack } = world;
            const folder = fs.mkdtempSync(path.join(stack.folder, "wrapped-"));
            fs.writeFileSync(path.join(folder, "pulumi"), wrapper, { mode: 0o755 });
            const { PATH } = stack.env;
            Object.assign(stack.env, {
                ...{ STEP, SIGNAL, AFTER_SECONDS: String(afterSeconds) },
                STORAGE: storage.processId,
                REAL_PULUMI: findPulumi().command,
                PATH: [folder, PATH].join(path.delimiter),
            });
            const start = performance.now();
            // The policies would let this one go.
            const { code, output } = await guardedDestroyOf(
                stack,
                ...yes,
                "--target",
                "**::letters",
            );
            const took = (performance.now() - start) / 1000;
            stack.env.PATH = PATH;
            await storage.stop();
            await storage.start();
            await stack.run(["cancel", "--yes"]);
            expect(output).toMatch(says);
            expect(code).toBe(2);
            expect(took).toBeLessThan(seconds);
            expect(world.fateOf("letters")).toBe("there");
            bothAreThere();
            expect(await stack.resources()).toHaveLength(3);
        },
    );

    describeByNight("by another way to name it", () => {
        let url: string | undefined;
        let project: string;
        const projectFile = () => path.join(world.stack.programFolder, "Pulumi.yaml");
        beforeEach(() => {
            url = world.stack.env.PULUMI_BACKEND_URL;
            delete world.stack.env.PULUMI_BACKEND_URL;
            project = fs.readFileSync(projectFile(), "utf8");
        });
        afterEach(() => {
            world.stack.env.PULUMI_BACKEND_URL = url;
            fs.writeFileSync(projectFile(), project);
        });
        const isGuarded = async () => {
            const guarded = await guardedDestroyOf(world.stack, ...yes);
            expect(guarded.output).toMatch(/Cannot destroy job "photos"/);
            expect(guarded.code).toBe(1);
            bothAreThere();
            const shown = await fleet("--stack", "dev");
            expect(shown.output).toContain("photos");
            expect(shown.code).toBe(0);
        };

        it("keeps its blocked jobs, and shows them, where the login is stored", async () => {
            await world.stack.succeeds(["login", url!]);
            await isGuarded();
            await world.stack.succeeds(["logout"]);
        });

        it("keeps its blocked jobs, and shows them, where the project's file names it", async () => {
            const settings = { ...(JSON.parse(project) as object), backend: { url } };
            fs.writeFileSync(projectFile(), JSON.stringify(settings));
            await isGuarded();
        });
    });

    it("lets go what the policies let go", async () => {
        const { stack } = world;
        const { code } = await guardedDestroyOf(stack, ...yes, "--target", "**::letters");
        expect(code).toBe(0);
        expect(world.fateOf("letters")).toBe("gone");
        bothAreThere();
        expect(await stack.resources()).toHaveLength(2);
    });
});
