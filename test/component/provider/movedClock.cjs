// Preloaded into a provider process whose time is moved: a pause takes hardly any, and all of its clocks have moved on by
// the whole of it when it ends. `globalThis.moveTime(ms)` moves them by more.
const { performance: stopwatch } = require("node:perf_hooks");
const { shiftDate } = require("./shiftedDate.cjs");

/** Longer ones are limits, which must not strike where the machine is slow. */
const longestPauseMs = 15_000;
const shortenedTo = 1 / 500;

let movedMs = 0;
globalThis.moveTime = (ms) => {
    movedMs += ms;
};

const now = stopwatch.now.bind(stopwatch);
stopwatch.now = () => now() + movedMs;

shiftDate(() => movedMs);

const setTimer = globalThis.setTimeout;
globalThis.setTimeout = (callback, ms = 0, ...args) => {
    if (ms < 100 || ms > longestPauseMs) return setTimer(callback, ms, ...args);
    const timer = setTimer(() => {
        movedMs += ms * (1 - shortenedTo);
        callback(...args);
    }, ms * shortenedTo);
    // What goes on behind everything else is no pause, and takes its time.
    timer.unref = () => {
        clearTimeout(timer);
        return setTimer(callback, ms, ...args).unref();
    };
    return timer;
};
