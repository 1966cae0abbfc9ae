import { execFile } from "node:child_process";
import { mkdirSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { createAuthority } from "../../../emulator/certificates";
import {
    command,
    startCommand,
    type EmulatorProcess,
} from "../../component/emulator/commandHarness";

const run = promisify(execFile);

let dir: string;
let emulator: EmulatorProcess;
beforeAll(async () => {
    dir = await mkdtemp(path.join(tmpdir(), "emulator-env-"));
    emulator = await startCommand(path.join(dir, "emulator"));
});
afterAll(async () => {
    await emulator.end("SIGTERM");
    await rm(dir, { recursive: true, force: true });
});

type Env = Record<string, string | undefined>;

/** What a shell with these variables has after `eval "$(azure-importexport-emulator env)"`, and what was said to it. */
async function afterEval(given: Env): Promise<{ env: Env; said: string }> {
    const env = { PATH: process.env.PATH, PULUMI_HOME: path.join(dir, "home"), ...given };
    const script = `eval "$('${process.execPath}' '${command}' env --dir '${dir}/emulator')"; env -0`;
    const { stdout, stderr } = await run("sh", ["-c", script], { env });
    const pairs = stdout.split("\0").filter(Boolean);
    return {
        env: Object.fromEntries(
            pairs.map((pair) => [
                pair.slice(0, pair.indexOf("=")),
                pair.slice(pair.indexOf("=") + 1),
            ]),
        ),
        said: stderr,
    };
}

/** A service principal of the team, as a backend `azblob://` logs in. */
const principal = {
    AZURE_CLIENT_ID: "11111111-1111-1111-1111-111111111111",
    AZURE_CLIENT_SECRET: "teamsecret",
    AZURE_TENANT_ID: "22222222-2222-2222-2222-222222222222",
};

describe("a shell with nothing of Azure in it", () => {
    it("gets what every client needs, and hears nothing", async () => {
        const { env, said } = await afterEval({});
        expect(env).toMatchObject({
            AZURE_IMPORTEXPORT_ENDPOINT: emulator.endpoint,
            AZURE_AUTHORITY_HOST: emulator.endpoint,
            AZURE_TENANT_ID: emulator.tenantId,
            ARM_USE_MSI: "true",
            IDENTITY_ENDPOINT: emulator.identityEndpoint,
            NODE_EXTRA_CA_CERTS: emulator.caCertificate,
        });
        expect(said).toBe("");
    });

    it("can be set up again, and has the same", async () => {
        const { env } = await afterEval({});
        const again = await afterEval(env);
        expect(again.said).toBe("");
        expect({ ...again.env, SHLVL: "", _: "" }).toEqual({ ...env, SHLVL: "", _: "" });
    });
});

describe("a shell whose backend logs in to Azure", () => {
    it.each<[string, Env]>([
        ["as a service principal", principal],
        ["with a certificate", { ...principal, AZURE_CLIENT_CERTIFICATE_PATH: "/sp.pem" }],
        ["with a federated token", { AZURE_FEDERATED_TOKEN_FILE: "/token", AZURE_CLIENT_ID: "c" }],
        ["by a managed identity", { IDENTITY_ENDPOINT: "http://x/token", IDENTITY_HEADER: "h" }],
        [
            "in a cloud of its own",
            { ...principal, AZURE_AUTHORITY_HOST: "https://login.chinacloudapi.cn" },
        ],
        [
            "with a storage account's name alone",
            { PULUMI_BACKEND_URL: "azblob://state?storage_account=a", AZURE_STORAGE_ACCOUNT: "a" },
        ],
    ])("%s keeps every variable of that login, and hears that it does", async (_how, given) => {
        const { env, said } = await afterEval(given);
        expect(env).toMatchObject(given);
        for (const name of ["AZURE_TENANT_ID", "IDENTITY_ENDPOINT", "AZURE_SUBSCRIPTION_ID"]) {
            expect([name, env[name]]).toEqual([name, given[name]]);
        }
        expect(env.AZURE_AUTHORITY_HOST).toBe(
            given.AZURE_AUTHORITY_HOST ?? "https://login.microsoftonline.com/",
        );
        // The provider, azure-native and Terraform log in to the emulator all the same.
        expect(env).toMatchObject({
            ARM_CLIENT_ID: emulator.clientId,
            ARM_CLIENT_SECRET: emulator.clientSecret,
            ARM_TENANT_ID: emulator.tenantId,
            ARM_USE_MSI: "false",
        });
        expect(said).toMatch(/Azure's SDKs and az keep their own login in this shell/);
        expect(said).not.toContain("teamsecret");
        expect(said).not.toContain(emulator.clientSecret);
    });

    it("is known by `pulumi login` too", async () => {
        const home = path.join(dir, "logged-in");
        mkdirSync(home);
        await writeFile(
            path.join(home, "credentials.json"),
            JSON.stringify({ current: "azblob://state?storage_account=a" }),
        );
        const { env, said } = await afterEval({ PULUMI_HOME: home });
        expect(env.IDENTITY_ENDPOINT).toBeUndefined();
        expect(said).toContain("the backend azblob://state logs in to Azure");
    });

    it.each(["AZURE_STORAGE_KEY", "AZURE_STORAGE_SAS_TOKEN", "AZURE_STORAGE_CONNECTION_STRING"])(
        "with %s needs no login: the shell is set up for every client, and the key stays",
        async (name) => {
            const given = { PULUMI_BACKEND_URL: "azblob://state", [name]: "key" };
            const { env } = await afterEval(given);
            expect(env).toMatchObject({ ...given, ARM_USE_MSI: "true" });
        },
    );
});

describe("a shell with settings of Azure providers", () => {
    it("loses those that lead away from the emulator, and hears which, without their values", async () => {
        const { env, said } = await afterEval({
            ARM_TENANT_ID: "their-tenant",
            ARM_CLIENT_ID: "their-client",
            ARM_CLIENT_SECRET: "their-secret",
            ARM_USE_OIDC: "true",
            ARM_ENVIRONMENT: "china",
        });
        expect(env.ARM_TENANT_ID).toBe(emulator.tenantId);
        for (const name of [
            "ARM_CLIENT_ID",
            "ARM_CLIENT_SECRET",
            "ARM_USE_OIDC",
            "ARM_ENVIRONMENT",
        ]) {
            expect(env).not.toHaveProperty(name);
        }
        expect(said).toMatch(/^Replaced in this shell, for Azure providers: ARM_TENANT_ID\.$/m);
        expect(said).toMatch(
            /^Taken away .*: ARM_CLIENT_ID, ARM_CLIENT_SECRET, ARM_USE_OIDC, ARM_ENVIRONMENT\.$/m,
        );
        expect(said).not.toContain("their-");
    });
});

describe("a shell that trusts a company's authority", () => {
    it.each(["SSL_CERT_FILE", "NODE_EXTRA_CA_CERTS", "REQUESTS_CA_BUNDLE"])(
        "in %s goes on trusting it, beside the emulator's",
        async (name) => {
            const { certificate } = await createAuthority();
            const company = path.join(dir, `company-${name}.pem`);
            await writeFile(company, certificate);
            const { env, said } = await afterEval({ [name]: company });
            const trusted = await readFile(env[name]!, "utf8");
            expect(trusted).toContain(certificate.trim());
            expect(trusted).toContain((await readFile(emulator.caCertificate, "utf8")).trim());
            expect(said).toContain(`stay trusted in this shell: ${company} (${name}).`);
            expect(await readFile(company, "utf8")).toBe(certificate);

            const again = await afterEval(env);
            expect(again.env[name]).toBe(env[name]);
        },
    );

    it("in all of them hears it in one line", async () => {
        const { certificate } = await createAuthority();
        const company = path.join(dir, "company.pem");
        await writeFile(company, certificate);
        const { said } = await afterEval({
            SSL_CERT_FILE: company,
            NODE_EXTRA_CA_CERTS: company,
            REQUESTS_CA_BUNDLE: company,
        });
        expect(said).toBe(
            `Beside the emulator's authority, these stay trusted in this shell: ${company} (NODE_EXTRA_CA_CERTS, SSL_CERT_FILE, REQUESTS_CA_BUNDLE).\n`,
        );
    });

    it("hears of a file that cannot be read", async () => {
        const { env, said } = await afterEval({ SSL_CERT_FILE: path.join(dir, "gone.pem") });
        expect(env.SSL_CERT_FILE).toMatch(/ca-bundle\.pem$/);
        expect(said).toMatch(/^Replaced: SSL_CERT_FILE, whose file cannot be read \(ENOENT/m);
    });
});

describe("the lines for another shell", () => {
    async function linesFor(shell: string, ...more: string[]): Promise<string[]> {
        const args = [command, "env", "--dir", `${dir}/emulator`, "--shell", shell, ...more];
        const env = { PATH: process.env.PATH, PULUMI_HOME: path.join(dir, "home") };
        const { stdout } = await run(process.execPath, args, { env });
        return stdout.split("\n");
    }

    it.each([
        ["bash", "export ARM_USE_CLI='false'"],
        ["powershell", "$env:ARM_USE_CLI = 'false'"],
        ["cmd", 'set "ARM_USE_CLI=false"\r'],
        ["fish", "set -gx ARM_USE_CLI 'false'"],
        ["dotenv", "ARM_USE_CLI=false"],
    ])("%s set the same variables in its words", async (shell, line) => {
        const lines = await linesFor(shell);
        expect(lines).toContain(line);
        expect(lines).toHaveLength((await linesFor("bash")).length);
    });

    it("that is none is refused in one line", async () => {
        await expect(linesFor("tcsh")).rejects.toMatchObject({
            stderr: expect.stringMatching(/^error: .*tcsh.*bash, powershell, cmd.*\n$/) as string,
        });
    });
});

describe("a shell that was set up, after --undo", () => {
    it("has nothing of the emulator left, and what is not the emulator's untouched", async () => {
        const script = [
            `eval "$('${process.execPath}' '${command}' env --dir '${dir}/emulator')"`,
            `eval "$('${process.execPath}' '${command}' env --undo --dir '${dir}/emulator')"`,
            "env",
        ].join("; ");
        const env = {
            PATH: process.env.PATH,
            PULUMI_HOME: path.join(dir, "home"),
            ARM_OF_MINE: "1",
        };
        const { stdout } = await run("sh", ["-c", script], { env });
        const left = stdout
            .split("\n")
            .filter((line) => /^(ARM|AZURE|IDENTITY|NODE|SSL|REQ)_/.test(line));
        expect(left).toEqual(["ARM_OF_MINE=1"]);
    });

    it("that was never set up is left alone, and hears so", async () => {
        const args = [command, "env", "--undo", "--dir", `${dir}/emulator`];
        const { stdout, stderr } = await run(process.execPath, args, { env: {} });
        expect(stdout).toBe("");
        expect(stderr).toBe("This shell does not talk to an emulator: there is nothing to undo.\n");
    });
});
