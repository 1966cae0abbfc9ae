/**
 * What waiting costs: requests a minute while 1, 100 and 1,000 cancelled jobs are waited for, beside one
 * GET for each job at the same pace. The client, the watch, HTTPS and the emulator are real; a quarter
 * of an hour of waiting is moved and not waited for.
 */
import { startEmulator, type Emulator } from "azure-importexport-emulator";
import { JobPoller, type PolledClient } from "../../provider/job/jobPoller";
import type { JobAddress } from "../../provider/job/armJob";
import type { ImportExportClient } from "../../provider/importexport/jobsClient";
import { RETRY_LIMITS } from "../../provider/arm/retryLimits";
import { openArm, type ArmClient } from "../../provider/arm/client";
import { contextOf, type CallContext } from "../../provider/arm/context";
import { dataBoxClient } from "../../provider/databox/armDataBoxClient";
import { importExportClient } from "../../provider/importexport/armJobsClient";
import { readSettings } from "../../provider/settings/config";
import { MovedTime, trust } from "../component/provider/movedTime";
import { report, summary, type Row, runBench } from "./measure";

const counts = (process.env.BENCH_WAITING ?? "1,100,1000").split(",").map(Number);
const minutes = 15;
/** A wait begins with looks in quick succession; what counts is how it goes on. */
const settled = 5;
/** The longest pause between two looks. */
const looksAMinute = 4;

/** Whose cancelled jobs are waited for. */
interface Service {
    readonly noun: string;
    readonly namespace: string;
    client(arm: ArmClient, context: CallContext): PolledClient & Pick<ImportExportClient, "getJob">;
    /** Where its cancelled jobs are. */
    readonly planted: { state?: string };
}

const services: readonly Service[] = [
    {
        noun: "job",
        namespace: "Microsoft.ImportExport",
        client: importExportClient,
        planted: { state: "Packaging" },
    },
    {
        noun: "customer-disk job",
        namespace: "Microsoft.DataBox",
        client: dataBoxClient,
        planted: {},
    },
];

interface Site {
    readonly emulator: Emulator;
    readonly time: MovedTime;
    /** When each request was answered. */
    readonly answeredAt: number[];
}

async function requestsAMinute(site: Site, service: Service, count: number): Promise<number> {
    const { emulator, time, answeredAt } = site;
    const settings = readSettings({ get: () => undefined }, emulator.env);
    const arm = await openArm(settings, emulator.subscriptionId, time, RETRY_LIMITS);
    const client = service.client(arm, contextOf({ clock: time, say: () => undefined }));
    const watch = new JobPoller(client, time, () => undefined);
    const begin = time.now();
    const waits = planted(emulator, service, count).map((address) =>
        watch.until({
            address,
            look: (options) => client.getJob(address, options),
            isDone: (seen) => seen === "gone",
            waitMs: minutes * 60_000,
        }),
    );
    await time.during(Promise.all(waits));
    // Each job's first look, and its last at the deadline, are no part of the waiting.
    const from = begin + settled * 60_000;
    const to = begin + minutes * 60_000;
    return answeredAt.filter((at) => at > from && at < to).length / (minutes - settled);
}

/** Cancelled jobs that do not move, in a resource group of their own. */
function planted(emulator: Emulator, service: Service, count: number): JobAddress[] {
    const { subscriptionId } = emulator;
    const resourceGroupName = `disks-${count}`;
    return Array.from({ length: count }, (_, index) => {
        const jobName = `job-${index}`;
        const id = `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroupName}/providers/${service.namespace}/jobs/${jobName}`;
        emulator.plant(id, { ...service.planted, cancelRequested: true });
        return { subscriptionId, resourceGroupName, jobName };
    });
}

async function main(): Promise<void> {
    const answeredAt: number[] = [];
    const emulator = await startEmulator({
        throttling: "off",
        onAnswer: () => answeredAt.push(time.now()),
    });
    const time = new MovedTime(emulator);
    try {
        trust(emulator);
        Object.assign(process.env, emulator.env);
        const rows: Row[] = [];
        for (const service of services) {
            for (const count of counts) {
                const site = { emulator, time, answeredAt };
                rows.push({
                    what: `waiting for ${count} cancelled ${service.noun}${count === 1 ? "" : "s"}`,
                    unit: "requests/min",
                    ...summary([await requestsAMinute(site, service, count)]),
                    baseline: { what: "a GET for each at that pace", value: count * looksAMinute },
                    note: "a quarter of an hour, moved; client, watch and HTTPS are real",
                });
            }
        }
        report(rows);
    } finally {
        await emulator.stop();
    }
}

runBench(main);
