/**
 * Lines for a reader who has gone.
 *
 * After a CLI that is killed its provider process ends what it was doing (engineChannel.ts). The next line
 * that it shows has no reader: the pipe is closed. Without a listener that is an uncaught error, which
 * Pulumi's provider process shows by another line – and so on for ever, at full speed and with ever more
 * memory (`uncaughtHandler` of `@pulumi/pulumi/cmd/dynamic-provider`).
 */

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
