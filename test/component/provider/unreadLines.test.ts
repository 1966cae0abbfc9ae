/** The provider's process after its CLI was killed: it works on, and nobody reads what it prints. */
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import type { Emulator } from "azure-importexport-emulator";
import { importOrder } from "../../fixtures/diskInputs";
import { announcedShipment, importJob } from "../../fixtures/jobInputs";
import { startTestEmulator } from "../../fixtures/jobStack";
import { until } from "../../harness/until";
import { ProviderProcess, type Operation, type Properties } from "./providerProcess";

let emulator: Emulator;
let provider: ProviderProcess;
let folder: string;
let uncaughtFile: string;

beforeEach(async () => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "importexport-unread-"));
    uncaughtFile = path.join(folder, "uncaught");
    emulator = await startTestEmulator({ dataBoxCancel: "whenMoved" });
    const counter = require.resolve("../../fixtures/uncaughtCounter.cjs");
    const env = { NODE_OPTIONS: `--require "${counter}"`, UNCAUGHT_FILE: uncaughtFile };
    provider = await ProviderProcess.start({ ...emulator.env, ...env }, "movedClock.cjs");
});
afterEach(async () => {
    await provider.stop();
    await emulator.stop();
    fs.rmSync(folder, { recursive: true });
});

const owner = "organization/test/dev/photos";
const waits = { deletion: { waitMinutes: 10_000 } }; // of a moved clock

async function order(operation: Operation, args: Properties): Promise<Properties & { id: string }> {
    const { value, error } = await operation.create({ ...args, jobName: "photos", owner });
    if (!value) throw new Error(error);
    return { ...value.properties, id: value.id };
}

/** How many errors nobody caught, by the process's own count. */
async function uncaught(): Promise<number> {
    provider.signal("SIGUSR2");
    await until(() => fs.existsSync(uncaughtFile) && fs.readFileSync(uncaughtFile, "utf8") !== "");
    return Number(fs.readFileSync(uncaughtFile, "utf8"));
}

describe("A provider process whose lines nobody reads any more", () => {
    it.each([
        {
            what: "job",
            line: undefined,
            args: importJob({ properties: announcedShipment, ...waits }),
            cancels: "PATCH",
            ways: ["Received", "Transferring", "Packaging", "Completed"],
        },
        {
            what: "order",
            line: 'exports.handler = () => require("pulumi-azure-importexport/databox/crud").provider;',
            args: importOrder(waits),
            cancels: "POST",
            ways: ["AtAzureDC", "DataCopy", "PreparingToShipFromAzureDC", "Cancelled"],
        },
    ])("ends its wait for a cancelled $what, deletes it, and is quiet", async (row) => {
        const { id, ...outputs } = await order(await provider.begin({}, row.line), row.args);
        const before = emulator.requests().length;

        // A destroy: the operation that ordered the job would not delete it.
        const deleted = (await provider.begin({}, row.line)).delete(id, outputs);
        await until(() =>
            emulator
                .requests()
                .slice(before)
                .some(({ method }) => method === row.cancels),
        );
        provider.stopReading();
        // A line for each place: the console itself forgives the first that fails, and no other.
        for (const place of row.ways) {
            emulator.move(id, place);
            const looks = emulator.requests().length;
            await until(() => emulator.requests().length >= looks + 2);
        }

        expect(await deleted).toEqual({ value: "deleted" });
        expect(emulator.jobs()).toEqual([]);
        expect(await uncaught()).toBe(0);
    });
});
