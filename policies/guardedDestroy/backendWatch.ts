import type { ChildProcess } from "node:child_process";
import { pulumiOutput } from "../checkpoint/pulumiOutput";

/** A backend that does not answer is waited for so long, once. */
export const backendSeconds = 120;

/** Half of it passes before the backend is asked, and half of it may the answer take. */
const lookSeconds = backendSeconds / 2;
const secondsToEnd = 10;

/**
 * Ends a command whose backend is gone. The CLI would go on for many minutes: it repeats every write of
 * the checkpoint ten times, each with the storage's own repetitions, and waits for a silent one for ever.
 *
 * So while the command takes long, the backend is asked who is logged in, once a minute.
 *
 * @returns says, once the command has ended, whether that was the reason
 */
export function watchBackend(command: ChildProcess, env: NodeJS.ProcessEnv): () => boolean {
    let isGone = false;
    let isOver = false;
    let question: ChildProcess | undefined;
    const timers = new Set<NodeJS.Timeout>();
    const after = (seconds: number, work: () => void) =>
        timers.add(setTimeout(work, seconds * 1000));
    const look = async () => {
        const { code } = await pulumiOutput("pulumi", ["whoami"], {
            env,
            giveUpAfterSeconds: lookSeconds,
            ownGroup: process.platform !== "win32",
            onStart: (child) => (question = child),
        });
        if (isOver) return;
        if (code === 0) {
            after(lookSeconds, () => void look());
            return;
        }
        isGone = true;
        command.kill("SIGTERM");
        after(secondsToEnd, () => command.kill("SIGKILL"));
    };
    after(lookSeconds, () => void look());
    command.once("close", () => {
        isOver = true;
        timers.forEach(clearTimeout);
        question?.kill();
    });
    return () => isGone;
}

/** The backend's URL without what may be a login, after the word "backend": `azblob://state`. */
export function backendInWords(url: string): string {
    const [, scheme = "", rest = ""] = /^([a-z][a-z0-9+.-]*:\/\/)([^?#]*)/i.exec(url) ?? [];
    return scheme + rest.replace(/^[^/]*@/, "") || "of this stack";
}
