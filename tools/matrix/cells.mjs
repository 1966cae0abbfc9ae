/** What is tried, and what the documentation says of it. */

/** The peer range of `@pulumi/pulumi` begins here: provider/package.json. */
export const lowestSdk = "3.139.0";
/** The last SDK that declares Node 20. */
const lastForNode20 = "3.248.0";

const nodes = ["20", "22", "24"];
const managers = ["npm", "pnpm", "yarn", "bun"];

/**
 * Every cell: `{ name, node, manager, sdk, expected }`. `node` is a major version; `expected` is "works" or "refused",
 * the latter where the package manager itself stops before anything of ours.
 */
export function cellsOf() {
    const newest = (node) => (node === "20" ? lastForNode20 : "latest");
    const bySdk = nodes.flatMap((node) =>
        [lowestSdk, newest(node)].map((sdk) => cell(node, "npm", sdk)),
    );
    const byManager = managers
        .filter((manager) => manager !== "npm")
        .flatMap((manager) => nodes.map((node) => cell(node, manager, newest(node))));
    return [...bySdk, ...byManager];
}

function cell(node, manager, sdk) {
    // Yarn 1 refuses where any package, however deep, declares a newer Node; Azure's newest declare Node 22.
    const expected = manager === "yarn" && node === "20" ? "refused" : "works";
    return { name: `node ${node}, ${manager}, sdk ${sdk}`, node, manager, sdk, expected };
}
