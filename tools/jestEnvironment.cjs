const { TestEnvironment } = require("jest-environment-node");

/**
 * Node, where a test file gets `loadOnce(name)`: a module of Node's own cache, loaded once in a worker. Jest loads every
 * module anew for each test file, which for the emulator takes a second of the processor's time, a hundred times over.
 */
module.exports = class extends TestEnvironment {
    constructor(...args) {
        super(...args);
        this.global.loadOnce = require;
    }
};
