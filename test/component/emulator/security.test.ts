import { mkdtemp, readdir, rm, stat } from "node:fs/promises";
import http from "node:http";
import { networkInterfaces, tmpdir } from "node:os";
import net from "node:net";
import path from "node:path";
import tls from "node:tls";
import { importJob, startChecked, checkedEmulator } from "./harness";

const emulator = checkedEmulator();
beforeAll(async () => {
    await emulator.arm("PUT", emulator.job("photos"), importJob());
});

const armPort = () => Number(new URL(emulator.endpoint).port);
const controlPort = () => Number(new URL(emulator.adminEndpoint).port);

/** Writes raw bytes over TLS and returns everything that comes back. */
function raw(text: string, thenEnd = true, to = emulator): Promise<string> {
    return new Promise((resolve, reject) => {
        const socket = tls.connect({
            port: Number(new URL(to.endpoint).port),
            host: "127.0.0.1",
            servername: "localhost",
            ca: to.caCertificatePem,
        });
        let answer = "";
        socket.on("data", (chunk: Buffer) => (answer += chunk.toString()));
        socket.on("close", () => resolve(answer));
        socket.on("error", reject);
        if (thenEnd) socket.end(text);
        else socket.write(text);
    });
}

describe("the servers", () => {
    it("listen on the loopback address alone", async () => {
        const outside = outsideAddress();
        for (const port of [armPort(), controlPort()]) {
            const refused = await new Promise((resolve) => {
                const socket = net.connect({ port, host: outside });
                socket.on("error", (error: NodeJS.ErrnoException) => resolve(error.code));
                socket.on("connect", () => {
                    socket.destroy();
                    resolve("connected");
                });
            });
            expect(refused).toBe("ECONNREFUSED");
        }
    });

    it("let other machines in only when they are told to, and ask for the token there too", async () => {
        const address = outsideAddress();
        const open = await startChecked({ host: address });
        expect(new URL(open.endpoint).hostname).toBe(address);
        expect((await open.arm("GET", open.jobsPath)).status).toBe(404);
        expect((await open.arm("GET", open.jobsPath, undefined, { token: null })).status).toBe(401);
        const admin = await open.arm("GET", "/emulator/admin/jobs", undefined, { token: "wrong" });
        expect(admin.status).toBe(401);
        expect(new URL(open.identityEndpoint).hostname).toBe("127.0.0.1");
    });

    it("leave nothing behind when they cannot start", async () => {
        const usual = process.env.TMPDIR;
        const temporary = await mkdtemp(path.join(tmpdir(), "emulator-test-"));
        const taken = net.createServer();
        await new Promise<void>((resolve) => taken.listen(0, "127.0.0.1", resolve));
        const { port } = taken.address() as net.AddressInfo;
        process.env.TMPDIR = temporary;
        try {
            await expect(startChecked({ host: "127.0.0.1", port })).rejects.toThrow(
                `Port ${port} is taken by another program`,
            );
        } finally {
            if (usual === undefined) delete process.env.TMPDIR;
            else process.env.TMPDIR = usual;
            taken.close();
        }
        expect(await readdir(temporary)).toEqual([]);
        await rm(temporary, { recursive: true });
    });

    it("serve no name but this machine's, so that no web page can reach them by its own", async () => {
        const answer = await raw(
            `GET ${emulator.job("photos")} HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n`,
        );
        expect(answer).toMatch(/^HTTP\/1\.1 421 /);
        const identity = await new Promise<number | undefined>((resolve, reject) => {
            const request = http.request(
                emulator.identityEndpoint,
                { headers: { host: `evil.example:${controlPort()}` } },
                (response) => {
                    response.resume();
                    resolve(response.statusCode);
                },
            );
            request.on("error", reject);
            request.end();
        });
        expect(identity).toBe(421);
    });

    it("allow no other origin", async () => {
        const answer = await fetch(`${emulator.adminEndpoint}/jobs`, {
            method: "OPTIONS",
            headers: { origin: "https://evil.example", "access-control-request-method": "POST" },
        });
        expect(answer.headers.get("access-control-allow-origin")).toBeNull();
    });
});

describe("the folder", () => {
    it("shows keys, secrets and state to its owner only", async () => {
        const dir = path.join(await mkdtemp(path.join(tmpdir(), "emulator-test-")), "made");
        const kept = await startChecked({ dir });
        await kept.arm("PUT", kept.job("photos"), importJob());
        expect((await stat(dir)).mode & 0o777).toBe(0o700);
        const modes = Object.fromEntries(
            await Promise.all(
                (await readdir(dir)).map(
                    async (file) =>
                        [
                            file,
                            ((await stat(path.join(dir, file))).mode & 0o777).toString(8),
                        ] as const,
                ),
            ),
        );
        expect(modes).toEqual({
            "ca.pem": "644",
            "ca-bundle.pem": "644",
            "emulator.json": "600",
            "identity.json": "600",
            "lock-1": "600",
            "state.jsonl": "600",
        });
        await kept.stop();
        await rm(path.dirname(dir), { recursive: true });
    });
});

describe("a hostile request", () => {
    it.each([
        "/subscriptions/../../etc/passwd",
        "/..%2f..%2fetc%2fpasswd",
        "/subscriptions/%2e%2e/%2e%2e/emulator/admin/jobs",
        "/emulator/../emulator.json",
        "//evil.example/subscriptions",
        "/emulator/%2e%2e/%2e%2e/package.json",
    ])("finds no file: %s", async (target) => {
        const answer = await raw(
            `GET ${target}?api-version=2021-01-01 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`,
        );
        expect(answer).toMatch(/^HTTP\/1\.1 (401|404) /);
        expect(answer).not.toContain("root:");
    });

    it("puts nothing of its own into the answer's headers", async () => {
        const token = await emulator.managedIdentityToken();
        for (const value of ["a\r\nx-evil: 1", "a%0d%0ax-evil:1", "<script>", "a".repeat(300)]) {
            const answer = await raw(
                `GET ${emulator.job("photos")}?api-version=2021-01-01 HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${token}\r\n` +
                    `x-ms-return-client-request-id: true\r\nx-ms-client-request-id: ${value}\r\nConnection: close\r\n\r\n`,
            );
            expect(answer).toMatch(/^HTTP\/1\.1 200 /);
            expect(answer.split("\r\n\r\n")[0]).not.toMatch(/evil|<script>|a{300}/);
        }
    });

    it("nests JSON however deep, and is refused", async () => {
        for (const body of [
            "[".repeat(200_000),
            '{"a":'.repeat(100_000),
            `{"properties":${"[".repeat(100)}${"]".repeat(100)}}`,
        ]) {
            const answer = await emulator.arm("PUT", emulator.job("deep"), body);
            expect([answer.status, answer.body.error.code]).toEqual([400, "InvalidRequestContent"]);
        }
    });

    it("names __proto__ and constructor, and changes nothing but its own job", async () => {
        const tags = JSON.parse('{"__proto__": "x", "constructor": "y"}') as object;
        const body = JSON.stringify({ ...importJob({}, { tags }), __proto__: undefined }).replace(
            '"location"',
            '"__proto__":{"polluted":true},"location"',
        );
        const answer = await emulator.arm("PUT", emulator.job("proto"), body);
        expect(answer.status).toBe(201);
        const patch = '{"properties":{"returnAddress":{"__proto__":{"polluted":true},"city":"X"}}}';
        expect((await emulator.arm("PATCH", emulator.job("proto"), patch)).status).toBe(200);
        expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
    });

    it("trickles in, and is cut off", async () => {
        const impatient = await startChecked({ slowRequestSeconds: 1 });
        const started = Date.now();
        const answer = await raw(
            `PUT ${impatient.job("slow")}?api-version=2021-01-01 HTTP/1.1\r\nHost: localhost\r\n` +
                `Authorization: Bearer ${await impatient.managedIdentityToken()}\r\nContent-Length: 1000\r\n\r\n{`,
            false,
            impatient,
        );
        expect(answer).toMatch(/^$|^HTTP\/1\.1 408 /);
        // Cut off by the emulator, long before Node's own limits of a minute and more.
        expect(Date.now() - started).toBeLessThan(30_000);
        expect(impatient.jobs()).toEqual([]);
    });

    it("has endless headers, and is cut off", async () => {
        const answer = await raw(
            `GET / HTTP/1.1\r\nHost: localhost\r\nx-long: ${"a".repeat(100_000)}\r\n\r\n`,
        );
        expect(answer).toMatch(/^HTTP\/1\.1 431 /);
    });
});

function outsideAddress(): string {
    const found = Object.values(networkInterfaces())
        .flat()
        .find((address) => address && !address.internal && address.family === "IPv4");
    if (found) return found.address;
    throw new Error("This machine has no address but the loopback one: nothing can be shown here.");
}
