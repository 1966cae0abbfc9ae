/** The oldest CLI that does what we need: `pulumi policy analyze --file`. */
export const oldestVersion = "3.249.0";

/** The version that is downloaded or built where there is none. */
export const ownVersion = "3.250.0";

/** Finds a version such as `v3.250.0` in what `pulumi version` prints; undefined where there is none. */
export function parseVersion(text) {
    return /^v?(\d+\.\d+\.\d+(?:[-+.][\w.+-]*)?)\s*$/m.exec(text)?.[1];
}

/** Whether `version` is `oldest` or newer. A pre-release counts as its release. */
export function isAtLeast(version, oldest) {
    const numbers = (text) => text.split(/[-+]/)[0].split(".").map(Number);
    const [wanted, found] = [numbers(oldest), numbers(version)];
    const different = wanted.findIndex((number, index) => number !== found[index]);
    return different === -1 || found[different] > wanted[different];
}
