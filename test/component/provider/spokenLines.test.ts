/** What the person who waits reads: what stays of it, what passes, and what counts as a warning. Time is moved. */
import { LogSeverity } from "@pulumi/pulumi/proto/engine_pb";
import type { Emulator } from "azure-importexport-emulator";
import { accountSubscriptionId, importOrder } from "../../fixtures/diskInputs";
import { importJob, returnAddress } from "../../fixtures/jobInputs";
import {
    customerDiskJobs,
    importExportJobs,
    packagedCustomerDiskJobs,
    packagedImportExportJobs,
    startTestEmulator,
    type JobKind,
} from "../../fixtures/jobStack";
import { ListeningEngine, type ShownLine } from "./listeningEngine";
import { ProviderProcess, type Properties } from "./providerProcess";

const waiting = { inFlight: "cancel", waitMinutes: 10 };
const services = {
    "Import/Export": {
        args: importJob({ deletion: waiting }),
        onItsWay: "Shipping",
        parcel: {
            properties: {
                ...importJob().properties,
                returnAddress,
                deliveryPackage: { carrierName: "FedEx", trackingNumber: "7700" },
                state: "Shipping",
            },
        },
        notAnnounced:
            'the shipment of job "photos" (resource group "rg-archive") is not announced. Azure forgets the job two weeks after its last accepted update, wherever the parcel is. When the drives are on their way set properties.state: "Shipping".',
        announced:
            'the shipment of job "photos" (resource group "rg-archive") will be announced. This is final: afterwards Azure takes a cancellation before Packaging at most, and the job can be neither deleted nor replaced until it is Completed.',
        cancelling:
            'Asking Azure to cancel job "photos" (resource group "rg-archive"), which is Shipping. This is final; data may go on being transferred.',
        waitsFor: "Shipping",
        end: "Completed",
    },
    "Data Box": {
        args: importOrder({ deletion: waiting }),
        onItsWay: "Created",
        parcel: { deliverToDcPackageDetails: { carrierName: "FedEx", trackingId: "7700" } },
        notAnnounced:
            'the shipment of job "photos" (resource group "rg-archive") is not announced. Azure deletes the order two weeks after its creation, wherever the parcel is. When the disks are on their way set deliverToDcPackageDetails.',
        announced:
            'the shipment of job "photos" (resource group "rg-archive") will be announced. This is final: afterwards Azure takes no cancellation, and the job can be neither deleted nor replaced until it has ended.',
        cancelling:
            'Asking Azure to cancel job "photos" (resource group "rg-archive"), which is Created. This is final.',
        waitsFor: "Created",
        end: "Cancelled",
    },
};
const safe =
    "up to 10 min. Ctrl-C is safe: the cancellation stays asked for, and the next destroy goes on from here.";

// Full minutes have no seconds.
const passingLine =
    / to end: \w+, (\d+ min|(\d min )?\d+ s) waited, (\d+ min|(\d min )?\d+ s) left\.$/;

const doors: [keyof typeof services, "dynamic" | "packaged", JobKind][] = [
    ["Import/Export", "dynamic", importExportJobs],
    ["Import/Export", "packaged", packagedImportExportJobs],
    ["Data Box", "dynamic", customerDiskJobs],
    ["Data Box", "packaged", packagedCustomerDiskJobs],
];

describe.each(doors)("The lines of a %s job, %s", (name, door, kind) => {
    const service = services[name];
    const isPackaged = door === "packaged";
    const line = isPackaged ? kind.type : kind.storedLine;
    const urn = isPackaged ? `urn:pulumi:dev::test::${kind.type}::photos` : "";
    const inputs = { ...service.args, jobName: "photos", owner: "organization/test/dev/photos" };
    let emulator: Emulator;
    let engine: ListeningEngine;
    let provider: ProviderProcess;
    beforeAll(async () => {
        emulator = await startTestEmulator({
            subscriptionId: accountSubscriptionId,
            dataBoxCancel: "whenMoved",
        });
        const moved = "movedClock.cjs";
        if (isPackaged) {
            provider = await ProviderProcess.startPackaged({ ...emulator.env }, moved);
            engine = provider.engine!;
        } else {
            engine = await ListeningEngine.start();
            const at = engine.address;
            provider = await ProviderProcess.start({ ...emulator.env }, moved, undefined, at);
        }
    });
    afterAll(async () => {
        engine.die();
        await provider.stop();
        await emulator.stop();
    });

    /** What a call showed. */
    async function shownBy(call: () => Promise<unknown>): Promise<ShownLine[]> {
        const before = engine.lines.length;
        await call();
        // The harness makes the URN of the owner tag, whose end is another for each creation.
        return engine.lines.slice(before).map((one) => ({ ...one, urn: one.urn.split("#")[0]! }));
    }
    const warning = (text: string) => ({
        urn,
        text,
        severity: LogSeverity.WARNING,
        isPassing: false,
    });
    const staying = (text: string) => ({ urn, text, severity: LogSeverity.INFO, isPassing: false });

    let id: string;
    let made: Properties;
    it("warn after a creation of the two weeks", async () => {
        const up = await provider.begin({}, line);
        const checked = (await up.check({}, inputs)).value!.inputs;
        const shown = await shownBy(async () => {
            const { value } = await up.create(checked);
            ({ id, properties: made } = value!);
        });
        expect(shown).toEqual([warning(service.notAnnounced)]);
    });

    it("warn in a preview of the shipment, which nothing takes back", async () => {
        const preview = await provider.begin({}, line);
        const shipped = { ...inputs, ...service.parcel };
        const shown = await shownBy(async () => {
            const checked = await preview.check(inputs, shipped);
            expect(checked.value!.failures).toEqual([]);
            await preview.diff(id, made, checked.value!.inputs);
        });
        expect(shown).toEqual([warning(service.announced)]);
    });

    it("warn of the shipment in a preview of a new job too", async () => {
        const preview = await provider.begin({}, line);
        const shipped = { ...inputs, ...service.parcel };
        const shown = await shownBy(() => preview.check({}, shipped));
        expect(shown).toEqual([warning(service.announced)]);
    });

    it("are two that stay of ten minutes: what is final, and that Ctrl-C is safe", async () => {
        emulator.move(id, service.onItsWay);
        const destroy = await provider.begin({}, line);
        let error: string | undefined;
        const shown = await shownBy(async () => {
            ({ error } = await destroy.delete(id, made));
        });
        expect(error).toMatch(/^Stopped waiting for job "photos" .* after 10 min: /);
        const stay = shown.filter(({ isPassing }) => !isPassing);
        expect(stay).toEqual([
            staying(service.cancelling),
            staying(
                `Waiting for job "photos" (resource group "rg-archive") to end: ${service.waitsFor}, ${safe}`,
            ),
        ]);
        const passing = shown.filter(({ isPassing }) => isPassing);
        expect(passing.length).toBeGreaterThanOrEqual(9);
        for (const { text, severity } of passing) {
            expect(severity).toBe(LogSeverity.INFO);
            expect(text).toMatch(passingLine);
        }
    });

    it("show the error of a destroy once: not on the stack as well", async () => {
        const printed = isPackaged ? "" : await provider.output();
        expect(printed).not.toContain("Stopped waiting");
        expect(printed).not.toContain("see the error");
    });

    it("never say that it waits for the end of one that has come to it", async () => {
        const destroy = await provider.begin({}, line);
        setTimeout(() => emulator.move(id, service.end), 200);
        const shown = await shownBy(async () => {
            expect((await destroy.delete(id, made)).error).toBeUndefined();
        });
        expect(shown.map(({ text }) => text).join("\n")).not.toContain(`to end: ${service.end}`);
        expect(shown).toContainEqual({
            urn,
            severity: LogSeverity.INFO,
            isPassing: true,
            text: expect.stringMatching(
                new RegExp(
                    `^Job "photos" \\(resource group "rg-archive"\\) has come to its end after (\\d+ min )?[\\d.]+ s: ${service.end}\\.$`,
                ),
            ) as string,
        });
    });
});

describe("The lines of a dynamic provider whose engine", () => {
    const inputs = {
        ...importJob(),
        jobName: "photos",
        owner: "organization/test/dev/photos",
    };
    let emulator: Emulator;
    beforeAll(async () => {
        emulator = await startTestEmulator({ subscriptionId: accountSubscriptionId });
    });
    afterAll(() => emulator.stop());

    async function printedAt(address: string): Promise<string> {
        const env = { ...emulator.env };
        const provider = await ProviderProcess.start(env, undefined, undefined, address);
        try {
            const up = await provider.begin();
            const checked = (await up.check({}, inputs)).value!.inputs;
            const { error, value } = await up.create(checked);
            expect(error).toBeUndefined();
            emulator.remove(value!.id);
            return await provider.output();
        } finally {
            await provider.stop();
        }
    }

    it("does not answer are printed, as they were before there was a log", async () => {
        expect(await printedAt("127.0.0.1:1")).toContain(
            'Warning: the shipment of job "photos" (resource group "rg-archive") is not announced.',
        );
    });

    it("takes the connection and says nothing are printed after two seconds, and hold up nothing", async () => {
        const engine = await ListeningEngine.start({ isSilent: true });
        try {
            const begun = Date.now();
            expect(await printedAt(engine.address)).toContain("is not announced.");
            expect(Date.now() - begun).toBeLessThan(20_000);
        } finally {
            engine.die();
        }
    });
});
