/**
 * Lines that nobody is to read: those for a reader who has gone, and the second copy of an error.
 *
 * After a CLI that is killed its provider process ends what it was doing (engineChannel.ts). The next line
 * that it shows has no reader: the pipe is closed. Without a listener that is an uncaught error, which
 * Pulumi's provider process shows by another line – and so on for ever, at full speed and with ever more
 * memory (`uncaughtHandler` of `@pulumi/pulumi/cmd/dynamic-provider`).
 */

/** Stands in the place of an error's stack. Pulumi's process prints `${error}: ${error.stack}` beside what it answers. */
export const secondCopy = "see the error on the resource.";

let isPrintingOnce = false;

/** From now on an error of ours, which stands under its resource, is not printed on the stack as well. */
export function printErrorsOnce(): void {
    if (isPrintingOnce) return;
    isPrintingOnce = true;
    const print = console.error.bind(console);
    console.error = (...parts: unknown[]) => {
        const [text] = parts;
        const isCopy = parts.length === 1 && typeof text === "string" && text.endsWith(secondCopy);
        if (!isCopy) print(...parts);
    };
}

const watched = new WeakSet<NodeJS.WriteStream>();

/** From now on a line that nobody can read is dropped; any other failure of the two streams is thrown as before. */
export function dropUnreadLines(): void {
    for (const stream of [process.stdout, process.stderr]) {
        if (watched.has(stream)) continue;
        watched.add(stream);
        stream.on("error", (error: NodeJS.ErrnoException) => {
            if (error.code !== "EPIPE") throw error;
        });
    }
}
