import { randomBytes, randomUUID } from "node:crypto";
import { existsSync, statSync } from "node:fs";
import { chmod, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { rootCertificates } from "node:tls";
import type { JWK } from "jose";
import { createAuthority, type KeyedCertificate } from "./certificates";
import type { Connection } from "./connection";
import { FolderLock } from "./folderLock";

/** What an emulator keeps from run to run, so that a shell that was set up once stays so. */
export interface Identity {
    readonly authority: KeyedCertificate;
    readonly signingKey?: JWK;
    readonly subscriptionId: string;
    readonly tenantId: string;
    readonly clientId: string;
    readonly clientSecret: string;
    readonly managedIdentityClientId: string;
    readonly identityHeader: string;
    readonly adminToken: string;
    readonly armPort?: number;
    readonly controlPort?: number;
}

/** The folder of one emulator: `emulator.json`, certificates, keys, and its state. */
export class Directory {
    readonly path: string;
    private lock: FolderLock | undefined;

    constructor(dir: string) {
        this.path = path.resolve(dir);
    }

    get caCertificate(): string {
        return path.join(this.path, "ca.pem");
    }

    /** The usual authorities and the emulator's, for clients whose list can only be replaced. */
    get caBundle(): string {
        return path.join(this.path, "ca-bundle.pem");
    }

    get changeLog(): string {
        return path.join(this.path, "state.jsonl");
    }

    private get identityFile(): string {
        return path.join(this.path, "identity.json");
    }

    private get connectionFile(): string {
        return path.join(this.path, "emulator.json");
    }

    /**
     * Opens the folder, made if it is not there: nobody but its owner may look into it.
     *
     * @throws when an emulator runs in it: two would write over each other's state.
     */
    async open(): Promise<void> {
        await makeFolder(this.path);
        this.lock = FolderLock.take(this.path);
        const running = await this.announced();
        // The lock knows the processes of this machine alone, and a folder may be shared.
        if (running && (await answers(running))) {
            throw new Error(
                `An emulator is running in "${this.path}" already, at ${running.endpoint}. ` +
                    "Stop it first, or use another folder.",
            );
        }
        await this.withdraw();
    }

    /** Lets another emulator have the folder. Nothing may be written to it afterwards. */
    close(): void {
        this.lock?.release();
        this.lock = undefined;
    }

    /** Takes `emulator.json` away: whoever waits for it shall not find that of an earlier run. */
    async withdraw(): Promise<void> {
        await rm(this.connectionFile, { force: true });
    }

    /** The identity of an earlier run, or a new one. */
    async identity(): Promise<Identity> {
        const kept = await readIfThere(this.identityFile);
        if (kept !== undefined) return JSON.parse(kept) as Identity;
        return {
            authority: await createAuthority(),
            subscriptionId: randomUUID(),
            tenantId: randomUUID(),
            clientId: randomUUID(),
            clientSecret: newSecret(),
            managedIdentityClientId: randomUUID(),
            identityHeader: newSecret(),
            adminToken: newSecret(),
        };
    }

    /** Keeps the identity, private keys included: readable by the owner only. */
    async keepIdentity(identity: Identity): Promise<void> {
        await replaceFile(this.identityFile, JSON.stringify(identity), 0o600);
        await replaceFile(this.caCertificate, identity.authority.certificate, 0o644);
        const usual = [...rootCertificates, ...(await trustedByTheSystem())];
        const bundle = [...usual, identity.authority.certificate].join("\n");
        await replaceFile(this.caBundle, bundle, 0o644);
    }

    /** Keeps a list of authorities for a shell that trusts more than the usual ones. @returns its path */
    async keepTrust(name: string, authorities: string): Promise<string> {
        const file = path.join(this.path, `trust-${name}.pem`);
        await replaceFile(file, authorities, 0o644);
        return file;
    }

    /** Written last: whoever sees the file can connect. */
    async announce(connection: Connection): Promise<void> {
        const text = `${JSON.stringify(connection, undefined, 4)}\n`;
        await replaceFile(this.connectionFile, text, 0o600);
    }

    /** @returns undefined when no emulator was started in this folder. */
    async announced(): Promise<Connection | undefined> {
        const text = await readIfThere(this.connectionFile);
        return text === undefined ? undefined : (JSON.parse(text) as Connection);
    }
}

/** Where Linux distributions and others keep the authorities that the whole machine trusts, a company's among them. */
const systemBundles = [
    "/etc/ssl/certs/ca-certificates.crt",
    "/etc/pki/tls/certs/ca-bundle.crt",
    "/etc/ssl/ca-bundle.pem",
    "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
    "/etc/ssl/cert.pem",
];

async function trustedByTheSystem(): Promise<string[]> {
    for (const file of systemBundles) {
        const text = await readIfThere(file);
        if (text !== undefined) return [text.trimEnd()];
    }
    return [];
}

// Not with `recursive`: where a file system takes no folders, such as /proc, Node would try for ever.
async function makeFolder(folder: string): Promise<void> {
    try {
        await mkdir(folder, { mode: 0o700 });
    } catch (error) {
        const { code, message } = error as NodeJS.ErrnoException;
        if (code === "ENOENT" && !existsSync(path.dirname(folder))) {
            await makeFolder(path.dirname(folder));
            return makeFolder(folder);
        }
        const isThere = code === "EEXIST" && statSync(folder).isDirectory();
        if (isThere) return;
        throw new Error(
            `"${folder}" cannot be the emulator's folder: ` +
                (code === "EEXIST" ? "it is a file." : `it cannot be made there (${message}).`),
        );
    }
}

// The file alone proves nothing: a killed emulator leaves it, and another may have its port now.
async function answers({ adminEndpoint, adminToken }: Connection): Promise<boolean> {
    try {
        const answer = await fetch(`${adminEndpoint}/status`, {
            headers: { authorization: `Bearer ${adminToken}` },
            signal: AbortSignal.timeout(2000),
        });
        return answer.ok;
    } catch (error) {
        // Refused: nobody is there. Silence: somebody is, and may be writing.
        if (error instanceof TypeError) return false;
        if ((error as Error).name === "TimeoutError") return true;
        throw error;
    }
}

function newSecret(): string {
    return randomBytes(32).toString("base64url");
}

async function readIfThere(file: string): Promise<string | undefined> {
    try {
        return await readFile(file, "utf8");
    } catch (error) {
        if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
        throw error;
    }
}

// Under another name first: a reader sees the old file or the new one, never half of one.
async function replaceFile(file: string, text: string, mode: number): Promise<void> {
    const draft = `${file}.${process.pid}.tmp`;
    await writeFile(draft, text, { mode });
    await chmod(draft, mode);
    await rename(draft, file);
}
