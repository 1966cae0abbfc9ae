import {
    startEmulator,
    type Emulator,
    type EmulatorOptions,
    type FaultRequest,
} from "azure-importexport-emulator";
import type { ArmClient } from "../../../provider/arm/client";
import type { CallContext } from "../../../provider/arm/context";
import type { AzureError } from "../../../provider/arm/azureErrors";
import type { DataBoxClient } from "../../../provider/databox/dataBoxClient";
import type { JobPoller, WatchReport } from "../../../provider/job/jobPoller";
import type { PolledClient } from "../../../provider/job/listedJobs";
import type { JobAddress } from "../../../provider/job/armJob";
import type { ImportExportClient } from "../../../provider/importexport/jobsClient";
import { RETRY_LIMITS, type RetryLimits } from "../../../provider/arm/retryLimits";
import { readSettings } from "../../../provider/settings/config";
import { MovedTime, trust } from "./movedTime";

export const resourceGroupName = "disks";

/** An emulator, and the real client in this process, whose common time is moved. */
export class MovedService {
    readonly time: MovedTime;
    /** What Azure answered, by the moved clock. */
    readonly answers: { at: number; method: string; operation: string | null; status: number }[] =
        [];
    /** What the person who waits was told. */
    readonly lines: { at: number; line: string }[] = [];
    emulator!: Emulator;
    client!: ImportExportClient;
    private readonly environment = { ...process.env };
    private distrust!: () => void;

    private constructor(private readonly options: EmulatorOptions) {
        this.time = new MovedTime({ advance: (days) => this.emulator.advance(days) });
    }

    static async start(
        options: EmulatorOptions = {},
        patience?: Partial<RetryLimits>,
    ): Promise<MovedService> {
        const service = new MovedService(options);
        await service.startEmulator();
        service.client = await service.newClient(patience);
        return service;
    }

    /** Starts the emulator, again if it was stopped. */
    async startEmulator(): Promise<void> {
        this.emulator = await startEmulator({
            throttling: "off",
            onAnswer: ({ method, operation, status }) =>
                this.answers.push({ at: this.time.now(), method, operation, status }),
            ...this.options,
        });
        this.distrust = trust(this.emulator);
        Object.assign(process.env, this.emulator.env);
    }

    /** A client as in a process of its own: everything that a process keeps is made anew. */
    async newClient(patience: Partial<RetryLimits> = {}): Promise<ImportExportClient> {
        jest.resetModules();
        const { importExportClient } = jest.requireActual<
            typeof import("../../../provider/importexport/armJobsClient")
        >("../../../provider/importexport/armJobsClient");
        return importExportClient(...(await this.newArm(patience)));
    }

    /** The same for Data Box. */
    async newDataBoxClient(patience: Partial<RetryLimits> = {}): Promise<DataBoxClient> {
        jest.resetModules();
        const { dataBoxClient } = jest.requireActual<
            typeof import("../../../provider/databox/armDataBoxClient")
        >("../../../provider/databox/armDataBoxClient");
        return dataBoxClient(...(await this.newArm(patience)));
    }

    /** Of the same modules as the service's client. */
    private async newArm(patience: Partial<RetryLimits>): Promise<[ArmClient, CallContext]> {
        const { openArm } = jest.requireActual<typeof import("../../../provider/arm/client")>(
            "../../../provider/arm/client",
        );
        const { contextOf } = jest.requireActual<typeof import("../../../provider/arm/context")>(
            "../../../provider/arm/context",
        );
        const settings = readSettings({ get: () => undefined }, this.emulator.env);
        const say = (line: string) => void this.lines.push({ at: this.time.now(), line });
        const { subscriptionId } = this.emulator;
        const limits = { ...RETRY_LIMITS, ...patience };
        const arm = await openArm(settings, subscriptionId, this.time, limits);
        return [arm, contextOf({ clock: this.time, say })];
    }

    /** Where the client's jobs are waited for: of the same modules as the client. */
    newWatch(report: (report: WatchReport) => void, lister: PolledClient = this.client): JobPoller {
        const modules = jest.requireActual<typeof import("../../../provider/job/jobPoller")>(
            "../../../provider/job/jobPoller",
        );
        return new modules.JobPoller(lister, this.time, report);
    }

    async stop(): Promise<void> {
        process.env = { ...this.environment };
        this.distrust();
        await this.emulator.stop();
    }

    job(jobName: string, group = resourceGroupName): JobAddress {
        const { subscriptionId } = this.emulator;
        return { subscriptionId, resourceGroupName: group, jobName };
    }

    jobs(count: number): JobAddress[] {
        return Array.from({ length: count }, (_, index) => this.job(`job-${index}`));
    }

    /** Jobs that are there, without a request. */
    planted(count: number, state: string, more: { cancelRequested?: boolean } = {}): JobAddress[] {
        const all = this.jobs(count);
        for (const one of all) this.emulator.plant(idOf(one), { state, ...more });
        return all;
    }

    strike(
        match: FaultRequest["match"],
        action: FaultRequest["action"],
        times: FaultRequest["times"] = 1,
    ): void {
        this.emulator.addFault({ match, times, action });
    }

    /** The Authorization header of each request to Resource Manager. */
    authorizations(): string[] {
        return this.time.requests
            .filter((request) => request.protocol === "https:")
            .map((request) => String(request.getHeader("Authorization")));
    }

    /** What a call that must fail failed with. */
    async failureOf(call: Promise<unknown>): Promise<AzureError> {
        return await this.time.during(call).then(
            () => Promise.reject(new Error("It succeeded.")),
            (error: unknown) => error as AzureError,
        );
    }
}

export function idOf(job: JobAddress): string {
    return `/subscriptions/${job.subscriptionId}/resourceGroups/${job.resourceGroupName}/providers/Microsoft.ImportExport/jobs/${job.jobName}`;
}

/** A job that the emulator accepts. */
export const body = {
    location: "westus",
    properties: {
        jobType: "Export",
        storageAccountId:
            "/subscriptions/s/resourceGroups/disks/providers/Microsoft.Storage/storageAccounts/disks",
        export: { blobList: { blobPathPrefix: ["/disks/"] } },
    },
};
