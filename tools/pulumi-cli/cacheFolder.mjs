import { homedir } from "node:os";
import path from "node:path";

/** The folder of this project in the user's cache: what took long to make and outlives a clone. */
export function cacheFolder(env = process.env, platform = process.platform) {
    return path.join(userCache(env, platform), "pulumi-azure-importexport");
}

function userCache(env, platform) {
    if (env.XDG_CACHE_HOME) return env.XDG_CACHE_HOME;
    const home = env.HOME || homedir();
    if (platform === "darwin") return path.join(home, "Library", "Caches");
    if (platform === "win32") return env.LOCALAPPDATA || path.join(home, "AppData", "Local");
    return path.join(home, ".cache");
}
