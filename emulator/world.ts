import { Autopilot } from "./autopilot";
import { ResourceGroups } from "./arm/resourceGroups";
import { ResourceGroupRoutes } from "./arm/resourceGroupRoutes";
import { Router } from "./arm/router";
import { SubscriptionRoutes } from "./arm/subscriptionRoutes";
import { Subscriptions } from "./arm/subscriptions";
import { TokenBuckets } from "./arm/throttling";
import { Clock } from "./clock";
import { Controls } from "./control/controls";
import type { Identity } from "./directory";
import { FaultTable } from "./faults/faultTable";
import { JobRegister } from "./importexport/jobRegister";
import { JobRoutes } from "./importexport/jobRoutes";
import { locationRoutes } from "./importexport/locations";
import { moveRoutes } from "./importexport/moveRoutes";
import { operationRoutes } from "./importexport/operations";
import { RequestLog } from "./requestLog";
import { contestedRules, type EmulatorOptions } from "./settings";
import { FileJournal } from "./state/journal";
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

/** @param journal the file that keeps the state; undefined: in memory only. */
export async function createWorld(
    options: EmulatorOptions,
    identity: Identity,
    journal: string | undefined,
): Promise<World> {
    const store = new Store();
    if (journal !== undefined) {
        const restore = store.restore.bind(store);
        store.keepIn(await FileJournal.open(journal, restore, () => store.snapshot()));
    }
    const clock = new Clock(store.get<number>("clock", "movedMs"));
    const log = new RequestLog();
    const faults = new FaultTable();
    const buckets = new TokenBuckets(options.throttling ?? "realTime", clock);
    const groups = new ResourceGroups(store, options.resourceGroups === "strict");
    const subscriptions = new Subscriptions(
        store,
        [identity.subscriptionId, ...(options.additionalSubscriptionIds ?? [])],
        (options.registered ?? true) ? "Registered" : "NotRegistered",
    );
    const jobs = new JobRegister(store, clock);
    const autopilot = new Autopilot(jobs, () => store.durable());
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
        jobs,
        groups,
        subscriptions,
        faults,
        log,
        autopilot,
        onReset: begin,
    });
    const router = new Router([
        ...new JobRoutes(jobs, groups, clock, contestedRules(options)).routes(),
        ...moveRoutes(jobs, groups),
        ...locationRoutes,
        ...operationRoutes,
        ...new ResourceGroupRoutes(groups, jobs).routes(),
        ...new SubscriptionRoutes(subscriptions, identity.tenantId).routes(),
    ]);
    return { store, clock, log, faults, buckets, subscriptions, router, controls, autopilot };
}
