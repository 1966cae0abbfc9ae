import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import net from "node:net";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { BlobServiceClient } from "@azure/storage-blob";
import { RunningCommand } from "../harness/stack";
import { guardedDestroyOf, ownWorld, packFolder, register } from "../engine/policies/world";

jest.setTimeout(900_000);

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
        if (!running) return;
        const ended = once(running, "exit");
        running.kill();
        await ended;
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

    it("lets go what the policies let go", async () => {
        const { stack } = world;
        const { code } = await guardedDestroyOf(stack, ...yes, "--target", "**::letters");
        expect(code).toBe(0);
        expect(world.fateOf("letters")).toBe("gone");
        bothAreThere();
        expect(await stack.resources()).toHaveLength(2);
    });
});
