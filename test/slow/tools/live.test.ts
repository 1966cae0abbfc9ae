import fs from "node:fs";
import path from "node:path";
import {
    startEmulator,
    type AnsweredRequest,
    type Emulator,
    type EmulatorOptions,
} from "azure-importexport-emulator";
import { isNightly } from "../../fixtures/nightly";
import { RunningCommand, type CommandResult } from "../../harness/runningCommand";
import { useTemporaryFolder } from "../../component/tools/temporaryFolder";
import { repository, runWithTool } from "../../component/tools/tool";

const temporary = useTemporaryFolder();
const resourceGroup = "rg-kit";
const account = "kitaccount";

/** What a report says, as far as these tests look. */
interface Report {
    cloud: string;
    interrupted: boolean;
    cells: { service: string; row: string; operation: string; result: string; evidence: string }[];
    steps: { service?: string; step: string; status?: number; code?: string; note?: string }[];
    left: string[];
}

let emulator: Emulator;
const running: Emulator[] = [];
let onAnswer: (answer: AnsweredRequest) => void = () => undefined;

async function azure(options: EmulatorOptions = {}): Promise<void> {
    onAnswer = () => undefined;
    emulator = await startEmulator({
        initialResourceGroups: [resourceGroup],
        dataBoxOperationPolls: 0,
        onAnswer: (answer) => onAnswer(answer),
        ...options,
    });
    running.push(emulator);
}
afterEach(async () => {
    await running.pop()?.stop();
});

const accountId = () =>
    `/subscriptions/${emulator.subscriptionId}/resourceGroups/${resourceGroup}/providers/Microsoft.Storage/storageAccounts/${account}`;
const making = () => [
    ...["--create", "--order", "--accept-cost", "--wait-minutes", "0"],
    ...["--resource-group", resourceGroup, "--storage-account", accountId()],
];
const cleaningUp = ["--clean-up", "--resource-group", resourceGroup, "--wait-minutes", "0"];

/** The command as `npm run live` starts it, but for the set-up. */
function start(args: string[]): RunningCommand {
    const module = JSON.stringify(path.join(repository, "tools/live/command.mjs"));
    const tool = JSON.stringify(path.join(repository, "tools/progress.mjs"));
    const script = `import { main } from ${module}; import { runTool } from ${tool};
        await runTool(() => main(process.argv.slice(1)));`;
    const out = ["--out", temporary.path];
    return new RunningCommand(
        process.execPath,
        ["--input-type=module", "-e", script, "--", ...args, ...out],
        { cwd: temporary.path, env: { PATH: process.env.PATH, ...emulator.env } },
    );
}
const run = (args: string[]): Promise<CommandResult> => start(args).result;

const reportText = () => fs.readFileSync(path.join(temporary.path, "report.json"), "utf8");
const report = () => JSON.parse(reportText()) as Report;
const names = () => emulator.jobs().map((job) => (job as { name: string }).name);
const cell = (service: string, row: string, operation: string) =>
    report().cells.find(
        (one) => one.service === service && one.row === row && one.operation === operation,
    );
const step = (words: string, service?: string) =>
    report().steps.find((one) => one.step === words && (!service || one.service === service));
const writes = () => emulator.requests().filter(({ method }) => !["GET"].includes(method));

describe("Without options", () => {
    it("nothing is written, and the report tells of login, registration, lists and locations", async () => {
        await azure();
        emulator.plant(
            `/subscriptions/${emulator.subscriptionId}/resourceGroups/rg-other/providers/Microsoft.ImportExport/jobs/payroll`,
            { state: "Closed" },
        );
        expect(await run([])).toMatchObject({ code: 0 });
        expect(writes()).toEqual([]);
        expect(step("list the jobs at 2021-01-01")?.note).toBe("1 job: 1 × Closed");
        expect(step("registration and API versions", "dataBox")?.note).toMatch(
            /^Registered; .*2025-02-01/,
        );
        expect(step("locations")).toMatchObject({ status: 200 });
        expect(step("permissions")).toMatchObject({ status: 200, note: "all that the roles name" });
        expect(report()).toMatchObject({ cloud: "other", left: [] });
        expect(reportText()).not.toContain("payroll");
    });

    it("an API that is retired is a result, and the other service is asked all the same", async () => {
        await azure();
        const body = {
            error: {
                code: "NoRegisteredProviderFound",
                message: "No registered resource provider found.",
            },
        };
        for (const operation of ["Jobs_ListBySubscription", "Locations_List"]) {
            const action = { type: "answer" as const, status: 400, body };
            emulator.addFault({ match: { operation }, times: "always", action });
        }
        expect(await run([])).toMatchObject({ code: 0 });
        expect(step("list the jobs at 2021-01-01")).toMatchObject({
            status: 400,
            code: "NoRegisteredProviderFound",
            note: expect.stringContaining("does not route") as string,
        });
        expect(step("list the jobs at 2025-02-01")).toMatchObject({ status: 200 });
    });

    it("a login that fails ends it with 1", async () => {
        await azure();
        const { code } = await new RunningCommand(
            process.execPath,
            [
                "--input-type=module",
                "-e",
                `import { main } from ${JSON.stringify(path.join(repository, "tools/live/command.mjs"))}; process.exitCode = await main(["--out", ${JSON.stringify(temporary.path)}]);`,
            ],
            {
                cwd: temporary.path,
                env: {
                    PATH: process.env.PATH,
                    ...emulator.env,
                    ARM_CLIENT_SECRET: "wrong",
                    AZURE_CLIENT_SECRET: "wrong",
                },
            },
        ).result;
        expect(code).toBe(1);
        expect(writes()).toEqual([]);
    });
});

describe("With --create and --order", () => {
    it("both jobs live and go, the lock too, the cells are confirmed, and the report names nothing of the user's", async () => {
        await azure();
        expect(await run(making())).toMatchObject({ code: 0 });
        expect(step("validate an order")?.note).toBe(
            "AllValidToProceed; ValidateSubscriptionIsAllowedToCreateJob Valid; ValidateCreateOrderLimit Valid; ValidateSkuAvailability Valid; ValidateAddress Valid; ValidateDataTransferDetails Valid",
        );
        expect(names()).toEqual([]);
        expect(await locks()).toEqual([]);
        expect(report().cells.filter(({ result }) => result === "refuted")).toEqual([]);
        expect(cell("dataBox", "deletable", "editDetails")).toMatchObject({
            result: "confirmed",
            evidence: "assumed",
        });
        expect(cell("dataBox", "deletable", "cancel")).toMatchObject({
            result: "confirmed",
            evidence: "assumed",
        });
        expect(cell("importExport", "Creating", "delete")).toMatchObject({
            result: "confirmed",
            evidence: "documented",
        });
        expect(cell("importExport", "Shipping", "editDetails")).toMatchObject({
            result: "notSeen",
        });

        const page = fs.readFileSync(path.join(temporary.path, "report.md"), "utf8");
        const { subscriptionId, tenantId, clientId, clientSecret, endpoint } = emulator;
        const ids = [subscriptionId, tenantId, clientId, clientSecret, endpoint];
        for (const own of [...ids, resourceGroup, account, "LIVEKIT1", "Exampletown"]) {
            expect(page).not.toContain(own);
            expect(reportText()).not.toContain(own);
        }
    });

    it("the lock stays while another order may need it, and where it was there before", async () => {
        await azure();
        emulator.plant(orderId("somebodys"), {});
        expect(await run(making())).toMatchObject({ code: 2 });
        expect(report().left).toEqual([expect.stringContaining("another order may need it")]);
        expect(names()).toEqual(["somebodys"]);
        expect(await locks()).toEqual(["DATABOX_SERVICE"]);

        emulator.remove("somebodys");
        expect(await run(making())).toMatchObject({ code: 0 });
        expect(names()).toEqual([]);
        expect(await locks()).toEqual(["DATABOX_SERVICE"]);
    });

    it("an Azure that contradicts the documents refutes cells, and what cannot go is left and told", async () => {
        await azure({
            cancelAllowedIn: ["Shipping"],
            dataBoxCancel: "whenMoved",
            dataBoxFirstStage: "AwaitingShipmentDetails",
        });
        const body = { error: { code: "Conflict", message: "Not while it is waited for." } };
        emulator.addFault({
            match: { operation: "DataBox.Jobs_Update" },
            times: "always",
            action: { type: "answer", status: 409, body },
        });
        expect(await run(making())).toMatchObject({ code: 2 });
        expect(cell("importExport", "Creating", "requestCancellation")).toMatchObject({
            result: "refuted",
            evidence: "documented",
        });
        expect(cell("dataBox", "cancellable", "editDetails")).toMatchObject({
            result: "refuted",
            evidence: "assumed",
        });
        expect(names()).toEqual([expect.stringMatching(/^live-kit-/)]);
        expect(report().left).toEqual([expect.stringContaining("--clean-up")]);

        // Later Azure has moved it on: the next clean-up takes it away.
        emulator.move(names()[0]!, "Cancelled");
        expect(await run(cleaningUp)).toMatchObject({ code: 0 });
        expect(names()).toEqual([]);
        expect(await locks()).toEqual([]);
    });

    it("an order that is neither cancellable nor deletable is left and told", async () => {
        await azure({ dataBoxCancellableIn: [], dataBoxDeletableIn: [] });
        expect(await run(making())).toMatchObject({ code: 2 });
        expect(cell("dataBox", "neither", "cancel")).toMatchObject({ result: "confirmed" });
        expect(report().left).toEqual([expect.stringContaining("a deletion was refused")]);
    });
});

describe("A run that is ended", () => {
    it.each(["SIGINT", "SIGTERM"] as const)(
        "by %s takes away what it made, and writes its report",
        async (signal) => {
            await azure();
            const command = start(making());
            onAnswer = ({ operation }) => {
                if (operation === "DataBox.Jobs_Create") command.signal(signal);
            };
            expect(await command.result).toMatchObject({ code: signal === "SIGINT" ? 130 : 143 });
            expect(names()).toEqual([]);
            expect(await locks()).toEqual([]);
            expect(report()).toMatchObject({ interrupted: true, left: [] });
        },
    );

    const kills = [
        ["Jobs_Create", 1],
        ["DataBox.Jobs_Cancel", 1],
        ["ManagementLocks_DeleteAtResourceLevel", 1],
        ...(isNightly
            ? ([
                  ["DataBox.Jobs_Create", 1],
                  ["Jobs_Update", 3],
                  ["Jobs_Update", 1],
                  ["Jobs_Update", 2],
                  ["Jobs_Update", 4],
                  ["Jobs_Delete", 1],
                  ["DataBox.Jobs_Update", 1],
                  ["DataBox.Jobs_Update", 2],
                  ["DataBox.Jobs_Update", 3],
                  ["DataBox.Jobs_Delete", 1],
              ] as const)
            : []),
    ] as const;

    it("by a kill is finished by the next run, at whichever step it was killed", async () => {
        await azure();
        for (const [operation, nth] of kills) {
            const before = names();
            const command = start(making());
            let [count, hasBegun] = [0, false];
            onAnswer = (answer) => {
                // Before it makes its own jobs it takes away what the one before has left.
                hasBegun ||= answer.operation === "Jobs_Create";
                if (hasBegun && answer.operation === operation && ++count === nth) command.kill();
            };
            expect({ operation, ...(await command.result) }).toMatchObject({
                operation,
                code: 137,
            });
            // The run before was killed, too: this one has taken away what that left.
            expect(names().filter((name) => before.includes(name))).toEqual([]);
            expect(names().length).toBeLessThanOrEqual(1);
        }
        onAnswer = () => undefined;
        expect(await run(cleaningUp)).toMatchObject({ code: 0 });
        expect(names()).toEqual([]);
        expect(await locks()).toEqual([]);
    }, 300_000);
});

describe("Cleaning up", () => {
    it("touches no job that lacks the kit's name or tag", async () => {
        await azure();
        const tags = { "importexport-live-kit": "live-kit-1" };
        emulator.plant(orderId("live-kit-untagged"), {});
        emulator.plant(orderId("payroll"), { tags });
        expect(await run(cleaningUp)).toMatchObject({ code: 0 });
        expect(names().sort()).toEqual(["live-kit-untagged", "payroll"]);
        expect(writes()).toEqual([]);
    });
});

describe("The options", () => {
    it("that make no sense are refused, each with what is wrong", async () => {
        const account =
            "/subscriptions/0/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/mine";
        const group = ["--resource-group", "rg"];
        const wrong: [string[], RegExp][] = [
            [["--create"], /needs --resource-group/],
            [["--order"], /needs --create/],
            [["--clean-up"], /needs --resource-group/],
            [["--create", ...group], /needs --storage-account/],
            [["--create", ...group, "--storage-account", "mine"], /is an ARM id/],
            [["--wait-minutes", "long"], /number from 0 to 1440/],
            [["--crate"], /unknown option/],
        ];
        const code = `const errors = [];
            for (const args of ${JSON.stringify(wrong.map(([args]) => args))}) {
                try { tool.readOptions(args); errors.push("none"); } catch (error) { errors.push(error.message); }
            }
            const { agreeToPrice } = await import(${JSON.stringify(path.join(repository, "tools/live/price.mjs"))});
            errors.push(await agreeToPrice({ resourceGroup: "rg" }, log).catch((error) => error.message));
            tool.readOptions(["--create", ...${JSON.stringify(group)}, "--storage-account", "${account}"]);
            return errors;`;
        const { value, error } = await runWithTool<string[]>("live/options.mjs", code);
        expect(error).toBeUndefined();
        wrong.forEach(([, message], index) => expect(value?.[index]).toMatch(message));
        expect(value?.at(-1)).toMatch(/--accept-cost.*Nothing was made/);
    });
});

describe("The permissions that Azure tells of", () => {
    it("grant an action where one assignment allows it and does not take it back", async () => {
        const action = "Microsoft.DataBox/jobs/cancel/action";
        const cases: [object[], boolean][] = [
            [[{ actions: ["*"], notActions: [] }], true],
            [[{ actions: ["microsoft.databox/jobs/*"], notActions: [] }], true],
            [[{ actions: ["*/read"], notActions: [] }], false],
            [[{ actions: ["*"], notActions: ["Microsoft.DataBox/*/action"] }], false],
            [
                [
                    { actions: ["*"], notActions: ["*"] },
                    { actions: [action], notActions: [] },
                ],
                true,
            ],
            [[], false],
        ];
        const given = JSON.stringify(cases.map(([permissions]) => permissions));
        const code = `return ${given}.map((one) => tool.isGranted(one, "${action}"));`;
        const { value } = await runWithTool<boolean[]>("live/readOnly.mjs", code);
        expect(value).toEqual(cases.map(([, isGranted]) => isGranted));
    });
});

describe("Reading a report", () => {
    const cells = [
        {
            service: "dataBox",
            row: "deletable",
            operation: "editDetails",
            result: "confirmed",
            answers: [],
        },
        {
            service: "importExport",
            row: "Creating",
            operation: "delete",
            result: "confirmed",
            answers: [],
        },
        {
            service: "dataBox",
            row: "neither",
            operation: "editDetails",
            result: "refuted",
            verdict: "allowed",
            answers: [{ request: "PATCH job", status: 409, code: "Conflict" }],
        },
    ];
    const seen = {
        reportVersion: 1,
        cloud: "public",
        month: "2026-11",
        location: "westus",
        apiVersions: { dataBox: "2025-02-01", importExport: "2021-01-01" },
        cells,
    };
    const files = [
        "provider/importexport/lifecycleObserved.ts",
        "provider/databox/lifecycleObserved.ts",
    ];
    const empty = "export const observedCells = [];\n";

    async function read(content: object) {
        for (const file of files) temporary.write(file, empty);
        temporary.write("report.json", JSON.stringify(content));
        const root = JSON.stringify(temporary.path);
        const code = `return tool.markObserved(${JSON.stringify(path.join(temporary.path, "report.json"))}, { say: log, root: ${root} });`;
        return await runWithTool<number>("live/observed.mjs", code);
    }
    const marked = (file: string) => fs.readFileSync(path.join(temporary.path, file), "utf8");

    it("marks the assumed cells that were confirmed, and tells of those that were refuted", async () => {
        const { value, log } = await read(seen);
        expect(value).toBe(2);
        expect(log).toContainEqual(
            expect.stringMatching(/REFUTED.*editDetails while neither.*409 Conflict/),
        );
        expect(marked(files[0]!)).toBe(empty);
        expect(marked(files[1]!)).toBe(`export const observedCells = [
    {
        row: "deletable",
        operation: "editDetails",
        apiVersion: "2025-02-01",
        month: "2026-11",
        location: "westus",
    },
];
`);
    });

    it("refuses a report that is none of Azure's or of this version, and marks nothing", async () => {
        const wrong: [object, RegExp][] = [
            [{ ...seen, cloud: "other" }, /an emulator confirms nothing/],
            [{ ...seen, reportVersion: 0 }, /not a report of this version/],
            [{ ...seen, cells: [{ ...cells[0], row: "x" }] }, /no table has/],
            [{ ...seen, month: '" + process.exit() + "' }, /plain word/],
        ];
        for (const file of files) temporary.write(file, empty);
        const reports = wrong.map(([content], index) => {
            temporary.write(`${index}.json`, JSON.stringify(content));
            return path.join(temporary.path, `${index}.json`);
        });
        const root = JSON.stringify(temporary.path);
        const code = `const errors = [];
            for (const file of ${JSON.stringify(reports)}) {
                await tool.markObserved(file, { say: log, root: ${root} }).then(
                    () => errors.push("none"),
                    (error) => errors.push(error instanceof SetupError ? error.message : "another error"),
                );
            }
            return errors;`;
        const { value } = await runWithTool<string[]>("live/observed.mjs", code);
        wrong.forEach(([, message], index) => expect(value?.[index]).toMatch(message));
        expect(files.map(marked)).toEqual([empty, empty]);
    });
});

const orderId = (name: string) =>
    `/subscriptions/${emulator.subscriptionId}/resourceGroups/${resourceGroup}/providers/Microsoft.DataBox/jobs/${name}`;

/** The locks on the storage account, by the world that the emulator keeps. */
async function locks(): Promise<string[]> {
    const query = new URLSearchParams({ resource: emulator.endpoint, "api-version": "2019-08-01" });
    const token = await fetch(`${emulator.identityEndpoint}?${query.toString()}`, {
        headers: { "X-IDENTITY-HEADER": emulator.identityHeader },
    });
    const { access_token: bearer } = (await token.json()) as { access_token: string };
    const { get } = await import("node:https");
    const url = `${emulator.endpoint}${accountId()}/providers/Microsoft.Authorization/locks?api-version=2020-05-01`;
    const text = await new Promise<string>((resolve, reject) => {
        get(
            url,
            { ca: emulator.caCertificatePem, headers: { Authorization: `Bearer ${bearer}` } },
            (response) => {
                let body = "";
                response.setEncoding("utf8").on("data", (part: string) => (body += part));
                response.on("end", () => resolve(body));
            },
        ).on("error", reject);
    });
    return (JSON.parse(text) as { value: { name: string }[] }).value.map(({ name }) => name);
}
