import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import {
    apiVersions,
    dataBoxStory,
    journey,
    logins,
    story,
} from "../../component/emulator/clients/clientStory";
import { importOrder } from "../../component/emulator/dataBoxHarness";
import { checkedEmulator } from "../../component/emulator/harness";

const run = promisify(execFile);
const clients = path.join(__dirname, "../../component/emulator/clients");

const emulator = checkedEmulator();
let python: string;
beforeAll(async () => {
    python = await pythonWithClients();
}, 180_000);
beforeEach(() => emulator.reset());

describe.each(logins)("with %s", (login) => {
    it("azure-mgmt-storageimportexport goes through a job's life", async () => {
        const seen = await journey(emulator, python, "journey.py", login);
        expect(seen).toEqual(story);
        expect(apiVersions(emulator)).toEqual(["2016-11-01"]);
    });

    it("azure-mgmt-databox goes through an order's life", async () => {
        const seen = await journey(emulator, python, "data_box_journey.py", login, importOrder());
        expect(seen).toEqual(dataBoxStory);
        expect(apiVersions(emulator)).toEqual(["2025-07-01"]);
    });
});

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
    await needs(
        python,
        install,
        "the Python packages of test/component/emulator/clients/requirements.txt",
    );
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
