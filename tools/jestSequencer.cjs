const { default: Sequencer } = require("@jest/test-sequencer");

/** The projects whose suites take minutes, whatever their size. */
const order = ["slow", "engine"];

const rank = ({ context }) => {
    const place = order.indexOf(context.config.displayName?.name);
    return place < 0 ? order.length : place;
};

/** Begins with the long suites: one that comes last runs alone, and the other core waits. */
module.exports = class LongestFirst extends Sequencer {
    sort(tests) {
        return super.sort(tests).sort((a, b) => rank(a) - rank(b));
    }
};
