import path from "node:path";

/**
 * NODE_OPTIONS of processes that run Pulumi's runtime: it loads the TypeScript compiler and npm's tree only when it uses
 * them, which spares a preview two fifths of its processor time and a provider process two thirds. Nothing else changes;
 * test/slow/packages and tools/matrix run without.
 */
export const lazyModules = `--require "${path.join(__dirname, "loadLate.cjs").replaceAll("\\", "\\\\")}"`;
