// Preloaded (NODE_OPTIONS) into a process whose clock is to be wrong by WRONG_CLOCK_HOURS.
const { shiftDate } = require("./shiftedDate.cjs");

const wrongMs = Number(process.env.WRONG_CLOCK_HOURS) * 3_600_000;
shiftDate(() => wrongMs);
