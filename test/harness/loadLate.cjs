// Preloaded (NODE_OPTIONS) into the Node processes of a test: what Pulumi's runtime loads in case a program has closures to
// serialise, a policy pack is TypeScript, a run is traced or starts runs of its own – the compiler, ts-node, npm's tree of
// packages, OpenTelemetry, the Automation API – it loads when it first uses them. That is hardly ever, and loading them
// takes more than half of the processor time of a preview. Nothing else changes.

const Module = require("node:module");

/** What is loaded late, and by which files of the runtime. */
const late = [
    [/^(typescript|ts-node)$/, /(typescript-shim|tsutils|cmd\/run-policy-pack\/run)\.js$/],
    [/^\.\/automation$/, /@pulumi\/pulumi\/index\.js$/],
    [/^\.\/closure\/(serializeClosure|codePaths)$/, /@pulumi\/pulumi\/runtime\/index\.js$/],
    [/^@opentelemetry\/(?!api$)/, /cmd\/run\/tracing\.js$/],
    // Reads the maps of the runtime's own files at each resource, for the place that is noted with it. What is shown of
    // an error has the runtime's places in JavaScript then; a TypeScript program has maps of its own, by ts-node.
    [/^source-map-support\/register$/, /cmd\/[\w-]+\/index\.js$/],
];

const isLate = (request, file) => {
    const from = (file ?? "").replaceAll("\\", "/");
    return (
        from.includes("/@pulumi/pulumi/") &&
        late.some(([requests, files]) => requests.test(request) && files.test(from))
    );
};

const load = Module._load;

Module._load = function (request, parent, isMain) {
    const loadNow = () => load.call(this, request, parent, isMain);
    if (!isLate(request, parent?.filename)) return loadNow();
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

/** Functions that load their module when they are called: the runtime's index takes them from it at once. */
const loadingFunctions = (loadNow, ...names) =>
    Object.fromEntries(names.map((name) => [name, (...args) => loadNow()[name](...args)]));

/** What is known of a module before it is loaded. */
const knownOf = {
    "./closure/codePaths": (_, loadNow) => loadingFunctions(loadNow, "computeCodePaths"),
    "./closure/serializeClosure": (_, loadNow) =>
        loadingFunctions(loadNow, "serializeFunction", "serializeFunctionAsync"),
    typescript: (parent, loadNow) => ({
        version: parent.require("typescript/package.json").version,
        // A policy pack's tsconfig.json is read even where the pack is JavaScript.
        parseConfigFileTextToJson: (file, text) => {
            try {
                return { config: JSON.parse(text.replace(/^\s*\/\/.*$/gm, "")) };
            } catch {
                return loadNow().parseConfigFileTextToJson(file, text); // more than JSON and lines of comments
            }
        },
    }),
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
