/**
 * Whether a Host header names this machine.
 *
 * A web page elsewhere can make a browser resolve the page's own name to 127.0.0.1 and so read what
 * a local server answers. Its requests carry that name in Host; so only names that nobody can
 * resolve otherwise are served.
 *
 * @param allowed further names, when the emulator was told to listen beyond the loopback address.
 */
export function isLoopbackHost(host: string | undefined, allowed: readonly string[] = []): boolean {
    const name = (host ?? "").replace(/:\d+$/, "").toLowerCase();
    return ["localhost", "127.0.0.1", "[::1]", ...allowed].includes(name);
}
