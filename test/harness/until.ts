import { setTimeout } from "node:timers/promises";

/** Waits until something is so. Throws after `limitMs`, with what never came to be. */
export async function until(isSo: () => boolean, limitMs = 50_000): Promise<void> {
    const deadline = Date.now() + limitMs;
    while (!isSo()) {
        if (Date.now() > deadline) throw new Error(`Never came to be: ${String(isSo)}`);
        await setTimeout(10);
    }
}
