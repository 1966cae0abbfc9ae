/**
 * What the Azure CLI's login says where nothing else does: its subscription and its cloud, which azure-native takes, too.
 * Loads nothing of Azure.
 */
import { execFileSync } from "node:child_process";
import { ENVIRONMENT_NAMES, type Environment } from "./environments";

/** An answer of `az`, or why there is none. Neither: it is not installed, or nobody is logged in. */
export interface AzAnswer {
    readonly text?: string;
    /** What went wrong, in words that may be shown. */
    readonly trouble?: string;
}

const answers = new Map<string, AzAnswer>();

/** The subscription that the Azure CLI works in. Asked once a process: it takes a second. */
export function subscriptionOfAzLogin(): { readonly id?: string; readonly trouble?: string } {
    const { text, trouble } = once("id");
    if (text === undefined) return { trouble };
    if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)) return { id: text };
    return { trouble: "it answered something that is no subscription's id" };
}

/**
 * The cloud that the Azure CLI is logged in to; undefined: not to be told. Nothing is lost by that, since its token is asked
 * for next, of itself, and another cloud's Resource Manager takes none of it.
 */
export function cloudOfAzLogin(): Environment | undefined {
    return ENVIRONMENT_NAMES[once("environmentName").text?.toLowerCase() ?? ""];
}

function once(query: string): AzAnswer {
    const known = answers.get(query) ?? askAz(query);
    answers.set(query, known);
    return known;
}

/** @param query a field of `az account show` */
export function askAz(query: string, timeoutMs = 30_000): AzAnswer {
    const isWindows = process.platform === "win32";
    try {
        const args = ["account", "show", "--query", query, "--output", "tsv"];
        const answer = execFileSync("az", args, {
            encoding: "utf8",
            env: process.env,
            stdio: ["ignore", "pipe", "pipe"],
            timeout: timeoutMs,
            killSignal: "SIGKILL", // a hanging az that handles SIGTERM would be waited for
            shell: isWindows, // there az is a .cmd file
        });
        return { text: answer.trim() };
    } catch (error) {
        return { trouble: troubleIn(error as NodeJS.ErrnoException & AzFailure, timeoutMs) };
    }
}

interface AzFailure {
    readonly status?: number | null;
    readonly signal?: string | null;
    readonly stderr?: string;
}

/** Undefined: there is no az, or no login, and the error for the missing setting says what to set. */
function troubleIn(
    { code, status, signal, stderr = "", message }: NodeJS.ErrnoException & AzFailure,
    timeoutMs: number,
): string | undefined {
    if (code === "ENOENT" || /is not recognized as an internal or external/.test(stderr)) return;
    if (/\baz login\b/.test(stderr)) return;
    if (code === "ETIMEDOUT") return `it did not answer within ${timeoutMs / 1000} s`;
    const ended = signal ? `it was ended by ${signal}` : `it ended with code ${status ?? "none"}`;
    if (status === undefined) return shownWords(message);
    return stderr.trim() === "" ? ended : `${ended}: ${shownWords(stderr)}`;
}

/** The first lines, without what may be a token or somebody's name. */
function shownWords(text: string): string {
    const line = text.trim().split(/\s+/).join(" ");
    return line
        .replace(/\S+@\S+/g, "[hidden]")
        .replace(/\bBearer \S+|\beyJ\S+|\b(sig|client_secret|client_assertion)=\S+/gi, "[hidden]")
        .replace(/[\w~+/=-]{50,}/g, "[hidden]")
        .slice(0, 400);
}
