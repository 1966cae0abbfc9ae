const { default: Sequencer } = require("@jest/test-sequencer");

/** The projects whose suites take minutes, whatever their size. */
const order = ["slow", "engine"];

/** Of the others, those that take half a minute though their files are short: jest goes by size on a clean clone. */
const longThoughShort = /component\/(record\/|emulator\/fuzz|provider\/(pacing|unreadLines))/;

const rank = ({ context, path }) => {
    const place = order.indexOf(context.config.displayName?.name);
    if (place >= 0) return place;
    return longThoughShort.test(path) ? order.length : order.length + 1;
};

/** Begins with the long suites: one that comes last runs alone, and the other core waits. */
module.exports = class LongestFirst extends Sequencer {
    sort(tests) {
        return super.sort(tests).sort((a, b) => rank(a) - rank(b));
    }
};
