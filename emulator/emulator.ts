import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { FastifyInstance } from "fastify";
import { armServer } from "./arm/armServer";
import { cloudMetadataRoutes } from "./arm/cloudMetadata";
import { Pipeline } from "./arm/pipeline";
import { createServerCertificate } from "./certificates";
import { checkOptions } from "./checkedOptions";
import { environmentFor, type Connection } from "./connection";
import { adminPath, adminRoutes, type AdminParts } from "./control/adminRoutes";
import { controlServer } from "./control/controlServer";
import type { Controls } from "./control/controls";
import { pageRoutes } from "./control/pageRoutes";
import { PageSessions } from "./control/pageSessions";
import { Directory, type Identity } from "./directory";
import { authorityRoutes } from "./identity/authority";
import { appServicePath } from "./identity/managedIdentity";
import { TokenAuthority } from "./identity/tokens";
import { listen } from "./listening";
import type { EmulatorOptions } from "./settings";
import { createWorld, type World } from "./world";

/** A running emulator, and the hands that move its parcels and its time. */
export interface Emulator extends Connection, Pick<Controls, ControlMethods> {
    /** The certificate authority's certificate itself, PEM: for clients in this process. */
    readonly caCertificatePem: string;
    /** Variables that make a child process's Azure clients talk to it (see environmentFor). */
    readonly env: Readonly<Record<string, string>>;
    /** A link to the page at the root that works once, for two minutes. */
    pageLink(): string;
    /** Closes both servers and removes what was temporary. */
    stop(): Promise<void>;
}

const controlMethods = [
    "advance",
    "move",
    "remove",
    "plant",
    "jobs",
    "requests",
    "addFault",
    "faults",
    "removeFault",
    "clearFaults",
    "setRegistration",
    "setAutopilot",
    "reset",
    "now",
] as const;
type ControlMethods = (typeof controlMethods)[number];

/**
 * Starts an emulator on the loopback address and resolves when it answers.
 *
 * Several can run side by side. Nothing is left behind after `stop()`, but the folder `dir`.
 *
 * @throws when an option makes no sense, when the port is taken, when `dir` cannot be written, or when another emulator runs in it.
 */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
    checkOptions(options);
    const temporary =
        options.dir === undefined
            ? await mkdtemp(path.join(tmpdir(), "importexport-emulator-"))
            : undefined;
    const directory = new Directory(options.dir ?? temporary!);
    // In the order of their making; closed in the reverse, also when a later step fails.
    const open: (() => Promise<unknown>)[] = [];
    const close = async () => {
        const closed = [];
        for (const closeOne of open.splice(0).reverse()) {
            closed.push(...(await Promise.allSettled([closeOne()])));
        }
        if (temporary) await rm(temporary, { recursive: true, force: true });
        const failed = closed.find((one) => one.status === "rejected");
        if (failed) throw failed.reason;
    };
    try {
        return await start(options, directory, open, close);
    } catch (error) {
        await close();
        throw error;
    }
}

async function start(
    options: EmulatorOptions,
    directory: Directory,
    open: (() => Promise<unknown>)[],
    close: () => Promise<void>,
): Promise<Emulator> {
    open.push(() => Promise.resolve(directory.close()));
    await directory.open();
    const kept = await directory.identity();
    const identity = { ...kept, subscriptionId: options.subscriptionId ?? kept.subscriptionId };
    const world = await createWorld(options, identity, options.dir && directory.changeLog);
    open.push(() => world.store.close());
    const tokens = await TokenAuthority.create(identity.tenantId, identity.signingKey);
    const sessions = new PageSessions();
    const { arm, control } = await createServers(options, identity, world, tokens, sessions);

    open.push(() => arm.close());
    const armPort = await listen(arm, options.host ?? "localhost", options.port, identity.armPort);
    open.push(() => control.close());
    const controlPort = await listen(control, "127.0.0.1", undefined, identity.controlPort);
    const connection = connectionOf(
        identity,
        directory,
        `https://${ownAddress(options) ?? "localhost"}:${armPort}`,
        `http://127.0.0.1:${controlPort}`,
    );
    tokens.listenAs(`${connection.endpoint}/${identity.tenantId}/`, [
        ...["localhost", "127.0.0.1", "[::1]", ...hostNamesOf(options)].map(
            (host) => `https://${host}:${armPort}`,
        ),
        "https://management.azure.com",
        "https://management.core.windows.net",
    ]);
    await directory.keepIdentity({
        ...identity,
        signingKey: tokens.signingKey(),
        armPort,
        controlPort,
    });
    await directory.announce(connection);
    open.push(() => directory.withdraw());
    return {
        ...connection,
        ...controlsOf(world.controls),
        caCertificatePem: identity.authority.certificate,
        env: environmentFor(connection, directory.caBundle),
        pageLink: () => `http://127.0.0.1:${controlPort}/#code=${sessions.newCode()}`,
        stop: async () => {
            world.autopilot.secondsPerStep = 0;
            await close();
        },
    };
}

/** The one address that was asked for; undefined: every address, or the loopback one. */
function ownAddress({ host }: EmulatorOptions): string | undefined {
    return host === undefined || ["localhost", "0.0.0.0", "::"].includes(host) ? undefined : host;
}

/** The names that this machine is served under beside its own loopback ones. */
function hostNamesOf(options: EmulatorOptions): readonly string[] {
    const address = ownAddress(options);
    return [...(options.hostNames ?? []), ...(address === undefined ? [] : [address])];
}

async function createServers(
    options: EmulatorOptions,
    identity: Identity,
    world: World,
    tokens: TokenAuthority,
    sessions: PageSessions,
): Promise<{ arm: FastifyInstance; control: FastifyInstance }> {
    const hostNames = hostNamesOf(options);
    const slowRequestSeconds = options.slowRequestSeconds ?? 30;
    const server = await createServerCertificate(identity.authority, [
        "localhost",
        "127.0.0.1",
        "::1",
        ...hostNames,
    ]);
    const admin: AdminParts = { ...world, adminToken: identity.adminToken, sessions };
    const arm = armServer({
        ...world,
        pipeline: new Pipeline(
            world.router,
            tokens,
            world.subscriptions,
            world.buckets,
            world.faults,
            world.controls,
        ),
        tls: { key: server.privateKey, cert: server.certificate },
        allowedHosts: hostNames,
        recordBodies: options.recordBodies ?? false,
        onAnswer: options.onAnswer,
        slowRequestSeconds,
    });
    authorityRoutes(arm, {
        tokens,
        servicePrincipal: {
            name: identity.clientId,
            type: "Application",
            objectId: identity.clientId,
        },
        ...identity,
    });
    cloudMetadataRoutes(arm, identity.tenantId);
    adminRoutes(arm, admin);
    pageRoutes(arm, sessions);
    const control = controlServer(
        admin,
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
        slowRequestSeconds,
    );
    return { arm, control };
}

function connectionOf(
    identity: Identity,
    directory: Directory,
    endpoint: string,
    controlEndpoint: string,
): Connection {
    return {
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
}

// Bound, so that a caller may take them apart.
function controlsOf(controls: Controls): Pick<Controls, ControlMethods> {
    const bound = controlMethods.map((name) => [name, controls[name].bind(controls)]);
    return Object.fromEntries(bound) as Pick<Controls, ControlMethods>;
}
