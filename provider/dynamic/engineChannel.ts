/**
 * Pulumi's dynamic-provider process, and the engine that started it.
 *
 * The engine ends its plugins when it ends; where the CLI is killed, or dies of a closed pipe (`pulumi up | head`), nobody
 * does, and the process would wait for calls for ever. So it holds a connection to the engine's own address, which every
 * plugin is given as its argument. What is under way when the engine goes is brought to its end first: a cancellation
 * that was asked for is followed, and half a request helps nobody.
 */
import net from "node:net";

/** The engine closes a connection that says nothing, every two minutes; then it is asked for another. */
const reconnectAfterMs = 1_000;

let isWatching = false;
let isEngineGone = false;
let callsUnderWay = 0;

/**
 * From now on the process ends with its engine. Nothing happens where no engine was ever reached.
 *
 * @param address `127.0.0.1:PORT`; by default that of Pulumi's dynamic-provider process, and in any other process nothing happens
 */
export function endWithEngine(address = dynamicProviderEngine(process.argv)): void {
    const parts = /^(?<host>.+):(?<port>\d+)$/.exec(address ?? "")?.groups;
    if (isWatching || !parts) return;
    isWatching = true;
    hold({ host: parts.host, port: Number(parts.port) }, false);
}

/** The engine's address, where this is Pulumi's dynamic-provider process. */
export function dynamicProviderEngine(args: readonly string[]): string | undefined {
    return /dynamic-provider/.test(args[1] ?? "") ? args.at(-1) : undefined;
}

/** @param wasReached whether the engine has answered at this address before */
function hold(address: { host?: string; port: number }, wasReached: boolean): void {
    let isReached = false;
    const channel = net.connect(address, () => (isReached = true));
    channel.unref();
    channel.resume();
    channel.on("error", () => undefined); // "close" follows, and says enough
    channel.once("close", () => {
        if (isReached) setTimeout(() => hold(address, true), reconnectAfterMs).unref();
        else if (wasReached) engineIsGone();
    });
}

function engineIsGone(): void {
    isEngineGone = true;
    endIfIdle();
}

function endIfIdle(): void {
    if (isEngineGone && callsUnderWay === 0) process.exit();
}

/** Runs a call of the engine's, which the end of the process waits for. */
export async function underWay<T>(call: () => Promise<T>): Promise<T> {
    callsUnderWay += 1;
    try {
        return await call();
    } finally {
        callsUnderWay -= 1;
        setImmediate(endIfIdle);
    }
}
