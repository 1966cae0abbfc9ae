import fs from "node:fs/promises";
import path from "node:path";
import type { Arguments } from "./arguments";
import { NotDestroyed } from "./notDestroyed";
import { configBeforeDestroy, type PackConfig } from "./packConfig";

/** A policy pack that is asked before the destroy. */
export interface Pack {
    readonly folder: string;
    readonly config: PackConfig;
}

/** This package's own pack, as it calls itself. */
export const packName = "azure-importexport";
const packFolder = path.resolve(__dirname, "../../..");

/**
 * The packs to be asked, this package's own first.
 *
 * @throws NotDestroyed when one is not there, or a config cannot be read
 */
export async function packsToAsk({ packs, packConfigs }: Arguments): Promise<[Pack, ...Pack[]]> {
    const isOwnGiven = packConfigs.length === packs.length + 1;
    if (packConfigs.length > 0 && packConfigs.length !== packs.length && !isOwnGiven) {
        throw new NotDestroyed(
            `There are ${packConfigs.length} --policy-pack-config for ${packs.length} --policy-pack. Give one for each, in the same order; one more, as the first, is for this package's own pack.`,
        );
    }
    const configs = await Promise.all(packConfigs.map(readConfig));
    const own = isOwnGiven ? configs.shift() : undefined;
    await Promise.all(packs.map(requirePack));
    const others = packs.map((folder, index) => ({
        // What is relative is so to the caller's folder, not to that of --cwd.
        folder: path.resolve(folder),
        config: configs[index] ?? {},
    }));
    return [{ folder: packFolder, config: ownConfig(own ?? {}) }, ...others];
}

async function readConfig(file: string): Promise<PackConfig> {
    try {
        const config: unknown = JSON.parse(await fs.readFile(file, "utf8"));
        if (typeof config === "object" && config !== null) return config as PackConfig;
    } catch (error) {
        throw new NotDestroyed(
            `The policy pack config ${file} cannot be read: ${(error as Error).message}`,
        );
    }
    throw new NotDestroyed(
        `The policy pack config ${file} is no JSON object. Right is, for example: { "no-destroy-in-flight": "mandatory" }.`,
    );
}

function ownConfig(given: PackConfig): PackConfig {
    try {
        return configBeforeDestroy(given);
    } catch (error) {
        throw new NotDestroyed((error as Error).message);
    }
}

async function requirePack(folder: string): Promise<void> {
    try {
        await fs.access(path.join(folder, "PulumiPolicy.yaml"));
    } catch {
        throw new NotDestroyed(
            `There is no policy pack in ${folder}: it has no PulumiPolicy.yaml. Name the pack's folder.`,
        );
    }
}
