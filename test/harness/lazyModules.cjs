// Preloaded (NODE_OPTIONS) into the Node processes of a test: what Pulumi's runtime loads for serialising closures, the
// TypeScript compiler and npm's tree of packages, it loads when it first uses them. No program of ours has a closure to
// serialise, and loading takes two fifths of the processor time of a preview. Nothing else changes.

const Module = require("node:module");

const late = new Set(["typescript", "@npmcli/arborist"]);
const ofRuntime = /[\\/]@pulumi[\\/]pulumi[\\/](typescript-shim|runtime[\\/]closure[\\/]\w+)\.js$/;

const load = Module._load;

Module._load = function (request, parent, isMain) {
    const loadNow = () => load.call(this, request, parent, isMain);
    if (!late.has(request) || !ofRuntime.test(parent?.filename ?? "")) return loadNow();
    Module._resolveFilename(request, parent, isMain); // one that is not there is missed at once, as ever
    return whenUsed(loadNow);
};

/** Stands for a module. TypeScript's interop asks at once whether it is an ES module: as one, it is taken as it is. */
function whenUsed(loadNow) {
    let loaded;
    const module = () => (loaded ??= loadNow());
    return new Proxy(
        {},
        { get: (_, name) => (name === "__esModule" && !loaded ? true : module()[name]) },
    );
}
