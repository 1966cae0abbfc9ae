// Stands for the package of the emulator in tests: jest.config.js. Where a test moves its own clocks, the emulator must
// have them too: such a file asks for jest's own environment ("@jest-environment node") and loads its own.
module.exports = globalThis.loadOnce?.("azure-importexport-emulator") ?? require("../../emulator");
