import type { PolicyConfigSchema } from "@pulumi/policy";
import { meant } from "./nearestName";

/**
 * The settings of one policy: what the team's config says, the rest by default.
 *
 * Types, ranges and words are checked by the engine, which holds the config against `configSchema`
 * before the pack is asked anything. What its schema cannot say is checked here.
 *
 * @throws for a key that the policy does not have, naming it and those that it has. The engine shows
 * the message and goes no further.
 */
export function settingsOf<T extends object>(
    policy: string,
    schema: PolicyConfigSchema,
    config: object,
): T {
    const right = Object.keys(schema.properties);
    for (const key of Object.keys(config)) {
        if (right.includes(key)) continue;
        throw settingsError(
            `The config of policy "${policy}" has the key "${key}", which is not one of its settings.${meant(key, right)} ` +
                `Right are: ${["enforcementLevel", ...right].join(", ")}. Correct or remove it.`,
        );
    }
    const defaults = Object.entries(schema.properties)
        .filter(([, property]) => property.default !== undefined)
        .map(([key, property]) => [key, property.default]);
    return { ...Object.fromEntries(defaults), ...config } as T;
}

/** An error about a team's config. The engine prints an error's stack, which would bury the message. */
export function settingsError(message: string): Error {
    const error = new Error(message);
    error.stack = message;
    return error;
}
