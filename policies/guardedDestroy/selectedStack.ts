import fs from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import type { Arguments } from "./arguments";
import type { Commands } from "./commands";
import { failed, understood } from "./commandOutput";
import { backendSeconds } from "./backendWatch";
import { NotDestroyed } from "./notDestroyed";

/** What is destroyed, settled once: every later command names it, whatever is selected meanwhile. */
export interface SelectedStack {
    /** As the backend calls it in full: organization/project/stack, or the name alone. */
    readonly stack: string;
    /** Commands of this stack's backend. */
    readonly commands: Commands;
}

/**
 * Finds out which stack of which backend is meant: by flags, variables, the selected stack and the
 * login, as Pulumi does.
 *
 * Goes into the folder of `--cwd`: held by the process, it is the same folder for all commands even
 * if it is moved, or a link on its path is turned.
 *
 * @throws NotDestroyed where there is none, or the backend cannot be pinned
 */
export async function selectStack(args: Arguments, commands: Commands): Promise<SelectedStack> {
    if (args.cwd !== undefined) enter(args.cwd);
    // PWD is what Pulumi calls the folder; after a chdir it is out of date.
    const here = args.cwd === undefined ? commands : commands.with({ PWD: process.cwd() });
    const pinned = here.with({ PULUMI_BACKEND_URL: await backendOf(here) });
    const command = ["stack", "--show-name", "--fully-qualify-stack-names"];
    const asked = args.stack === undefined ? command : [...command, `--stack=${args.stack}`];
    const output = await pinned.ask(asked, backendSeconds);
    if (output.code !== 0) throw failed("pulumi stack", output, pinned.backend);
    const stack = understood("pulumi stack", () => stackNameIn(output.stdout));
    return { stack, commands: pinned };
}

function enter(folder: string): void {
    try {
        process.chdir(folder);
    } catch (error) {
        throw new NotDestroyed(
            `The folder ${folder} of --cwd cannot be entered: ${(error as Error).message}. Nothing was touched.`,
        );
    }
}

function stackNameIn(answer: string): string {
    const [name = "", ...more] = answer.trim().split("\n");
    if (more.length > 0 || !/^[^\s/]+(\/[^\s/]+){0,2}$/.test(name)) {
        throw new Error("it is no stack's name");
    }
    return name;
}

/** The URL that makes Pulumi use the backend that it uses now. */
async function backendOf(commands: Commands): Promise<string> {
    const url = await urlOf(commands);
    // A backend that is a place for files is known by its own URL; Pulumi Cloud by that of its web pages.
    if (!/^https?:\/\//i.test(url)) return url;
    for (const candidate of new Set(await cloudCandidates())) {
        const sameUrl = await urlOf(commands.with({ PULUMI_BACKEND_URL: candidate }), true);
        if (sameUrl === url) return candidate;
    }
    throw new NotDestroyed(
        "Cannot name the Pulumi backend that this stack is in, so another login meanwhile would lead to another stack. Set PULUMI_BACKEND_URL to the backend's URL. Nothing was touched.",
    );
}

async function urlOf(commands: Commands): Promise<string>;
async function urlOf(commands: Commands, isTrial: true): Promise<string | undefined>;
async function urlOf(commands: Commands, isTrial = false): Promise<string | undefined> {
    const output = await commands.ask(["whoami", "--json"], backendSeconds);
    if (output.code !== 0) {
        if (isTrial && !output.tookTooLong) return undefined;
        throw failed("pulumi whoami", output, commands.backend);
    }
    return understood("pulumi whoami", () => {
        const { url } = JSON.parse(output.stdout) as { url?: unknown };
        if (typeof url !== "string" || url === "") throw new Error("it has no url");
        return url;
    });
}

/** Where Pulumi looks for the URL of the cloud, in its order; what a project's file says has been logged in to. */
async function cloudCandidates(): Promise<string[]> {
    const { PULUMI_BACKEND_URL, PULUMI_API } = process.env;
    const { current, accounts } = await credentials();
    return [
        PULUMI_BACKEND_URL,
        current,
        PULUMI_API,
        ...Object.keys(accounts),
        "https://api.pulumi.com",
    ].filter((url) => url !== undefined && /^https?:\/\//i.test(url)) as string[];
}

async function credentials(): Promise<{ current: string | undefined; accounts: object }> {
    const { PULUMI_CREDENTIALS_PATH, PULUMI_HOME } = process.env;
    const folder = PULUMI_CREDENTIALS_PATH || PULUMI_HOME || path.join(os.homedir(), ".pulumi");
    try {
        const text = await fs.readFile(path.join(folder, "credentials.json"), "utf8");
        const { current, accounts } = JSON.parse(text) as Record<string, unknown>;
        return {
            current: typeof current === "string" ? current : undefined,
            accounts: typeof accounts === "object" && accounts !== null ? accounts : {},
        };
    } catch {
        // No file, as in CI with a token: the other candidates remain, and each one is tried.
        return { current: undefined, accounts: {} };
    }
}
