// Preloaded (NODE_OPTIONS) into a process whose clock is to be wrong by WRONG_CLOCK_HOURS.
const wrongMs = Number(process.env.WRONG_CLOCK_HOURS) * 3_600_000;
const RightDate = Date;
globalThis.Date = class extends RightDate {
    constructor(...args) {
        if (args.length === 0) super(RightDate.now() + wrongMs);
        else super(...args);
    }
    static now() {
        return RightDate.now() + wrongMs;
    }
};
