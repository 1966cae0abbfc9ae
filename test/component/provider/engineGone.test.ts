/** The provider's process after its engine has gone, however that came about: it ends, when its work is done. */
import net from "node:net";
import type { Emulator } from "azure-importexport-emulator";
import { announcedShipment, importJob } from "../../fixtures/jobInputs";
import { customerDiskJobs, importExportJobs, startTestEmulator } from "../../fixtures/jobStack";
import { until } from "../../harness/until";
import { ProviderProcess } from "./providerProcess";

/** The end of a CLI as its plugins see it: the port is closed, and every connection to it. */
class Engine {
    private readonly sockets = new Set<net.Socket>();
    private constructor(private readonly server: net.Server) {}

    static async start(): Promise<Engine> {
        const server = net.createServer();
        const engine = new Engine(server);
        server.on("connection", (socket) => {
            socket.on("error", () => undefined);
            engine.sockets.add(socket);
        });
        await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
        return engine;
    }

    get address(): string {
        return `127.0.0.1:${(this.server.address() as net.AddressInfo).port}`;
    }

    get connections(): number {
        return this.sockets.size;
    }

    closeIdleConnections(): void {
        for (const socket of this.sockets) socket.destroy();
    }

    die(): void {
        this.server.close();
        this.closeIdleConnections();
    }
}

let emulator: Emulator;
let engine: Engine;
let provider: ProviderProcess;

beforeEach(async () => {
    emulator = await startTestEmulator();
    engine = await Engine.start();
    const env = { ...emulator.env };
    provider = await ProviderProcess.start(env, undefined, undefined, engine.address);
});
afterEach(async () => {
    engine.die();
    await provider.stop();
    await emulator.stop();
});

const owner = "organization/test/dev/photos";

it.each([importExportJobs, customerDiskJobs])("ends when it is idle ($className)", async (kind) => {
    await (await provider.begin({}, kind.storedLine)).check({}, { jobName: "photos" });
    await until(() => engine.connections === 1);
    engine.die();
    await until(() => provider.hasEnded);
});

it("goes on where the engine only closes a silent connection", async () => {
    await (await provider.begin()).check({}, { jobName: "photos" });
    await until(() => engine.connections === 1);
    engine.closeIdleConnections();
    await until(() => engine.connections === 2);
    expect(provider.hasEnded).toBe(false);
});

it("brings a delete to its end first", async () => {
    const deletion = { waitMinutes: 5 };
    const args = importJob({ properties: announcedShipment, deletion });
    const { value } = await (await provider.begin()).create({ ...args, jobName: "photos", owner });
    const { id, properties } = value!;
    void (await provider.begin()).delete(id, properties).catch(() => undefined);
    await until(() => emulator.requests().some(({ method }) => method === "PATCH"));
    engine.die();
    emulator.move(id, "Completed");
    await until(() => provider.hasEnded);
    expect(emulator.jobs()).toEqual([]);
});
