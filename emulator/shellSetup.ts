import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { homedir } from "node:os";
import path from "node:path";
import { environmentFor, providersOnly, type Connection } from "./connection";
import type { Directory } from "./directory";

/** What `env` prints: lines for the shell, and what its user should know. */
export interface ShellSetup {
    /** Variables to take away. */
    readonly removed: readonly string[];
    /** Variables to set. */
    readonly wanted: Readonly<Record<string, string>>;
    /** For stderr: an `eval` without quotes would run into a comment. */
    readonly notes: readonly string[];
}

/** What the Azure SDKs log in by. A backend on Azure (`azblob://`) logs in by them too. */
const sdkLogin = [
    "AZURE_CLIENT_ID",
    "AZURE_CLIENT_SECRET",
    "AZURE_CLIENT_CERTIFICATE_PATH",
    "AZURE_CLIENT_CERTIFICATE_PASSWORD",
    "AZURE_FEDERATED_TOKEN_FILE",
    "AZURE_USERNAME",
    "AZURE_PASSWORD",
    "AZURE_TENANT_ID",
    "AZURE_AUTHORITY_HOST",
    "IDENTITY_ENDPOINT",
    "IDENTITY_HEADER",
    "MSI_ENDPOINT",
    "MSI_SECRET",
];
const publicLogin = "https://login.microsoftonline.com/";
/** Those of them that an emulator's own lines set. */
const setByEmulators = [
    "AZURE_TENANT_ID",
    "AZURE_AUTHORITY_HOST",
    "IDENTITY_ENDPOINT",
    "IDENTITY_HEADER",
];

/** Settings of Azure providers that would lead away from the emulator, whatever else is set. */
const leadingAway = [
    "ARM_CLIENT_ID",
    "ARM_CLIENT_SECRET",
    "ARM_CLIENT_CERTIFICATE_PATH",
    "ARM_CLIENT_CERTIFICATE_PASSWORD",
    "ARM_USE_OIDC",
    "ARM_OIDC_TOKEN",
    "ARM_OIDC_TOKEN_FILE_PATH",
    "ARM_USE_DEFAULT_AZURE_CREDENTIAL",
    "ARM_METADATA_HOSTNAME",
    "ARM_METADATA_HOST",
    "ARM_ENVIRONMENT",
];

const trustVariables = ["NODE_EXTRA_CA_CERTS", "SSL_CERT_FILE", "REQUESTS_CA_BUNDLE"] as const;

/**
 * Makes a shell's Azure providers talk to the emulator, and leaves alone what others in it log in with.
 *
 * @param env the shell's variables as they are
 */
export async function shellSetup(
    connection: Connection,
    directory: Directory,
    env: NodeJS.ProcessEnv,
): Promise<ShellSetup> {
    const wasSetUp = isOfEmulator(env.ARM_RESOURCE_MANAGER_ENDPOINT, env);
    const isSdkToo = isOfEmulator(env.AZURE_AUTHORITY_HOST, env);
    const kept = sdkLogin.filter(
        (name) =>
            env[name] && env[name] !== publicLogin && !(isSdkToo && setByEmulators.includes(name)),
    );
    const backend = await backendWithLogin(env);
    const keepsLogin = kept.length > 0 || backend !== undefined;
    const wanted = keepsLogin
        ? {
              // Said plainly: where the SDKs log in anyway.
              AZURE_AUTHORITY_HOST: (!isSdkToo && env.AZURE_AUTHORITY_HOST) || publicLogin,
              ...providersOnly(connection, directory.caBundle),
          }
        : environmentFor(connection, directory.caBundle);
    const notes: string[] = [];
    const keptTrust = new Map<string, string[]>();
    for (const name of trustVariables) {
        const ours = wanted[name]!;
        wanted[name] = await withTrustOf(env, name, ours, directory, notes);
        const file = env[name];
        if (!file || [ours, file].includes(wanted[name])) continue;
        keptTrust.set(file, [...(keptTrust.get(file) ?? []), name]);
    }
    if (keptTrust.size > 0) {
        const files = [...keptTrust].map(([file, names]) => `${file} (${names.join(", ")})`);
        notes.push(
            `Beside the emulator's authority, these stay trusted in this shell: ${files.join(", ")}.`,
        );
    }
    const removed = leadingAway.filter((name) => env[name] && !(name in wanted));
    const replaced = Object.entries(wanted)
        .filter(([name, value]) => /^(ARM|AZURE)_/.test(name) && env[name] && env[name] !== value)
        .map(([name]) => name);
    if (keepsLogin) notes.push(keptNote(kept, backend));
    if (!wasSetUp && replaced.length > 0) {
        notes.push(`Replaced in this shell, for Azure providers: ${replaced.join(", ")}.`);
    }
    if (!wasSetUp && removed.length > 0) {
        notes.push(`Taken away in this shell, from Azure providers: ${removed.join(", ")}.`);
    }
    return { removed, wanted, notes };
}

/**
 * Takes away again what `env` has set. What was there before it, and was replaced or taken away, does not come back.
 *
 * @param env the shell's variables as they are
 */
export function shellUndone(env: NodeJS.ProcessEnv, directory: Directory): ShellSetup {
    const endpoint = env.AZURE_IMPORTEXPORT_ENDPOINT;
    const wanted = {};
    if (!endpoint) {
        const notes = ["This shell does not talk to an emulator: there is nothing to undo."];
        return { removed: [], wanted, notes };
    }
    const nowhere = { endpoint } as Connection;
    const providers = Object.keys(providersOnly(nowhere, ""));
    // The SDKs' variables are the emulator's only where it has set them.
    const isSdkToo = env.AZURE_AUTHORITY_HOST === endpoint;
    const all = isSdkToo ? [...providers, ...Object.keys(environmentFor(nowhere, ""))] : providers;
    // Other authorities than the emulator's may be trusted here, and hosts be without a proxy, for other reasons.
    const isOurs = (name: string) =>
        (trustVariables as readonly string[]).includes(name)
            ? path.dirname(path.resolve(env[name]!)) === path.resolve(directory.path)
            : !/^no_proxy$/i.test(name);
    const removed = [...new Set(all)].filter((name) => env[name] !== undefined && isOurs(name));
    const notes = [
        "What these variables were before is not known any more: where that matters, open a new shell.",
    ];
    return { removed, wanted, notes };
}

function isOfEmulator(address: string | undefined, env: NodeJS.ProcessEnv): boolean {
    return !!address && address === env.AZURE_IMPORTEXPORT_ENDPOINT;
}

function keptNote(kept: readonly string[], backend: string | undefined): string {
    const why =
        kept.length > 0
            ? `Left as they are, since a backend or another tool may log in with them: ${kept.join(", ")}.`
            : `No AZURE_* and IDENTITY_* variables are set, since the backend ${backend} logs in to Azure.`;
    return (
        `${why} Azure's SDKs and az keep their own login in this shell; Pulumi's Azure providers and Terraform ` +
        "log in to the emulator with ARM_CLIENT_ID and ARM_CLIENT_SECRET."
    );
}

/** The backend in use, if it logs in to Azure by a way that our variables would lead elsewhere. */
async function backendWithLogin(env: NodeJS.ProcessEnv): Promise<string | undefined> {
    const hasKey = ["KEY", "SAS_TOKEN", "CONNECTION_STRING"].some(
        (kind) => env[`AZURE_STORAGE_${kind}`],
    );
    const backend = env.PULUMI_BACKEND_URL || (await currentBackend(env));
    if (hasKey || !backend?.startsWith("azblob://")) return undefined;
    return backend.split("?", 1)[0];
}

/** The backend of `pulumi login`; undefined: none that can be read. */
async function currentBackend(env: NodeJS.ProcessEnv): Promise<string | undefined> {
    const home = env.PULUMI_HOME || path.join(homedir(), ".pulumi");
    const text = await readFile(path.join(home, "credentials.json"), "utf8").catch(() => "");
    return /"current"\s*:\s*"([^"]+)"/.exec(text)?.[1];
}

/** A file with the authorities that the variable names already, and the emulator's. */
async function withTrustOf(
    env: NodeJS.ProcessEnv,
    name: string,
    ours: string,
    directory: Directory,
    notes: string[],
): Promise<string> {
    const given = env[name];
    if (!given || given === ours) return ours;
    const authority = await readFile(directory.caCertificate, "utf8");
    let trusted: string;
    try {
        trusted = await readFile(given, "utf8");
    } catch (error) {
        notes.push(`Replaced: ${name}, whose file cannot be read (${(error as Error).message}).`);
        return ours;
    }
    if (trusted.includes(authority.trim())) return given;
    const both = `${trusted.trimEnd()}\n${authority}`;
    const hash = createHash("sha256").update(both).digest("hex").slice(0, 12);
    return directory.keepTrust(hash, both);
}
