/** The subscription of an `az` login, which azure-native takes, too, where nothing else names one. Loads nothing of Azure. */
import { execFileSync } from "node:child_process";

let asked: { id: string | undefined } | undefined;

/**
 * The subscription that the Azure CLI works in (`az account show`); undefined where it is not installed or not logged in.
 * Asked once a process: it takes a second.
 */
export function subscriptionOfAzLogin(): string | undefined {
    return (asked ??= { id: ask() }).id;
}

function ask(): string | undefined {
    const isWindows = process.platform === "win32";
    try {
        const answer = execFileSync("az", ["account", "show", "--query", "id", "--output", "tsv"], {
            encoding: "utf8",
            stdio: ["ignore", "pipe", "ignore"],
            timeout: 30_000,
            shell: isWindows, // there az is a .cmd file
        });
        const id = answer.trim();
        return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id) ? id : undefined;
    } catch {
        return undefined; // no az, or no login: the error for the missing setting says what to set
    }
}
