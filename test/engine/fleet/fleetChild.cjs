// The command in a process of its own, at a moment that the test chooses. Started by fleetCommand.ts.
const { main } = require("../../../provider/dist/fleet/command.js");

const now = Number(process.env.TEST_NOW);
const { env, stdout, stderr, argv } = process;
main(argv.slice(2), { env, stdout, stderr, now: () => now }).then((exitCode) => {
    process.exitCode = exitCode;
});
