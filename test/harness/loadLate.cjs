// Preloaded (NODE_OPTIONS) into the Node processes of a test: what Pulumi's runtime loads in case a program has closures to
// serialise or a policy pack is TypeScript – the compiler, ts-node, npm's tree of packages – it loads when it first uses
// them. That is hardly ever, and loading them takes two fifths of the processor time of a preview. Nothing else changes.

const Module = require("node:module");

const late = new Set(["typescript", "ts-node", "@npmcli/arborist"]);
const ofRuntime =
    /[\\/]@pulumi[\\/]pulumi[\\/](typescript-shim|tsutils|runtime[\\/]closure[\\/]\w+|cmd[\\/]run-policy-pack[\\/]run)\.js$/;

const load = Module._load;

Module._load = function (request, parent, isMain) {
    const loadNow = () => load.call(this, request, parent, isMain);
    if (!late.has(request) || !ofRuntime.test(parent?.filename ?? "")) return loadNow();
    Module._resolveFilename(request, parent, isMain); // one that is not there is missed at once, as ever
    return whenUsed(loadNow, knownOf[request]?.(parent, loadNow));
};

/** Stands for a module. TypeScript's interop asks at once whether it is an ES module: as one, it is taken as it is. */
function whenUsed(loadNow, known = {}) {
    let loaded;
    const module = () => (loaded ??= loadNow());
    const get = (_, name) =>
        loaded ? loaded[name] : name === "__esModule" ? true : (known[name] ?? module()[name]);
    return new Proxy({}, { get });
}

/** What is known of a module before it is loaded. */
const knownOf = {
    typescript: (parent) => ({ version: parent.require("typescript/package.json").version }),
    "ts-node": (parent, loadNow) => ({
        VERSION: parent.require("ts-node/package.json").version,
        // Programs that are TypeScript register it elsewhere in the runtime, and have it at once.
        register: /run-policy-pack/.test(parent.filename)
            ? (given) => registerLater(given, loadNow)
            : undefined,
    }),
};

/** Registers ts-node when the first TypeScript file is required. */
function registerLater(given, loadNow) {
    Module._extensions[".ts"] = (module, file) => {
        delete Module._extensions[".ts"];
        loadNow().register(given);
        Module._extensions[".ts"](module, file);
    };
}
