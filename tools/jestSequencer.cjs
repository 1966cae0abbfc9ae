const { default: Sequencer } = require("@jest/test-sequencer");

/** Folders whose suites run the real CLI: minutes each, whatever their size. */
const long = /[\\/]test[\\/](engine|examples|crash|start|packages)[\\/]/;

/** Begins with the long suites: one that comes last runs alone, and the other core waits. */
module.exports = class LongestFirst extends Sequencer {
    sort(tests) {
        const byDefault = super.sort(tests);
        return [
            ...byDefault.filter(({ path }) => long.test(path)),
            ...byDefault.filter(({ path }) => !long.test(path)),
        ];
    }
};
