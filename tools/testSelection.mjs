/** What `npm test` runs when no path is given: all that is quick, and one engine smoke of each operation. */
const quick = "test/(unit|component|engine/smoke)/";

/** Whether `npm test` runs this test file; a path from the repository's root. */
export const isQuick = (file) => new RegExp(`^${quick}`).test(file);

/** Options of jest whose value may stand as an argument of its own: that value is no path. */
const withValue =
    /^(-t|-c|-w|-o|--(testNamePattern|config|maxWorkers|shard|seed|selectProjects|reporters|outputFile|testTimeout))$/;

/**
 * The arguments for jest. `--all` stands for every test; without it and without a path, the quick ones.
 * A path selects among all projects, so that `npm test -- test/engine/jobUpdate` runs what it names.
 */
export function selection(args) {
    const rest = args.filter((arg) => arg !== "--all");
    const paths = rest.filter(
        (arg, place) => !arg.startsWith("-") && !withValue.test(rest[place - 1] ?? ""),
    );
    if (rest.length < args.length || paths.length > 0) return rest;
    return [...rest, `--testPathPatterns=${quick}`];
}
