import { getEventListeners } from "node:events";
import { systemClock } from "../../../provider/arm/clock";
import { CallEnded, contextOf, pause } from "../../../provider/arm/context";

const hour = 3_600_000;
const timers = () => process.getActiveResourcesInfo().filter((one) => one === "Timeout").length;

describe("a sleep of the machine's clock", () => {
    it.each(["before", "during"])(
        "ends when its signal comes %s it, and leaves no timer",
        async (when) => {
            const before = timers();
            const controller = new AbortController();
            if (when === "before") controller.abort();
            const slept = systemClock.sleep(hour, { signal: controller.signal });
            controller.abort();
            await slept;
            expect(timers()).toBe(before);
        },
    );

    it("leaves nothing on the signal once it has ended by itself", async () => {
        const { signal } = new AbortController();
        await systemClock.sleep(1, { signal });
        expect(getEventListeners(signal, "abort")).toEqual([]);
    });
});

describe("a pause between requests", () => {
    it("leaves no timer where the call is cancelled in it", async () => {
        const before = timers();
        const controller = new AbortController();
        const { signal } = controller;
        const context = contextOf({ clock: systemClock, say: () => undefined, signal });
        const paused = pause(context, hour);
        controller.abort();
        await expect(paused).rejects.toThrow(CallEnded);
        expect(timers()).toBe(before);
    });
});
