const path = require("node:path");
const { default: Sequencer } = require("@jest/test-sequencer");

/** What the longest test files take alone on two quiet cores. It orders them and asserts nothing: round figures are enough. */
const seconds = require("./testSeconds.json");

const repository = path.resolve(__dirname, "..");
const secondsOf = ({ path: file }) =>
    seconds[path.relative(repository, file).split(path.sep).join("/")] ?? 0;

/**
 * Begins with the longest: one that comes last runs alone, and the other core waits. On a clean clone jest itself knows
 * nothing but the files' size.
 */
module.exports = class LongestFirst extends Sequencer {
    sort(tests) {
        return super.sort(tests).sort((a, b) => secondsOf(b) - secondsOf(a));
    }
};
