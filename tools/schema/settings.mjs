// The settings, as stack configuration and as the arguments of an explicit provider.

const types = { boolean: "boolean", seconds: "number" };

/** Setting → property. No default is given to SDKs: where a setting is looked for, the provider itself decides. */
export function settingProperties({ SETTINGS }) {
    return Object.fromEntries(
        SETTINGS.map(({ name, type, meaning, env, default: standard, secret }) => [
            name,
            {
                type: types[type] ?? "string",
                description: [
                    meaning,
                    env.length > 0 && `Where it is not set, the environment: ${env.join(", ")}.`,
                    standard !== undefined && `Default: ${standard}.`,
                ]
                    .filter(Boolean)
                    .join(" "),
                ...(secret && { secret: true }),
            },
        ]),
    );
}
