import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { importJob, startChecked, type CheckedEmulator } from "./harness";

const run = promisify(execFile);
const clients = path.join(__dirname, "clients");

let emulator: CheckedEmulator;
beforeAll(async () => {
    emulator = await startChecked();
});
beforeEach(() => emulator.reset());

/** What both clients see, written once: they are two witnesses of one story. */
const story = {
    created: ["photos", "Creating", 2],
    read: ["West US", null],
    shipped: "Shipping",
    pages: [["photos"], ["videos"]],
    filtered: ["photos"],
    keys: ["9CA995BB", "9CA995CC"],
    cancelled: true,
    refused: [409, "Conflict"],
    gone: [404, "ResourceNotFound"],
    location: "West US",
};

describe.each(["managed-identity", "default", "client-secret"])("with %s", (login) => {
    it("@azure/arm-storageimportexport goes through a job's life", async () => {
        const seen = await journey(process.execPath, [path.join(clients, "journey.mjs"), login]);
        const createdByType = login === "client-secret" ? "Application" : "ManagedIdentity";
        expect(seen).toEqual({ ...story, createdByType });
        expect(apiVersions()).toEqual(["2021-01-01"]);
    });

    it("azure-mgmt-storageimportexport goes through a job's life", async () => {
        const python = await pythonWithClients();
        const seen = await journey(python, [path.join(clients, "journey.py"), login]);
        expect(seen).toEqual(story);
        expect(apiVersions()).toEqual(["2016-11-01"]);
    }, 180_000);
});

async function journey(program: string, args: readonly string[]): Promise<unknown> {
    const { stdout } = await run(program, args, {
        env: {
            PATH: process.env.PATH,
            HOME: process.env.HOME,
            ...emulator.env,
            ENDPOINT: emulator.endpoint,
            SUBSCRIPTION: emulator.subscriptionId,
            TENANT: emulator.tenantId,
            CLIENT_ID: emulator.clientId,
            CLIENT_SECRET: emulator.clientSecret,
            ADMIN: emulator.adminEndpoint,
            ADMIN_TOKEN: emulator.adminToken,
            BODY: JSON.stringify(importJob()),
        },
    });
    return JSON.parse(stdout) as unknown;
}

function apiVersions(): string[] {
    const versions = emulator
        .requests()
        .map(({ path: url }) => new URLSearchParams(url.split("?")[1]).get("api-version") ?? "");
    return [...new Set(versions)];
}

/** A virtual environment with the pinned clients, kept in the user's cache folder. */
async function pythonWithClients(): Promise<string> {
    const requirements = path.join(clients, "requirements.txt");
    const pins = createHash("sha256")
        .update(await readFile(requirements))
        .digest("hex");
    const cache = process.env.XDG_CACHE_HOME || path.join(homedir(), ".cache");
    const folder = path.join(cache, "azure-importexport-emulator", `python-${pins.slice(0, 16)}`);
    const python = path.join(folder, "bin", "python");
    const complete = path.join(folder, "complete");
    if (existsSync(complete)) return python;
    await rm(folder, { recursive: true, force: true });
    await mkdir(path.dirname(folder), { recursive: true });
    await needs("python3", ["-m", "venv", folder], "Python 3.9 or newer with its venv module");
    const install = ["-m", "pip", "install", "--disable-pip-version-check", "-r", requirements];
    await needs(python, install, "the Python packages of test/emulator/clients/requirements.txt");
    await writeFile(complete, "");
    return python;
}

async function needs(program: string, args: readonly string[], what: string): Promise<void> {
    try {
        await run(program, args);
    } catch (error) {
        const { stderr = "", message } = error as { stderr?: string; message: string };
        throw new Error(
            `The test of the Python client needs ${what}, and "${program} ${args.slice(0, 3).join(" ")} …" ` +
                `failed: ${stderr.trim().slice(-600) || message}`,
        );
    }
}
