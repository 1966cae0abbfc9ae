import { Autopilot } from "./autopilot";
import { lockRoutes } from "./arm/lockRoutes";
import { permissionRoutes } from "./arm/permissionRoutes";
import { Locks } from "./arm/locks";
import { ResourceGroups } from "./arm/resourceGroups";
import { ResourceGroupRoutes } from "./arm/resourceGroupRoutes";
import { Router } from "./arm/router";
import { storageAccountRoutes } from "./arm/storageAccountRoutes";
import { SubscriptionRoutes } from "./arm/subscriptionRoutes";
import { Subscriptions } from "./arm/subscriptions";
import { TokenBuckets } from "./arm/throttling";
import { Clock } from "./clock";
import { Controls } from "./control/controls";
import { DataBoxJobRoutes } from "./databox/jobRoutes";
import { dataBoxJobs } from "./databox/kind";
import { Operations } from "./databox/operations";
import { dataBoxServiceRoutes } from "./databox/serviceRoutes";
import type { Identity } from "./directory";
import { FaultTable } from "./faults/faultTable";
import { importExportJobs } from "./importexport/kind";
import { JobRoutes } from "./importexport/jobRoutes";
import { locationRoutes } from "./importexport/locations";
import { moveRoutes } from "./importexport/moveRoutes";
import { operationRoutes } from "./importexport/operations";
import { JobRegister } from "./jobs/jobRegister";
import { RequestLog } from "./requestLog";
import { contestedRules, dataBoxRules, type EmulatorOptions } from "./settings";
import { ChangeLogFile } from "./state/changeLog";
import { Store } from "./state/store";

/** Everything behind the servers: what there is, and what may be done with it. */
export interface World {
    readonly store: Store;
    readonly clock: Clock;
    readonly log: RequestLog;
    readonly faults: FaultTable;
    readonly buckets: TokenBuckets;
    readonly subscriptions: Subscriptions;
    readonly router: Router;
    readonly controls: Controls;
    readonly autopilot: Autopilot;
}

/** @param changeLog the file that keeps the state; undefined: in memory only. */
export async function createWorld(
    options: EmulatorOptions,
    identity: Identity,
    changeLog: string | undefined,
): Promise<World> {
    const store = new Store();
    if (changeLog !== undefined) {
        store.keepIn(await ChangeLogFile.open(changeLog, store));
    }
    const clock = new Clock(store.get<number>("clock", "movedMs"));
    store.onTakenBack(() => clock.reset(store.get<number>("clock", "movedMs")));
    const log = new RequestLog();
    const buckets = new TokenBuckets(options.throttling ?? "realTime", clock);
    const groups = new ResourceGroups(store, options.resourceGroups === "strict");
    const subscriptions = new Subscriptions(
        store,
        [identity.subscriptionId, ...(options.additionalSubscriptionIds ?? [])],
        (options.registered ?? true) ? "Registered" : "NotRegistered",
    );
    const locks = new Locks(store);
    const rules = dataBoxRules(options);
    const jobs = new JobRegister(importExportJobs, store, clock);
    const orders = new JobRegister(dataBoxJobs(rules), store, clock);
    const operations = new Operations(store, orders, rules);
    const registers = [jobs, orders];
    const router = new Router([
        ...new JobRoutes(jobs, groups, clock, contestedRules(options)).routes(),
        ...moveRoutes(jobs, groups),
        ...locationRoutes,
        ...operationRoutes,
        ...new DataBoxJobRoutes({
            jobs: orders,
            operations,
            groups,
            locks,
            clock,
            rules,
        }).routes(),
        ...dataBoxServiceRoutes(operations, subscriptions),
        ...new ResourceGroupRoutes(groups, registers, locks).routes(),
        ...storageAccountRoutes(store, groups, locks),
        ...lockRoutes(locks),
        ...permissionRoutes,
        ...new SubscriptionRoutes(subscriptions, identity.tenantId).routes(),
    ]);
    const faults = new FaultTable(router.operations());
    const autopilot = new Autopilot(registers, () => store.durable());
    const begin = () => {
        for (const name of options.initialResourceGroups ?? []) {
            groups.ensure({ subscriptionId: identity.subscriptionId, resourceGroupName: name });
        }
        for (const fault of options.faults ?? []) faults.add(fault);
        autopilot.secondsPerStep = options.autopilotSeconds ?? 0;
        buckets.reset();
    };
    begin();
    const controls = new Controls({
        clock,
        store,
        registers,
        groups,
        subscriptions,
        faults,
        log,
        autopilot,
        onReset: begin,
    });
    return { store, clock, log, faults, buckets, subscriptions, router, controls, autopilot };
}
