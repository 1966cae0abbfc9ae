import { mkdtemp, rm } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import type { FastifyInstance } from "fastify";
import { armServer } from "./arm/armServer";
import { Pipeline } from "./arm/pipeline";
import { ResourceGroups } from "./arm/resourceGroups";
import { Router } from "./arm/router";
import { Subscriptions } from "./arm/subscriptions";
import { createServerCertificate } from "./certificates";
import { Clock } from "./clock";
import { environmentFor, type Connection } from "./connection";
import { adminPath } from "./control/adminRoutes";
import { controlServer } from "./control/controlServer";
import { Controls } from "./control/controls";
import { Directory } from "./directory";
import { FaultTable } from "./faults/faultTable";
import { appServicePath } from "./identity/managedIdentity";
import { TokenAuthority } from "./identity/tokens";
import { JobRegister } from "./importexport/jobRegister";
import { JobRoutes } from "./importexport/jobRoutes";
import { locationRoutes } from "./importexport/locations";
import { operationRoutes } from "./importexport/operations";
import { RequestLog } from "./requestLog";
import { contestedRules, type EmulatorOptions } from "./settings";
import { Store } from "./state/store";

/** A running emulator, and the hands that move its parcels and its time. */
export interface Emulator extends Connection, Pick<Controls, ControlMethods> {
    /** The certificate authority's certificate itself, PEM: for clients in this process. */
    readonly caCertificatePem: string;
    /** Variables that make a child process's Azure clients talk to it (see environmentFor). */
    readonly env: Readonly<Record<string, string>>;
    /** Closes both servers and removes what was temporary. */
    stop(): Promise<void>;
}

type ControlMethods =
    | "advance"
    | "move"
    | "remove"
    | "plant"
    | "jobs"
    | "requests"
    | "addFault"
    | "faults"
    | "removeFault"
    | "clearFaults"
    | "setRegistration"
    | "reset"
    | "now";

/**
 * Starts an emulator on the loopback address and resolves when it answers.
 *
 * Several can run side by side. Nothing is left behind after `stop()`, but the folder `dir`.
 *
 * @throws when the port is taken, or `dir` cannot be written.
 */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
    const temporary = options.dir === undefined;
    const directory = new Directory(
        options.dir ?? (await mkdtemp(path.join(tmpdir(), "importexport-emulator-"))),
    );
    await directory.open();
    const kept = await directory.identity();
    const identity = { ...kept, subscriptionId: options.subscriptionId ?? kept.subscriptionId };

    const store = new Store();
    const clock = new Clock(store.get<number>("clock", "movedMs"));
    const log = new RequestLog();
    const faults = new FaultTable();
    const groups = new ResourceGroups(store, options.resourceGroups === "strict");
    const subscriptions = new Subscriptions(
        store,
        [identity.subscriptionId, ...(options.additionalSubscriptionIds ?? [])],
        (options.registered ?? true) ? "Registered" : "NotRegistered",
    );
    const jobs = new JobRegister(store, clock);
    const begin = () => {
        for (const name of options.initialResourceGroups ?? []) {
            if (
                !groups.find({ subscriptionId: identity.subscriptionId, resourceGroupName: name })
            ) {
                groups.put({ subscriptionId: identity.subscriptionId, name, location: "westus" });
            }
        }
        for (const fault of options.faults ?? []) faults.add(fault);
    };
    const controls = new Controls({
        clock,
        store,
        jobs,
        groups,
        subscriptions,
        faults,
        log,
        onReset: begin,
    });
    begin();

    const tokens = await TokenAuthority.create(identity.tenantId, identity.signingKey);
    const router = new Router([
        ...new JobRoutes(jobs, groups, clock, contestedRules(options)).routes(),
        ...locationRoutes,
        ...operationRoutes,
    ]);
    const server = await createServerCertificate(identity.authority, [
        "localhost",
        "127.0.0.1",
        "::1",
    ]);
    const arm = armServer({
        pipeline: new Pipeline(router, tokens, subscriptions, faults, controls),
        log,
        clock,
        store,
        tls: { key: server.privateKey, cert: server.certificate },
        allowedHosts: [],
        recordBodies: options.recordBodies ?? false,
    });
    const control = controlServer(
        { controls, store, adminToken: identity.adminToken },
        {
            tokens,
            principal: {
                name: identity.managedIdentityClientId,
                type: "ManagedIdentity",
                objectId: identity.managedIdentityClientId,
            },
            clientId: identity.managedIdentityClientId,
            identityHeader: identity.identityHeader,
        },
    );
    const armPort = await listen(arm, options.port, identity.armPort);
    const controlPort = await listen(control, undefined, identity.controlPort);
    const endpoint = `https://localhost:${armPort}`;
    const controlEndpoint = `http://127.0.0.1:${controlPort}`;
    tokens.listenAs(`${endpoint}/${identity.tenantId}/`, [
        endpoint,
        `https://127.0.0.1:${armPort}`,
        `https://[::1]:${armPort}`,
        "https://management.azure.com",
        "https://management.core.windows.net",
    ]);
    const connection: Connection = {
        endpoint,
        caCertificate: directory.caCertificate,
        subscriptionId: identity.subscriptionId,
        tenantId: identity.tenantId,
        clientId: identity.clientId,
        clientSecret: identity.clientSecret,
        identityEndpoint: `${controlEndpoint}${appServicePath}`,
        identityHeader: identity.identityHeader,
        adminEndpoint: `${controlEndpoint}${adminPath}`,
        adminToken: identity.adminToken,
    };
    await directory.keepIdentity({
        ...identity,
        signingKey: tokens.signingKey(),
        armPort,
        controlPort,
    });
    await directory.announce(connection);
    return {
        ...connection,
        caCertificatePem: identity.authority.certificate,
        env: environmentFor(connection, directory.caBundle),
        advance: (days) => controls.advance(days),
        move: (id, state, percentComplete) => controls.move(id, state, percentComplete),
        remove: (id) => controls.remove(id),
        plant: (id, request) => controls.plant(id, request),
        jobs: () => controls.jobs(),
        requests: () => controls.requests(),
        addFault: (request) => controls.addFault(request),
        faults: () => controls.faults(),
        removeFault: (id) => controls.removeFault(id),
        clearFaults: () => controls.clearFaults(),
        setRegistration: (id, state) => controls.setRegistration(id, state),
        reset: () => controls.reset(),
        now: () => controls.now(),
        stop: async () => {
            await Promise.all([arm.close(), control.close()]);
            await store.close();
            await directory.withdraw();
            if (temporary) await rm(directory.path, { recursive: true, force: true });
        },
    };
}

/** Listens on the asked port, else the one used last, else any. @returns the port. */
async function listen(
    app: FastifyInstance,
    asked: number | undefined,
    usedLast: number | undefined,
): Promise<number> {
    const host = "localhost";
    try {
        await app.listen({ host, port: asked ?? usedLast ?? 0 });
    } catch (error) {
        const taken = (error as NodeJS.ErrnoException).code === "EADDRINUSE";
        if (!taken || asked !== undefined || usedLast === undefined) throw error;
        await app.listen({ host, port: 0 });
    }
    return (app.server.address() as AddressInfo).port;
}
