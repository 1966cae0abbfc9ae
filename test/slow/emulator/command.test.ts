import { execFile } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import {
    command,
    startCommand,
    type EmulatorProcess,
} from "../../component/emulator/commandHarness";
import { dataBoxApiVersion, importOrder } from "../../component/emulator/dataBoxHarness";
import { importJob } from "../../component/emulator/harness";

const run = promisify(execFile);
let dir: string;
beforeAll(async () => {
    dir = await mkdtemp(path.join(tmpdir(), "emulator command's "));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

const sub = (...args: string[]) => run(process.execPath, [command, ...args], { env: bareEnv });

/** Nothing of Azure, of other authorities, or of another emulator. */
const bareEnv = { PATH: process.env.PATH, PULUMI_HOME: path.join(tmpdir(), "no-such-home") };

describe("the command", () => {
    let emulator: EmulatorProcess;
    beforeAll(async () => {
        emulator = await startCommand(dir);
    });
    afterAll(() => emulator.end("SIGKILL"));

    it("prints one line when it is ready, with emulator.json written and all keys texts", async () => {
        expect(emulator.printed).toMatch(
            /^The import\/export emulator is ready at https:\/\/localhost:\d+ .*\n$/,
        );
        const connection = JSON.parse(
            await readFile(path.join(dir, "emulator.json"), "utf8"),
        ) as object;
        expect(Object.keys(connection)).toEqual([
            "endpoint",
            "caCertificate",
            "subscriptionId",
            "tenantId",
            "clientId",
            "clientSecret",
            "identityEndpoint",
            "identityHeader",
            "adminEndpoint",
            "adminToken",
        ]);
        for (const value of Object.values(connection)) expect(typeof value).toBe("string");
        expect(existsSync(emulator.caCertificate)).toBe(true);
    });

    it("prints export lines that a shell understands, blanks and quotes in the folder's name included", async () => {
        const { stdout } = await sub("env", "--dir", dir);
        const script = `${stdout}\nprintf '%s\\n' "$AZURE_IMPORTEXPORT_ENDPOINT" "$NODE_EXTRA_CA_CERTS" "$ARM_USE_MSI"`;
        const { stdout: seen } = await run("sh", ["-c", script]);
        expect(seen.split("\n").slice(0, 3)).toEqual([
            emulator.endpoint,
            path.join(dir, "ca.pem"),
            "true",
        ]);
        for (const line of stdout.trim().split("\n")) expect(line).toMatch(/^export \w+='/);
        expect(stdout).not.toContain(emulator.clientSecret);
        expect(stdout).not.toContain(emulator.adminToken);
    });

    it("prints a link to the page that works once", async () => {
        const link = new URL((await sub("page", "--dir", dir)).stdout.trim());
        const trade = () =>
            fetch(new URL("/emulator/session", link), {
                method: "POST",
                headers: { "content-type": "application/json" },
                body: JSON.stringify({ code: link.hash.replace("#code=", "") }),
            });
        expect([(await trade()).status, (await trade()).status]).toEqual([200, 401]);
    });

    it("does not run twice in one folder", async () => {
        await expect(startCommand(dir)).rejects.toThrow(/is running in .* already/);
        expect((await emulator.arm("GET", emulator.job("photos"))).status).toBe(404);
    });

    it("ends on SIGTERM, and takes emulator.json away", async () => {
        expect(await emulator.end("SIGTERM")).toBe(0);
        expect(existsSync(path.join(dir, "emulator.json"))).toBe(false);
        await expect(sub("env", "--dir", dir)).rejects.toThrow(/No emulator runs in/);
    });
});

describe("the switches", () => {
    it("are obeyed", async () => {
        const faults = path.join(dir, "faults.json");
        await writeFile(
            faults,
            JSON.stringify([
                { match: { operation: "Jobs_Get" }, action: { type: "answer", status: 503 } },
            ]),
        );
        const emulator = await startCommand(
            path.join(dir, "switched"),
            ...[
                "--cancel-allowed-in",
                "Creating",
                "--put-on-existing",
                "refuse",
                "--faults",
                faults,
            ],
            ...["--resource-groups", "strict", "--resource-group", "rg-test"],
        );
        try {
            const job = emulator.job("photos");
            expect((await emulator.arm("GET", job)).status).toBe(503);
            expect(
                (await emulator.arm("PUT", job.replace("rg-test", "rg-none"), importJob())).status,
            ).toBe(404);
            expect((await emulator.arm("PUT", job, importJob())).status).toBe(201);
            expect((await emulator.arm("PUT", job, importJob())).status).toBe(409);
        } finally {
            await emulator.end("SIGTERM");
        }
    });

    it("of Data Box are obeyed", async () => {
        const emulator = await startCommand(
            path.join(dir, "switched"),
            ...["--data-box-cancellable-in", "AtAzureDC", "--data-box-deletable-in", "Created"],
            ...["--data-box-cancel-with-fee", "--data-box-cancel", "when-moved"],
            ...["--data-box-put-on-existing", "overwrite"],
            ...["--data-box-first-stage", "AwaitingShipmentDetails"],
            ...["--data-box-keys-withheld", "--data-box-operation-polls", "3"],
            ...["--data-box-retry-after", "7", "--data-box-shown", "when-created"],
        );
        const ask = (method: string, url: string, body?: object) =>
            emulator.arm(method, url, body, dataBoxApiVersion);
        try {
            const order = emulator.job("photos").replace("ImportExport", "DataBox");
            const put = await ask("PUT", order, importOrder());
            expect([put.status, put.headers["retry-after"]]).toEqual([202, "7"]);
            for (let look = 0; look < 3; look += 1) {
                expect((await ask("GET", order)).status).toBe(404);
            }
            expect((await ask("PUT", order, importOrder())).status).toBe(202);
            expect((await ask("GET", order)).body.properties).toMatchObject({
                status: "AwaitingShipmentDetails",
                isCancellable: false,
                isDeletable: false,
            });
            const keys = await ask("POST", `${order}/listCredentials`);
            expect(keys.body.value).toMatchObject([{ jobSecrets: { diskSecrets: [] } }]);
            await move(emulator, order, "AtAzureDC");
            expect((await ask("GET", order)).body.properties).toMatchObject({
                isCancellable: true,
                isCancellableWithoutFee: false,
            });
            const reason = { reason: "x" };
            expect((await ask("POST", `${order}/cancel`, reason)).status).toBe(204);
            expect((await ask("GET", order)).body.properties.status).toBe("AtAzureDC");
            await move(emulator, order, "Completed");
            expect((await ask("DELETE", order)).status).toBe(409);
        } finally {
            await emulator.end("SIGTERM");
        }
    });

    it.each([
        [["--data-box-cancel", "maybe"], /Allowed choices/],
        [["--data-box-shown", "maybe"], /Allowed choices/],
        [["--data-box-operation-polls", "-1"], /whole number/],
        [["--port", "x"], /whole number/],
        [["--put-on-existing", "maybe"], /Allowed choices/],
        [["--faults", "/nowhere.json"], /ENOENT/],
        [["--autopilot", "never"], /number of seconds/],
        [["--unheard-of"], /unknown option/],
        [["--cancel-allowed-in", "creating"], /"creating" is no state\. Did you mean "Creating"\?/],
        [["--cancel-allowed-in", ""], /Give words, or "none"/],
        [["--data-box-cancellable-in", "created"], /Did you mean "Created"\?/],
        [["--resource-group", "rg-test."], /--resource-group: "rg-test\." is no name/],
        [["--listen-beyond-loopback", "300.1.1.1"], /"300\.1\.1\.1" is no address of this machine/],
        [["pgae"], /There is no command "pgae"\. Did you mean "page"\?/],
    ])("that make no sense are refused: %j", async (args, message) => {
        const refused = await sub("--dir", path.join(dir, "refused"), ...args).catch(
            (error: unknown) => error as { code: number; stderr: string },
        );
        expect(refused).toMatchObject({ code: 1 });
        expect(refused.stderr).toMatch(message);
        expect(refused.stderr.trim().split("\n")).toHaveLength(1);
    });

    it.each([
        [["pgae"], /There is no command "pgae"\. Did you mean "page"\?/],
        [["--hlp"], /unknown option '--hlp'/],
        [["env"], /Which emulator\? Give its folder/],
        [[], /Which emulator\? Give its folder/],
    ])("are judged before a folder is missed: %j", async (args, message) => {
        const refused = await sub(...args).catch(
            (error: unknown) => error as { code: number; stderr: string },
        );
        expect(refused).toMatchObject({ code: 1 });
        expect(refused.stderr).toMatch(message);
    });

    it("take none: then no state allows it", async () => {
        const emulator = await startCommand(path.join(dir, "none"), "--cancel-allowed-in", "none");
        try {
            await emulator.arm("PUT", emulator.job("photos"), importJob());
            const cancel = { properties: { cancelRequested: true } };
            const { status } = await emulator.arm("PATCH", emulator.job("photos"), cancel);
            expect(status).toBe(409);
        } finally {
            await emulator.end("SIGTERM");
        }
    });

    it("ask for a folder", async () => {
        await expect(sub()).rejects.toThrow(/--dir/);
    });

    it("refuse a faults file that makes no sense, and name the place", async () => {
        const faults = path.join(dir, "nonsense.json");
        await writeFile(faults, JSON.stringify([{ action: { type: "drop" } }]));
        await expect(sub("--dir", path.join(dir, "refused"), "--faults", faults)).rejects.toThrow(
            /the list\/0\/action .*when/,
        );
    });
});

describe("what keeps the command from starting", () => {
    it("is told in one line: a port that is taken", async () => {
        const emulator = await startCommand(path.join(dir, "first"));
        const port = new URL(emulator.endpoint).port;
        const second = sub("--dir", path.join(dir, "second"), "--port", port);
        await expect(second).rejects.toMatchObject({
            code: 1,
            stderr: `Port ${port} is taken by another program. Give a free one, or 0 for any.\n`,
        });
        await emulator.end("SIGTERM");
    });

    it("is told in one line: a folder that is a file, or cannot be made", async () => {
        const file = path.join(dir, "file");
        await writeFile(file, "");
        for (const [folder, why] of [
            [file, /^".*file" cannot be the emulator's folder: it is a file\.\n$/],
            [
                path.join(file, "in-it"),
                /^".*" cannot be the emulator's folder: it cannot be made there .*\n$/,
            ],
        ] as const) {
            await expect(sub("--dir", folder)).rejects.toMatchObject({
                code: 1,
                stderr: expect.stringMatching(why) as unknown,
            });
        }
    });

    it("is not a folder whose parents are not there: they are made, for the owner alone", async () => {
        const deep = path.join(dir, "a", "b", "c");
        const emulator = await startCommand(deep);
        await emulator.end("SIGTERM");
        expect(statSync(deep).mode & 0o777).toBe(0o700);
    });
});

describe("a move to a word that no document knows", () => {
    it("is made, and told with the nearest word", async () => {
        const emulator = await startCommand(path.join(dir, "moves"));
        try {
            const id = emulator.job("photos");
            await emulator.arm("PUT", id, importJob());
            const said = await move(emulator, id, "packaging");
            expect(said.warning).toMatch(/^"packaging" is no state .* Did you mean "Packaging"\?$/);
            expect((await emulator.arm("GET", id)).body.properties.state).toBe("packaging");
            expect(await move(emulator, id, "Packaging")).not.toHaveProperty("warning");
        } finally {
            await emulator.end("SIGTERM");
        }
    });
});

async function move(
    emulator: EmulatorProcess,
    id: string,
    state: string,
): Promise<{ warning?: string }> {
    const answer = await fetch(`${emulator.adminEndpoint}/move`, {
        method: "POST",
        headers: { authorization: `Bearer ${emulator.adminToken}` },
        body: JSON.stringify({ id, state }),
    });
    expect(answer.status).toBe(200);
    return (await answer.json()) as { warning?: string };
}
